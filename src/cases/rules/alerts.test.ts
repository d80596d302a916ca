import { describe, expect, test } from 'vitest';
import { workingCalendar, type DayKind } from '../../kernel/calendar.ts';
import type { Limit, Limits } from '../schema/words.ts';
import { alertTitle, isPressing, leadMinutes, limitsFor, overdueMinutes, slippingTitle, soonUntil, type AlertSettings } from './alerts.ts';
import type { Clockwork } from './deadlines.ts';

// 8:30 to 12:00 and 14:30 to 18:00: 420 minutes a day. 30 September to 7 October 2026 without work but for the last day.
const days = new Map<string, DayKind>(Array.from({ length: 7 }, (_, index) => [`2026-10-0${index + 1}`, 'holiday']));
const hours = [
  { from: '08:30', to: '12:00' },
  { from: '14:30', to: '18:00' },
];
const calendar = workingCalendar({ days, officialYears: new Set([2026]), seasons: [{ from: '01-01', hours }] });
const work: Clockwork = { calendar, afterHours: 'nextWorkingTime', askPauseDays: 3 };
const at = (text: string) => new Date(`2026-${text.replace(' ', 'T')}:00+08:00`);
const shown = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const settings = (more: Partial<AlertSettings> = {}): AlertSettings => ({
  dueSoonShare: 0.25,
  dueSoonMinutes: 60,
  overdueOfficeMinutes: 240,
  ...more,
});
const h = (amount: number): Limit => ({ amount, unit: 'workingHours' });
const d = (amount: number): Limit => ({ amount, unit: 'workingDays' });
const u = (amount: number): Limit => ({ amount, unit: 'urgentHours' });

describe('how long before', () => {
  test.each([
    ['a quarter of two working days', d(2), {}, 210],
    ['a quarter of fifteen working days', d(15), {}, 1575],
    ['a quarter of sixteen hours', h(16), {}, 240],
    ['an hour, where a quarter is less', h(3), {}, 60],
    ['half at most, where an hour would be the whole', h(1), {}, 30],
    ['half at most, whatever is set', h(4), { dueSoonMinutes: 4800 }, 120],
    ['round the clock', u(12), {}, 180],
    ['minutes alone', d(2), { dueSoonShare: 0 }, 60],
    ['the share alone', h(16), { dueSoonMinutes: 0 }, 240],
    ['not at all', d(2), { dueSoonShare: 0, dueSoonMinutes: 0 }, 0],
  ] as const)('%s', (_what, limit, more, minutes) => {
    expect(leadMinutes(calendar, limit, settings(more), at('11-23 09:20'))).toBe(minutes);
  });
});

describe('due soon is what is due up to', () => {
  test.each([
    ['the afternoon', h(16), '11-23 09:20', '11-23 15:50'],
    ['the next day', d(2), '11-23 16:00', '11-24 10:00'],
    ['after the holidays', h(16), '09-30 16:30', '10-08 11:00'],
    ['three hours later, at night as well', u(12), '11-23 23:00', '11-24 02:00'],
  ] as const)('%s', (_what, limit, now, until) => expect(shown(soonUntil(work, limit, settings(), at(now)))).toBe(until));

  test('now, when nothing is to be told', () => {
    const now = at('11-23 09:20');
    expect(soonUntil(work, h(4), settings({ dueSoonShare: 0, dueSoonMinutes: 0 }), now)).toEqual(now);
  });
});

test.each([
  ['working time only', h(4), '11-20 17:00', '11-23 09:30', 120],
  ['round the clock', u(4), '11-20 17:00', '11-21 09:30', 990],
  ['not yet due', h(4), '11-23 12:00', '11-23 10:00', -120],
  ['nothing passes on holidays', d(1), '09-30 18:00', '10-07 12:00', 0],
] as const)('overdue by %s', (_what, limit, due, now, minutes) => {
  expect(overdueMinutes(calendar, limit, at(due), at(now))).toBe(minutes);
});

test('limits of every version and exception, each once', () => {
  const all: Limits = { acceptance: h(2), dispatch: h(2), receipt: h(2), handling: d(2), check: h(8), total: d(5) };
  const policies: Parameters<typeof limitsFor>[1] = [
    { defaults: all, byCategory: { 'e01-01': { handling: h(4) }, 'e01-02': { handling: h(4), receipt: h(1) }, 'c01-01': { total: d(9) } } },
    { defaults: { ...all, handling: d(3) }, byCategory: {} },
  ];
  expect(limitsFor(['receipt', 'handling'], policies, all)).toEqual([h(2), d(2), h(4), h(1), d(3)]);
});

test.each([
  ['an urgent case, always', 'overdue', true, '11-20 17:00', true],
  ['due before tomorrow', 'dueSoon', false, '11-23 18:00', true],
  ['due the day after tomorrow', 'dueSoon', false, '11-25 18:00', false],
  ['overdue, in the digest', 'overdue', false, '11-23 08:30', false],
] as const)('pressing: %s', (_what, kind, urgent, due, pressing) => {
  expect(isPressing(kind, urgent, at(due), at('11-23 09:20'))).toBe(pressing);
});

describe('what is said', () => {
  const now = at('11-23 09:20');
  const of = (clock: 'receipt' | 'handling', limit: Limit, due: string) => ({
    number: '2611-00001',
    title: '路灯不亮',
    clock,
    limit,
    due: at(due),
  });
  test.each([
    [
      'dueSoon',
      of('handling', h(16), '11-23 11:50'),
      '2611-00001 路灯不亮：剩 2.5 个工作时，今天 11:50 到期',
      '2.5 working hours left, due today 11:50',
    ],
    ['dueSoon', of('receipt', h(2), '11-23 10:00'), '还没签收，剩 40 分钟，今天 10:00 到期', 'not accepted yet, 40 min left'],
    ['dueSoon', of('handling', u(12), '11-23 12:20'), '剩 3 小时', '3 h left'],
    ['overdue', of('receipt', h(2), '11-23 09:00'), '签收已逾期，今天 09:00 到期的', 'overdue for acceptance since today 09:00'],
    [
      'overdue',
      of('handling', d(2), '11-20 18:00'),
      '处置已逾期，11月20日 18:00 到期的；要延期请写明原因',
      'ask for more time with a reason',
    ],
  ] as const)('%s', (kind, what, zh, en) => {
    const title = alertTitle(kind, what, calendar, now);
    expect(title.zh).toContain(zh);
    expect(title.en).toContain(en);
  });

  test.each([
    [['1'], '又有 1 件逾期超过 4 个工作时：1'],
    [['1', '2', '3', '4'], '又有 4 件逾期超过 4 个工作时：1、2、3等'],
  ])('to the office of %j', (numbers, zh) => {
    expect(slippingTitle(numbers, 240).zh).toBe(zh);
  });
});
