import { Button, Checkbox, Form, Input, Select } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { settingsTexts } from '../text/settings.ts';

const types = ['string', 'text', 'number', 'datetime', 'singlevaluelist', 'multivaluelist'] as const;
const typeKeys = {
  string: 'typeString',
  text: 'typeText',
  number: 'typeNumber',
  datetime: 'typeDatetime',
  singlevaluelist: 'typeSinglevaluelist',
  multivaluelist: 'typeMultivaluelist',
} as const;

/** Further questions that a category asks (attributes of Open311). */
export function Questions() {
  const t = useTexts(settingsTexts);
  return (
    <fieldset className="cs-part">
      <legend>{t('attributes')}</legend>
      <Form.List name="questions">
        {(questions, { add, remove }) => (
          <>
            {questions.map((question) => (
              <div key={question.key} className="cs-question">
                <QuestionFields index={question.name} />
                <button type="button" className="tc-link" onClick={() => remove(question.name)}>
                  {t('attributeDrop')}
                </button>
              </div>
            ))}
            {questions.length < 20 ? <Button onClick={() => add({ type: 'string' })}>{t('attributeAdd')}</Button> : null}
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function QuestionFields({ index }: { readonly index: number }) {
  const t = useTexts(settingsTexts);
  const at = (name: string) => ({ name: `${index}.${name}`, path: `questions.${index}.${name}` });
  return (
    <div className="cs-two">
      <Field {...at('code')} label={t('attributeCode')} required>
        <Input maxLength={60} />
      </Field>
      <Field {...at('type')} label={t('attributeType')} required>
        <Select options={types.map((type) => ({ value: type, label: t(typeKeys[type]) }))} />
      </Field>
      <Field {...at('zh')} label={t('attributeName')} required>
        <Input maxLength={120} />
      </Field>
      <Field {...at('en')} label={t('attributeNameEn')}>
        <Input maxLength={120} />
      </Field>
      <Field {...at('hintZh')} label={t('attributeHint')}>
        <Input maxLength={120} />
      </Field>
      <Field {...at('hintEn')} label={t('attributeHintEn')}>
        <Input maxLength={120} />
      </Field>
      <Field {...at('choices')} label={t('attributeValues')}>
        <Input.TextArea rows={2} />
      </Field>
      <Field {...at('required')} label={t('attributeRequired')} value="checked">
        <Checkbox>{t('attributeRequired')}</Checkbox>
      </Field>
    </div>
  );
}
