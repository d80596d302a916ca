import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { roles, type ActorPost, type Role } from '../../kernel/actor.ts';
import { isScopedUserName, scopedUserName } from './names.ts';
import {
  classesIn,
  isAdministrator,
  isUserName,
  needsOf,
  nextAttempt,
  passwordFaults,
  passwordIsOld,
  sessionEnd,
  sessionState,
  surplusSessions,
} from './rules.ts';
import { signInSettings } from './schema.ts';
import { newBackupCodes, newPassword } from './secrets.ts';

const NOW = new Date('2026-11-23T01:20:00Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const settings = signInSettings.parse({});

describe('passwords', () => {
  test.each([
    ['abc', 1],
    ['abcABC', 2],
    ['abcABC123', 3],
    ['abcABC123!', 4],
    ['abc 123', 3],
    ['安塬市创文办', 1],
    ['安塬市abc123', 3],
    ['１２３', 1],
  ])('%s has %i classes', (password, classes) => {
    expect(classesIn(password)).toBe(classes);
  });

  test.each([
    ['Anyuan2026!', 'chengguan', false, []],
    ['Anyuan2026!', 'chengguan', true, ['tooShort']],
    ['Anyuan-2026!', 'security', true, []],
    ['Anyuan20!', 'chengguan', false, ['tooShort']],
    ['anyuanshichuangwen', 'chengguan', false, ['tooSimple']],
    ['ANYUAN2026', 'chengguan', false, ['tooSimple']],
    ['xxChengGuan2026', 'chengguan', false, ['containsUserName']],
    ['Chengguan', 'chengguan', true, ['tooShort', 'tooSimple', 'containsUserName']],
    ['创文办2026年ab', 'office', false, []],
    ['😀😀😀😀A1', 'office', false, ['tooShort']],
  ])('%s for %s (administrator: %s): %j', (password, userName, administrator, faults) => {
    expect(passwordFaults(password, { userName, administrator }).map((fault) => fault.code)).toEqual(faults);
  });

  property.prop([fc.string()])('whatever is typed gets an answer', (password) => {
    expect(Array.isArray(passwordFaults(password, { userName: 'office', administrator: true }))).toBe(true);
  });

  test('what is handed out meets the rules of administrators', () => {
    for (let i = 0; i < 200; i++) expect(passwordFaults(newPassword(), { userName: 'security', administrator: true })).toEqual([]);
  });

  test('backup codes differ', () => {
    const codes = newBackupCodes();
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^[a-z2-9]{5}-[a-z2-9]{5}$/.test(code))).toBe(true);
  });

  test.each([
    [0, 10_000, false],
    [90, 89.9, false],
    [90, 90, true],
  ])('at most %i days: after %d days old is %s', (passwordMaxAgeDays, days, old) => {
    expect(passwordIsOld(NOW, { ...settings, passwordMaxAgeDays }, minutes(days * 24 * 60))).toBe(old);
  });
});

describe('user names', () => {
  test.each([
    ['office', true],
    ['zhang.wei-2', true],
    ['ab', false],
    ['Office', false],
    ['2office', false],
    ['zhang wei', false],
    ['张伟', false],
    ['a'.repeat(33), false],
  ])('%s: %s', (name, good) => {
    expect(isUserName(name)).toBe(good);
    expect(isScopedUserName(scopedUserName(7, name))).toBe(good || name === 'Office');
  });
});

describe('attempts', () => {
  const limit = { most: 5, minutes: 15 };
  const clean = { at: [], lockedUntil: null };

  test('the fifth within the time locks for the time', () => {
    let state: Parameters<typeof nextAttempt>[0] = clean;
    for (let i = 0; i < 5; i++) {
      const next = nextAttempt(state, limit, minutes(i));
      if (!('after' in next)) throw new Error(`refused attempt ${i}`);
      expect(next.after.lockedUntil).toEqual(i === 4 ? minutes(19) : null);
      state = next.after;
    }
    expect(nextAttempt(state, limit, minutes(5))).toEqual({ waitMinutes: 14 });
    expect(nextAttempt(state, limit, minutes(18.5))).toEqual({ waitMinutes: 1 });
    expect(nextAttempt(state, limit, minutes(19))).toEqual({ after: { at: [minutes(19)], lockedUntil: null } });
  });

  test('older attempts do not count', () => {
    const at = [0, 1, 2, 3].map(minutes);
    expect(nextAttempt({ at, lockedUntil: null }, limit, minutes(16))).toEqual({
      after: { at: [minutes(2), minutes(3), minutes(16)], lockedUntil: null },
    });
  });

  property.prop([fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 60 })])(
    'no 15 minutes ever see more than five attempts',
    (gaps) => {
      let state: Parameters<typeof nextAttempt>[0] = clean;
      let at = 0;
      const made: number[] = [];
      for (const gap of gaps) {
        at += gap;
        const next = nextAttempt(state, limit, minutes(at));
        if ('after' in next) {
          state = next.after;
          made.push(at);
        }
      }
      for (const start of made) expect(made.filter((one) => one >= start && one < start + 15).length).toBeLessThanOrEqual(5);
    },
  );
});

describe('sessions', () => {
  test.each([
    [0, 0, 'valid'],
    [0, 29.9, 'valid'],
    [0, 30, 'idle'],
    [700, 719, 'valid'],
    [719, 720, 'over'],
    [720, 721, 'over'],
  ] as const)('last used after %d min, asked after %d min: %s', (lastSeen, asked, state) => {
    expect(sessionState({ since: NOW, lastSeen: minutes(lastSeen) }, settings, minutes(asked))).toBe(state);
  });

  test('the end is the absolute limit', () => {
    expect(sessionEnd(NOW, settings)).toEqual(minutes(720));
  });

  test('the longest unused end first', () => {
    const sessions = [3, 9, 1, 7, 5].map((lastSeen) => ({ since: NOW, lastSeen: minutes(lastSeen) }));
    expect(surplusSessions(sessions, settings).map((session) => session.lastSeen)).toEqual([minutes(3), minutes(1)]);
    expect(surplusSessions(sessions.slice(0, 3), settings)).toEqual([]);
  });
});

describe('what a session still needs', () => {
  test.each([
    [false, false, false, []],
    [true, false, false, ['changePassword']],
    [false, false, true, ['enrolTwoFactor']],
    [true, false, true, ['changePassword', 'enrolTwoFactor']],
    [true, true, true, ['changePassword']],
    [false, true, true, []],
  ])('must change %s, code shown %s, administrator %s: %j', (mustChangePassword, twoFactorDone, administrator, needs) => {
    expect(needsOf({ mustChangePassword, twoFactorDone }, administrator)).toEqual(needs);
  });

  test('three roles are administrators', () => {
    const post = (role: Role): ActorPost => ({ postId: '', unitId: '', unitName: '', unitShortName: '', role, areaId: null });
    const all = Object.keys(roles) as Role[];
    expect(all.filter((role) => isAdministrator({ posts: [post('volunteer'), post(role)] }))).toEqual([
      'systemAdmin',
      'securityAdmin',
      'auditAdmin',
    ]);
    expect(isAdministrator({ posts: [] })).toBe(false);
  });
});
