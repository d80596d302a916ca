import { z } from 'zod';
import { both } from './problem.ts';

/** No calendar of ours reaches further, and time zones of years with five digits are nobody's. */
const isNear = (text: string): boolean => text >= '1900' && text < '2200';

/** A moment between 1900 and 2200: ISO 8601 with offset in JSON, `Date` in the server's code. */
export const moment = z.codec(
  z.iso.datetime({ offset: true, abort: true }).refine(isNear, both('年份不对', 'a year out of reach')),
  z.date(),
  {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  },
);

/** A calendar day of the city, `2026-11-23`. */
export const day = z.iso.date();
export type Day = string;

/** All cities of the product keep the same clock. */
export const CITY_TIME_ZONE = 'Asia/Shanghai';
