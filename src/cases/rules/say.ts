import dayjs from 'dayjs';
import { dayOf, plusDays } from '../../kernel/calendar.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import type { CaseState } from '../schema/words.ts';

/** What happened and what comes next, in one line. */

const weekdays = [
  ['周日', 'Sunday'],
  ['周一', 'Monday'],
  ['周二', 'Tuesday'],
  ['周三', 'Wednesday'],
  ['周四', 'Thursday'],
  ['周五', 'Friday'],
  ['周六', 'Saturday'],
] as const;

/** `今天 11:20`, `周三 17:00`, `12月8日 17:00`. */
export function momentText(at: Date, now: Date): Bilingual {
  const local = dayjs(at).tz(CITY_TIME_ZONE);
  const clock = local.format('HH:mm');
  const [day, today] = [dayOf(at), dayOf(now)];
  if (day === today) return { zh: `今天 ${clock}`, en: `today ${clock}` };
  if (day === plusDays(today, 1)) return { zh: `明天 ${clock}`, en: `tomorrow ${clock}` };
  const [zh, en] = weekdays[local.day()] ?? weekdays[0];
  if (day > today && day <= plusDays(today, 6)) return { zh: `${zh} ${clock}`, en: `${en} ${clock}` };
  return { zh: `${local.format('M月D日')} ${clock}`, en: local.format('D MMM HH:mm') };
}

export interface Said {
  readonly state: CaseState;
  readonly unitName: string;
  /** Of the clock that runs in this state: of a dispatched case that of its acceptance. */
  readonly dueAt: Date | null;
  readonly handlingDueAt: Date | null;
  readonly paused: boolean;
}

const next: Record<CaseState, (unit: string) => Bilingual> = {
  reported: () => ({ zh: '已登记，等派遣台受理', en: 'Registered; the office decides next' }),
  verifying: () => ({ zh: '已派人现场核实', en: 'Somebody is sent to verify' }),
  filed: () => ({ zh: '已立案，等派遣', en: 'Filed; to be dispatched' }),
  assigned: (unit) => ({ zh: `已派给${unit}，等签收`, en: `Dispatched to ${unit}; to be accepted` }),
  inProgress: (unit) => ({ zh: `${unit || '各承办单位'}处置中`, en: `${unit || 'The units'} working on it` }),
  handled: () => ({ zh: '已交回，等另一个人核查', en: 'Handed in; somebody else checks it' }),
  closed: () => ({ zh: '已结案', en: 'Closed' }),
  declined: () => ({ zh: '已不予受理，反映人能看到原因', en: 'Declined; the reporter sees the reason' }),
  merged: () => ({ zh: '已合并，两边的反映人都会收到结果', en: 'Merged; both reporters are told' }),
  returned: () => ({ zh: '已退单，等派遣台重派', en: 'Returned; the office dispatches it anew' }),
  adjudicating: () => ({ zh: '第二次退单，转创文办裁定，计时暂停', en: 'Second return; the office adjudicates, the clock stands still' }),
  onLongTermList: () => ({ zh: '已挂账，计时暂停', en: 'On the long-term list; the clock stands still' }),
  rework: (unit) => ({ zh: `已返工给${unit}`, en: `Sent back to ${unit} for rework` }),
  reopened: () => ({
    zh: '已重开，由督办层级重派，不退回原单位',
    en: 'Reopened; the supervising level dispatches it, not to the same unit',
  }),
};

export function saidOf(said: Said, now: Date): Bilingual {
  const base = next[said.state](said.unitName);
  if (said.paused && said.dueAt !== null && said.dueAt < now)
    return { zh: `${base.zh}；之前已逾期，暂停期间不再累计。`, en: `${base.en}; it was overdue before and gets no later meanwhile.` };
  if (said.dueAt === null || said.paused) return { zh: `${base.zh}。`, en: `${base.en}.` };
  const due = momentText(said.dueAt, now);
  if (said.state === 'assigned' && said.handlingDueAt) {
    const done = momentText(said.handlingDueAt, now);
    return {
      zh: `已派给${said.unitName}，最晚${due.zh} 前签收，${done.zh} 前办完。`,
      en: `Dispatched to ${said.unitName}; to be accepted by ${due.en} and done by ${done.en} at the latest.`,
    };
  }
  return { zh: `${base.zh}，最晚${due.zh} 前。`, en: `${base.en}, at the latest by ${due.en}.` };
}
