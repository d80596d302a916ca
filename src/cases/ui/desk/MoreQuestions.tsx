import { Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { listCategories } from '../../api/settings.ts';
import type { CategoryRow } from '../answers.ts';
import { caseTexts } from '../text.ts';
import { deskTexts } from '../text/desk.ts';
import { answersOf } from './draft.ts';
import { Fault } from './Fault.tsx';
import type { Desk } from './useDraft.ts';

type Definition = CategoryRow['attributes'][number];
type Answer = string | string[];

/** The category's own questions: they change the unit or the urgency, so they are asked while somebody is on the line. */
export function MoreQuestions({ desk, faults }: { readonly desk: Desk; readonly faults: Readonly<Record<string, string>> }) {
  const t = useTexts(deskTexts);
  const { draft, change } = desk;
  const { data } = useOperation(listCategories, {});
  const asked = data?.items.find((category) => category.code === draft.category)?.attributes ?? [];
  if (asked.length === 0) return null;
  const answers = answersOf(draft);
  const set = (code: string, value: Answer) => change({ attributes: { ...answers, [code]: value }, attributesFor: draft.category });
  return (
    <fieldset className="cs-note cs-asks">
      <legend>{t('attributes')}</legend>
      {asked.map((definition) => (
        <Asked key={definition.code} definition={definition} fault={faults[`attributes.${definition.code}`]}>
          <Answering
            id={`cs-ask-${definition.code}`}
            definition={definition}
            value={answers[definition.code] ?? ''}
            set={(value) => set(definition.code, value)}
          />
        </Asked>
      ))}
    </fieldset>
  );
}

interface AskedProps {
  readonly definition: Definition;
  readonly fault: string | undefined;
  readonly children: ReactNode;
}

function Asked({ definition, fault, children }: AskedProps) {
  const t = useTexts(deskTexts);
  const word = useWord();
  const { code, name, hint, required, type } = definition;
  const note = required ? t('attributeNeeded') : hint ? word(hint) : '';
  const label = (
    <>
      {word(name)} {note ? <small className="cs-quiet">{note}</small> : null}
    </>
  );
  return (
    <div className={fault ? 'cs-faulty' : undefined}>
      {type === 'multivaluelist' ? <span id={`cs-ask-${code}`}>{label}</span> : <label htmlFor={`cs-ask-${code}`}>{label}</label>}
      {children}
      <Fault words={fault} />
    </div>
  );
}

interface AnsweringProps {
  readonly id: string;
  readonly definition: Definition;
  readonly value: Answer;
  readonly set: (value: Answer) => void;
}

function Answering({ id, definition, value, set }: AnsweringProps) {
  const c = useTexts(caseTexts);
  const word = useWord();
  const options = (definition.values ?? []).map((choice) => ({ value: choice.key, label: word(choice.name) }));
  const text = String(value);
  switch (definition.type) {
    case 'multivaluelist':
      return (
        <Checkbox.Group
          role="group"
          aria-labelledby={id}
          options={options}
          value={[value].flat().filter(Boolean)}
          onChange={(keys) => set(keys)}
        />
      );
    case 'singlevaluelist':
      return (
        <Select
          id={id}
          allowClear
          placeholder={c('notSet')}
          options={options}
          value={text || undefined}
          onChange={(key: string | undefined) => set(key ?? '')}
        />
      );
    case 'text':
      return <Input.TextArea id={id} rows={2} maxLength={2000} value={text} onChange={({ target }) => set(target.value)} />;
    case 'number':
      return <Input id={id} inputMode="decimal" maxLength={20} value={text} onChange={({ target }) => set(target.value)} />;
    case 'datetime':
      return <Input id={id} type="datetime-local" value={text} onChange={({ target }) => set(target.value)} />;
    default:
      return <Input id={id} maxLength={200} value={text} onChange={({ target }) => set(target.value)} />;
  }
}
