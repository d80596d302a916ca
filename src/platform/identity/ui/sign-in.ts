import { post } from '../../../ui/call.ts';
import { forgetOwn } from '../../../ui/memory.ts';
import { forgetPerson } from '../../../ui/query.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Name and password: signed in, or a code is asked for. */
export async function signIn(credentials: Credentials): Promise<'in' | 'code'> {
  const answer = await post('/api/auth/sign-in/username', credentials);
  return answer.twoFactorRedirect === true ? 'code' : 'in';
}

export async function verifyCode(code: string, kind: 'totp' | 'backup'): Promise<void> {
  await post(kind === 'totp' ? '/api/auth/two-factor/verify-totp' : '/api/auth/two-factor/verify-backup-code', {
    code: code.replaceAll(' ', ''),
  });
}

/** Ends this session and forgets what it showed, also when the server cannot be reached. */
export async function endThisSession(): Promise<void> {
  await post('/api/auth/sign-out', {}).catch(() => undefined);
  forgetPerson();
  forgetOwn();
  location.assign('/sign-in');
}
