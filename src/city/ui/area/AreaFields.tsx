import { Input, InputNumber, Select } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Choice } from '../../../ui/SearchPicker.tsx';
import { type AreaKind, areaKinds } from '../../schema.ts';
import { AreaPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';

export interface AreaTyped {
  readonly parentId?: string | null;
  readonly kind: AreaKind;
  readonly name: string;
  readonly code: string;
  readonly sort?: number;
}

export function AreaFields({ parent }: { readonly parent?: Choice | null }) {
  const t = useTexts(areaTexts);
  const word = useWord();
  return (
    <>
      <div className="tc-form-pair">
        <Field name="name" label={t('name')} required>
          <Input maxLength={80} />
        </Field>
        <Field name="kind" label={t('kind')} required>
          <Select options={Object.entries(areaKinds).map(([value, name]) => ({ value, label: word(name) }))} />
        </Field>
      </div>
      <Field name="parentId" label={t('parent')}>
        <AreaPicker known={parent} />
      </Field>
      <div className="tc-form-pair">
        <Field name="code" label={t('code')} required hint={t('codeHint')}>
          <Input maxLength={40} />
        </Field>
        <Field name="sort" label={t('sort')}>
          <InputNumber min={0} precision={0} />
        </Field>
      </div>
    </>
  );
}
