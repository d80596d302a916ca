import { z } from 'zod';
import type { Bilingual, Locale } from './text.ts';
import { day } from './time.ts';
import { id } from './ids.ts';

/** Over what a measure is asked. Days are the city's, `from` and `to` both included. */
export const measureScope = z.object({
  from: day,
  to: day,
  unitId: id.optional(),
  areaId: id.optional(),
  category: z.string().max(40).optional(),
  channel: z.string().max(40).optional(),
});
export type MeasureScope = z.infer<typeof measureScope>;

export type Dimension = 'unit' | 'area' | 'category' | 'channel' | 'month' | 'day';

/** A figure's meaning: what it counts and how. The query behind it is the slice's; see `platform/measures.ts`. */
export interface MeasureMeaning {
  /** `slice.name`. */
  readonly id: string;
  readonly name: Bilingual;
  readonly unit: Bilingual;
  /** The formula in words, with what counts and what does not. */
  readonly meaning: Bilingual;
  readonly kind: 'count' | 'rate' | 'median';
  /** It tells how things stand on the last day of a period, not what happened within it: its months do not add up. */
  readonly ofState?: true;
  /** May everyone see the figure, even who may not see the records? */
  readonly public: boolean;
  readonly groupings: readonly Dimension[];
}

/** A computed figure. A rate carries its parts; null = no records to compute from, which is not zero. */
export interface Figure {
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
  /** How many records stand behind the figure. */
  readonly records: number;
}

/**
 * The last day that a period counts: a running one ends today, for what is due tomorrow is neither in time nor late yet.
 * Days as `2026-11-23`; one that has not begun keeps its end.
 */
export const countedTo = ({ from, last, today }: { readonly from: string; readonly last: string; readonly today: string }): string =>
  from <= today && today < last ? today : last;

const numbers = { zh: new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') } as const satisfies Record<
  Locale,
  Intl.NumberFormat
>;
/** More than what binary fractions lose, less than what tells shares of a million apart. */
const LOST = 1e-7;

/** `94.11%`, `3,871`, `6.5`; a dash where nothing can be computed. Rates are shares of one, printed with two decimals, half up. */
export function valueText({ kind, value }: Pick<MeasureMeaning, 'kind'> & Pick<Figure, 'value'>, locale: Locale): string {
  if (value === null) return '—';
  if (kind === 'rate') return `${(Math.floor(value * 10_000 + 0.5 + LOST) / 100).toFixed(2)}%`;
  return numbers[locale].format(kind === 'median' ? Math.round(value * 10) / 10 : value);
}
