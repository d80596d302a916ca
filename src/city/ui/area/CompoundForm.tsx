import { Button, Checkbox, Input, InputNumber } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { compoundChange } from '../../api/compounds.ts';
import type { AreaFull } from '../answers.ts';
import { UnitPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';

interface Typed {
  readonly buildings: number;
  readonly households: number;
  readonly builtYear?: number | null;
  readonly propertyManager?: string | null;
  readonly residentUnitId?: string | null;
  readonly keyCompound?: boolean;
  readonly note?: string;
}

export function CompoundForm({ area, onDone }: { readonly area: AreaFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(compoundChange);
  const { compound } = area;
  return (
    <ActForm<typeof compoundChange, Typed>
      act={act}
      initial={compound ?? { buildings: 0, households: 0 }}
      toInput={(values) => ({
        areaId: area.id,
        revision: compound?.revision,
        buildings: values.buildings,
        households: values.households,
        builtYear: values.builtYear ?? null,
        propertyManager: values.propertyManager?.trim() || null,
        residentUnitId: values.residentUnitId ?? null,
        keyCompound: values.keyCompound ?? false,
        note: values.note ?? '',
      })}
      onDone={() => onDone(t('compoundSaved'))}
    >
      <div className="tc-form-pair">
        <Field name="buildings" label={t('buildings')} required>
          <InputNumber min={0} precision={0} />
        </Field>
        <Field name="households" label={t('households')} required>
          <InputNumber min={0} precision={0} />
        </Field>
        <Field name="builtYear" label={t('builtYear')}>
          <InputNumber min={1900} max={2100} precision={0} />
        </Field>
        <Field name="propertyManager" label={t('propertyManager')} hint={t('noProperty')}>
          <Input maxLength={80} />
        </Field>
      </div>
      <Field name="residentUnitId" label={t('residentUnit')}>
        <UnitPicker known={compound?.residentUnit ? { value: compound.residentUnit.id, label: compound.residentUnit.name } : null} />
      </Field>
      <Field name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Field>
      <Field name="keyCompound" label={t('keyCompound')} value="checked">
        <Checkbox />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}
