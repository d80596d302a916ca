import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { CITY_TIME_ZONE, type Day } from './time.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/**
 * Working time of a city: which days are worked, at which hours. Pure; the table is data (holidays and make-up
 * workdays as the State Council announces them each autumn). Moments count to the whole minute, so that sums are exact.
 */

/** `makeup`: a weekend day that is worked (调休); `rest`: a weekday that the city itself keeps free. */
export type DayKind = 'workday' | 'rest' | 'holiday' | 'makeup';

export interface Season {
  /** From this month and day on, `05-01`; the season before it ends. */
  readonly from: string;
  readonly hours: readonly { readonly from: string; readonly to: string }[];
}

export interface CalendarTable {
  /** Days that differ from Monday to Friday; others need no entry. */
  readonly days: ReadonlyMap<Day, DayKind>;
  /** Years whose official calendar is known. Any other year is only guessed from weekdays, and says so. */
  readonly officialYears: ReadonlySet<number>;
  readonly seasons: readonly Season[];
}

/** A result, and whether it rests on a year without an official calendar. */
export interface Counted<T> {
  readonly value: T;
  readonly provisional: boolean;
}

interface WorkDay {
  /** Midnight in the city, in minutes since the epoch. */
  readonly start: number;
  /** Worked spans in minutes since the epoch, in order. */
  readonly spans: readonly (readonly [number, number])[];
  readonly minutes: number;
}
interface WorkYear {
  readonly official: boolean;
  readonly days: readonly WorkDay[];
}

export interface WorkingCalendar {
  readonly table: CalendarTable;
  /** Years are laid out when first asked for. */
  readonly years: Map<number, WorkYear>;
}

export const workingCalendar = (table: CalendarTable): WorkingCalendar => ({ table, years: new Map() });

