import { Button, InputNumber } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { setClosingDay } from '../closing/api.ts';
import { closingTexts } from './closing-text.ts';

interface Values {
  readonly day: number | null;
}

/** On which day of the next month a month is closed by itself. */
export function ClosingDay({ day }: Values) {
  const t = useTexts(closingTexts);
  const act = useAct(setClosingDay);
  return (
    <ActForm<typeof setClosingDay, Values>
      act={act}
      initial={{ day }}
      toInput={(values) => ({ day: values.day ?? null })}
      onDone={() => say(t('daySaved'))}
    >
      <Field name="day" label={t('day')} hint={t('dayHint')}>
        <InputNumber min={1} max={28} precision={0} />
      </Field>
      <Button htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}
