import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { plusDays, workingCalendar, type DayKind } from '../../kernel/calendar.ts';
import type { Limits } from '../schema/words.ts';
import { addLimit, dueColumns, readClocks, resolutions, runsOf, type Clockwork, type Reading } from './deadlines.ts';
import type { HistoryEntry } from './history.ts';

const days = new Map<string, DayKind>();
for (let day = '2026-02-15'; day <= '2026-02-23'; day = plusDays(day, 1)) days.set(day, 'holiday');
for (const day of ['2026-02-14', '2026-02-28', '2026-10-10']) days.set(day, 'makeup');
for (let day = '2026-10-01'; day <= '2026-10-07'; day = plusDays(day, 1)) days.set(day, 'holiday');
const calendar = workingCalendar({
  days,
  officialYears: new Set([2025, 2026]),
  seasons: [
    {
      from: '01-01',
      hours: [
        { from: '08:30', to: '12:00' },
        { from: '14:30', to: '18:00' },
      ],
    },
  ],
});
const work: Clockwork = { calendar, afterHours: 'nextWorkingTime', askPauseDays: 3 };
const limits: Limits = {
  acceptance: { amount: 2, unit: 'workingHours' },
  dispatch: { amount: 2, unit: 'workingHours' },
  receipt: { amount: 2, unit: 'workingHours' },
  handling: { amount: 16, unit: 'workingHours' },
  check: { amount: 8, unit: 'workingHours' },
  total: { amount: 7, unit: 'workingDays' },
};
const at = (text: string) => new Date(`2026-${text.replace(' ', 'T')}:00+08:00`);
const shown = (date: Date | null | undefined) =>
  date ? new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ') : null;
const entry = (time: string, act: HistoryEntry['act'], to: HistoryEntry['to'], more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: at(time),
  act,
  to,
  words: '',
  ...more,
});
const start = [
  entry('11-09 08:14', 'report', 'reported'),
  entry('11-09 08:31', 'file', 'filed'),
  entry('11-09 09:00', 'dispatch', 'assigned'),
  entry('11-09 09:05', 'accept', 'inProgress'),
];
const last = (readings: readonly Reading[], clock: Reading['clock']) => readings.findLast((reading) => reading.clock === clock);

describe('limits', () => {
  test.each([
    ['urgent hours run through night, noon and holidays', '02-14 20:00', { amount: 24, unit: 'urgentHours' }, '02-15 20:00'],
    ['working hours stop at night', '02-14 17:00', { amount: 4, unit: 'workingHours' }, '02-24 11:30'],
    ['working days skip Spring Festival', '02-13 09:00', { amount: 2, unit: 'workingDays' }, '02-24 18:00'],
    ['the Saturday that is worked instead counts', '10-09 09:00', { amount: 1, unit: 'workingDays' }, '10-10 18:00'],
  ] as const)('%s', (_what, from, limit, due) => expect(shown(addLimit(work, at(from), limit).value)).toBe(due));

  test('a receipt after hours is a setting', () => {
    const friday = at('11-27 20:00');
    expect(shown(addLimit(work, friday, { amount: 1, unit: 'workingDays' }).value)).toBe('12-01 18:00');
    expect(shown(addLimit({ ...work, afterHours: 'atOnce' }, friday, { amount: 1, unit: 'workingDays' }).value)).toBe('11-30 18:00');
  });
});

