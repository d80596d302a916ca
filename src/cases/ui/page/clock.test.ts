import { describe, expect, test } from 'vitest';
import type { ClockRow } from '../answers.ts';
import { piecesOf, sharesOf } from './clock.ts';

const clock = (over: Partial<ClockRow>): ClockRow => ({
  clock: 'handling',
  limit: { amount: 2, unit: 'workingDays' },
  startedAt: '2026-11-23T01:00:00Z',
  endedAt: null,
  dueAt: null,
  running: false,
  paused: false,
  limitMinutes: 960,
  usedMinutes: 0,
  pausedMinutes: 0,
  remainingMinutes: 0,
  onTime: true,
  provisional: false,
  pauses: [],
  extensions: [],
  ...over,
});

describe('the time bar', () => {
  test('shows what was used, what was paused and what is left, in the order of the steps', () => {
    const pieces = piecesOf([
      clock({ clock: 'check', running: true, usedMinutes: 120, limitMinutes: 480, remainingMinutes: 360 }),
      clock({ clock: 'handling', usedMinutes: 294, pausedMinutes: 180 }),
      clock({ clock: 'total', usedMinutes: 500 }),
    ]);
    expect(pieces.map(({ clock: name, kind, minutes }) => [name, kind, minutes])).toEqual([
      ['handling', 'used', 294],
      ['handling', 'paused', 180],
      ['check', 'now', 120],
      ['check', 'left', 360],
    ]);
  });

  test('what ran over its limit is a piece of its own', () => {
    expect(piecesOf([clock({ usedMinutes: 1000 })]).map(({ kind, minutes }) => [kind, minutes])).toEqual([
      ['used', 960],
      ['late', 40],
    ]);
  });

  test('shares fill the bar, and nothing is too thin to be seen', () => {
    const shares = sharesOf(piecesOf([clock({ clock: 'dispatch', usedMinutes: 1 }), clock({ usedMinutes: 900 })]));
    expect(Math.min(...shares)).toBeGreaterThan(1.5);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  });
});
