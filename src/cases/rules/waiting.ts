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

/** What each tab of the dispatch desk lists. */
export const deskStates = {
  reported: ['reported', 'verifying'],
  filed: ['filed', 'reopened'],
  returned: ['returned'],
  adjudicating: ['adjudicating'],
} as const satisfies Record<string, readonly CaseState[]>;

interface Queue {
  readonly states: readonly CaseState[];
  readonly words: Bilingual;
  readonly act: Bilingual;
  readonly href: string;
}

/** Steps that are worked off in a row, each on its own screen, which lists just these; what was sent back is looked at one by one. */
const queues: readonly Queue[] = [
  {
    states: deskStates.reported,
    words: { zh: '待受理', en: 'to be accepted' },
    act: { zh: '去受理', en: 'Accept them' },
    href: '/work/cases/dispatch?tab=reported',
  },
  {
    states: deskStates.filed,
    words: { zh: '等派遣', en: 'to be dispatched' },
    act: { zh: '去派遣', en: 'Dispatch them' },
    href: '/work/cases/dispatch?tab=filed',
  },
  {
    states: deskStates.adjudicating,
    words: { zh: '等裁定', en: 'to be adjudicated' },
    act: { zh: '去裁定', en: 'Adjudicate them' },
    href: '/work/cases/dispatch?tab=adjudicating',
  },
  {
    states: ['assigned'],
    words: { zh: '派来，等签收', en: 'dispatched to us, to be accepted' },
    act: { zh: '去签收', en: 'Accept them' },
    href: '/work/cases/inbox?tab=assigned',
  },
  {
    states: ['inProgress'],
    words: { zh: '在处置，等交回', en: 'being worked on, to be handed in' },
    act: { zh: '去交回', en: 'Hand them in' },
    href: '/work/cases/inbox?tab=inProgress',
  },
  {
    states: ['handled'],
    words: { zh: '交回，等核查', en: 'handed in, to be checked' },
    act: { zh: '去核查', en: 'Check them' },
    // Not what this person found or handled: somebody else checks that.
    href: '/work/cases/checks?mine=true',
  },
];
const requests: Omit<Queue, 'states'> = {
  words: { zh: '申请等答复', en: 'requests to be decided' },
  act: { zh: '去答复', en: 'Decide them' },
  href: '/work/cases/dispatch?tab=requests',
};
/** What is counted, where not everything was looked at. */
export const queueStates: readonly CaseState[] = queues.flatMap(({ states }) => states);

/** How many wait in one step, and how many of them are late. */
export interface StepTotal {
  readonly n: number;
  readonly late: number;
}
/** As many of one step are named one by one; more are one line that leads to their screen. */
export const NAMED = 2;

const HOURS_SOON = 4;
/** Does this person decide what units ask for? To the others such a case is one of its state. */
export interface Waits {
  readonly now: Date;
  readonly locale: Locale;
  readonly decides: boolean;
}

/** SCREENS: due, waiting for me, sent back to me, slipping under me. */
function weightOf(item: CaseSummary, { now, decides }: Waits): number {
  if (isLate(item, now)) return 100;
  if (item.requestOpen && decides) return 70;
  if (item.state === 'rework' || item.state === 'returned' || item.state === 'reopened') return 80;
  return item.dueAt && !item.paused && item.dueAt.getTime() - now.getTime() < HOURS_SOON * 3_600_000 ? 65 : 60;
}

/** What was late before it was paused stays late; a clock that runs into a year without an official calendar never is. */
const isLate = (item: CaseSummary, now: Date): boolean => item.dueAt !== null && item.dueAt < now && !item.provisional;

/** Paused in time: nothing is due. */
const holds = (item: CaseSummary, now: Date): boolean => item.paused && !isLate(item, now);

const paused: Bilingual = { zh: '暂停计时', en: 'clock paused' };
function whyOf(item: CaseSummary, { decides }: Waits): Bilingual {
  if (item.requestOpen && decides)
    return { zh: `${item.unit?.name ?? ''}有申请在等答复`, en: `${item.unit?.name ?? ''} waits for a decision` };
  const state = caseStates[item.state];
  const place = item.areas.at(-1)?.name;
  const asked = item.requestOpen ? [{ zh: '申请已提交，等答复', en: 'request made, not decided yet' }] : [];
  const parts = [state, ...(place ? [{ zh: place, en: place }] : []), ...(item.paused ? [paused] : []), ...asked];
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
}

