import { useState } from 'react';
import { Input, Radio, Select } from 'antd';
import { unitsList } from '../../../city/api.ts';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked } from '../../../ui/States.tsx';
import { UnitPicker } from '../../../ui/pickers.tsx';
import * as api from '../../api.ts';
import { SuggestionWords } from '../dispatch/SuggestionWords.tsx';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';

const other = 'other';
interface DispatchValues {
  readonly choice: string;
  readonly unitId?: string;
  readonly assistUnitIds?: string[];
  readonly note?: string;
}

/** Whom the case goes to: the suggested units with their reasons, or any other. */
export function DispatchForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const { view } = props;
  const asked = useOperation(api.suggestUnits, { caseId: view.id }, { fresh: true });
  const units = useOperation(unitsList, {});
  const items = asked.data?.items ?? [];
  const [choice, setChoice] = useState<string | null>(null);
  const first = items[0]?.unit.id ?? other;
  const ruleOf = (unitId: string | undefined) => items.find((item) => item.unit.id === unitId)?.rule?.id;
  return (
    <Asked of={asked} rows={4}>
      <CaseForm<typeof api.dispatchCase, DispatchValues>
        {...props}
        operation={api.dispatchCase}
        send={t('dispatchSend')}
        onChange={(values) => setChoice(values.choice)}
        initial={{ choice: first }}
        toInput={(on, { choice: chosen, unitId, assistUnitIds, note }) => {
          const to = chosen === other ? (unitId ?? '') : chosen;
          return { ...on, unitId: to, ruleId: ruleOf(to), assistUnitIds, note };
        }}
      >
        <Field name="choice" label={t('sendTo')} required>
          <Radio.Group
            className="cs-choices"
            options={[
              ...items.map((item) => ({ value: item.unit.id, label: <SuggestionWords of={item} /> })),
              { value: other, label: t('dispatchOther') },
            ]}
          />
        </Field>
        {(choice ?? first) === other ? <OtherUnit /> : null}
        <Field name="assistUnitIds" label={t('dispatchAssist')}>
          <Select
            mode="multiple"
            options={(units.data?.items ?? []).filter((unit) => unit.active).map((unit) => ({ value: unit.id, label: unit.name }))}
            showSearch={{ optionFilterProp: 'label' }}
            maxCount={6}
          />
        </Field>
        <Field name="note" label={t('noteOptional')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Field>
      </CaseForm>
    </Asked>
  );
}

function OtherUnit() {
  const t = useTexts(actTexts);
  return (
    <Field name="unitId" label={t('dispatchOther')} required>
      <UnitPicker />
    </Field>
  );
}
