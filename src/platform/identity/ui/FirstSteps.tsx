import type { AnswerOf } from '../../../kernel/operation.ts';
import { useTexts } from '../../../ui/i18n.ts';
import type { me as meOperation } from '../api.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { Door } from './Door.tsx';
import { EnrolTwoFactor } from './EnrolTwoFactor.tsx';
import { endThisSession } from './sign-in.ts';
import { signInTexts } from './text.ts';

interface FirstStepsProps {
  readonly step: AnswerOf<typeof meOperation>['needs'][number];
  readonly me: AnswerOf<typeof meOperation>;
  readonly done: () => void;
}

/** What has to be done before anything else: a handed-out password changed, a second factor enrolled. */
export function FirstSteps({ step, me, done }: FirstStepsProps) {
  const t = useTexts(signInTexts);
  const password = step === 'changePassword';
  return (
    <Door title={t(password ? 'firstPassword' : 'firstTwoFactor')} note={t(password ? 'firstPasswordNote' : 'firstTwoFactorNote')}>
      {password ? <ChangePassword me={me} onDone={done} /> : <EnrolTwoFactor onDone={done} />}
      <div className="tc-door-more">
        <button type="button" className="tc-link" onClick={() => void endThisSession()}>
          {t('startOver')}
        </button>
      </div>
    </Door>
  );
}