const leftOf = (item: CaseSummary): TodayLine['left'] =>
  item.remainingMinutes === null ? undefined : { minutes: item.remainingMinutes, dayMinutes: item.dayMinutes };

const lineOf = (item: CaseSummary, waits: Waits): TodayLine => ({
  id: `cases.${item.id}`,
  weight: weightOf(item, waits),
  title: `${item.number} ${item.title}`,
  why: whyOf(item, waits),
  act: item.requestOpen && waits.decides ? decide : (acts[item.state] ?? { zh: '打开', en: 'Open' }),
  href: `/work/cases/${item.id}`,
  due: holds(item, waits.now) ? null : item.dueAt,
  left: holds(item, waits.now) ? undefined : leftOf(item),
});

/** How many wait in a step, and what makes them different. */
interface Fold extends StepTotal {
  readonly id: string;
  readonly reopened: number;
}

const joined = (parts: readonly (Bilingual | null)[]): Bilingual => {
  const said = parts.filter((part) => part !== null);
  return { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join('; ') };
};

/** Several of one step: how many, the most pressing one, and how many of them are late. */
function foldOf(queue: Omit<Queue, 'states'>, items: readonly CaseSummary[], fold: Fold, waits: Waits): TodayLine | null {
  const first = items.find((item) => item.dueAt !== null && !holds(item, waits.now)) ?? items[0];
  if (!first) return null;
  const { id, n, late, reopened } = fold;
  return {
    ...lineOf(first, waits),
    id,
    weight: Math.max(...items.map((item) => weightOf(item, waits))),
    title: waits.locale === 'zh' ? `${n} 件${queue.words.zh}` : `${n} ${queue.words.en}`,
    why: joined([
      late > 0 ? { zh: `${late} 件逾期`, en: `${late} overdue` } : null,
      reopened > 0 ? { zh: `${reopened} 件是重开的`, en: `${reopened} reopened` } : null,
      { zh: `最急的是 ${first.number} ${first.title}`, en: `most pressing: ${first.number} ${first.title}` },
    ]),
    act: queue.act,
    href: queue.href,
  };
}

const totalOf = (items: readonly CaseSummary[], now: Date): StepTotal => ({
  n: items.length,
  late: items.filter((item) => isLate(item, now)).length,
});

/** What is counted, where not everything was looked at. */
export interface Totals {
  readonly byState: ReadonlyMap<CaseState, StepTotal>;
  readonly requests: StepTotal;
}

/**
 * Lines for what waits.
 *
 * @param waiting the first due ones, first due first, of each step at least one
 * @param totals where there are others than these
 */
export function waitingLines(waiting: readonly CaseSummary[], totals: Totals | null, waits: Waits): TodayLine[] {
  const asks = (item: CaseSummary) => item.requestOpen && waits.decides;
  const linesOf = (queue: Omit<Queue, 'states'>, items: readonly CaseSummary[], fold: Fold): TodayLine[] => {
    const line = fold.n > NAMED ? foldOf(queue, items, fold, waits) : null;
    return line ? [line] : items.map((item) => lineOf(item, waits));
  };
  const queued = queues.flatMap((queue) => {
    const states: readonly CaseState[] = queue.states;
    const items = waiting.filter((item) => states.includes(item.state) && !asks(item));
    const byState = states.map((state) => {
      const own = items.filter((item) => item.state === state);
      return { state, ...(totals ? (totals.byState.get(state) ?? none) : totalOf(own, waits.now)) };
    });
    const reopened = byState.find(({ state }) => state === 'reopened')?.n ?? 0;
    return linesOf(queue, items, { id: `cases.${states[0] ?? ''}`, ...sumOf(byState), reopened });
  });
  const requested = waiting.filter(asks);
  const asked = linesOf(requests, requested, { id: 'cases.requests', ...(totals?.requests ?? totalOf(requested, waits.now)), reopened: 0 });
  const single = waiting.filter((item) => !asks(item) && !isQueued(item));
  return [...single.map((item) => lineOf(item, waits)), ...asked, ...queued].toSorted((a, b) => b.weight - a.weight);
}

