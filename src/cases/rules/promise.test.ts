import { describe, expect, test } from 'vitest';
import { workingCalendar } from '../../kernel/calendar.ts';
import type { Limits } from '../schema/words.ts';
import type { Clockwork } from './deadlines.ts';
import { defaultLimits, defaultSettings } from './defaults.ts';
import { promisedBy, promiseWhy } from './promise.ts';

const calendar = workingCalendar({ days: new Map(), officialYears: new Set([2026]), seasons: defaultSettings.seasons });
const work: Clockwork = { calendar, afterHours: 'nextWorkingTime', askPauseDays: 3 };
const hours = (amount: number) => ({ amount, unit: 'urgentHours' as const });
const gas: Limits = {
  ...defaultLimits,
  acceptance: hours(1),
  dispatch: hours(1),
  handling: hours(4),
  total: { amount: 3, unit: 'workingDays' },
};
const at = (text: string) => new Date(`2026-11-${text.replace(' ', 'T')}:00+08:00`);
const [reportedAt, handlingDueAt, totalDueAt] = [at('21 22:10'), at('22 02:40'), at('25 18:00')];

describe('what who reports is told', () => {
  test.each([
    ['of what is urgent the danger, not the paper: at most six hours', 'reported', gas, null, at('22 04:10')],
    ['once it is dispatched, the limit of the unit', 'assigned', gas, handlingDueAt, handlingDueAt],
    ['at work', 'inProgress', gas, handlingDueAt, handlingDueAt],
    ['handed in: only the end is left', 'handled', gas, handlingDueAt, totalDueAt],
    ['sent back by the unit', 'returned', gas, handlingDueAt, totalDueAt],
    ['paused: no moment', 'inProgress', gas, null, null],
    ['of all else the end of the whole', 'reported', defaultLimits, null, totalDueAt],
    ['whatever the unit has', 'inProgress', defaultLimits, handlingDueAt, totalDueAt],
  ] as const)('%s', (_what, state, limits, due, told) => {
    expect(promisedBy(work, { state, limits, reportedAt, handlingDueAt: due, totalDueAt })).toEqual(told);
  });
});

describe('why by then', () => {
  const stalls = { zh: '占道摆摊', en: 'stalls in the way' };
  test.each([
    [
      'urgent',
      gas,
      reportedAt,
      '占道摆摊是紧急件：受理1小时、派遣1小时、处置4小时，昼夜和节假日都算。',
      'stalls in the way is urgent: 1 hour to accept, 1 hour to dispatch, 4 hours to deal with it, night and holidays included.',
    ],
    [
      'in working time',
      defaultLimits,
      at('23 09:20'),
      '占道摆摊的时限是5个工作日，按国家放假调休安排算，周末和节假日不算；工作时间 08:30–12:00、14:30–18:00。',
      'The limit for stalls in the way is 5 working days by the official calendar of holidays and make-up workdays; working hours 08:30–12:00, 14:30–18:00.',
    ],
    [
      'on a Saturday night',
      defaultLimits,
      reportedAt,
      '占道摆摊的时限是5个工作日，按国家放假调休安排算，周末和节假日不算；工作时间 08:30–12:00、14:30–18:00。这一件在工作时间以外收到，从周一 08:30 起算。',
      'The limit for stalls in the way is 5 working days by the official calendar of holidays and make-up workdays; working hours 08:30–12:00, 14:30–18:00. It came in outside them and counts from Monday 08:30.',
    ],
  ] as const)('%s', (_what, limits, from, zh, en) => {
    expect(promiseWhy(work, stalls, limits, from)).toEqual({ zh, en });
  });

  test('where what comes at night counts at once, nothing waits', () => {
    expect(promiseWhy({ ...work, afterHours: 'atOnce' }, stalls, defaultLimits, reportedAt).zh).not.toContain('起算');
  });
});
