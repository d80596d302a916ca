import { describe, expect, it } from 'vitest';
import { moved, periodOf, wordsOf, yearTo } from './period.ts';

describe('periods', () => {
  it.each([
    [{}, '2026-11-01', '2026-11-23'],
    [{ span: 'quarter' }, '2026-10-01', '2026-11-23'],
    [{ span: 'year' }, '2026-01-01', '2026-11-23'],
    [{ span: 'month', from: '2024-02-29' }, '2024-02-01', '2024-02-29'],
    [{ span: 'quarter', from: '2026-03-31' }, '2026-01-01', '2026-03-31'],
    [{ span: 'week', from: 'nonsense' }, '2026-11-01', '2026-11-23'],
    [{ from: '2026-12-09' }, '2026-12-01', '2026-12-31'],
  ])('%o is %s to %s', (query, from, to) => {
    expect(periodOf(query, '2026-11-23')).toMatchObject({ from, to });
  });

  it('moves by its own length, across years', () => {
    expect(moved(periodOf({ span: 'quarter' }, '2026-11-23'), 1)).toBe('2027-01-01');
    expect(moved(periodOf({ span: 'month' }, '2026-01-15'), -1)).toBe('2025-12-01');
  });

  it('looks back over twelve months', () => {
    expect(yearTo(periodOf({}, '2026-11-23'), '2026-11-23')).toEqual({ from: '2025-12-01', to: '2026-11-23' });
    expect(yearTo(periodOf({ span: 'year' }, '2026-11-23'), '2026-11-23')).toEqual({ from: '2025-12-01', to: '2026-11-23' });
    expect(yearTo(periodOf({ from: '2026-02-01' }, '2026-11-23'), '2026-11-23')).toEqual({ from: '2025-03-01', to: '2026-02-28' });
  });

  it('names quarters', () => {
    expect(wordsOf(periodOf({ span: 'quarter' }, '2026-11-23'))).toEqual({ year: 2026, n: 4 });
  });
});
