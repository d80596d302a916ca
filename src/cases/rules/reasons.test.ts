import { describe, expect, test } from 'vitest';
import { presetReasons } from '../presets/reasons.ts';
import { reasonFields, reasonKinds, type Reason } from '../schema/reasons.ts';
import { decideReason, decideSwitchOff, reasonSaid, reasonsOf, toldBy } from './reasons.ts';

const aReason = (more: Partial<Reason>): Reason => ({
  kind: 'decline',
  code: 'outside',
  name: { zh: '不在本市', en: 'Outside' },
  told: { zh: '请向当地反映。', en: 'Tell the other city.' },
  wordsNeeded: false,
  wordsHint: { zh: '', en: '' },
  position: 10,
  source: '',
  provisional: true,
  active: true,
  ...more,
});
const list = [
  aReason({}),
  aReason({ code: 'dispute', wordsNeeded: true, wordsHint: { zh: '找谁', en: 'whom' } }),
  aReason({ code: 'old', active: false }),
  aReason({ kind: 'return', code: 'otherUnit' }),
];

describe('a reason that somebody gives', () => {
  test.each([
    ['decline', 'outside', '', null],
    ['decline', 'outside', '并且……', null],
    ['decline', 'dispute', '找市场监管局', null],
    ['decline', 'dispute', '', 'cases.reasonWords'],
    ['decline', 'dispute', '  \n', 'cases.reasonWords'],
    ['decline', 'old', '', 'cases.reasonInactive'],
    ['decline', 'nothing', '', 'cases.reasonUnknown'],
    // Each list has its own codes.
    ['decline', 'otherUnit', '', 'cases.reasonUnknown'],
    ['return', 'otherUnit', '', null],
    ['longTerm', 'outside', '', 'cases.reasonUnknown'],
  ] as const)('%s for “%s” with the words “%s”: %s', (kind, code, words, refused) => {
    const decision = decideReason(list, kind, code, words);
    expect(decision.refused?.code ?? null).toBe(refused);
    if (!decision.refused) expect(decision.ok).toMatchObject({ kind, code });
  });
});

test.each([
  ['one of several', { kind: 'decline', code: 'outside', active: false }, null],
  ['the only one', { kind: 'return', code: 'otherUnit', active: false }, 'cases.reasonsEmpty'],
  ['the only one, kept on', { kind: 'return', code: 'otherUnit', active: true }, null],
  ['one that is off already', { kind: 'decline', code: 'old', active: false }, null],
] as const)('switching off %s', (_what, changed, refused) => {
  expect(decideSwitchOff(list, changed).refused?.code ?? null).toBe(refused);
});

describe('a reason of the history', () => {
  const then = { zh: '从前的说法', en: 'as it was' };
  test.each([
    ['in the words of then', { reason: 'outside', reasonName: then, told: then }, { code: 'outside', name: then, told: then }],
    ['of the list when nothing else was kept', { reason: 'outside' }, { code: 'outside', name: list[0]?.name, told: list[0]?.told }],
    ['that was switched off', { reason: 'old' }, { code: 'old', name: list[0]?.name, told: list[0]?.told }],
    ['that no list has any more', { reason: 'gone' }, { code: 'gone', name: { zh: 'gone', en: 'gone' }, told: { zh: 'gone', en: 'gone' } }],
    ['that was never given', {}, null],
  ] as const)('%s', (_what, detail, said) => {
    expect(reasonSaid(list, 'decline', detail)).toEqual(said);
  });
  test('tells its name where nothing else is written', () => {
    expect(toldBy(aReason({ told: { zh: '', en: '' } }))).toEqual({ zh: '不在本市', en: 'Outside' });
  });
});

describe('the presets', () => {
  test('of every list fit what a city may save, and say to the reporter what to do', () => {
    for (const kind of Object.keys(reasonKinds) as Reason['kind'][]) {
      const own = presetReasons.filter((one) => one.kind === kind);
      expect(own.length).toBeGreaterThan(4);
      expect(new Set(own.map((one) => one.code)).size).toBe(own.length);
      for (const one of own) {
        expect([one.code, reasonFields.name.safeParse({ zh: one.zh, en: one.en }).success]).toEqual([one.code, true]);
        if (kind !== 'return') expect([one.code, one.told?.every((text) => /[。.]$/.test(text))]).toEqual([one.code, true]);
      }
    }
  });
  test('are kept apart by kind', () => {
    expect(reasonsOf(list, 'return').map((one) => one.code)).toEqual(['otherUnit']);
  });
});