const none: StepTotal = { n: 0, late: 0 };
const sumOf = (totals: readonly StepTotal[]): StepTotal =>
  totals.reduce((sum, { n, late }) => ({ n: sum.n + n, late: sum.late + late }), none);
const isQueued = ({ state }: CaseSummary): boolean => queues.some(({ states }) => states.includes(state));

const supervise: Bilingual = { zh: '去督办', en: 'Supervise them' };

/** Counted up to a bound; `more`: there are more. */
export interface Bounded {
  readonly value: number;
  readonly more: boolean;
}

export interface LateAtUnit {
  /** Null: nobody has been given it yet. */
  readonly unitName: string | null;
  readonly n: number;
}

/** Who is late, for those who supervise: the units with most overdue cases, and the moment of the first of them. */
export function lateLine(units: readonly LateAtUnit[], total: Bounded, locale: Locale): TodayLine | null {
  if (total.value === 0) return null;
  const n = `${total.value}${total.more ? '+' : ''}`;
  const zh = units.map(({ unitName, n: own }) => `${unitName ?? '还没派单位的'} ${own} 件`).join('、');
  const en = units.map(({ unitName, n: own }) => `${unitName ?? 'not dispatched yet'} ${own}`).join(', ');
  return {
    id: 'cases.late',
    weight: 20,
    title: locale === 'zh' ? `${n} 件逾期没办完` : `${n} overdue`,
    why: { zh, en },
    act: supervise,
    href: '/work/cases?overdue=true&sort=due',
    due: null,
    overdue: true,
  };
}

interface Slipping {
  readonly kind: string;
  readonly weight: number;
  readonly title: Readonly<Record<Locale, (n: string) => string>>;
  readonly why: Bilingual;
  readonly act: Bilingual;
  readonly href: string;
  /** Past its day already, instead of about to be. */
  readonly overdue?: boolean;
}

/** Came back, or passed its promise: what is decided above the units. */
const slipping = {
  reopened: {
    kind: 'reopened',
    weight: 24,
    title: { zh: (n) => `${n} 件反映人说没解决，已重开`, en: (n) => `${n} not solved say the reporters, reopened` },
    why: { zh: '不退回原单位，由督办层级重派', en: 'Not to the same unit; the supervising level dispatches them' },
    act: supervise,
    href: '/work/cases?state=reopened',
  },
  longTermPassed: {
    kind: 'longTermPassed',
    weight: 22,
    title: { zh: (n) => `${n} 件挂账过了预计时间`, en: (n) => `${n} on the long-term list passed their day` },
    why: { zh: '改期要有原因，或者销账重办', en: 'A new day needs a reason, or take them off the list' },
    act: { zh: '改期或销账', en: 'Move or revive them' },
    href: '/work/cases/long-term?passed=true',
    overdue: true,
  },
  recurred: {
    kind: 'recurred',
    weight: 18,
    title: { zh: (n) => `${n} 件没办完的是同一处复发`, en: (n) => `${n} open ones came back at the same place` },
    why: { zh: '反复出现，多半要换办法，不是再清一次', en: 'What comes back needs another remedy, not another cleaning' },
    act: { zh: '换个办法', en: 'Change the remedy' },
    href: `/work/cases?recurrence=true&state=${openStates.join(',')}`,
  },
} as const satisfies Record<string, Slipping>;
export type SlippingKind = keyof typeof slipping;

/** One line for each that there is any of. */
export function slippingLines(counts: Readonly<Record<SlippingKind, Bounded>>, locale: Locale): TodayLine[] {
  return Object.values(slipping).flatMap(({ kind, title, ...line }) => {
    const { value, more } = counts[kind];
    return value > 0 ? [{ id: `cases.${kind}`, title: title[locale](`${value}${more ? '+' : ''}`), ...line, due: null }] : [];
  });
}
