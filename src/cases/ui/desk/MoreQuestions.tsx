import { Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useJoining } from '../../../ui/joining.ts';
import type { CategoryRow } from '../answers.ts';
import { caseTexts } from '../text.ts';
import { deskTexts } from '../text/desk.ts';
import { answersOf } from './draft.ts';
import { Fault } from './Fault.tsx';
import type { Desk } from './useDraft.ts';

type Definition = CategoryRow['attributes'][number];
type Answer = string | string[];

interface QuestionsProps {
  readonly desk: Desk;
  readonly faults: Readonly<Record<string, string>>;
}

/** The category's own questions: first those that change the unit or the urgency, or that have to be asked; the rest on demand. */
export function MoreQuestions({ desk, faults }: QuestionsProps) {
  const t = useTexts(deskTexts);
  const asked = desk.category?.attributes ?? [];
  if (asked.length === 0) return null;
  const { unit, urgency } = desk.told?.deciding ?? { unit: [], urgency: [] };
  const first = asked.filter(
    ({ code, required }) => required || unit.includes(code) || urgency.includes(code) || faults[`attributes.${code}`],
  );
  const rest = asked.filter((one) => !first.includes(one));
  return (
    <div className="cs-note cs-asking">
      {first.length > 0 ? (
        <fieldset className="cs-asks">
          <legend>{t('attributes')}</legend>
          <Some of={first} desk={desk} faults={faults} />
        </fieldset>
      ) : null}
      {rest.length > 0 ? (
        <details>
          <summary>{t('attributesMore', { n: rest.length })}</summary>
          <div className="cs-asks">
            <Some of={rest} desk={desk} faults={faults} />
          </div>
        </details>
      ) : null}
    </div>
  );
}

function Some({ of, desk, faults }: QuestionsProps & { readonly of: readonly Definition[] }) {
  const t = useTexts(deskTexts);
  const { draft, change, told } = desk;
  const answers = answersOf(draft);
  const set = (code: string, value: Answer) => change({ attributes: { ...answers, [code]: value }, attributesFor: draft.category });
  const why = (code: string) =>
    told?.deciding.unit.includes(code) ? t('decidesUnit') : told?.deciding.urgency.includes(code) ? t('decidesUrgency') : '';
  return of.map((definition) => (
    <Asked
      key={definition.code}
      definition={definition}
      why={desk.answeredByWords(definition.code) ? t('placeFrom') : why(definition.code)}
      fault={faults[`attributes.${definition.code}`]}
    >
      <Answering
        id={`cs-ask-${definition.code}`}
        definition={definition}
        value={answers[definition.code] ?? ''}
        set={(value) => set(definition.code, value)}
      />
    </Asked>
  ));
}

interface AskedProps {
  readonly definition: Definition;
  /** What the answer changes, or where it came from. */
  readonly why: string;
  readonly fault: string | undefined;
  readonly children: ReactNode;
}

function Asked({ definition, why, fault, children }: AskedProps) {
  const t = useTexts(deskTexts);
  const word = useWord();
  const { code, name, hint, required, type } = definition;
  const join = useJoining();
  const note = join.parts([required ? t('attributeNeeded') : '', why, hint ? word(hint) : '']);
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
