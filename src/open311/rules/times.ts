import type { Decision } from '../../kernel/problem.ts';
import { open311Problems as refusals } from '../schema.ts';
import { oneOf, type Parameters } from './parameters.ts';

const DAY = 86_400_000;
/** The standard's longest span of one question. */
export const LONGEST_SPAN = 90 * DAY;
const WITHIN_SECOND = 999;

// The subset of ISO 8601 in the W3C note, with the time zone that Open311 demands.
const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment with its time zone; null when it is none. */
export function parseMoment(text: string): Date | null {
  // A plus that was not escaped in an address arrives as a space.
  const match = pattern.exec(text.replace(/ (?=\d\d:\d\d$)/, '+'));
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone = 'Z'] = match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), h, m, s, Number(fraction.padEnd(3, '0').slice(0, 3))));
  // 31 June would become 1 July.
  const real =
    at.getUTCFullYear() === Number(year) &&
    at.getUTCMonth() + 1 === Number(month) &&
    at.getUTCDate() === Number(day) &&
    h <= 23 &&
    m <= 59 &&
    s <= 59;
  const offset = offsetMinutes(zone);
  return real && offset !== null ? new Date(at.getTime() - offset * 60_000) : null;
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const CITY_OFFSET = 8 * 3_600_000;

/** A moment as it is sent: the city's time with its offset. */
export const momentText = (at: Date): string => `${new Date(at.getTime() + CITY_OFFSET).toISOString().slice(0, 19)}+08:00`;

export interface Span {
  /** Both included. */
  readonly from: Date;
  readonly to: Date;
}

/** The span that `start_date` and `end_date` name: without both the last 90 days, with one of them 90 days from or up to it. */
export function spanOf(parameters: Parameters, now: Date): Decision<Span> {
  const from = momentIn(parameters, 'start_date');
  if (from.refused) return from;
  const to = momentIn(parameters, 'end_date');
  if (to.refused) return to;
  const end = to.ok ?? (from.ok ? new Date(from.ok.getTime() + LONGEST_SPAN) : now);
  const span = { from: from.ok ?? new Date(end.getTime() - LONGEST_SPAN), to: end };
  if (span.to < span.from) return { refused: refusals['open311.endBeforeStart'] };
  if (span.to.getTime() - span.from.getTime() > LONGEST_SPAN) return { refused: refusals['open311.spanTooLong'] };
  // Times are sent to the second: what was requested at 09:20:00.7 is said to be of 09:20:00, and is found by that.
  const last = Math.min(span.to.getTime() + WITHIN_SECOND, span.from.getTime() + LONGEST_SPAN);
  return { ok: { from: span.from, to: new Date(last) } };
}

function momentIn(parameters: Parameters, name: string): Decision<Date | null> {
  const text = oneOf(parameters, name);
  if (text === null) return { ok: null };
  const at = parseMoment(text);
  return at ? { ok: at } : { refused: refusals['open311.badDate'], detail: { field: name } };
}
