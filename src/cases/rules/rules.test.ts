import { describe, expect, test } from 'vitest';
import type { ActorPost, Role } from '../../kernel/actor.ts';
import { caseStates, type CaseState } from '../schema/words.ts';
import { actRules, decideAct, decideCheck, decideHandIn, nextActOf, returnedTo, staffActs, type CaseFacts, type Standing } from './acts.ts';
import { sees, sightOf } from './sight.ts';
import { isEnd, mayMove, transitions } from './transitions.ts';

const now = new Date('2026-11-10T02:00:00Z');
const settings = { undoSeconds: 10, disputeDays: 14, verifyOutside: false };
const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  state: 'filed',
  unitId: null,
  unitName: '',
  finderIds: [],
  handlerIds: [],
  returns: 0,
  request: null,
  questionOpen: false,
  pausedByGrant: false,
  reporterKnown: true,
  dispatchedBy: null,
  dispatchedAt: null,
  closedAt: null,
  rated: false,
  released: false,
  hasParts: false,
  ...more,
});
const anybody: Standing = { personId: 'me', holds: () => true, unitIds: ['u1'] };
const decide = (act: keyof typeof actRules, own: Partial<CaseFacts>, who: Partial<Standing> = {}) =>
  decideAct(act, facts(own), { ...anybody, ...who }, now, settings).refused?.code ?? 'ok';

describe('the table of moves', () => {
  const states = Object.keys(caseStates) as CaseState[];
  test('every target is a state, no state moves to itself', () => {
    for (const state of states) for (const target of transitions[state]) expect(target === state || !(target in caseStates)).toBe(false);
  });
  test('every state is reached from the report, and every open one can end', () => {
    const reach = (from: CaseState): Set<CaseState> => {
      const seen = new Set<CaseState>([from]);
      for (const state of seen) for (const target of transitions[state]) seen.add(target);
      return seen;
    };
    expect(reach('reported').size).toBe(states.length);
    for (const state of states.filter((one) => !isEnd(one))) expect([...reach(state)].some(isEnd)).toBe(true);
  });
  test.each([
    ['reported', 'assigned'],
    ['reported', 'closed'],
    ['filed', 'closed'],
    ['assigned', 'handled'],
    ['inProgress', 'closed'],
    ['closed', 'assigned'],
    ['reopened', 'closed'],
    ['declined', 'filed'],
    ['merged', 'filed'],
    ['onLongTermList', 'closed'],
  ] as const)('%s never becomes %s', (from, to) => expect(mayMove(from, to)).toBe(false));
  test('only a checked case closes', () => expect(states.filter((state) => mayMove(state, 'closed'))).toEqual(['handled']));
});

