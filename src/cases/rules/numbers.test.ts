import { expect, test } from 'vitest';
import { numberMonth, reservedUntil } from './numbers.ts';

test.each([
  ['2026-11-30', '2611'],
  ['2027-01-01', '2701'],
])('the numbers of %s begin with %s', (day, month) => {
  expect(numberMonth(day)).toBe(month);
});

test('a number is kept for a shift', () => {
  expect(reservedUntil(new Date('2026-11-30T12:00:00Z')).toISOString()).toBe('2026-11-30T20:00:00.000Z');
});
