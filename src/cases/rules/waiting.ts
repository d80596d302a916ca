import type { Bilingual, Locale } from '../../kernel/text.ts';
import type { TodayLine } from '../../kernel/today.ts';
import type { CaseSummary } from '../schema.ts';
import { caseStates, type CaseState } from '../schema/words.ts';
import { openStates } from './transitions.ts';

/** What of the cases waits for a person, as lines ordered by consequence; many of one kind are one line. */

const acts: Partial<Record<CaseState, Bilingual>> = {
  reported: { zh: '受理', en: 'File' },
  filed: { zh: '派遣', en: 'Dispatch' },
  returned: { zh: '重派', en: 'Dispatch anew' },
  reopened: { zh: '重派', en: 'Dispatch anew' },
  adjudicating: { zh: '裁定', en: 'Adjudicate' },
  assigned: { zh: '签收', en: 'Accept' },
  inProgress: { zh: '交回', en: 'Hand in' },
  rework: { zh: '返工交回', en: 'Hand in again' },
  handled: { zh: '核查', en: 'Check' },
};
const decide: Bilingual = { zh: '答复申请', en: 'Decide' };

/** Steps that are worked off in a row, each on its own screen; what was sent back is looked at one by one. */
const queues: Partial<Record<CaseState, { readonly words: Bilingual; readonly act: Bilingual; readonly href: string }>> = {
  reported: {
    words: { zh: '待受理', en: 'to be accepted' },
    act: { zh: '去受理', en: 'Accept them' },
    href: '/work/cases/dispatch?tab=reported',
  },
  filed: {
    words: { zh: '已立案，等派遣', en: 'filed, to be dispatched' },
    act: { zh: '去派遣', en: 'Dispatch them' },
    href: '/work/cases/dispatch?tab=filed',
  },
  assigned: {
    words: { zh: '派来，等签收', en: 'dispatched to us, to be accepted' },
    act: { zh: '去签收', en: 'Accept them' },
    href: '/work/cases/inbox?tab=assigned',
  },
  inProgress: {
    words: { zh: '在处置，等交回', en: 'being worked on, to be handed in' },
    act: { zh: '去交回', en: 'Hand them in' },
    href: '/work/cases/inbox?tab=inProgress',
  },
  handled: {
    words: { zh: '交回，等核查', en: 'handed in, to be checked' },
    act: { zh: '去核查', en: 'Check them' },
    href: '/work/cases/checks',
  },
};
export const queueStates = Object.keys(queues) as readonly CaseState[];

/** How many wait in one step, and how many of them are late. */
export interface StepTotal {
  readonly n: number;
  readonly late: number;
}
/** As many of one step are named one by one; more are one line that leads to their screen. */
export const NAMED = 2;

const HOURS_SOON = 4;
/** SCREENS: due, waiting for me, sent back to me, slipping under me. */
function weightOf(item: CaseSummary, now: Date): number {
  if (isLate(item, now)) return 100;
  if (item.requestOpen) return 70;
  if (item.state === 'rework' || item.state === 'returned' || item.state === 'reopened') return 80;
  return item.dueAt && !item.paused && item.dueAt.getTime() - now.getTime() < HOURS_SOON * 3_600_000 ? 65 : 60;
}

/** What was late before it was paused stays late; a clock that runs into a year without an official calendar never is. */
const isLate = (item: CaseSummary, now: Date): boolean => item.dueAt !== null && item.dueAt < now && !item.provisional;

/** Paused in time: nothing is due. */
const holds = (item: CaseSummary, now: Date): boolean => item.paused && !isLate(item, now);

const paused: Bilingual = { zh: '暂停计时', en: 'clock paused' };
function whyOf(item: CaseSummary): Bilingual {
  if (item.requestOpen) return { zh: `${item.unit?.name ?? ''}有申请在等答复`, en: `${item.unit?.name ?? ''} waits for a decision` };
  const state = caseStates[item.state];
  const place = item.areas.at(-1)?.name;
  const parts = [state, ...(place ? [{ zh: place, en: place }] : []), ...(item.paused ? [paused] : [])];
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
}

const leftOf = (item: CaseSummary): TodayLine['left'] =>
  item.remainingMinutes === null ? undefined : { minutes: item.remainingMinutes, dayMinutes: item.dayMinutes };

const lineOf = (item: CaseSummary, now: Date): TodayLine => ({
  id: `cases.${item.id}`,
  weight: weightOf(item, now),
  title: `${item.number} ${item.title}`,
  why: whyOf(item),
  act: item.requestOpen ? decide : (acts[item.state] ?? { zh: '打开', en: 'Open' }),
  href: `/work/cases/${item.id}`,
  due: holds(item, now) ? null : item.dueAt,
  left: holds(item, now) ? undefined : leftOf(item),
});