describe('acts', () => {
  test.each([
    ['accept', { state: 'assigned', unitId: 'u1' }, 'ok'],
    ['accept', { state: 'assigned', unitId: 'u2' }, 'cases.notYourUnit'],
    ['accept', { state: 'inProgress', unitId: 'u1' }, 'cases.noTransition'],
    ['handle', { state: 'assigned', unitId: 'u1' }, 'cases.noTransition'],
    ['handle', { state: 'inProgress', unitId: 'u1' }, 'ok'],
    ['handle', { state: 'inProgress', unitId: 'u1', finderIds: ['me'] }, 'cases.finderHandles'],
    ['handle', { state: 'inProgress', unitId: 'u1', hasParts: true }, 'cases.noTransition'],
    ['check', { state: 'handled', unitId: 'u1' }, 'ok'],
    ['check', { state: 'handled', handlerIds: ['me'] }, 'cases.handlerChecks'],
    ['check', { state: 'handled', finderIds: ['me'] }, 'cases.finderChecks'],
    ['check', { state: 'inProgress' }, 'cases.noTransition'],
    ['dispatch', { state: 'reported' }, 'cases.noTransition'],
    ['dispatch', { state: 'returned' }, 'ok'],
    ['undoDispatch', { state: 'assigned', dispatchedBy: 'me', dispatchedAt: new Date(now.getTime() - 9_000) }, 'ok'],
    ['undoDispatch', { state: 'assigned', dispatchedBy: 'me', dispatchedAt: new Date(now.getTime() - 11_000) }, 'cases.undoTooLate'],
    ['undoDispatch', { state: 'assigned', dispatchedBy: 'other', dispatchedAt: now }, 'cases.undoNotYours'],
    ['request', { state: 'inProgress', unitId: 'u1', request: 'extension' }, 'cases.requestOpen'],
    ['grant', { state: 'inProgress' }, 'cases.noRequest'],
    ['grant', { state: 'inProgress', request: 'pause' }, 'ok'],
    ['ask', { state: 'inProgress', unitId: 'u1', reporterKnown: false }, 'cases.noReporter'],
    ['answer', { state: 'inProgress' }, 'cases.noQuestion'],
    ['resume', { state: 'inProgress', unitId: 'u1' }, 'cases.notPaused'],
    ['adjudicate', { state: 'adjudicating' }, 'ok'],
    ['dispute', { state: 'closed', closedAt: new Date('2026-10-28T02:00:00Z') }, 'ok'],
    ['dispute', { state: 'closed', closedAt: new Date('2026-10-20T02:00:00Z') }, 'cases.disputeTooLate'],
    ['withdraw', { state: 'closed' }, 'cases.notReleased'],
    ['supervise', { state: 'closed' }, 'cases.noTransition'],
    ['note', { state: 'merged' }, 'ok'],
  ] as const)('%s on %j: %s', (act, own, expected) => expect(decide(act, own)).toBe(expected));

  test('what comes from outside is verified first where the city asks for it', () => {
    const file = (own: Partial<CaseFacts>, verifyOutside: boolean) =>
      decideAct('file', facts(own), anybody, now, { ...settings, verifyOutside }).refused?.code ?? 'ok';
    expect(file({ state: 'reported', outside: true }, true)).toBe('cases.verifyFirst');
    expect(file({ state: 'verifying', outside: true }, true)).toBe('ok');
    expect(file({ state: 'reported', outside: false }, true)).toBe('ok');
    expect(file({ state: 'reported', outside: true }, false)).toBe('ok');
  });

  test('without the permission nothing is possible, in any state', () => {
    for (const act of staffActs)
      for (const state of Object.keys(caseStates) as CaseState[])
        expect(decide(act, { state, unitId: 'u1' }, { holds: () => false })).toBe('cases.notNeeded');
  });
  test('every rule names its source', () => {
    for (const rule of Object.values(actRules)) expect(rule.source.length).toBeGreaterThan(5);
  });
  test('the next act is the one that waits for this person', () => {
    const next = (own: Partial<CaseFacts>, permission: string) =>
      nextActOf(facts(own), { ...anybody, holds: (asked) => asked === permission }, now, settings);
    expect(next({ state: 'assigned', unitId: 'u1' }, 'cases.handle')).toBe('accept');
    expect(next({ state: 'handled', unitId: 'u1' }, 'cases.handle')).toBeNull();
    expect(next({ state: 'handled', handlerIds: ['me'] }, 'cases.check')).toBeNull();
    expect(next({ state: 'filed' }, 'cases.dispatch')).toBe('dispatch');
  });
  test('the second return is adjudicated', () =>
    expect([returnedTo({ returns: 0 }), returnedTo({ returns: 1 }), returnedTo({ returns: 2 })]).toEqual([
      'returned',
      'adjudicating',
      'adjudicating',
    ]));
});

describe('closing', () => {
  test.each([
    [{ result: 'close', note: '' }, 'cases.outcomeMissing'],
    [{ result: 'close', outcome: 'cannotFix', note: '管线太旧' }, 'cases.planMissing'],
    [{ result: 'close', outcome: 'notOurDuty', note: '' }, 'cases.reasonMissing'],
    [{ result: 'rework', note: '' }, 'cases.reasonMissing'],
  ] as const)('%j is refused: %s', (input, code) => expect(decideCheck(input).refused?.code).toBe(code));
  test.each([
    [
      { result: 'close', outcome: 'fixed', note: '' },
      { to: 'closed', outcome: 'fixed' },
    ],
    [
      { result: 'close', outcome: 'cannotFix', note: '管线太旧', plan: '明年改造', planUntil: '2027-06-30' },
      { to: 'closed', outcome: 'cannotFix' },
    ],
    [{ result: 'rework', note: '还在' }, { to: 'rework' }],
  ] as const)('%j is decided', (input, decision) => expect(decideCheck(input)).toEqual({ ok: decision }));
  test('photos that the category demands', () => expect(decideHandIn(0, 1).refused?.code).toBe('cases.photosMissing'));
});

describe('sight', () => {
  const post = (role: Role, more: Partial<ActorPost> = {}): ActorPost => ({
    postId: 'p',
    unitId: 'u1',
    unitName: '',
    unitShortName: '',
    role,
    areaId: null,
    ...more,
  });
  const own = { areaIds: ['d', 's', 'c'], unitIds: ['u2'], finderIds: ['finder'] };
  test.each([
    ['office', [post('officeStaff')], 'x', true],
    ['office limited to another area', [post('officeStaff', { areaId: 'other' })], 'x', false],
    ['unit that has it', [post('unitLiaison', { unitId: 'u2' })], 'x', true],
    ['another unit', [post('unitLiaison')], 'x', false],
    ['community in whose area it lies', [post('communityHead', { areaId: 'c' })], 'x', true],
    ['community elsewhere', [post('communityHead', { areaId: 'c2' })], 'x', false],
    ['supervisor who found it', [post('supervisor')], 'finder', true],
    ['another supervisor', [post('supervisor')], 'x', false],
    ['administrator', [post('systemAdmin')], 'x', false],
  ] as const)('%s: %s', (_who, posts, personId, expected) => expect(sees(sightOf(posts, personId), own)).toBe(expected));
});