describe('clocks', () => {
  test('each state has its clock', () => {
    const columns = dueColumns(work, start, limits);
    expect(columns.clock).toBe('handling');
    expect(shown(columns.dueAt)).toBe('11-11 11:00');
    expect(shown(columns.totalDueAt)).toBe('11-18 18:00');
    const readings = readClocks(work, start, limits, at('11-09 10:05'));
    expect(last(readings, 'acceptance')).toMatchObject({ usedMinutes: 1, onTime: true });
    expect(last(readings, 'handling')).toMatchObject({ usedMinutes: 65, remainingMinutes: 960 - 65, limitMinutes: 960 });
  });

  test('a granted pause counts from the request and moves the due time by its length', () => {
    const history = [
      ...start,
      entry('11-09 10:40', 'request', 'inProgress', { request: 'pause', words: '等车主' }),
      entry('11-09 11:00', 'grant', 'inProgress', { request: 'pause' }),
    ];
    const paused = dueColumns(work, history, limits);
    expect(paused).toMatchObject({ paused: true, dueAt: null });
    expect(last(readClocks(work, history, limits, at('11-09 15:00')), 'handling')).toMatchObject({
      paused: true,
      usedMinutes: 100,
      remainingMinutes: 860,
      dueAt: null,
    });
    const resumed = [...history, entry('11-09 15:10', 'resume', 'inProgress')];
    // 10:40 to 12:00 and 14:30 to 15:10 are two hours.
    expect(shown(dueColumns(work, resumed, limits).dueAt)).toBe('11-11 15:30');
    expect(last(readClocks(work, resumed, limits, at('11-09 16:10')), 'handling')).toMatchObject({
      pausedMinutes: 120,
      usedMinutes: 160,
      remainingMinutes: 800,
      limitMinutes: 960,
    });
  });

  test('a question to the reporter pauses until the answer, at most three working days', () => {
    const asked = [...start, entry('11-09 10:00', 'ask', 'inProgress')];
    const columns = dueColumns(work, asked, limits);
    expect(columns.paused).toBe(true);
    expect(shown(columns.pausedUntil)).toBe('11-12 18:00');
    expect(last(readClocks(work, asked, limits, at('11-10 09:00')), 'handling')).toMatchObject({ paused: true, remainingMinutes: 900 });
    expect(last(readClocks(work, asked, limits, at('11-13 09:30')), 'handling')).toMatchObject({ paused: false, remainingMinutes: 840 });
    expect(shown(dueColumns(work, [...asked, entry('11-09 11:00', 'answer', 'inProgress')], limits).dueAt)).toBe('11-11 12:00');
  });

  test('an extension adds, in its own unit', () => {
    const history = [
      ...start,
      entry('11-10 10:00', 'grant', 'inProgress', { request: 'extension', extra: { amount: 2, unit: 'workingDays' }, words: '等配件' }),
    ];
    expect(shown(dueColumns(work, history, limits).dueAt)).toBe('11-13 18:00');
  });

  test('adjudication stops the clocks; the next unit starts anew', () => {
    const history = [
      ...start,
      entry('11-09 11:00', 'return', 'returned'),
      entry('11-09 11:30', 'dispatch', 'assigned'),
      entry('11-09 15:00', 'return', 'adjudicating'),
    ];
    expect(dueColumns(work, history, limits)).toMatchObject({ clock: 'dispatch', paused: true, dueAt: null });
    const ruled = [...history, entry('11-12 09:00', 'adjudicate', 'assigned')];
    expect(dueColumns(work, ruled, limits)).toMatchObject({ clock: 'receipt', paused: false });
    expect(runsOf(work, 'handling', ruled, limits)).toHaveLength(3);
    expect(last(readClocks(work, ruled, limits, at('11-12 09:30')), 'total')?.pausedMinutes).toBeGreaterThan(0);
  });

  test('the long-term list stops handling and total, and work goes on where it stood', () => {
    const listed = [...start, entry('11-09 10:05', 'longTerm', 'onLongTermList')];
    expect(dueColumns(work, listed, limits)).toMatchObject({ clock: 'handling', paused: true, dueAt: null, totalDueAt: null });
    const revived = [...listed, entry('11-23 10:05', 'revive', 'inProgress')];
    expect(last(readClocks(work, revived, limits, at('11-23 10:05')), 'handling')).toMatchObject({ remainingMinutes: 895 });
  });

  describe('late already when it is stopped', () => {
    // Due 11-11 11:00: an hour and a half later it is put on the list.
    const listed = [...start, entry('11-11 15:00', 'longTerm', 'onLongTermList')];
    const revived = [...listed, entry('12-07 09:00', 'revive', 'inProgress')];
    const stoppedTwice = [...revived, entry('12-07 10:00', 'longTerm', 'onLongTermList'), entry('12-08 09:00', 'revive', 'inProgress')];
    const asked = [...start, entry('11-11 15:00', 'ask', 'inProgress')];
    const handling = (history: readonly HistoryEntry[], now: string) => last(readClocks(work, history, limits, at(now)), 'handling');

    test.each([
      ['stays as late as it was', listed, '11-11 15:00', true, -90],
      ['is no later after a month', listed, '12-04 15:00', true, -90],
      ['goes on from there', revived, '12-07 09:00', false, -90],
      ['and only what follows counts', revived, '12-07 09:30', false, -120],
      ['once more on the list', stoppedTwice.slice(0, -1), '12-07 17:00', true, -150],
      ['and back', stoppedTwice, '12-08 09:30', false, -180],
      ['while the reporter is asked', asked, '11-13 15:00', true, -90],
      ['at most three days', asked, '11-17 09:00', false, -120],
    ] as const)('%s', (_what, history, now, paused, remainingMinutes) => {
      const reading = handling(history, now);
      expect(reading).toMatchObject({ paused, remainingMinutes, onTime: false, limitMinutes: 960 });
      expect((reading?.usedMinutes ?? 0) + (reading?.remainingMinutes ?? 0)).toBe(960);
      expect(shown(reading?.dueAt)).toBe('11-11 11:00');
    });

    test.each([
      [listed, { paused: true, lateMinutes: 90, lateFrom: null }],
      [revived, { paused: false, lateMinutes: 90, lateFrom: at('12-07 09:00') }],
      [stoppedTwice, { paused: false, lateMinutes: 150, lateFrom: at('12-08 09:00') }],
      [asked, { paused: true, lateMinutes: 90, lateFrom: at('11-16 18:00'), pausedUntil: at('11-16 18:00') }],
      [start, { paused: false, lateMinutes: null, lateFrom: null }],
      [[...revived, entry('12-07 10:00', 'handle', 'handled')], { handlingOnTime: false, lateMinutes: null }],
    ])('the list keeps what it has to say', (history, columns) => {
      expect(dueColumns(work, history, limits)).toMatchObject({ ...columns, handlingDueAt: at('11-11 11:00') });
    });

    test('more time than it was late makes the pause one that was in time', () => {
      const granted = [
        ...revived,
        entry('12-07 09:00', 'grant', 'inProgress', { request: 'extension', extra: { amount: 2, unit: 'workingHours' } }),
      ];
      // Two hours from 11-11 11:00 end at 15:30, half an hour after it was put on the list.
      expect(handling(granted, '12-07 09:00')).toMatchObject({ remainingMinutes: 30, onTime: true, lateStop: null });
      expect(shown(dueColumns(work, granted, limits).dueAt)).toBe('12-07 09:30');
    });

    test('adjudication stops the total as late as it was', () => {
      const history = [
        ...start.slice(0, 3),
        entry('11-19 10:00', 'return', 'returned'),
        entry('11-19 11:00', 'dispatch', 'assigned'),
        entry('11-20 09:00', 'return', 'adjudicating'),
      ];
      const total = (now: string) => last(readClocks(work, history, limits, at(now)), 'total');
      expect(total('11-20 09:00')?.remainingMinutes).toBe(total('12-01 09:00')?.remainingMinutes);
      expect(total('12-01 09:00')).toMatchObject({ paused: true, remainingMinutes: -450, onTime: false });
    });
  });

  test('rework runs anew; a reopened case keeps its first and its total resolution', () => {
    const closed = [
      ...start,
      entry('11-10 09:00', 'handle', 'handled'),
      entry('11-10 10:00', 'rework', 'rework'),
      entry('11-10 15:00', 'handle', 'handled'),
      entry('11-10 16:00', 'close', 'closed'),
    ];
    expect(runsOf(work, 'handling', closed, limits)).toHaveLength(2);
    expect(dueColumns(work, closed, limits)).toMatchObject({ clock: null, dueAt: null, handlingOnTime: true });
    const again = [
      ...closed,
      entry('11-12 09:00', 'dispute', 'reopened'),
      entry('11-12 10:00', 'dispatch', 'assigned'),
      entry('11-12 10:10', 'accept', 'inProgress'),
      entry('11-13 10:00', 'handle', 'handled'),
      entry('11-13 11:00', 'close', 'closed'),
    ];
    const both = resolutions(work, again);
    expect(both.first).toBe(resolutions(work, closed).first);
    expect(both.total).toBeGreaterThan(both.first ?? 0);
    expect(runsOf(work, 'total', again, limits)).toHaveLength(2);
  });

  test('another policy for another case: limits are frozen, not looked up', () => {
    const shorter = { ...limits, handling: { amount: 4, unit: 'workingHours' as const } };
    expect(shown(dueColumns(work, start, shorter).dueAt)).toBe('11-09 15:30');
    expect(shown(dueColumns(work, start, limits).dueAt)).toBe('11-11 11:00');
  });

  test('a limit into a year without a calendar is marked, and late is not said', () => {
    const history = [
      entry('12-31 16:00', 'report', 'reported'),
      entry('12-31 16:01', 'file', 'filed'),
      entry('12-31 16:02', 'dispatch', 'assigned'),
      entry('12-31 16:10', 'accept', 'inProgress'),
    ];
    const late = [...history, { ...entry('12-31 17:00', 'handle', 'handled'), at: new Date('2027-02-01T00:00:00Z') }];
    expect(dueColumns(work, history, limits).provisional).toBe(true);
    expect(dueColumns(work, late, limits)).toMatchObject({ provisional: true, handlingOnTime: null });
  });
});

describe('laws', () => {
  const offset = fc.integer({ min: 10, max: 60 * 24 * 6 });
  property.prop([offset, offset, fc.constantFrom('workingHours', 'urgentHours', 'workingDays')])(
    'a pause never shortens a limit, and moves it by no more than it lasted',
    (a, length, unit) => {
      const own = { ...limits, handling: { amount: 8, unit } };
      const from = new Date(at('11-09 09:05').getTime() + a * 60_000);
      const to = new Date(from.getTime() + length * 60_000);
      const history = [
        ...start,
        { at: from, act: 'request', to: 'inProgress', words: '', request: 'pause' },
        { at: from, act: 'grant', to: 'inProgress', words: '', request: 'pause' },
        { at: to, act: 'resume', to: 'inProgress', words: '' },
      ] as HistoryEntry[];
      const plain = dueColumns(work, start, own).dueAt;
      const moved = dueColumns(work, history, own).dueAt;
      expect(plain && moved && moved >= plain).toBe(true);
      const reading = last(readClocks(work, history, own, to), 'handling');
      expect(reading && reading.usedMinutes + reading.remainingMinutes).toBe(reading?.limitMinutes);
    },
  );
});