const MINUTE = 60_000;
const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE);
const dateOf = (minute: number): Date => new Date(minute * MINUTE);
const clockMinutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Sweden writes days as ISO does. Kept: making a formatter costs a hundred times what using it does. */
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: CITY_TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
/** The city's day of a moment. */
export const dayOf = (at: Date): Day => isoDay.format(at);
/** Midnight in the city at the start of a day. */
export const startOfDay = (day: Day): Date => dayjs.tz(day, CITY_TIME_ZONE).toDate();
/** Another day, by days. */
export const plusDays = (day: Day, days: number): Day => dayjs.utc(day).add(days, 'day').format('YYYY-MM-DD');
/** The month of a day, by its first day. */
export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`;
/** Midnight after a day: the exclusive end of a period whose last day it is. */
export const endOfDay = (day: Day): Date => startOfDay(plusDays(day, 1));

const seasonOf = (seasons: readonly Season[], monthDay: string): Season | undefined => {
  const sorted = seasons.toSorted((a, b) => a.from.localeCompare(b.from));
  return sorted.findLast((season) => season.from <= monthDay) ?? sorted.at(-1);
};

/** Is the day worked, as far as the table tells? */
export function isWorked(table: CalendarTable, day: Day): boolean {
  const kind = table.days.get(day);
  if (kind !== undefined) return kind === 'workday' || kind === 'makeup';
  const weekday = dayjs.utc(day).day();
  return weekday !== 0 && weekday !== 6;
}

function layOut(table: CalendarTable, year: number): WorkYear {
  const first = dayjs.utc(`${year}-01-01`);
  const length = first.add(1, 'year').diff(first, 'day');
  const days = Array.from({ length }, (_, index) => {
    const day = first.add(index, 'day').format('YYYY-MM-DD');
    const start = minuteOf(startOfDay(day));
    const hours = isWorked(table, day) ? (seasonOf(table.seasons, day.slice(5))?.hours ?? []) : [];
    const spans = hours.map((span) => [start + clockMinutes(span.from), start + clockMinutes(span.to)] as const);
    return { start, spans, minutes: spans.reduce((sum, [from, to]) => sum + to - from, 0) };
  });
  return { official: table.officialYears.has(year), days };
}

function yearOf(calendar: WorkingCalendar, year: number): WorkYear {
  const known = calendar.years.get(year);
  if (known) return known;
  const made = layOut(calendar.table, year);
  calendar.years.set(year, made);
  return made;
}

/** Walks over the days from a minute on; each step tells whether its year is official. */
function* daysFrom(calendar: WorkingCalendar, minute: number): Generator<{ readonly day: WorkDay; readonly official: boolean }> {
  let year = dateOf(minute).getUTCFullYear();
  // The city's year begins hours before the UTC one.
  const next = yearOf(calendar, year + 1).days[0];
  if (next && next.start <= minute) year++;
  let table = yearOf(calendar, year);
  let index = lastStartingBefore(table.days, minute);
  for (;;) {
    const day = table.days[index];
    if (day) {
      yield { day, official: table.official };
      index++;
    } else {
      table = yearOf(calendar, ++year);
      index = 0;
    }
  }
}

function lastStartingBefore(days: readonly WorkDay[], minute: number): number {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((days[middle]?.start ?? 0) <= minute) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The working hours of the season of a day. */
export const hoursOn = (calendar: WorkingCalendar, at: Date): Season['hours'] =>
  seasonOf(calendar.table.seasons, dayOf(at).slice(5))?.hours ?? [];

/** Minutes of a worked day in the season of a moment: what a "working day" is worth when a rest is said in days. */
export function workdayMinutes(calendar: WorkingCalendar, at: Date): number {
  return hoursOn(calendar, at).reduce((sum, { from, to }) => sum + clockMinutes(to) - clockMinutes(from), 0);
}

const overlap = (day: WorkDay, from: number, to: number): number =>
  day.spans.reduce((sum, span) => sum + Math.max(0, Math.min(span[1], to) - Math.max(span[0], from)), 0);

/** Minutes of work between two moments; below zero when `to` comes first. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): Counted<number> {
  if (to < from) {
    const back = workingMinutesBetween(calendar, to, from);
    return { value: 0 - back.value, provisional: back.provisional };
  }
  const [start, end] = [minuteOf(from), minuteOf(to)];
  let value = 0;
  let provisional = false;
  for (const { day, official } of daysFrom(calendar, start)) {
    if (day.start >= end) break;
    value += overlap(day, start, end);
    provisional ||= !official;
  }
  return { value, provisional };
}

/** A calendar without a single worked minute would be walked for ever; ten years without one is a mistake in the data. */
const DAYS_WITHOUT_WORK = 3660;

function walk(calendar: WorkingCalendar, from: number, visit: (day: WorkDay) => number | null): Counted<Date> {
  let provisional = false;
  let idle = 0;
  for (const { day, official } of daysFrom(calendar, from)) {
    provisional ||= !official;
    const found = visit(day);
    if (found !== null) return { value: dateOf(found), provisional };
    idle = day.minutes > 0 ? 0 : idle + 1;
    if (idle > DAYS_WITHOUT_WORK) break;
  }
  throw new Error('the working calendar has no working hours');
}

/** The moment at which so many minutes of work have passed since `from`. Zero minutes give `from` itself. */
export function addWorkingTime(calendar: WorkingCalendar, from: Date, minutes: number): Counted<Date> {
  const start = minuteOf(from);
  if (minutes <= 0) return { value: dateOf(start), provisional: false };
  let left = minutes;
  return walk(calendar, start, (day) => {
    for (const [open, close] of day.spans) {
      const begin = Math.max(open, start);
      if (close <= begin) continue;
      if (close - begin >= left) return begin + left;
      left -= close - begin;
    }
    return null;
  });
}

/** The moment itself when it is worked, otherwise when work starts again. */
export function nextWorkingMoment(calendar: WorkingCalendar, at: Date): Counted<Date> {
  const start = minuteOf(at);
  return walk(calendar, start, (day) => {
    const span = day.spans.find(([, close]) => close > start);
    return span ? Math.max(span[0], start) : null;
  });
}

/** Close of business on the n-th worked day after the day of `from`, which itself does not count. */
export function endOfWorkingDay(calendar: WorkingCalendar, from: Date, count: number): Counted<Date> {
  const start = minuteOf(from);
  let left = Math.ceil(count);
  let first = true;
  return walk(calendar, start, (day) => {
    if (first) {
      first = false;
      return null;
    }
    if (day.minutes > 0) left--;
    return left <= 0 ? (day.spans.at(-1)?.[1] ?? null) : null;
  });
}
