import type { Day } from '../../kernel/time.ts';

/** Numbers of cases: counted by month, and reserved for who is on the line before there is a case. */

/** A shift: whoever is still on the line, or writes a letter in the evening, keeps the number that was read out. */
const RESERVED_HOURS = 8;

/** `2026-11-30` → `2611`. */
export const numberMonth = (day: Day): string => day.slice(2, 7).replace('-', '');

/** Until when a number that is reserved now can be used. */
export const reservedUntil = (now: Date): Date => new Date(now.getTime() + RESERVED_HOURS * 3_600_000);
