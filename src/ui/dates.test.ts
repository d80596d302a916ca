import { describe, expect, it } from 'vitest';
import { cityDay, leftWords, longDay, shortTime, stampTime } from './dates.ts';

/** 2026-11-23 09:20 in the city, a Monday. */
const now = new Date('2026-11-23T01:20:00Z');

describe('times as people say them', () => {
  it.each([
    ['2026-11-23T08:00:00Z', '今天 16:00'],
    ['2026-11-22T16:30:00Z', '今天 00:30'],
    ['2026-11-22T15:59:00Z', '昨天 23:59'],
    ['2026-11-24T02:30:00Z', '明天 10:30'],
    ['2026-11-26T09:00:00Z', '周四 17:00'],
    ['2026-11-30T01:00:00Z', '11-30 09:00'],
    ['2026-11-09T00:14:00Z', '11-09 08:14'],
    ['2027-01-04T01:00:00Z', '2027-01-04 09:00'],
  ])('%s is %s', (at, said) => {
    expect(shortTime(at, now)).toBe(said);
  });

  it('keeps the city’s clock whatever the device thinks', () => {
    expect(cityDay('2026-12-31T16:00:00Z')).toBe('2027-01-01');
    expect(stampTime('2026-12-31T16:00:00Z', now)).toBe('2027-01-01 00:00');
    expect(longDay('2026-11-10', now)).toBe('11月10日');
    expect(longDay('2025-03-02', now)).toBe('2025年3月2日');
  });
});

describe('what is left', () => {
  it.each([
    [48, '剩 48 分'],
    [59.9, '剩 59 分'],
    [60, '剩 1 个工作时'],
    [359, '剩 5.5 个工作时'],
    [959, '剩 15.5 个工作时'],
    [960, '剩 2 个工作日'],
    [1199, '剩 2 个工作日'],
    [1200, '剩 2.5 个工作日'],
    [-1, '逾期 1 分'],
    [-60, '逾期 1 个工作时'],
    [-4800, '逾期 10 个工作日'],
  ])('%s minutes: %s', (minutes, said) => {
    expect(leftWords({ minutes, dayMinutes: 480 })).toBe(said);
  });

  it.each([
    [59, '剩 59 分'],
    [2879, '剩 47.5 小时'],
    [2880, '剩 2 天'],
    [-600, '逾期 10 小时'],
  ])('%s minutes of a clock that runs through the night: %s', (minutes, said) => {
    expect(leftWords({ minutes, dayMinutes: 1440 })).toBe(said);
  });

  it('counts days by the city’s own working hours', () => {
    expect(leftWords({ minutes: 840, dayMinutes: 420 })).toBe('剩 2 个工作日');
  });
});
