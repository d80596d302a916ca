import type { Actor } from '../../kernel/actor.ts';
import { administratorRoles } from '../../kernel/actor.ts';
import type { Fault } from '../../kernel/problem.ts';
import type { SignInSettings } from './schema.ts';

/*
 * 等保2.0 level three (GB/T 22239-2019, 8.1.4.1 身份鉴别): complex passwords that are changed, lock-out after repeated
 * failures, an end of idle sessions, two factors for administrators.
 */

/** How many earlier passwords may not come back. */
export const PASSWORD_HISTORY = 5;
export const PASSWORD_CLASSES = 3;
export const minLength = (administrator: boolean) => (administrator ? 12 : 10);

const classes: readonly RegExp[] = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u];
const letterOrDigit = /[\p{Lu}\p{Ll}\p{Nd}]/gu;

/** Upper case, lower case, digits, and everything else together; a Chinese character counts as "else". */
export function classesIn(password: string): number {
  const named = classes.filter((pattern) => pattern.test(password)).length;
  return named + (password.replace(letterOrDigit, '') === '' ? 0 : 1);
}

const fault = (code: string, zh: string, en: string): Fault => ({ path: 'password', code, zh, en });

/** Everything that is wrong with a new password, all at once. Earlier ones are compared by the service: that needs hashing. */
export function passwordFaults(password: string, owner: { readonly userName: string; readonly administrator: boolean }): Fault[] {
  const least = minLength(owner.administrator);
  const faults: Fault[] = [];
  if (Array.from(password).length < least) faults.push(fault('tooShort', `至少 ${least} 个字符。`, `At least ${least} characters.`));
  if (classesIn(password) < PASSWORD_CLASSES) {
    faults.push(
      fault(
        'tooSimple',
        '大写字母、小写字母、数字、其他符号，至少要有三类。',
        'Use at least three of: capitals, small letters, digits, other characters.',
      ),
    );
  }
  if (owner.userName !== '' && password.toLowerCase().includes(owner.userName.toLowerCase())) {
    faults.push(fault('containsUserName', '不能包含用户名。', 'It must not contain the user name.'));
  }
  return faults;
}

export const usedBefore: Fault = fault(
  'usedBefore',
  `不能与最近 ${PASSWORD_HISTORY} 个密码相同。`,
  `It must differ from the last ${PASSWORD_HISTORY} passwords.`,
);

export const isUserName = (text: string) => /^[a-z][a-z0-9._-]{2,31}$/.test(text);

export const isAdministrator = (actor: Pick<Actor, 'posts'>) =>
  actor.posts.some((post) => administratorRoles.some((role) => role === post.role));

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Attempts under one key (a user name, an address). */
export interface Attempts {
  readonly at: readonly Date[];
  readonly lockedUntil: Date | null;
}
export interface AttemptLimit {
  readonly most: number;
  readonly minutes: number;
}

const minutesUntil = (end: Date, now: Date) => Math.max(1, Math.ceil((end.getTime() - now.getTime()) / MINUTE));

/**
 * May one more attempt be made? It is counted before it is checked, so that attempts at the same moment cannot pass
 * the limit together; a success clears the count.
 */
export function nextAttempt(
  before: Attempts,
  limit: AttemptLimit,
  now: Date,
): { readonly after: Attempts } | { readonly waitMinutes: number } {
  if (before.lockedUntil && before.lockedUntil > now) return { waitMinutes: minutesUntil(before.lockedUntil, now) };
  const since = now.getTime() - limit.minutes * MINUTE;
  const at = [...before.at.filter((moment) => moment.getTime() > since), now];
  return { after: { at, lockedUntil: at.length >= limit.most ? new Date(now.getTime() + limit.minutes * MINUTE) : null } };
}

export const nameLimit = (settings: SignInSettings): AttemptLimit => ({ most: settings.lockAfter, minutes: settings.lockMinutes });
export const addressLimit = (settings: SignInSettings): AttemptLimit => ({
  most: settings.attemptsPerAddress,
  minutes: settings.lockMinutes,
});

export interface SessionTimes {
  readonly since: Date;
  readonly lastSeen: Date;
}

export const sessionEnd = (since: Date, settings: SignInSettings) => new Date(since.getTime() + settings.absoluteHours * 60 * MINUTE);

/** Does a session still stand? */
export function sessionState(times: SessionTimes, settings: SignInSettings, now: Date): 'valid' | 'idle' | 'over' {
  if (now >= sessionEnd(times.since, settings)) return 'over';
  if (now.getTime() - times.lastSeen.getTime() >= settings.idleMinutes * MINUTE) return 'idle';
  return 'valid';
}

/** Which sessions have to end so that no more than the allowed number stand; the longest unused go first. */
export function surplusSessions<T extends SessionTimes>(sessions: readonly T[], settings: SignInSettings): T[] {
  return sessions.toSorted((a, b) => b.lastSeen.getTime() - a.lastSeen.getTime()).slice(settings.parallelSessions);
}

export const passwordIsOld = (changedAt: Date, settings: SignInSettings, now: Date) =>
  settings.passwordMaxAgeDays > 0 && now.getTime() - changedAt.getTime() >= settings.passwordMaxAgeDays * DAY;

/** What a session still has to do before it may act, in this order: nobody enrols a device with a password others know. */
export function needsOf(
  session: { readonly mustChangePassword: boolean; readonly twoFactorDone: boolean },
  administrator: boolean,
): ('changePassword' | 'enrolTwoFactor')[] {
  return [
    ...(session.mustChangePassword ? (['changePassword'] as const) : []),
    ...(administrator && !session.twoFactorDone ? (['enrolTwoFactor'] as const) : []),
  ];
}
