import { Input, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PhotoUpload } from '../../../ui/PhotoUpload.tsx';
import { type Limit, limitUnits, type LimitUnit } from '../../schema/words.ts';
import { sendPhoto, sendPublicPhoto } from '../pictures.ts';
import { actTexts } from '../text/acts.ts';

interface WordsFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly max?: number;
  readonly rows?: number;
  readonly optional?: boolean;
}

/** Free words with their limit. */
export function WordsField({ name, label, hint, max = 2000, rows = 3, optional }: WordsFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} required={!optional}>
      <Input.TextArea rows={rows} maxLength={max} showCount />
    </Field>
  );
}

/** Photos of an act; `wait` is what the button says while some are on their way. */
export function usePhotoField(by: 'person' | 'link' = 'person') {
  const t = useTexts(actTexts);
  const [pending, setPending] = useState(0);
  const field = (label: string = t('photos'), max = 9) => (
    <Field name="photos" label={label}>
      <PhotoUpload send={by === 'link' ? sendPublicPhoto : sendPhoto} max={max} onPending={setPending} />
    </Field>
  );
  return { field, wait: pending > 0 ? t('photosPending', { n: pending }) : null };
}

interface LimitInputProps {
  readonly value?: Limit;
  readonly onChange?: (limit: Limit) => void;
  readonly id?: string;
  readonly units?: readonly LimitUnit[];
  readonly label?: string;
}

/** An amount of working hours, urgent hours or working days. */
export function LimitInput({ value, onChange, id, units, label }: LimitInputProps) {
  const t = useTexts(actTexts);
  const word = useWord();
  const now = value ?? { amount: 1, unit: 'workingDays' as const };
  return (
    <Space.Compact>
      <InputNumber<number>
        id={id}
        aria-label={label ?? t('amount')}
        min={0.5}
        max={400}
        step={1}
        value={value?.amount ?? null}
        onChange={(amount) => amount !== null && onChange?.({ ...now, amount })}
      />
      <Select<LimitUnit>
        aria-label={t('limitUnit')}
        value={now.unit}
        onChange={(unit) => onChange?.({ ...now, unit })}
        options={Object.entries(limitUnits)
          .filter(([unit]) => !units || units.some((each) => each === unit))
          .map(([unit, name]) => ({ value: unit as LimitUnit, label: word(name) }))}
        popupMatchSelectWidth={false}
      />
    </Space.Compact>
  );
}
