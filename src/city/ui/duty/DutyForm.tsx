import { Button, DatePicker, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked } from '../../../ui/States.tsx';
import { dutiesList, dutyAssign, dutyTransfer } from '../../api/duties.ts';
import type { AreaFull } from '../answers.ts';
import { PersonPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';

interface Typed {
  readonly personId: string;
  readonly validFrom: Dayjs;
  readonly note?: string;
}

/** Names who answers for an area, or hands it to somebody else. */
export function DutyForm({ area, onDone }: { readonly area: AreaFull; readonly onDone: () => void }) {
  const t = useTexts(areaTexts);
  const [name, setName] = useState('');
  const assign = useAct(dutyAssign);
  const transfer = useAct(dutyTransfer);
  const said = () => {
    say(t('assigned', { area: area.name, name }));
    onDone();
  };
  const common = ({ personId, validFrom, note }: Typed) => ({ personId, validFrom: validFrom.format('YYYY-MM-DD'), note: note ?? '' });
  const initial = { validFrom: dayjs(cityDay()) };
  const fields = (
    <>
      <Field name="personId" label={t('person')} required>
        <PersonPicker onChange={(_, choice) => setName(choice?.label ?? '')} />
      </Field>
      <Field name="validFrom" label={t('dutyFrom')} required>
        <DatePicker allowClear={false} />
      </Field>
      <Field name="note" label={t('note')}>
        <Input maxLength={80} />
      </Field>
      <Button type="primary" htmlType="submit" loading={assign.busy || transfer.busy}>
        {t(area.responsible ? 'transfer' : 'assign')}
      </Button>
    </>
  );
  // The duty's revision guards against a transfer upon somebody else's.
  const duties = useOperation(dutiesList, { areaId: area.id }, { enabled: area.responsible !== null, fresh: true });
  const current = duties.data?.items.find((duty) => duty.id === area.responsible?.dutyId);
  if (area.responsible && !current) return <Asked of={duties}>{null}</Asked>;
  return current ? (
    <ActForm<typeof dutyTransfer, Typed>
      act={transfer}
      initial={initial}
      toInput={(values) => ({ ...common(values), dutyId: current.id, revision: current.revision })}
      onDone={said}
    >
      {fields}
    </ActForm>
  ) : (
    <ActForm<typeof dutyAssign, Typed>
      act={assign}
      initial={initial}
      toInput={(values) => ({ ...common(values), areaId: area.id })}
      onDone={said}
    >
      {fields}
    </ActForm>
  );
}
