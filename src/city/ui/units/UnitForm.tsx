import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import type { Choice } from '../../../ui/SearchPicker.tsx';
import { unitChange, unitCreate } from '../../api.ts';
import { type UnitKind, unitKinds } from '../../schema.ts';
import type { UnitFull } from '../answers.ts';
import { AreaPicker, UnitPicker } from '../pickers.tsx';
import { cityTexts } from '../text.ts';

interface Typed {
  readonly parentId?: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  readonly code: string;
  readonly areaId?: string | null;
  readonly phone?: string | null;
  readonly keyUnit?: boolean;
  readonly sort?: number;
}

const sent = (values: Typed) => ({
  ...values,
  parentId: values.parentId ?? null,
  areaId: values.areaId ?? null,
  phone: values.phone?.trim() || null,
  keyUnit: values.keyUnit ?? false,
  sort: values.sort ?? 0,
});

export function UnitAddForm({ onDone }: { readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(unitCreate);
  return (
    <ActForm<typeof unitCreate, Typed>
      act={act}
      draft="unit"
      initial={{ kind: 'department', sort: 0 }}
      toInput={sent}
      onDone={({ name }) => onDone(t('unitAdded', { name }))}
    >
      <UnitFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('unitAdd')}
      </Button>
    </ActForm>
  );
}

export function UnitEditForm({ unit, onDone }: { readonly unit: UnitFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(unitChange);
  const parent = unit.parents.at(-1);
  const { parentId, kind, name, shortName, code, areaId, phone, keyUnit, sort } = unit;
  return (
    <ActForm<typeof unitChange, Typed>
      act={act}
      initial={{ parentId, kind, name, shortName, code, areaId, phone, keyUnit, sort }}
      toInput={(values) => ({ ...sent(values), unitId: unit.id, revision: unit.revision })}
      onDone={(saved) => onDone(t('unitSaved', { name: saved.name }))}
    >
      <UnitFields
        parent={parent ? { value: parent.id, label: parent.name } : null}
        area={unit.area ? { value: unit.area.id, label: unit.area.name } : null}
      />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}

function UnitFields({ parent, area }: { readonly parent?: Choice | null; readonly area?: Choice | null }) {
  const t = useTexts(cityTexts);
  const word = useWord();
  return (
    <>
      <Field name="name" label={t('name')} required>
        <Input maxLength={80} />
      </Field>
      <div className="tc-form-pair">
        <Field name="shortName" label={t('shortName')} required>
          <Input maxLength={20} />
        </Field>
        <Field name="code" label={t('code')} required hint={t('codeHint')}>
          <Input maxLength={40} />
        </Field>
        <Field name="kind" label={t('kind')} required>
          <Select options={Object.entries(unitKinds).map(([value, names]) => ({ value, label: word(names) }))} />
        </Field>
        <Field name="parentId" label={t('parent')}>
          <UnitPicker known={parent} />
        </Field>
        <Field name="areaId" label={t('unitArea')}>
          <AreaPicker known={area} />
        </Field>
        <Field name="phone" label={t('phone')} hint={t('phoneHint')}>
          <Input inputMode="tel" maxLength={24} />
        </Field>
        <Field name="sort" label={t('sort')}>
          <InputNumber min={0} precision={0} />
        </Field>
        <Field name="keyUnit" label={t('keyUnit')} value="checked">
          <Checkbox />
        </Field>
      </div>
    </>
  );
}
