import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import 'dayjs/locale/zh-cn.js';
import { CITY_TIME_ZONE } from '../kernel/time.ts';
import { locale, textOf, useLocale } from './i18n.ts';
import { uiTexts } from './text.ts';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.tz.setDefault(CITY_TIME_ZONE);

/** The city's wall clock, whatever the device thinks. */
export const cityTime = (at?: string | Date): Dayjs => dayjs(at).tz(CITY_TIME_ZONE);
/** Today in the city, `2026-11-23`. */
export const cityDay = (at?: string | Date): string => cityTime(at).format('YYYY-MM-DD');

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** `明天 10:30`, `周四 17:00` within the week, `11-09 08:14` within the year, else with the year. */
export function shortTime(at: string | Date, now: string | Date = new Date()): string {
  const time = cityTime(at);
  const clock = time.format('HH:mm');
  const days = time.startOf('day').diff(cityTime(now).startOf('day'), 'day');
  if (days === 0) return `${textOf(uiTexts, 'today')} ${clock}`;
  if (days === -1) return `${textOf(uiTexts, 'yesterday')} ${clock}`;
  if (days === 1) return `${textOf(uiTexts, 'tomorrow')} ${clock}`;
  if (days > 1 && days < 7) return `${weekdays[locale()][time.day()]} ${clock}`;
  return time.format(time.year() === cityTime(now).year() ? 'MM-DD HH:mm' : 'YYYY-MM-DD HH:mm');
}

/** `11-09 08:14`: the even form for columns and timelines. */
export function stampTime(at: string | Date, now: string | Date = new Date()): string {
  const time = cityTime(at);
  return time.format(time.year() === cityTime(now).year() ? 'MM-DD HH:mm' : 'YYYY-MM-DD HH:mm');
}

/** `11月10日` / `10 Nov`, with the year where it is another one. */
export function longDay(day: string | Date, now: string | Date = new Date()): string {
  const time = typeof day === 'string' && day.length === 10 ? dayjs(day) : cityTime(day);
  const other = time.year() !== cityTime(now).year();
  return locale() === 'zh' ? time.format(other ? 'YYYY年M月D日' : 'M月D日') : time.format(other ? 'D MMM YYYY' : 'D MMM');
}

export const weekday = (at: string | Date): string =>
  locale() === 'zh' ? `星期${'日一二三四五六'[cityTime(at).day()] ?? ''}` : (weekdays.en[cityTime(at).day()] ?? '');

/** The formats above, shown anew when the language changes. */
export function useDates() {
  useLocale();
  return { shortTime, stampTime, longDay, weekday };
}

export interface Left {
  /** Working minutes until the deadline; negative = overdue. Computed by the server's calendar. */
  readonly minutes: number;
  /** How many of them make a day: of a working day by the city's hours, 1440 where a clock runs through the night. */
  readonly dayMinutes: number;
}

const CLOCK_DAY = 1440;

/** `剩 6 个工作时`, `剩 48 分`, `到期了`, `逾期 1 个工作时`, `剩 9 小时` where nights count; days from two days on. */
export function leftWords({ minutes, dayMinutes }: Left): string {
  const size = Math.abs(minutes);
  const side = minutes < 0 ? 'over' : 'left';
  const kind = dayMinutes === CLOCK_DAY ? 'Clock' : '';
  // Past its moment, but no working minute has gone by since.
  if (size < 1) return textOf(uiTexts, 'dueNow');
  if (size < 60) return textOf(uiTexts, `${side}Minutes`, { n: Math.floor(size) });
  if (size < 2 * dayMinutes) return textOf(uiTexts, `${side}${kind}Hours`, { n: half(size / 60) });
  return textOf(uiTexts, `${side}${kind}Days`, { n: half(size / dayMinutes) });
}

/** Rounded down to a half: nobody is promised more time than there is. */
const half = (value: number): number => Math.floor(value * 2) / 2;

const numbers = { zh: new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') } as const;
export const figureText = (value: number): string => numbers[locale()].format(value);
