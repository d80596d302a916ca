import { CITY_TIME_ZONE } from '../../../kernel/time.ts';

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: CITY_TIME_ZONE, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });

/** `9:48` on the city's clock. */
export const clockOf = (at: number): string => clock.format(at).replace(/^0(?=\d:)/, '');

/** The start of the city's day; all cities of the product are eight hours ahead of UTC. */
export const startOfDay = (now: number): number => Math.floor((now + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000;
