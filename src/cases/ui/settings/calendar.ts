import type { CalendarAnswer } from '../answers.ts';

export type DayKind = CalendarAnswer['days'][number]['kind'];
export interface CalendarCell {
  readonly day: string;
  readonly kind: DayKind;
  readonly name: string;
}

const weekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
/** What a day is when nobody said anything. */
export const usualKind = (day: string): DayKind => (weekend(day) ? 'rest' : 'workday');

/** All days of a year with what they are. */
export function daysOf(year: number, given: CalendarAnswer['days']): CalendarCell[] {
  const known = new Map(given.map((each) => [each.day, each]));
  const days: CalendarCell[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const said = known.get(day);
    days.push({ day, kind: said?.kind ?? usualKind(day), name: said?.name ?? '' });
  }
  return days;
}

/** The next kind when a day is pressed: first those that make sense for it. */
export function nextKind({ day, kind }: CalendarCell): DayKind {
  const order: readonly DayKind[] = weekend(day) ? ['rest', 'makeup', 'holiday'] : ['workday', 'holiday', 'rest'];
  return order[(order.indexOf(kind) + 1) % order.length] ?? usualKind(day);
}

/** Empty places before the first of the month, Monday first. */
export const leading = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

export function countKinds(days: readonly CalendarCell[]): Readonly<Record<DayKind, number>> {
  const count = { workday: 0, rest: 0, holiday: 0, makeup: 0 };
  for (const { kind } of days) count[kind] += 1;
  return count;
}
