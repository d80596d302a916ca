import { Button, Input } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { UnitPicker } from '../../../ui/pickers.tsx';
import { dispatchMany } from '../../api.ts';
import type { CaseRow } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { listTexts } from '../text/list.ts';
import { Refused, type RefusedRow } from './Refused.tsx';

const fit = ['filed', 'returned', 'reopened'];

interface BulkDispatchProps {
  readonly rows: readonly CaseRow[];
  readonly done: () => void;
}

/** Several cases to one unit; those that cannot go are named with the reason, the others stand. */
export function BulkDispatch({ rows, done }: BulkDispatchProps) {
  const t = useTexts(listTexts);
  const word = useWord();
  const act = useAct(dispatchMany);
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<readonly RefusedRow[]>([]);
  const unfit = rows.filter((row) => !fit.includes(row.state)).length;
  const close = () => {
    setOpen(false);
    setRefused([]);
    act.reset();
  };
  return (
    <>
      <Button type="primary" size="small" onClick={() => setOpen(true)}>
        {t('bulkDispatch')}
      </Button>
      <Dialog open={open} title={t('bulkTitle', { n: rows.length })} onClose={close}>
        <ActForm<typeof dispatchMany, { unitId: string; note?: string }>
          act={act}
          toInput={({ unitId, note }) => ({
            items: rows.map((row) => ({ caseId: row.id, version: row.version, unitId })),
            note: note ?? '',
          })}
          onDone={(answer) => {
            if (answer.refused.length === 0) {
              say(t('bulkDone', { n: answer.done.length }));
              close();
              done();
              return;
            }
            say(t('bulkSome', { n: answer.done.length, refused: answer.refused.length }));
            setRefused(
              answer.refused.map((each) => ({ number: rows.find((row) => row.id === each.caseId)?.number ?? '', why: word(each) })),
            );
          }}
        >
          {unfit > 0 ? <p className="tc-hint">{t('bulkUnfit', { n: unfit })}</p> : null}
          <Field name="unitId" label={t('bulkUnit')} required>
            <UnitPicker clearable={false} />
          </Field>
          <Field name="note" label={t('bulkNote')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Field>
          <Refused rows={refused} />
          <FormFoot send={t('bulkSend', { n: rows.length })} busy={act.busy} cancel={close} />
        </ActForm>
      </Dialog>
    </>
  );
}
