import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  addWorkingTime,
  dayOf,
  endOfDay,
  endOfWorkingDay,
  isWorked,
  nextWorkingMoment,
  plusDays,
  startOfDay,
  workingCalendar,
  workingMinutesBetween,
  workdayMinutes,
  type CalendarTable,
  type DayKind,
} from './calendar.ts';

/** The State Council's arrangements for 2025 and 2026: Spring Festival and National Day with their make-up weekends. */
const arranged: Record<string, { holiday: [string, string][]; makeup: string[] }> = {
  '2025': {
    holiday: [
      ['2025-01-28', '2025-02-04'],
      ['2025-10-01', '2025-10-08'],
    ],
    makeup: ['2025-01-26', '2025-02-08', '2025-09-28', '2025-10-11'],
  },
  '2026': {
    holiday: [
      ['2026-02-15', '2026-02-23'],
      ['2026-10-01', '2026-10-07'],
    ],
    makeup: ['2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'],
  },
};

function tableOf(): CalendarTable {
  const days = new Map<string, DayKind>();
  for (const { holiday, makeup } of Object.values(arranged)) {
    for (const [from, to] of holiday) for (let day = from; day <= to; day = plusDays(day, 1)) days.set(day, 'holiday');
    for (const day of makeup) days.set(day, 'makeup');
  }
  const winter = [
    { from: '08:30', to: '12:00' },
    { from: '14:30', to: '18:00' },
  ];
  return {
    days,
    officialYears: new Set([2025, 2026]),
    seasons: [
      { from: '10-01', hours: winter },
      {
        from: '05-01',
        hours: [
          { from: '08:00', to: '12:00' },
          { from: '15:00', to: '18:00' },
        ],
      },
    ],
  };
}

const calendar = workingCalendar(tableOf());
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const shown = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('days', () => {
  test.each([
    ['2025-01-27', true],
    ['2025-01-28', false],
    ['2025-02-05', true],
    ['2025-02-08', true],
    ['2025-10-08', false],
    ['2025-10-11', true],
    ['2025-10-12', false],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2026-02-28', true],
    ['2026-10-10', true],
  ])('%s worked: %s', (day, worked) => expect(isWorked(calendar.table, day)).toBe(worked));

  test('a day begins at midnight in the city', () => {
    expect(startOfDay('2026-11-23').toISOString()).toBe('2026-11-22T16:00:00.000Z');
    expect(endOfDay('2026-12-31').toISOString()).toBe('2026-12-31T16:00:00.000Z');
    expect(dayOf(new Date('2026-11-22T16:30:00Z'))).toBe('2026-11-23');
  });
});

