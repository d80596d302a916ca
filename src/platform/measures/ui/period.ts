import dayjs from 'dayjs';
import { countedTo } from '../../../kernel/measure.ts';
import { cityDay } from '../../../ui/dates.ts';

export const spans = ['month', 'quarter', 'year'] as const;
export type Span = (typeof spans)[number];

export interface Period {
  readonly span: Span;
  /** First and last day that count. */
  readonly from: string;
  readonly to: string;
}

const day = 'YYYY-MM-DD';
const months = { month: 1, quarter: 3, year: 12 } as const;

/** The span that a day lies in: `?span=quarter&from=2026-11-23`; the running month without anything. */
export function periodOf(query: Readonly<Record<string, string>>, today = cityDay()): Period {
  const span = spans.find((each) => each === query.span) ?? 'month';
  const at = dayjs(query.from && dayjs(query.from).isValid() ? query.from : today);
  const first =
    span === 'year' ? at.startOf('year') : span === 'month' ? at.startOf('month') : at.startOf('month').subtract(at.month() % 3, 'month');
  const [from, last] = [first.format(day), first.add(months[span], 'month').subtract(1, 'day').format(day)];
  return { span, from, to: countedTo({ from, last, today }) };
}

/** The first day of the span before or after. */
export const moved = ({ span, from }: Period, by: 1 | -1): string =>
  dayjs(from)
    .add(by * months[span], 'month')
    .format(day);

/** Twelve months up to the end of the period, for the line by month; months that have not begun have nothing to show. */
export function yearTo({ to: end }: Period, today = cityDay()): { readonly from: string; readonly to: string } {
  const to = end > today ? today : end;
  return { from: dayjs(to).startOf('month').subtract(11, 'month').format(day), to };
}

export interface PeriodWords {
  readonly year: number;
  readonly n: number;
}
export function wordsOf({ span, from }: Period): PeriodWords {
  const first = dayjs(from);
  return { year: first.year(), n: span === 'quarter' ? Math.floor(first.month() / 3) + 1 : first.month() + 1 };
}
