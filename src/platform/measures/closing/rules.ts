import { monthOf, plusDays } from '../../../kernel/calendar.ts';
import type { Figure, MeasureMeaning, MeasureScope } from '../../../kernel/measure.ts';
import type { Decision } from '../../../kernel/problem.ts';
import type { Day } from '../../../kernel/time.ts';
import { closingProblems } from './schema.ts';

/** A month by its first day, `2026-10-01`. */
export type Month = Day;

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export const nextMonth = (month: Month): Month => monthOf(plusDays(month, 31));
export const lastMonth = (month: Month): Month => monthOf(plusDays(month, -1));
export const daysOf = (month: Month): Period => ({ from: month, to: plusDays(nextMonth(month), -1) });

/** How a period lies over months that are closed. */
export interface Parts {
  /** Closed ones that lie in it as a whole, in order. */
  readonly closed: readonly Month[];
  /** Everything else of it, in runs of days. */
  readonly rest: readonly Period[];
  /** Closed ones of which it has only some days. */
  readonly cut: readonly Month[];
}

export function partsOf({ from, to }: Period, closed: readonly Month[]): Parts {
  const within = closed.filter((month) => daysOf(month).to >= from && month <= to).toSorted();
  const whole = within.filter((month) => month >= from && daysOf(month).to <= to);
  const rest: Period[] = [];
  let start = from;
  for (const month of whole) {
    if (month > start) rest.push({ from: start, to: plusDays(month, -1) });
    start = nextMonth(month);
  }
  if (start <= to) rest.push({ from: start, to });
  return { closed: whole, rest, cut: within.filter((month) => !whole.includes(month)) };
}

/**
 * By which one thing a figure was kept when its month was closed: as it is grouped, and by what only a filter asks for
 * (`place`: areas of other levels than the grouping's; `class`: classes of categories).
 */
export type Split = 'city' | 'unit' | 'area' | 'place' | 'category' | 'class' | 'channel';

export interface Kept {
  readonly splits: readonly Split[];
  readonly key: string;
}

/** Where the figure of a scope is kept; null where it has several filters: such figures are not kept. */
export function keptOf({ unitId, areaId, category, channel }: MeasureScope): Kept | null {
  const filters: Kept[] = [
    ...(unitId === undefined ? [] : [{ splits: ['unit'] as const, key: unitId }]),
    ...(areaId === undefined ? [] : [{ splits: ['area', 'place'] as const, key: areaId }]),
    ...(category === undefined ? [] : [{ splits: ['category', 'class'] as const, key: category }]),
    ...(channel === undefined ? [] : [{ splits: ['channel'] as const, key: channel }]),
  ];
  return filters.length > 1 ? null : (filters[0] ?? { splits: ['city'], key: '' });
}

/** Counts and rates of parts make that of the whole; a median needs its records, and a state is that of the last day. */
export const addsUp = ({ kind, ofState }: Pick<MeasureMeaning, 'kind' | 'ofState'>): boolean => kind !== 'median' && !ofState;

/**
 * Which closed months make up a figure, and which days beside them; null where kept figures cannot make it. What tells a
 * state is that of the last month.
 */
export function madeUpOf(measure: Pick<MeasureMeaning, 'kind' | 'ofState'>, parts: Parts): Pick<Parts, 'closed' | 'rest'> | null {
  const last = parts.closed.at(-1);
  if (last === undefined) return null;
  const ends = parts.rest.every((period) => period.from < last);
  if (measure.ofState) return ends ? { closed: [last], rest: [] } : null;
  return addsUp(measure) || (parts.closed.length === 1 && parts.rest.length === 0) ? parts : null;
}

/** What stands where nothing was kept: no record at all. */
export const nothingOf = (kind: MeasureMeaning['kind']): Figure =>
  kind === 'count' ? { value: 0, records: 0 } : { value: null, ...(kind === 'rate' ? { numerator: 0, denominator: 0 } : {}), records: 0 };

export function sumOf(kind: MeasureMeaning['kind'], figures: readonly Figure[]): Figure {
  const total = (part: (figure: Figure) => number) => figures.reduce((sum, figure) => sum + part(figure), 0);
  const records = total((figure) => figure.records);
  if (kind !== 'rate') return { value: total((figure) => figure.value ?? 0), records };
  const [numerator, denominator] = [total((figure) => figure.numerator ?? 0), total((figure) => figure.denominator ?? 0)];
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator, records };
}

/** May the month be closed? It has to be over; once closed it stays so: what comes late is a correction. */
export function mayClose(month: Month, { today, closed }: { readonly today: Day; readonly closed: boolean }): Decision<true> {
  if (month !== monthOf(month) || daysOf(month).to >= today)
    return { refused: closingProblems.monthNotOver, detail: { month: month.slice(0, 7) } };
  return closed ? { refused: closingProblems.monthClosed, detail: { month: month.slice(0, 7) } } : { ok: true };
}

/** Before this many months nothing is closed by itself: a city that begins with years behind it closes those by hand. */
const MOST_BEHIND = 12;

/**
 * Months that are to be closed by themselves: the last one from its day on, and those that were missed since the newest
 * closed one (the server stood still).
 */
export function dueMonths(today: Day, day: number | null, closed: readonly Month[]): Month[] {
  if (day === null) return [];
  const last = lastMonth(monthOf(today));
  const newest = closed.toSorted().at(-1);
  const due: Month[] = [];
  for (let month = last; due.length < MOST_BEHIND && (newest === undefined ? month === last : month > newest); month = lastMonth(month))
    due.unshift(month);
  return due.filter((month) => plusDays(nextMonth(month), day - 1) <= today);
}
