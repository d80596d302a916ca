import { z } from 'zod';

/** A moment: ISO 8601 with offset in JSON, `Date` in the server's code. */
export const moment = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

/** A calendar day of the city, `2026-11-23`. */
export const day = z.iso.date();
export type Day = string;

/** All cities of the product keep the same clock. */
export const CITY_TIME_ZONE = 'Asia/Shanghai';
