import { describe, expect, test } from 'vitest';
import { countedTo, valueText } from './measure.ts';

describe('a figure as it is printed, wherever it is', () => {
  test.each([
    ['rate', 16 / 17, '94.12%'],
    ['rate', 1, '100.00%'],
    ['rate', 0, '0.00%'],
    // Exactly half of the last digit goes up, though 0.94115 is a little less than that in binary.
    ['rate', 18823 / 20000, '94.12%'],
    ['rate', 1 / 800, '0.13%'],
    ['rate', 999_999 / 1_000_000, '100.00%'],
    ['rate', 99_994 / 100_000, '99.99%'],
    ['count', 3871, '3,871'],
    ['median', 6.5, '6.5'],
    ['median', 1204, '1,204'],
    ['rate', null, '—'],
  ] as const)('%s %s is %s', (kind, value, text) => {
    expect(valueText({ kind, value }, 'zh')).toBe(text);
    expect(valueText({ kind, value }, 'en')).toBe(text);
  });
});

test.each([
  ['2026-11-01', '2026-11-30', '2026-11-23', '2026-11-23'],
  ['2026-10-01', '2026-10-31', '2026-11-23', '2026-10-31'],
  ['2026-11-01', '2026-11-30', '2026-11-30', '2026-11-30'],
  ['2027-01-01', '2027-01-31', '2026-11-23', '2027-01-31'],
])('from %s to %s, on %s: counted to %s', (from, last, today, to) => expect(countedTo({ from, last, today })).toBe(to));
