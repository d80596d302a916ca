import { both, Problem, problems, type ProblemDetail, type ProblemKind } from '../../kernel/problem.ts';
import { identityProblems } from './schema.ts';

const ours: Readonly<Record<string, ProblemKind>> = identityProblems;

/** The library's codes that people can meet. */
const known: Readonly<Record<string, ProblemKind>> = {
  INVALID_USERNAME_OR_PASSWORD: identityProblems.wrongCredentials,
  INVALID_USERNAME: identityProblems.wrongCredentials,
  USERNAME_TOO_SHORT: identityProblems.wrongCredentials,
  USERNAME_TOO_LONG: identityProblems.wrongCredentials,
  PASSWORD_TOO_LONG: identityProblems.wrongCredentials,
  INVALID_CODE: identityProblems.wrongCode,
  INVALID_BACKUP_CODE: identityProblems.wrongCode,
  INVALID_TWO_FACTOR_COOKIE: identityProblems.challengeOver,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: identityProblems.challengeOver,
  TOTP_NOT_ENABLED: identityProblems.challengeOver,
  BACKUP_CODES_NOT_ENABLED: identityProblems.challengeOver,
};

/** How long the library locks second factors after ten wrong codes. */
const CODE_LOCK_MINUTES = 15;

function isDetail(value: unknown): value is ProblemDetail {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string' || typeof one === 'number')
  );
}

/** What a refusal of the sign-in library means in our words. */
export function problemOf(status: number, body: unknown): Problem {
  const code: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined;
  const detail: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'detail') : undefined;
  if (typeof code === 'string') {
    if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return new Problem(identityProblems.lockedOut, { minutes: CODE_LOCK_MINUTES });
    if (code === 'INVALID_ORIGIN' || code === 'MISSING_OR_NULL_ORIGIN')
      return new Problem(problems.foreignSite, { origin: both('没有写明', 'not named') });
    const kind = ours[code] ?? known[code];
    if (kind) return new Problem(kind, isDetail(detail) ? detail : {});
  }
  if (status === 404) return new Problem(problems.notFound);
  return new Problem(status >= 500 ? problems.unexpected : identityProblems.signInFailed);
}
