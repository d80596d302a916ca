import { Button, Input, type InputRef } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { useFirstFocus } from '../../../ui/useFirstFocus.ts';
import { beginTwoFactor, confirmTwoFactor } from '../api.ts';
import { BackupCodes } from './BackupCodes.tsx';
import { signInTexts } from './text.ts';

/** Password, QR code, first code, backup codes. */
export function EnrolTwoFactor({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(signInTexts);
  const begin = useAct(beginTwoFactor);
  const first = useFirstFocus<InputRef>();
  const [offered, setOffered] = useState<{ readonly secret: string; readonly qr: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <BackupCodes codes={codes} onDone={onDone} />;
  if (offered) return <ConfirmStep offered={offered} onDone={setCodes} />;
  return (
    <ActForm<typeof beginTwoFactor, { password: string }> act={begin} toInput={(values) => values} onDone={setOffered}>
      <h2>{t('enrol1')}</h2>
      <Field name="password" label={t('current')} required>
        <Input.Password autoComplete="current-password" ref={first} />
      </Field>
      <Button type="primary" htmlType="submit" loading={begin.busy}>
        {t('begin')}
      </Button>
    </ActForm>
  );
}

function ConfirmStep({
  offered,
  onDone,
}: {
  readonly offered: { readonly secret: string; readonly qr: string };
  readonly onDone: (codes: readonly string[]) => void;
}) {
  const t = useTexts(signInTexts);
  const confirm = useAct(confirmTwoFactor);
  return (
    <ActForm<typeof confirmTwoFactor, { code: string }>
      act={confirm}
      toInput={({ code }) => ({ code: code.replaceAll(' ', '') })}
      onDone={({ backupCodes }) => onDone(backupCodes)}
    >
      <h2>{t('enrol2')}</h2>
      <p className="tc-hint">{t('enrol2Note')}</p>
      <img className="tc-qr" src={offered.qr} alt={t('qr')} />
      <p>
        {t('secret')} <span className="tc-secret">{offered.secret}</span>
      </p>
      <h2 className="tc-step">{t('enrol3')}</h2>
      <Field name="code" label={t('code')} required>
        <Input size="large" autoComplete="one-time-code" inputMode="numeric" maxLength={7} />
      </Field>
      <Button type="primary" htmlType="submit" loading={confirm.busy}>
        {t('confirm')}
      </Button>
    </ActForm>
  );
}
