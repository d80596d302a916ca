import { expect, it } from 'vitest';
import { daysBetween, sayDistance, sayMoment } from './times.ts';

const now = new Date('2026-11-23T09:20:00+08:00');

it.each([
  ['2026-11-23T09:12:00+08:00', '今天 9:12', 'today 9:12'],
  ['2026-11-22T23:59:00+08:00', '昨天 23:59', 'yesterday 23:59'],
  ['2026-11-24T10:30:00+08:00', '明天 10:30', 'tomorrow 10:30'],
  ['2026-11-25T17:00:00+08:00', '周三 17:00', 'Wednesday 17:00'],
  ['2026-11-27T00:05:00+08:00', '周五 0:05', 'Friday 0:05'],
  ['2026-12-08T18:00:00+08:00', '12月8日 18:00', '8 December 18:00'],
  ['2027-01-05T18:00:00+08:00', '2027年1月5日 18:00', '5 January 2027 18:00'],
])('says %s', (at, zh, en) => {
  expect(sayMoment(new Date(at), now, 'zh')).toBe(zh);
  expect(sayMoment(new Date(at), now, 'en')).toBe(en);
});

it('counts days by the city’s calendar, not by 24 hours', () => {
  expect(daysBetween(new Date('2026-11-22T23:59:00+08:00'), new Date('2026-11-23T00:01:00+08:00'))).toBe(1);
});

it.each([
  [4, '10米'],
  [83, '80米'],
  [262, '250米'],
  [1240, '1.3公里'],
  [2010, '2公里'],
])('says %d metres as %s', (metres, text) => {
  expect(sayDistance(metres, 'zh')).toBe(text);
});