describe('adding working time', () => {
  test.each([
    // Within a morning, over noon, over night, over a weekend.
    ['2026-11-23 09:20', 60, '2026-11-23 10:20'],
    ['2026-11-23 11:30', 60, '2026-11-23 15:00'],
    ['2026-11-23 17:00', 120, '2026-11-24 09:30'],
    ['2026-11-27 17:00', 120, '2026-11-30 09:30'],
    // Before hours, at noon, on a Sunday.
    ['2026-11-23 06:00', 30, '2026-11-23 09:00'],
    ['2026-11-23 13:00', 30, '2026-11-23 15:00'],
    ['2026-11-22 10:00', 30, '2026-11-23 09:00'],
    // Before Spring Festival 2025: 27 January is the last day, 5 February the first.
    ['2025-01-27 17:00', 120, '2025-02-05 09:30'],
    // Friday 7 February 2025: the Saturday after it is worked.
    ['2025-02-07 17:00', 120, '2025-02-08 09:30'],
    ['2025-02-08 17:00', 120, '2025-02-10 09:30'],
    // Before Spring Festival 2026: Saturday 14 February is worked, then free until the 23rd.
    ['2026-02-14 17:00', 120, '2026-02-24 09:30'],
    ['2026-02-27 17:00', 120, '2026-02-28 09:30'],
    // National Day 2025 (with Mid-Autumn, until the 8th), the Sunday before is worked; summer hours end with September.
    ['2025-09-28 17:30', 60, '2025-09-29 08:30'],
    ['2025-09-30 17:30', 60, '2025-10-09 09:00'],
    ['2025-10-10 17:30', 60, '2025-10-11 09:00'],
    // National Day 2026, until the 7th; Saturday the 10th is worked.
    ['2026-09-30 17:30', 60, '2026-10-08 09:00'],
    ['2026-10-09 17:30', 60, '2026-10-10 09:00'],
  ])('%s and %i minutes: %s', (from, minutes, due) => {
    const result = addWorkingTime(calendar, at(from), minutes);
    expect(shown(result.value)).toBe(due);
    expect(result.provisional).toBe(false);
  });

  test('working days end at close of business and leave out the first day', () => {
    expect(shown(endOfWorkingDay(calendar, at('2026-11-23 09:12'), 2).value)).toBe('2026-11-25 18:00');
    expect(shown(endOfWorkingDay(calendar, at('2026-02-13 09:12'), 2).value)).toBe('2026-02-24 18:00');
    expect(shown(endOfWorkingDay(calendar, at('2025-09-26 20:00'), 1).value)).toBe('2025-09-28 18:00');
  });

  test('a year without an official calendar is marked and never silently counted', () => {
    expect(addWorkingTime(calendar, at('2026-12-31 17:00'), 60)).toEqual({ value: at('2026-12-31 18:00'), provisional: false });
    expect(addWorkingTime(calendar, at('2026-12-31 17:00'), 61).provisional).toBe(true);
    expect(workingMinutesBetween(calendar, at('2026-12-31 08:00'), at('2027-01-01 00:00')).provisional).toBe(false);
    expect(workingMinutesBetween(calendar, at('2026-12-31 08:00'), at('2027-01-04 10:00')).provisional).toBe(true);
    expect(endOfWorkingDay(calendar, at('2026-12-30 08:00'), 2).provisional).toBe(true);
  });

  test('a working day is worth what its season says', () => {
    expect(workdayMinutes(calendar, at('2026-06-01 09:00'))).toBe(420);
    expect(workdayMinutes(calendar, at('2026-11-21 09:00'))).toBe(420);
    const short = workingCalendar({ ...tableOf(), seasons: [{ from: '01-01', hours: [{ from: '09:00', to: '12:30' }] }] });
    expect(workdayMinutes(short, at('2026-11-21 09:00'))).toBe(210);
  });

  test('a calendar without hours is an error, not an endless walk', () => {
    const idle = workingCalendar({ days: new Map(), officialYears: new Set(), seasons: [] });
    expect(() => addWorkingTime(idle, at('2026-01-01 00:00'), 1)).toThrow('no working hours');
  });

  test('days of the years when the city still moved its clocks have their real length', () => {
    const hours = workingMinutesBetween(calendar, startOfDay('1988-04-16'), endOfDay('1988-04-18'));
    expect(hours.value).toBe(420);
    expect(nextWorkingMoment(calendar, startOfDay('1988-04-18')).value.getTime()).toBeGreaterThan(startOfDay('1988-04-18').getTime());
  });
});

const moment = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2026, 10, 1) / 60_000 })
  .map((minute) => new Date(minute * 60_000));
const minutes = fc.integer({ min: 0, max: 20_000 });

describe('laws', () => {
  property.prop([moment, minutes, minutes])('adding twice is adding the sum', (from, a, b) => {
    const twice = addWorkingTime(calendar, addWorkingTime(calendar, from, a).value, b).value;
    const once = addWorkingTime(calendar, from, a + b).value;
    // With nothing added the moment stays where it is, outside working hours too: the same working time either way.
    expect(workingMinutesBetween(calendar, twice, once).value).toBe(0);
  });
  property.prop([moment, moment, moment])('spans add up', (a, b, c) => {
    const between = (from: Date, to: Date) => workingMinutesBetween(calendar, from, to).value;
    expect(between(a, b) + between(b, c)).toBe(between(a, c));
  });
  property.prop([moment, minutes])('what is added is what lies between', (from, length) => {
    expect(workingMinutesBetween(calendar, from, addWorkingTime(calendar, from, length).value).value).toBe(length);
  });
  property.prop([moment, moment, minutes])('a later start is never due earlier', (a, b, length) => {
    const [first, second] = a <= b ? [a, b] : [b, a];
    expect(addWorkingTime(calendar, first, length).value <= addWorkingTime(calendar, second, length).value).toBe(true);
  });
});
