import { valueText as textIn } from '../../../kernel/measure.ts';
import { locale } from '../../../ui/i18n.ts';

interface Shown {
  readonly kind: 'count' | 'rate' | 'median';
  readonly value: number | null;
}

/** As everywhere, in the language of the screen. */
export const valueText = (shown: Shown): string => textIn(shown, locale());

/** Where a value stands on a scale, 0 to 1. */
export function share(value: number, low: number, high: number): number {
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
}

/** A scale that shows differences: rates from the tens below the lowest, everything else from zero. */
export function scaleOf(kind: Shown['kind'], values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  if (kind === 'rate') return [Math.max(0, Math.floor(Math.min(...values) * 10 - 0.01) / 10), 1];
  return [0, Math.max(...values, 1)];
}
