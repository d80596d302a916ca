import { describe, expect, test } from 'vitest';
import { countKinds, daysOf, leading, nextKind } from './calendar.ts';

describe('a year of working days', () => {
  test('has every day once, weekends at rest unless something is said', () => {
    const days = daysOf(2028, [{ day: '2028-10-02', kind: 'holiday', name: '国庆节' }]);
    expect(days).toHaveLength(366);
    expect(days.find((each) => each.day === '2028-10-02')).toEqual({ day: '2028-10-02', kind: 'holiday', name: '国庆节' });
    expect(countKinds(days)).toEqual({ workday: 259, rest: 106, holiday: 1, makeup: 0 });
  });

  test('a press turns a working day into a holiday, a Sunday into a make-up workday, and comes round', () => {
    const monday = { day: '2026-11-23', kind: 'workday' as const, name: '' };
    expect(nextKind(monday)).toBe('holiday');
    const sunday = { day: '2026-11-22', kind: 'rest' as const, name: '' };
    expect(nextKind(sunday)).toBe('makeup');
    expect(nextKind({ ...sunday, kind: 'holiday' })).toBe('rest');
  });

  test.each([
    ['2026-11-01', 6],
    ['2026-06-01', 0],
  ])('%s begins after %i places', (day, places) => expect(leading(day)).toBe(places));
});
