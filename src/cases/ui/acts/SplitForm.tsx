import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { UnitPicker } from '../../../ui/pickers.tsx';
import { splitCase } from '../../api.ts';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';

interface Part {
  readonly unitId?: string;
  readonly title?: string;
  readonly words?: string;
}

/** Several units, a part each. */
export function SplitForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const [count, setCount] = useState(2);
  return (
    <CaseForm<typeof splitCase, { parts: Part[] }>
      {...props}
      operation={splitCase}
      send={t('splitSend', { n: count })}
      initial={{ parts: [{ title: props.view.title, unitId: props.view.unit?.id }, { title: props.view.title }] }}
      onChange={({ parts }) => setCount(parts.length)}
      toInput={(on, { parts }) => ({
        ...on,
        parts: parts.map((part) => ({ unitId: part.unitId ?? '', title: part.title ?? '', words: part.words ?? '' })),
      })}
    >
      <p className="tc-hint">{t('splitHint')}</p>
      <Form.List name="parts">
        {(parts, { add, remove }) => (
          <>
            {parts.map((part, index) => (
              <fieldset key={part.key} className="cs-part">
                <legend>
                  {t('splitPart', { n: index + 1 })}
                  {parts.length > 2 ? (
                    <button
                      type="button"
                      className="tc-link"
                      aria-label={t('splitDrop', { n: index + 1 })}
                      onClick={() => remove(part.name)}
                    >
                      {t('maskDrop')}
                    </button>
                  ) : null}
                </legend>
                <PartFields index={part.name} />
              </fieldset>
            ))}
            {parts.length < 8 ? <Button onClick={() => add({ title: props.view.title })}>{t('splitAdd')}</Button> : null}
          </>
        )}
      </Form.List>
    </CaseForm>
  );
}

function PartFields({ index }: { readonly index: number }) {
  const t = useTexts(actTexts);
  return (
    <>
      <Field name={`${index}.unitId`} path={`parts.${index}.unitId`} label={t('splitUnit')} required>
        <UnitPicker clearable={false} />
      </Field>
      <Field name={`${index}.title`} path={`parts.${index}.title`} label={t('splitPartTitle')} required>
        <Input maxLength={120} />
      </Field>
      <Field name={`${index}.words`} path={`parts.${index}.words`} label={t('splitWords')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Field>
    </>
  );
}
