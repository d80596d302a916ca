import { addWorkingTime, workdayMinutes, workingMinutesBetween, type WorkingCalendar } from '../../kernel/calendar.ts';
import { fill, type Bilingual } from '../../kernel/text.ts';
import type { ClockName, Limit, Limits } from '../schema/words.ts';
import type { Clockwork } from './deadlines.ts';
import { momentText } from './say.ts';

/** When somebody is told that a clock runs out. DESIGN 1.5: a person hears once of what is theirs; nobody is ranked by it. */

export const alertKinds = {
  /** To who handles for the unit. */
  dueSoon: { zh: '快到期', en: 'Due soon' },
  /** To them and the head of the unit. */
  overdue: { zh: '逾期', en: 'Overdue' },
  /** To the office, with all others of a day. */
  slipping: { zh: '逾期较久', en: 'Long overdue' },
} as const satisfies Record<string, Bilingual>;
export type AlertKind = keyof typeof alertKinds;

export interface AlertSettings {
  /** Share of the limit that is left when the unit is told; 0 = not by the share. */
  readonly dueSoonShare: number;
  /** Minutes of the clock's own time that are left; 0 = not by minutes. Whichever comes first counts. */
  readonly dueSoonMinutes: number;
  /** Minutes of the clock's own time after the due moment at which the office is told. */
  readonly overdueOfficeMinutes: number;
}

const minutesIn = (calendar: WorkingCalendar, limit: Limit, at: Date): number =>
  Math.round(limit.amount * (limit.unit === 'workingDays' ? workdayMinutes(calendar, at) : 60));

/** Minutes before the due moment at which the unit is told; half of the limit at most, for a reminder is not a second dispatch. */
export function leadMinutes(calendar: WorkingCalendar, limit: Limit, settings: AlertSettings, at: Date): number {
  const whole = minutesIn(calendar, limit, at);
  return Math.min(Math.floor(whole / 2), Math.max(Math.floor(whole * settings.dueSoonShare), settings.dueSoonMinutes));
}

/** What is due up to this moment has no more than the lead of its limit left. */
export function soonUntil(work: Clockwork, limit: Limit, settings: AlertSettings, now: Date): Date {
  const lead = leadMinutes(work.calendar, limit, settings, now);
  if (limit.unit === 'urgentHours') return new Date(now.getTime() + lead * 60_000);
  return addWorkingTime(work.calendar, now, lead).value;
}

/** Every limit that a case may have been given for a clock: of all versions, with their exceptions. */
export function limitsFor(
  clocks: readonly ClockName[],
  policies: readonly { readonly defaults: Limits; readonly byCategory: Readonly<Record<string, Partial<Limits>>> }[],
  fallback: Limits,
): readonly Limit[] {
  const all = [fallback, ...policies.flatMap((policy) => [policy.defaults, ...Object.values(policy.byCategory)])];
  const found = all.flatMap((limits) => clocks.flatMap((clock) => limits[clock] ?? []));
  return [...new Map(found.map((limit) => [`${limit.amount} ${limit.unit}`, limit])).values()];
}

/** Minutes of the clock's own time since it was due. */
export function overdueMinutes(calendar: WorkingCalendar, limit: Limit, due: Date, now: Date): number {
  if (limit.unit === 'urgentHours') return Math.floor((now.getTime() - due.getTime()) / 60_000);
  return workingMinutesBetween(calendar, due, now).value;
}

const DAY_MS = 86_400_000;
/** By mail at once instead of the next morning: what is urgent, and what would be over by then. */
export const isPressing = (kind: AlertKind, urgent: boolean, due: Date, now: Date): boolean =>
  urgent || (kind === 'dueSoon' && due.getTime() - now.getTime() < DAY_MS);

/** `40 分钟`, `1.5 个工作时`; hours of the night count where the clock runs through it. */
function restText(minutes: number, unit: Limit['unit']): Bilingual {
  if (minutes < 60) return { zh: `${minutes} 分钟`, en: `${minutes} min` };
  const hours = Math.round(minutes / 30) / 2;
  return unit === 'urgentHours' ? { zh: `${hours} 小时`, en: `${hours} h` } : { zh: `${hours} 个工作时`, en: `${hours} working hours` };
}

export interface Alerted {
  readonly number: string;
  readonly title: string;
  readonly clock: ClockName;
  readonly limit: Limit;
  readonly due: Date;
}

const sentences = {
  receiptSoon: { zh: '{case}：还没签收，剩 {rest}，{due} 到期', en: '{case}: not accepted yet, {rest} left, due {due}' },
  handlingSoon: { zh: '{case}：剩 {rest}，{due} 到期', en: '{case}: {rest} left, due {due}' },
  receiptLate: { zh: '{case}：签收已逾期，{due} 到期的', en: '{case}: overdue for acceptance since {due}' },
  handlingLate: {
    zh: '{case}：处置已逾期，{due} 到期的；要延期请写明原因',
    en: '{case}: overdue since {due}; ask for more time with a reason',
  },
} as const satisfies Record<string, Bilingual>;

/** One line: which case, what is left or since when it is late. */
export function alertTitle(kind: 'dueSoon' | 'overdue', what: Alerted, calendar: WorkingCalendar, now: Date): Bilingual {
  const receipt = what.clock === 'receipt';
  const sentence = kind === 'dueSoon' ? (receipt ? 'receiptSoon' : 'handlingSoon') : receipt ? 'receiptLate' : 'handlingLate';
  const rest = restText(-overdueMinutes(calendar, what.limit, what.due, now), what.limit.unit);
  const due = momentText(what.due, now);
  const one = `${what.number} ${what.title}`;
  return {
    zh: fill(sentences[sentence].zh, { case: one, rest: rest.zh, due: due.zh }),
    en: fill(sentences[sentence].en, { case: one, rest: rest.en, due: due.en }),
  };
}

const NAMED = 3;
/** For the office, once a day: how many are long overdue that were not yesterday, and the first of them. */
export function slippingTitle(numbers: readonly string[], afterMinutes: number): Bilingual {
  const [first, n] = [numbers.slice(0, NAMED).join('、'), numbers.length];
  const than = restText(afterMinutes, 'workingHours');
  return {
    zh: `又有 ${n} 件逾期超过 ${than.zh}：${first}${n > NAMED ? '等' : ''}`,
    en: `${n} more overdue by over ${than.en}: ${first.replaceAll('、', ', ')}${n > NAMED ? ' and others' : ''}`,
  };
}
