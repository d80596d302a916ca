import { Button, DatePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import { Field, SendForm } from '../../ui/ActForm.tsx';
import { useTexts } from '../../ui/i18n.ts';
import type { Sender } from '../../ui/query.ts';
import { cityTexts } from './text.ts';

interface EndFormProps<A> {
  readonly act: Sender<{ readonly endedOn?: string }, A>;
  readonly hint: string;
  readonly words: string;
  readonly onDone: () => void;
}

/** Ends a record; its history stays. The last day is today without another one. */
export function EndForm<A>({ act, hint, words, onDone }: EndFormProps<A>) {
  const t = useTexts(cityTexts);
  return (
    <SendForm<{ readonly endedOn?: string }, A, { endedOn?: Dayjs | null }>
      act={act}
      toInput={({ endedOn }) => ({ endedOn: endedOn?.format('YYYY-MM-DD') })}
      onDone={onDone}
    >
      <p>{hint}</p>
      <Field name="endedOn" label={t('lastDay')}>
        <DatePicker />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {words}
      </Button>
    </SendForm>
  );
}
