import { Button, Input } from 'antd';
import { useState } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { type me as meOperation, renewBackupCodes } from '../api.ts';
import { BackupCodes } from './BackupCodes.tsx';
import { EnrolTwoFactor } from './EnrolTwoFactor.tsx';
import { signInTexts } from './text.ts';

export function TwoFactorPart({ me }: { readonly me: AnswerOf<typeof meOperation> }) {
  const t = useTexts(signInTexts);
  const [open, setOpen] = useState(false);
  const { on, required, backupCodesLeft } = me.twoFactor;
  return (
    <Part title={t('twoFactorPart')}>
      <p>
        {on ? (
          <StateTag tone={backupCodesLeft < 3 ? 'warn' : 'calm'} icon="tick">
            {t('twoFactorOn', { n: backupCodesLeft })}
          </StateTag>
        ) : (
          <StateTag tone={required ? 'warn' : 'calm'} icon="dash">
            {t(required ? 'twoFactorMust' : 'twoFactorOff')}
          </StateTag>
        )}
      </p>
      <p className="tc-form-end">
        <Button onClick={() => setOpen(true)}>{t(on ? 'renew' : 'enrol')}</Button>
      </p>
      <Dialog open={open} title={t(on ? 'renew' : 'enrol')} onClose={() => setOpen(false)}>
        {open ? <Inside renews={on} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </Part>
  );
}

/** What was asked for when the dialog opened stays, also when the account has changed meanwhile. */
function Inside({ renews, onDone }: { readonly renews: boolean; readonly onDone: () => void }) {
  const [first] = useState(renews);
  return first ? <Renew onDone={onDone} /> : <EnrolTwoFactor onDone={onDone} />;
}

function Renew({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(signInTexts);
  const act = useAct(renewBackupCodes);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <BackupCodes codes={codes} onDone={onDone} />;
  return (
    <ActForm<typeof renewBackupCodes, { password: string }>
      act={act}
      toInput={(values) => values}
      onDone={({ backupCodes }) => setCodes(backupCodes)}
    >
      <p>{t('renewNote')}</p>
      <Field name="password" label={t('current')} required>
        <Input.Password autoComplete="current-password" />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('renew')}
      </Button>
    </ActForm>
  );
}
