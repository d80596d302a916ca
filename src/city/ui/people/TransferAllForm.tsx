import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { dutiesTransferAll } from '../../api/duties.ts';
import type { PersonFull } from '../answers.ts';
import { PersonPicker } from '../pickers.tsx';
import { cityTexts } from '../text.ts';

/** Hands all areas of a person to somebody else, for a leave or a change of post. */
export function TransferAllForm({ person, onDone }: { readonly person: PersonFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(dutiesTransferAll);
  const [name, setName] = useState('');
  return (
    <ActForm<typeof dutiesTransferAll, { toPersonId: string; validFrom: Dayjs }>
      act={act}
      initial={{ validFrom: dayjs(cityDay()) }}
      toInput={({ toPersonId, validFrom }) => ({ personId: person.id, toPersonId, validFrom: validFrom.format('YYYY-MM-DD') })}
      onDone={({ items }) => onDone(t('dutiesTransferred', { n: items.length, name }))}
    >
      <Field name="toPersonId" label={t('person')} required>
        <PersonPicker onChange={(_, choice) => setName(choice?.label ?? '')} />
      </Field>
      <Field name="validFrom" label={t('dutyFrom')} required>
        <DatePicker allowClear={false} />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('transfer')}
      </Button>
    </ActForm>
  );
}
