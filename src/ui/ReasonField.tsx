import { Input } from 'antd';
import { Field } from './ActForm.tsx';
import { useTexts } from './i18n.ts';
import { uiTexts } from './text.ts';

interface ReasonFieldProps {
  readonly name?: string;
  readonly label?: string;
  readonly hint?: string;
  readonly max?: number;
  readonly optional?: boolean;
}

/** Why an act is done; asked instead of "are you sure". */
export function ReasonField({ name = 'reason', label, hint, max = 500, optional }: ReasonFieldProps) {
  const t = useTexts(uiTexts);
  return (
    <Field name={name} label={label ?? t('reason')} hint={hint ?? t('reasonHint')} required={!optional}>
      <Input.TextArea rows={3} maxLength={max} showCount={{ formatter: ({ count }) => t('reasonCount', { n: count, max }) }} />
    </Field>
  );
}
