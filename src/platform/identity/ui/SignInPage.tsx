import { Button, Input, type InputRef } from 'antd';
import { useState } from 'react';
import { Field, SendForm } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { usePlace } from '../../../ui/place.ts';
import { forgetPerson, useOperation, useSender } from '../../../ui/query.ts';
import { useFirstFocus } from '../../../ui/useFirstFocus.ts';
import { setupStatus } from '../api.ts';
import { Door } from './Door.tsx';
import { placeAfter } from './place-after.ts';
import { type Credentials, signIn, verifyCode } from './sign-in.ts';
import { signInTexts } from './text.ts';

/** User name and password, then the code where one is enrolled. */
export function SignInPage() {
  const t = useTexts(signInTexts);
  const place = usePlace();
  const setUp = useOperation(setupStatus, {});
  // A one-time link leads here when a second factor is on: only the code is still to come.
  const [step, setStep] = useState<'name' | 'totp' | 'backup'>(place.query.step === 'code' ? 'totp' : 'name');
  const enter = () => {
    forgetPerson();
    const next = placeAfter(place.query.next);
    // The field app is a page of its own.
    if (next.startsWith('/field')) location.assign(next);
    else place.go(next, 'replace');
  };
  if (setUp.data?.needed) {
    return (
      <Door title={t('setUp')}>
        <p>{t('setUpNeeded')}</p>
      </Door>
    );
  }
  if (step === 'name') return <NameStep onIn={enter} onCode={() => setStep('totp')} />;
  return (
    <CodeStep
      key={step}
      kind={step}
      onIn={enter}
      other={() => setStep(step === 'totp' ? 'backup' : 'totp')}
      startOver={() => setStep('name')}
    />
  );
}

function NameStep({ onIn, onCode }: { readonly onIn: () => void; readonly onCode: () => void }) {
  const t = useTexts(signInTexts);
  const first = useFirstFocus<InputRef>();
  const act = useSender((credentials: Credentials) => signIn(credentials));
  return (
    <Door title={t('signIn')} note={t('signInNote')}>
      <SendForm<Credentials, 'in' | 'code', Credentials>
        act={act}
        toInput={({ username, password }) => ({ username: username.trim(), password })}
        onDone={(answer) => (answer === 'code' ? onCode() : onIn())}
      >
        <Field name="username" label={t('userName')} required>
          <Input size="large" autoComplete="username" autoCapitalize="none" spellCheck={false} ref={first} />
        </Field>
        <Field name="password" label={t('password')} required>
          <Input.Password size="large" autoComplete="current-password" />
        </Field>
        <Button type="primary" htmlType="submit" size="large" loading={act.busy}>
          {t('enter')}
        </Button>
      </SendForm>
    </Door>
  );
}

interface CodeStepProps {
  readonly kind: 'totp' | 'backup';
  readonly onIn: () => void;
  readonly other: () => void;
  readonly startOver: () => void;
}

function CodeStep({ kind, onIn, other, startOver }: CodeStepProps) {
  const t = useTexts(signInTexts);
  const first = useFirstFocus<InputRef>();
  const act = useSender(({ code }: { code: string }) => verifyCode(code, kind));
  const totp = kind === 'totp';
  return (
    <Door title={t('codeTitle')} note={t(totp ? 'codeNote' : 'backupNote')}>
      <SendForm<{ code: string }, void, { code: string }> act={act} toInput={(values) => values} onDone={onIn}>
        <Field name="code" label={t(totp ? 'code' : 'backupCode')} required>
          <Input size="large" ref={first} autoComplete="one-time-code" inputMode={totp ? 'numeric' : 'text'} maxLength={totp ? 7 : 24} />
        </Field>
        <Button type="primary" htmlType="submit" size="large" loading={act.busy}>
          {t('next')}
        </Button>
      </SendForm>
      <div className="tc-door-more">
        <button type="button" className="tc-link" onClick={other}>
          {t(totp ? 'backup' : 'useCode')}
        </button>
        <button type="button" className="tc-link" onClick={startOver}>
          {t('startOver')}
        </button>
      </div>
    </Door>
  );
}
