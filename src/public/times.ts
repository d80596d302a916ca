import type { Locale } from '../kernel/text.ts';
import { CITY_TIME_ZONE } from '../kernel/time.ts';

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
  /** 0 = Sunday. */
  readonly weekday: number;
  /** Days since 1970 in the city. */
  readonly dayNumber: number;
}

const formatter = new Intl.DateTimeFormat('en-CA', {
  timeZone: CITY_TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function partsOf(at: Date): Parts {
  const found = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const number = (name: Intl.DateTimeFormatPartTypes) => Number(found.get(name));
  const [year, month, day] = [number('year'), number('month'), number('day')];
  const dayNumber = Date.UTC(year, month - 1, day) / 86_400_000;
  return { year, month, day, clock: `${number('hour')}:${found.get('minute') ?? '00'}`, weekday: (dayNumber + 4) % 7, dayNumber };
}

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;
const near = {
  zh: new Map([
    [-1, '昨天'],
    [0, '今天'],
    [1, '明天'],
  ]),
  en: new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]),
} as const;
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `11月25日`, `25 November`; with the year when it is another one than now's. */
export function sayDate(at: Date, now: Date, locale: Locale): string {
  const day = partsOf(at);
  const otherYear = day.year !== partsOf(now).year;
  if (locale === 'zh') return `${otherYear ? `${day.year}年` : ''}${day.month}月${day.day}日`;
  return `${day.day} ${months[day.month - 1] ?? ''}${otherYear ? ` ${day.year}` : ''}`;
}

/** A day as people say it: 今天, 周三 (within six days), otherwise the date. */
export function sayDay(at: Date, now: Date, locale: Locale): string {
  const day = partsOf(at);
  const away = day.dayNumber - partsOf(now).dayNumber;
  const word = near[locale].get(away);
  if (word) return word;
  return Math.abs(away) <= 6 ? (weekdays[locale][day.weekday] ?? '') : sayDate(at, now, locale);
}

/** `今天 9:12`, `周三 17:00`, `11月3日 8:30`. */
export function sayMoment(at: Date, now: Date, locale: Locale): string {
  return `${sayDay(at, now, locale)} ${partsOf(at).clock}`;
}

/** Whole days between two moments by the city's calendar. */
export function daysBetween(from: Date, to: Date): number {
  return partsOf(to).dayNumber - partsOf(from).dayNumber;
}

/** Is the moment's day said by a word or a weekday, so that the date should stand beside it? */
export function needsDate(at: Date, now: Date): boolean {
  const away = Math.abs(daysBetween(now, at));
  return away > 0 && away <= 6;
}

/** The month up to a day: `11月1日至22日`, `1 to 22 November`. */
export function sayMonthSoFar(to: Date, locale: Locale): string {
  const { month, day } = partsOf(to);
  const name = months[month - 1] ?? '';
  if (locale === 'zh') return day === 1 ? `${month}月1日` : `${month}月1日至${day}日`;
  return day === 1 ? `1 ${name}` : `1 to ${day} ${name}`;
}

/** `4.5 公里`, `80 米`: distances that need no precision. */
export function sayDistance(metres: number, locale: Locale): string {
  const rounded = metres < 100 ? Math.max(10, Math.round(metres / 10) * 10) : Math.round(metres / 50) * 50;
  if (rounded < 1000) return locale === 'zh' ? `${rounded}米` : `${rounded} m`;
  const kilometres = (rounded / 1000).toFixed(1).replace(/\.0$/, '');
  return locale === 'zh' ? `${kilometres}公里` : `${kilometres} km`;
}