/** Several of one step: how many, the most pressing one, and how many of them are late. */
function foldOf(state: CaseState, items: readonly CaseSummary[], total: StepTotal, now: Date, locale: Locale): TodayLine | null {
  const queue = queues[state];
  const first = items.find((item) => item.dueAt !== null && !holds(item, now)) ?? items[0];
  if (!queue || !first) return null;
  return {
    ...lineOf(first, now),
    id: `cases.${state}`,
    weight: Math.max(...items.map((item) => weightOf(item, now))),
    title: locale === 'zh' ? `${total.n} 件${queue.words.zh}` : `${total.n} ${queue.words.en}`,
    why: {
      zh: `${total.late > 0 ? `${total.late} 件逾期，` : ''}最急的是 ${first.number} ${first.title}`,
      en: `${total.late > 0 ? `${total.late} overdue; ` : ''}most pressing: ${first.number} ${first.title}`,
    },
    act: queue.act,
    href: queue.href,
  };
}

const totalOf = (items: readonly CaseSummary[], now: Date): StepTotal => ({
  n: items.length,
  late: items.filter((item) => isLate(item, now)).length,
});

/**
 * Lines for what waits.
 *
 * @param waiting the first due ones, first due first, of each step at least one
 * @param totals of the steps of which there are others than these
 */
export function waitingLines(
  waiting: readonly CaseSummary[],
  totals: ReadonlyMap<CaseState, StepTotal>,
  now: Date,
  locale: Locale,
): TodayLine[] {
  const single = waiting.filter((item) => item.requestOpen || !queues[item.state]);
  const folded = queueStates.flatMap((state) => {
    const items = waiting.filter((item) => item.state === state && !item.requestOpen);
    const total = totals.get(state) ?? totalOf(items, now);
    if (total.n <= NAMED) return items.map((item) => lineOf(item, now));
    return foldOf(state, items, total, now, locale) ?? [];
  });
  return [...single.map((item) => lineOf(item, now)), ...folded].toSorted((a, b) => b.weight - a.weight);
}

const seeWhich: Bilingual = { zh: '看是哪些', en: 'See which' };

export interface LateAtUnit {
  readonly unitName: string;
  readonly n: number;
}

/** Who is late, for those who supervise: the units with most overdue cases, and the moment of the first of them. */
export function lateLine(
  units: readonly LateAtUnit[],
  total: { readonly value: number; readonly more: boolean },
  locale: Locale,
): TodayLine | null {
  if (total.value === 0) return null;
  const n = `${total.value}${total.more ? '+' : ''}`;
  const named = units.map((unit) => (locale === 'zh' ? `${unit.unitName} ${unit.n} 件` : `${unit.unitName} ${unit.n}`));
  return {
    id: 'cases.late',
    weight: 20,
    title: locale === 'zh' ? `${n} 件逾期没办完` : `${n} overdue`,
    why: { zh: named.join('、'), en: named.join(', ') },
    act: seeWhich,
    href: '/work/cases?overdue=true&sort=due',
    due: null,
  };
}

interface Slipping {
  readonly kind: string;
  readonly weight: number;
  readonly title: Readonly<Record<Locale, (n: number) => string>>;
  readonly why: Bilingual;
  readonly href: string;
}

/** Came back, or passed its promise: what is decided above the units. */
const slipping = {
  reopened: {
    kind: 'reopened',
    weight: 24,
    title: { zh: (n) => `${n} 件反映人说没解决，已重开`, en: (n) => `${n} not solved say the reporters, reopened` },
    why: { zh: '不退回原单位，由督办层级重派', en: 'Not to the same unit; the supervising level dispatches them' },
    href: '/work/cases?state=reopened',
  },
  longTermPassed: {
    kind: 'longTermPassed',
    weight: 22,
    title: { zh: (n) => `${n} 件挂账过了预计时间`, en: (n) => `${n} on the long-term list passed their day` },
    why: { zh: '改期要有原因，或者销账重办', en: 'A new day needs a reason, or take them off the list' },
    href: '/work/cases/long-term?passed=true',
  },
  recurred: {
    kind: 'recurred',
    weight: 18,
    title: { zh: (n) => `${n} 件没办完的是同一处复发`, en: (n) => `${n} open ones came back at the same place` },
    why: { zh: '反复出现，多半要换办法，不是再清一次', en: 'What comes back needs another remedy, not another cleaning' },
    href: `/work/cases?recurrence=true&state=${openStates.join(',')}`,
  },
} as const satisfies Record<string, Slipping>;
export type SlippingKind = keyof typeof slipping;

/** One line for each that there is any of. */
export function slippingLines(counts: Readonly<Record<SlippingKind, number>>, locale: Locale): TodayLine[] {
  return Object.values(slipping).flatMap(({ kind, weight, title, why, href }) =>
    counts[kind] > 0 ? [{ id: `cases.${kind}`, weight, title: title[locale](counts[kind]), why, act: seeWhich, href, due: null }] : [],
  );
}
