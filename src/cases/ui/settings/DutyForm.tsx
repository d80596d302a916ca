import { Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { unitsList } from '../../../city/api.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { AreaPicker, UnitPicker } from '../../../ui/pickers.tsx';
import { addDutyRule, changeDutyRule, listCategories } from '../../api/settings.ts';
import type { DutyRow } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { CategoryPicker } from '../pickers.tsx';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';

type LeadBy = 'unit' | 'district' | 'street' | 'community';
interface DutyValues {
  readonly article: string;
  readonly text: string;
  readonly category: string;
  readonly areaId?: string | null;
  readonly answerTo?: string | null;
  readonly answers?: string[];
  readonly leadBy: LeadBy;
  readonly leadUnitId?: string | null;
  readonly jointUnitIds?: string[];
  readonly validFrom: string;
  readonly validTo?: string | null;
  readonly active?: boolean;
}

/** What decides which fields are shown. */
type Chosen = Pick<DutyValues, 'leadBy' | 'answerTo'> & { readonly category?: string | undefined };

function valuesOf(rule: DutyRow | null): Partial<DutyValues> {
  if (!rule) return { leadBy: 'unit', validFrom: cityDay(), active: true };
  const unit = 'unit' in rule.lead ? rule.lead.unit : null;
  return {
    article: rule.article,
    text: rule.text,
    category: rule.category,
    areaId: rule.area?.id,
    answerTo: rule.answerTo,
    answers: rule.answers,
    leadBy: rule.lead.by,
    leadUnitId: unit?.id,
    jointUnitIds: rule.joint.map((each) => each.id),
    validFrom: rule.validFrom,
    validTo: rule.validTo,
    active: rule.active,
  };
}

const inputOf = (values: DutyValues) => ({
  ...values,
  areaId: values.areaId ?? null,
  answerTo: values.answerTo ?? null,
  answers: values.answerTo ? (values.answers ?? []) : [],
  leadUnitId: values.leadBy === 'unit' ? (values.leadUnitId ?? null) : null,
  validTo: values.validTo || null,
  active: values.active ?? true,
});

/** A rule of the duty list, new or changed. */
export function DutyForm({ rule, close }: { readonly rule: DutyRow | null; readonly close: () => void }) {
  const t = useTexts(settingsTexts);
  const add = useAct(addDutyRule);
  const change = useAct(changeDutyRule);
  const done = (saved: { readonly article: string }) => {
    say(t('savedDuty', { article: saved.article }));
    close();
  };
  const [chosen, setChosen] = useState<Chosen>({ leadBy: rule?.lead.by ?? 'unit', category: rule?.category, answerTo: rule?.answerTo });
  const shared = {
    initial: valuesOf(rule),
    onDone: done,
    onChange: ({ leadBy, category, answerTo }: DutyValues) => setChosen({ leadBy, category, answerTo }),
  };
  const fields = <DutyFields rule={rule} chosen={chosen} busy={add.busy || change.busy} close={close} />;
  if (!rule) {
    return (
      <ActForm<typeof addDutyRule, DutyValues> act={add} draft="duty.new" toInput={inputOf} {...shared}>
        {fields}
      </ActForm>
    );
  }
  return (
    <ActForm<typeof changeDutyRule, DutyValues> act={change} toInput={(values) => ({ ruleId: rule.id, ...inputOf(values) })} {...shared}>
      {fields}
    </ActForm>
  );
}

interface DutyFieldsProps {
  readonly rule: DutyRow | null;
  readonly chosen: Chosen;
  readonly busy: boolean;
  readonly close: () => void;
}

function DutyFields({ rule, chosen, busy, close }: DutyFieldsProps) {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const units = useOperation(unitsList, {});
  const unit = rule && 'unit' in rule.lead ? rule.lead.unit : null;
  const choices = (units.data?.items ?? []).filter((each) => each.active).map((each) => ({ value: each.id, label: each.name }));
  return (
    <>
      <div className="cs-two">
        <Field name="article" label={t('article')} hint={t('articleHint')} required>
          <Input maxLength={20} />
        </Field>
        <Field name="category" label={c('category')} required>
          <CategoryPicker classes />
        </Field>
      </div>
      <Field name="text" label={t('dutyText')} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Field>
      <Field name="areaId" label={t('dutyWhere')} hint={t('everywhere')}>
        <AreaPicker known={rule?.area ? { value: rule.area.id, label: rule.area.name } : null} />
      </Field>
      <DependsFields chosen={chosen} />
      <Field name="leadBy" label={t('leadBy')} required>
        <Radio.Group
          options={[
            { value: 'unit', label: t('leadUnit') },
            { value: 'district', label: t('leadDistrict') },
            { value: 'street', label: t('leadStreet') },
            { value: 'community', label: t('leadCommunity') },
          ]}
        />
      </Field>
      {chosen.leadBy === 'unit' ? (
        <Field name="leadUnitId" label={t('dutyLead')} required>
          <UnitPicker known={unit ? { value: unit.id, label: unit.name } : null} />
        </Field>
      ) : null}
      <Field name="jointUnitIds" label={t('dutyJoint')}>
        <Select mode="multiple" maxCount={8} options={choices} showSearch={{ optionFilterProp: 'label' }} />
      </Field>
      <div className="cs-two">
        <Field name="validFrom" label={t('validFrom')} required>
          <Input type="date" />
        </Field>
        <Field name="validTo" label={t('validTo')}>
          <Input type="date" />
        </Field>
      </div>
      <Field name="active" label={t('active')} value="checked">
        <Checkbox>{t('active')}</Checkbox>
      </Field>
      <FormFoot send={t('save')} busy={busy} cancel={close} />
    </>
  );
}

/** A rule that holds for some answers to a question of its category only. */
function DependsFields({ chosen }: { readonly chosen: Chosen }) {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const { data } = useOperation(listCategories, { all: 'true' });
  const asked =
    data?.items.find(({ code }) => code === chosen.category)?.attributes.filter(({ values }) => (values ?? []).length > 0) ?? [];
  if (asked.length === 0 && !chosen.answerTo) return null;
  const choices = asked.find(({ code }) => code === chosen.answerTo)?.values ?? [];
  return (
    <div className="cs-two">
      <Field name="answerTo" label={t('dutyAsks')} hint={t('dutyAsksHint')}>
        <Select allowClear options={asked.map(({ code, name }) => ({ value: code, label: word(name) }))} />
      </Field>
      {chosen.answerTo ? (
        <Field name="answers" label={t('dutyAnswers')} required>
          <Select mode="multiple" options={choices.map(({ key, name }) => ({ value: key, label: word(name) }))} />
        </Field>
      ) : null}
    </div>
  );
}
