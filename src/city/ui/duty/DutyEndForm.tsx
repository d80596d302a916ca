import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked } from '../../../ui/States.tsx';
import { dutiesList, dutyEnd } from '../../api/duties.ts';
import type { AreaFull } from '../answers.ts';
import { areaTexts } from '../area-text.ts';

/** Ends a duty; the area becomes vacant. */
export function DutyEndForm({ area, onDone }: { readonly area: AreaFull; readonly onDone: () => void }) {
  const t = useTexts(areaTexts);
  const end = useAct(dutyEnd);
  const duties = useOperation(dutiesList, { areaId: area.id }, { fresh: true });
  const current = duties.data?.items.find((duty) => duty.id === area.responsible?.dutyId);
  if (!current) return <Asked of={duties}>{null}</Asked>;
  const done = () => {
    say(t('dutyEnded', { name: current.person.name, area: area.name }));
    onDone();
  };
  return (
    <ActForm<typeof dutyEnd, { lastDay: Dayjs }>
      act={end}
      initial={{ lastDay: dayjs(cityDay()) }}
      toInput={({ lastDay }) => ({ dutyId: current.id, revision: current.revision, lastDay: lastDay.format('YYYY-MM-DD') })}
      onDone={done}
    >
      <p>{t('dutyEndHint')}</p>
      <Field name="lastDay" label={t('lastDay')} required>
        <DatePicker allowClear={false} />
      </Field>
      <Button type="primary" htmlType="submit" loading={end.busy}>
        {t('dutyEnd')}
      </Button>
    </ActForm>
  );
}
