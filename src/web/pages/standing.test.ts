import { describe, expect, it } from 'vitest';
import { standing } from './standing.ts';

const now = new Date('2026-11-23T01:20:00Z');

describe('why a line stands in Today', () => {
  it.each([
    [100, null, 'todayOverdue'],
    [60, '2026-11-22T01:00:00Z', 'todayWaiting'],
    [80, '2026-11-23T08:00:00Z', 'todayBack'],
    [60, '2026-11-23T08:00:00Z', 'todayDue'],
    [60, '2026-11-24T08:00:00Z', 'todayWaiting'],
    [60, null, 'todayWaiting'],
    [40, '2026-11-25T08:00:00Z', 'todaySoon'],
    [20, '2026-12-25T08:00:00Z', 'todaySlipping'],
  ])('weight %s, due %s: %s', (weight, due, word) => {
    expect(standing({ weight, due }, now).word).toBe(word);
  });

  it('is overdue where its slice says so, however low it stands', () => {
    expect(standing({ weight: 20, due: null, overdue: true }, now)).toMatchObject({ tone: 'over', word: 'todayOverdue' });
  });

  it('says overdue in red alone', () => {
    expect(standing({ weight: 20, due: null }, now).tone).toBe('warn');
    expect(standing({ weight: 100, due: null }, now).tone).toBe('over');
  });
});
