import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { saveCategory } from '../../api/settings.ts';
import type { CategoryRow } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { settingsTexts } from '../text/settings.ts';
import { type CategoryValues, inputOf, valuesOf } from './category-values.ts';
import { Questions } from './Questions.tsx';

interface CategoryFormProps {
  readonly category: CategoryRow | null;
  readonly classes: readonly CategoryRow[];
  readonly close: () => void;
}

/** A category or a class: names, what counts as done, its questions, where it is offered. */
export function CategoryForm({ category, classes, close }: CategoryFormProps) {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const act = useAct(saveCategory);
  return (
    <ActForm<typeof saveCategory, CategoryValues>
      act={act}
      initial={valuesOf(category)}
      draft={category ? undefined : 'category.new'}
      toInput={(values) => inputOf({ ...values, code: category?.code ?? values.code })}
      onDone={(saved) => {
        say(t('savedCategory', { name: word(saved.name) }));
        close();
      }}
    >
      <div className="cs-two">
        <Field name="code" label={t('code')} hint={t('codeHint')} required>
          <Input maxLength={39} disabled={category !== null} />
        </Field>
        <Field name="classCode" label={t('className')}>
          <Select
            allowClear
            placeholder={t('classNone')}
            options={classes.filter((each) => each.code !== category?.code).map((each) => ({ value: each.code, label: word(each.name) }))}
          />
        </Field>
        <Field name="zh" label={t('nameZh')} required>
          <Input maxLength={60} />
        </Field>
        <Field name="en" label={t('nameEn')} required>
          <Input maxLength={120} />
        </Field>
      </div>
      <Field name="kind" label={t('kind')} required>
        <Radio.Group
          options={[
            { value: 'event', label: t('event') },
            { value: 'component', label: t('component') },
          ]}
        />
      </Field>
      <Texts />
      <Offer />
      <Questions />
      <Field name="source" label={t('source')}>
        <Input maxLength={300} />
      </Field>
      <Field name="provisional" label={t('provisional')} value="checked">
        <Checkbox>{t('provisionalPreset')}</Checkbox>
      </Field>
      <Field name="active" label={t('active')} value="checked">
        <Checkbox>{t('active')}</Checkbox>
      </Field>
      <FormFoot send={t('save')} busy={act.busy} cancel={close} />
    </ActForm>
  );
}

function Texts() {
  const t = useTexts(settingsTexts);
  return (
    <div className="cs-two">
      {(['describeZh', 'describeEn', 'standardZh', 'standardEn'] as const).map((name) => (
        <Field key={name} name={name} label={t(name)}>
          <Input.TextArea rows={2} maxLength={500} />
        </Field>
      ))}
    </div>
  );
}

function Offer() {
  const t = useTexts(settingsTexts);
  return (
    <>
      <Field name="keywords" label={t('keywords')} hint={t('keywordsHint')}>
        <Select mode="tags" open={false} suffixIcon={null} maxCount={40} />
      </Field>
      <div className="cs-two">
        <Field name="tileZh" label={t('tileZh')} hint={t('tileHint')}>
          <Input maxLength={12} />
        </Field>
        <Field name="tileEn" label={t('tileEn')}>
          <Input maxLength={40} />
        </Field>
        <Field name="publicOrder" label={t('publicOrder')} hint={t('publicOrderHint')}>
          <InputNumber min={1} max={99} />
        </Field>
        <Field name="photosNeeded" label={t('photosNeeded')} required>
          <InputNumber min={0} max={9} />
        </Field>
        <Field name="nearPublic" label={t('nearPublic')} required>
          <InputNumber min={10} max={5000} />
        </Field>
        <Field name="nearStaff" label={t('nearStaff')} required>
          <InputNumber min={10} max={5000} />
        </Field>
      </div>
      <Field name="urgent" label={t('urgentDefault')} value="checked">
        <Checkbox>{t('urgentDefault')}</Checkbox>
      </Field>
    </>
  );
}
