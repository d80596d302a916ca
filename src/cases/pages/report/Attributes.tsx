import type { ReactElement } from 'react';
import { useTexts, useWord } from '../../../public/site.ts';
import type { AttributeDefinition } from '../../schema/settings.ts';
import { reportTexts } from '../text/report.ts';
import { attributeName } from './form.ts';

interface Props {
  readonly kind: string;
  readonly definitions: readonly AttributeDefinition[];
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** What the kind of problem asks in addition. */
export function Attributes({ kind, definitions, values }: Props): ReactElement {
  const t = useTexts(reportTexts);
  return (
    <div className="stack" role="group" aria-label={t('attributes')}>
      <input type="hidden" name="asked" value={kind} />
      {definitions.map((definition) => (
        <Attribute key={definition.code} definition={definition} value={values[definition.code] ?? []} />
      ))}
    </div>
  );
}

function Attribute({ definition, value }: { readonly definition: AttributeDefinition; readonly value: readonly string[] }): ReactElement {
  const t = useTexts(reportTexts);
  const word = useWord();
  const id = `attr-${definition.code}`;
  const name = attributeName(definition.code);
  const needed = definition.required ? { 'data-needed': name } : {};
  const input = { className: 'field', id, name, 'aria-describedby': definition.hint ? `${id}-hint` : undefined };
  if (definition.type === 'multivaluelist') {
    return (
      <fieldset id={id} {...needed}>
        <legend className="label">
          {word(definition.name)}
          {!definition.required && <span className="opt">{t('optional')}</span>}
        </legend>
        {definition.values.map((choice) => (
          <label className="check" key={choice.key}>
            <input type="checkbox" name={name} value={choice.key} defaultChecked={value.includes(choice.key)} />
            {word(choice.name)}
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <div className="stack" {...needed}>
      <label htmlFor={id}>
        {word(definition.name)}
        {!definition.required && <span className="opt">{t('optional')}</span>}
      </label>
      {definition.type === 'singlevaluelist' ? (
        <select {...input} defaultValue={value[0] ?? ''}>
          <option value="">{t('choose')}</option>
          {definition.values.map((choice) => (
            <option key={choice.key} value={choice.key}>
              {word(choice.name)}
            </option>
          ))}
        </select>
      ) : definition.type === 'text' ? (
        <textarea {...input} rows={2} maxLength={2000} defaultValue={value[0] ?? ''} />
      ) : (
        <input
          {...input}
          type={definition.type === 'datetime' ? 'datetime-local' : 'text'}
          inputMode={definition.type === 'number' ? 'decimal' : undefined}
          maxLength={200}
          defaultValue={value[0] ?? ''}
        />
      )}
      {definition.hint && (
        <p className="small" id={`${id}-hint`}>
          {word(definition.hint)}
        </p>
      )}
    </div>
  );
}
