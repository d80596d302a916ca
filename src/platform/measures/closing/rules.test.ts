import { describe, expect, test } from 'vitest';
import { daysOf, dueMonths, keptOf, lastMonth, madeUpOf, mayClose, nextMonth, partsOf, sumOf } from './rules.ts';

const [SEP, OCT, NOV, DEC] = ['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01'] as const;

describe('months', () => {
  test.each([
    ['2026-12-01', '2027-01-01'],
    ['2027-01-01', '2027-02-01'],
    ['2027-02-01', '2027-03-01'],
  ])('after %s comes %s', (month, next) => {
    expect(nextMonth(month)).toBe(next);
    expect(lastMonth(next)).toBe(month);
  });
  test('leap years', () => expect(daysOf('2028-02-01')).toEqual({ from: '2028-02-01', to: '2028-02-29' }));
});

describe('how a period lies over closed months', () => {
  test.each([
    ['one month', OCT, '2026-10-31', [OCT], [OCT], [], []],
    ['an open one', NOV, '2026-11-30', [SEP, OCT], [], [[NOV, '2026-11-30']], []],
    ['a quarter half closed', OCT, '2026-12-31', [SEP, OCT], [OCT], [[NOV, '2026-12-31']], []],
    [
      'a gap',
      SEP,
      '2026-12-31',
      [SEP, NOV],
      [SEP, NOV],
      [
        [OCT, '2026-10-31'],
        [DEC, '2026-12-31'],
      ],
      [],
    ],
    ['a part of one', '2026-10-05', '2026-10-11', [OCT], [], [['2026-10-05', '2026-10-11']], [OCT]],
    [
      'parts at both ends',
      '2026-09-15',
      '2026-11-15',
      [SEP, OCT, NOV],
      [OCT],
      [
        ['2026-09-15', '2026-09-30'],
        [NOV, '2026-11-15'],
      ],
      [SEP, NOV],
    ],
    ['nothing closed', SEP, '2026-09-30', [], [], [[SEP, '2026-09-30']], []],
  ] as const)('%s', (_name, from, to, closed, whole, rest, cut) => {
    expect(partsOf({ from, to }, closed)).toEqual({ closed: whole, rest: rest.map(([start, end]) => ({ from: start, to: end })), cut });
  });
});

test('a figure is kept by one filter or none', () => {
  const period = { from: OCT, to: '2026-10-31' };
  expect(keptOf(period)).toEqual({ splits: ['city'], key: '' });
  expect(keptOf({ ...period, unitId: 'u' })).toEqual({ splits: ['unit'], key: 'u' });
  expect(keptOf({ ...period, areaId: 'a' })).toEqual({ splits: ['area', 'place'], key: 'a' });
  expect(keptOf({ ...period, category: 'c' })).toEqual({ splits: ['category', 'class'], key: 'c' });
  expect(keptOf({ ...period, channel: 'letter' })).toEqual({ splits: ['channel'], key: 'letter' });
  expect(keptOf({ ...period, unitId: 'u', category: 'c' })).toBeNull();
});

describe('adding up', () => {
  test('counts', () =>
    expect(
      sumOf('count', [
        { value: 3, records: 3 },
        { value: 4, records: 4 },
      ]),
    ).toEqual({ value: 7, records: 7 }));
  test('rates by their parts, not by their values', () => {
    const half = { value: 0.5, numerator: 1, denominator: 2, records: 2 };
    const all = { value: 1, numerator: 8, denominator: 8, records: 8 };
    expect(sumOf('rate', [half, all])).toEqual({ value: 0.9, numerator: 9, denominator: 10, records: 10 });
  });
  test('nothing to compute from is not zero', () => {
    expect(sumOf('rate', [{ value: null, numerator: 0, denominator: 0, records: 0 }]).value).toBeNull();
    expect(sumOf('count', [])).toEqual({ value: 0, records: 0 });
  });
});

describe('of which months and days a figure is made', () => {
  const parts = (from: string, to: string) => partsOf({ from, to }, [SEP, OCT]);
  const quarter = parts(SEP, '2026-11-30');
  test('what happened adds up', () => expect(madeUpOf({ kind: 'rate' }, quarter)).toEqual(quarter));
  test('a median only of one month as a whole', () => {
    expect(madeUpOf({ kind: 'median' }, quarter)).toBeNull();
    expect(madeUpOf({ kind: 'median' }, parts(OCT, '2026-10-31'))).toMatchObject({ closed: [OCT], rest: [] });
    expect(madeUpOf({ kind: 'median' }, parts(SEP, '2026-10-31'))).toBeNull();
  });
  test('a state is that of the last day', () => {
    expect(madeUpOf({ kind: 'count', ofState: true }, parts('2026-08-15', '2026-10-31'))).toEqual({ closed: [OCT], rest: [] });
    expect(madeUpOf({ kind: 'count', ofState: true }, quarter)).toBeNull();
  });
  test('an open month is made of no closed one', () => expect(madeUpOf({ kind: 'count' }, parts(NOV, '2026-11-30'))).toBeNull());
});

describe('closing', () => {
  test.each([
    [OCT, '2026-11-01', false, null],
    [OCT, '2026-10-31', false, 'monthNotOver'],
    [NOV, '2026-11-23', false, 'monthNotOver'],
    ['2026-10-02', '2026-11-23', false, 'monthNotOver'],
    [OCT, '2026-11-23', true, 'monthClosed'],
  ])('%s on %s, closed already: %s', (month, today, closed, refused) => {
    expect(mayClose(month, { today, closed }).refused?.code ?? null).toBe(refused);
  });

  test.each([
    ['before its day', '2026-11-04', 5, [SEP], []],
    ['on its day', '2026-11-05', 5, [SEP], [OCT]],
    ['later', '2026-11-23', 5, [SEP], [OCT]],
    ['once', '2026-11-23', 5, [SEP, OCT], []],
    ['what was missed as well, oldest first', '2027-01-05', 5, [SEP], [OCT, NOV, DEC]],
    ['the newest waits for its day', '2027-01-04', 5, [SEP], [OCT, NOV]],
    ['a city that has closed nothing begins with the last month', '2026-11-23', 5, [], [OCT]],
    ['never by itself', '2026-11-23', null, [SEP], []],
  ])('by itself, %s', (_name, today, day, closed, due) => expect(dueMonths(today, day, closed)).toEqual(due));

  test('no more than a year at once', () => expect(dueMonths('2026-11-23', 5, ['2020-01-01'])).toHaveLength(12));
});
