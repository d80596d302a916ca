import { hoursOn, nextWorkingMoment } from '../../kernel/calendar.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { CaseState, Limit, Limits, LimitUnit } from '../schema/words.ts';
import { addLimit, type Clockwork } from './deadlines.ts';
import { momentText } from './say.ts';

/** What who reports is told: by when, and why by then. */

/** Steps that go before the danger is gone; who reports it cannot tell them apart. */
const untilHandled = ['acceptance', 'dispatch', 'handling'] as const;

interface Promising {
  readonly state: CaseState;
  readonly limits: Limits;
  readonly reportedAt: Date;
  readonly handlingDueAt: Date | null;
  readonly totalDueAt: Date | null;
}

const handlingStates: ReadonlySet<CaseState> = new Set(['assigned', 'inProgress', 'rework']);
const earlyStates: ReadonlySet<CaseState> = new Set(['reported', 'verifying', 'filed']);

export const isUrgent = ({ handling }: Limits): boolean => handling.unit === 'urgentHours';

/**
 * The moment that a reporter is told: the end of the whole, or, of what is urgent, that of its handling, for a gas leak
 * is not to be answered for in three days. Null while the clock stands still.
 */
export function promisedBy(work: Clockwork, { state, limits, reportedAt, handlingDueAt, totalDueAt }: Promising): Date | null {
  if (!isUrgent(limits)) return totalDueAt;
  if (handlingStates.has(state)) return handlingDueAt;
  if (!earlyStates.has(state)) return totalDueAt;
  return untilHandled.reduce((at, clock) => addLimit(work, at, limits[clock]).value, reportedAt);
}

const unitWords: Record<LimitUnit, Bilingual> = {
  workingHours: { zh: '个工作时', en: 'working hours' },
  urgentHours: { zh: '小时', en: 'hours' },
  workingDays: { zh: '个工作日', en: 'working days' },
};
const singular: Record<LimitUnit, string> = { workingHours: 'working hour', urgentHours: 'hour', workingDays: 'working day' };
const amountZh = ({ amount, unit }: Limit): string => `${amount}${unitWords[unit].zh}`;
const amountEn = ({ amount, unit }: Limit): string => `${amount} ${amount === 1 ? singular[unit] : unitWords[unit].en}`;

const urgentWhy = (category: Bilingual, { acceptance, dispatch, handling }: Limits): Bilingual => ({
  zh: `${category.zh}是紧急件：受理${amountZh(acceptance)}、派遣${amountZh(dispatch)}、处置${amountZh(handling)}，昼夜和节假日都算。`,
  en: `${category.en} is urgent: ${amountEn(acceptance)} to accept, ${amountEn(dispatch)} to dispatch, ${amountEn(handling)} to deal with it, night and holidays included.`,
});

/** Why this moment: the limit, the hours that count, and from when on they do. */
export function promiseWhy(work: Clockwork, category: Bilingual, limits: Limits, reportedAt: Date): Bilingual {
  if (isUrgent(limits)) return urgentWhy(category, limits);
  const { total } = limits;
  const hours = hoursOn(work.calendar, reportedAt).map(({ from, to }) => `${from}–${to}`);
  const start = nextWorkingMoment(work.calendar, reportedAt).value;
  const waits = start.getTime() - reportedAt.getTime() > 60_000 && (total.unit === 'workingHours' || work.afterHours === 'nextWorkingTime');
  const from = momentText(start, reportedAt);
  return {
    zh: `${category.zh}的时限是${amountZh(total)}，按国家放假调休安排算，周末和节假日不算；工作时间 ${hours.join('、')}。${waits ? `这一件在工作时间以外收到，从${from.zh} 起算。` : ''}`,
    en: `The limit for ${category.en} is ${amountEn(total)} by the official calendar of holidays and make-up workdays; working hours ${hours.join(', ')}.${waits ? ` It came in outside them and counts from ${from.en}.` : ''}`,
  };
}
