import { addWorkingTime } from '../../kernel/calendar.ts';
import type { HistoryEntry } from '../rules/history.ts';
import type { Act, CaseState, Channel, Outcome } from '../schema/words.ts';
import type { EventDetail } from '../store/tables.ts';
import type { CategoryRow } from '../store/casework.ts';
import type { Doer, Spot, World } from './world.ts';

/** One step of a made-up case; who did it and what the act decided. */
export interface StoryStep extends HistoryEntry {
  readonly doer: Doer | 'reporter';
  readonly detail: EventDetail;
}

export interface Story {
  readonly category: CategoryRow;
  readonly channel: Channel;
  readonly spot: Spot;
  readonly words: string;
  /** Staff who came upon it; null where somebody from outside reported it. */
  readonly finder: Doer | null;
  readonly handler: Doer;
  readonly checker: Doer;
  readonly steps: readonly StoryStep[];
  readonly outcome: Outcome | null;
}

/** Shares of channels; mostly the public's, as a city's desk sees it. Ours, not from a source. */
const channelShares: readonly (readonly [Channel, number])[] = [
  ['publicWeb', 0.24],
  ['hotline', 0.3],
  ['patrol', 0.22],
  ['wechat', 0.08],
  ['inspection', 0.06],
  ['supervisor', 0.03],
  ['open311', 0.03],
  ['counter', 0.015],
  ['letter', 0.01],
  ['media', 0.01],
  ['leader', 0.005],
];

const sayings = [
  '路过看到的',
  '已经好几天了',
  '上次清过又有了',
  '老人孩子走这儿不方便',
  '晚上更明显',
  '附近住户都说了',
  '下雨天更厉害',
  '希望快点处理',
];

const pick = <T>(chance: () => number, items: readonly [T, ...T[]] | readonly T[]): T => {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

function pickChannel(chance: () => number): Channel {
  let left = chance();
  return channelShares.find(([, share]) => (left -= share) < 0)?.[0] ?? 'hotline';
}

interface Teller {
  readonly chance: () => number;
  readonly world: World;
  readonly until: Date;
  readonly steps: StoryStep[];
  state: CaseState;
  at: Date;
  over: boolean;
}

/** Moves the story on by some working minutes; it ends where the present begins. */
function go(teller: Teller, act: Act, to: CaseState, minutes: number, doer: Doer | 'reporter', detail: EventDetail = {}): boolean {
  if (teller.over) return false;
  const at = addWorkingTime(teller.world.work.work.calendar, teller.at, Math.max(1, Math.round(minutes))).value;
  if (at >= teller.until) {
    teller.over = true;
    return false;
  }
  teller.steps.push({ at, act, to, words: '', request: detail.request ?? null, extra: detail.extra ?? null, doer, detail });
  teller.at = at;
  teller.state = to;
  return true;
}

/** Working minutes around a middle, long to the right, as durations of work are. */
const around = (chance: () => number, middle: number): number =>
  middle * (0.25 + 1.6 * chance() * chance() + (chance() < 0.04 ? 3 * chance() : 0));

function limitMinutes(story: { readonly category: CategoryRow }, world: World): number {
  const policy = world.work.policies.at(-1);
  const limit =
    policy?.byCategory[story.category.code]?.handling ??
    policy?.byCategory[story.category.classCode ?? '']?.handling ??
    policy?.defaults.handling;
  if (!limit) return 960;
  return limit.unit === 'workingDays' ? limit.amount * 420 : limit.amount * 60;
}

function toUnit(teller: Teller, unit: Doer): void {
  const { chance, world } = teller;
  const given: EventDetail = { unitId: unit.unitId, unitName: unit.unitName };
  go(teller, 'file', 'filed', around(chance, 40), world.desk);
  go(teller, 'dispatch', 'assigned', around(chance, 35), world.desk, given);
  if (chance() < 0.05) {
    go(teller, 'return', 'returned', around(chance, 60), unit, { reason: 'needsSeveral' });
    go(teller, 'dispatch', 'assigned', around(chance, 60), world.desk, given);
  }
  go(teller, 'accept', 'inProgress', around(chance, 50), unit);
}

/** What does not move a case: supervision, more time, another unit's help. */
function aside(teller: Teller, unit: Doer, spot: Spot): void {
  const { chance, world, state } = teller;
  if (chance() < 0.012) {
    go(teller, 'supervise', state, around(chance, 120), world.desk, { unitId: world.desk.unitId, unitName: world.desk.unitName });
  }
  if (chance() < 0.03) {
    const asked: EventDetail = { request: 'extension', extra: { amount: 1, unit: 'workingDays' } };
    if (go(teller, 'request', state, around(chance, 90), unit, asked)) go(teller, 'grant', state, around(chance, 90), world.desk, asked);
  }
  const other = world.handlerFor(pick(chance, world.categories), spot);
  if (other.unitId !== unit.unitId && chance() < 0.02)
    go(teller, 'assist', state, around(chance, 60), unit, { unitId: other.unitId, unitName: other.unitName });
}

function work(teller: Teller, unit: Doer, checker: Doer, limit: number): Outcome | null {
  const { chance } = teller;
  if (chance() < 0.012) {
    const lead: EventDetail = { reason: 'needsMoney', unitId: unit.unitId, unitName: unit.unitName };
    go(teller, 'longTerm', 'onLongTermList', around(chance, limit * 0.5), unit, lead);
    // Four months, more or less: a list that only grew would be half of what is open.
    go(teller, 'revive', 'inProgress', around(chance, 60_000), teller.world.desk);
  }
  go(teller, 'handle', 'handled', around(chance, limit * 0.75), unit);
  for (let again = chance() < 0.08 ? 1 : 0; again > 0; again--) {
    go(teller, 'rework', 'rework', around(chance, 200), checker);
    go(teller, 'handle', 'handled', around(chance, limit * 0.4), unit);
  }
  const outcome: Outcome = chance() < 0.93 ? 'fixed' : pick(chance, ['nothingFound', 'cannotFix', 'notOurDuty'] as const);
  return go(teller, 'check', 'closed', around(chance, 210), checker, { outcome }) ? outcome : null;
}

/**
 * Makes up one case that was reported at a moment, as far as it would have come until `until`.
 *
 * @param again what came back: the same kind at the same place
 */
export function tell(world: World, chance: () => number, reportedAt: Date, until: Date, again?: Pick<Story, 'category' | 'spot'>): Story {
  const category = again?.category ?? pick(chance, world.categories);
  // Squared: some places have much more trouble than others, as in a real city.
  const spot = again?.spot ?? world.spots[Math.floor(chance() * chance() * world.spots.length)] ?? pick(chance, world.spots);
  const channel = pickChannel(chance);
  const handler = world.handlerFor(category, spot);
  const candidates = world.checkers.filter((one) => one.personId !== handler.personId);
  const checker = pick(chance, candidates.length > 0 ? candidates : world.checkers);
  const finder =
    channel === 'patrol' || channel === 'inspection' ? (candidates.find((one) => one.personId !== checker.personId) ?? null) : null;
  const teller: Teller = { chance, world, until, steps: [], state: 'reported', at: reportedAt, over: false };
  teller.steps.push({ at: reportedAt, act: 'report', to: 'reported', words: '', doer: finder ?? 'reporter', detail: { kind: channel } });
  const story = {
    category,
    channel,
    spot,
    words: `${category.name.zh}，${pick(chance, sayings)}。`,
    finder,
    handler,
    checker,
    steps: teller.steps,
  };
  if (chance() < 0.04) {
    go(teller, 'decline', 'declined', around(chance, 45), world.desk, {
      reason: pick(chance, ['outsideCity', 'notAProblem', 'cannotLocate', 'otherProcedure'] as const),
    });
    return { ...story, outcome: null };
  }
  toUnit(teller, handler);
  aside(teller, handler, spot);
  let outcome = work(teller, handler, checker, limitMinutes(story, world));
  if (outcome && chance() < 0.28) {
    const solved = chance() < 0.9;
    go(teller, 'rate', 'closed', around(chance, 500), 'reporter', {
      solved,
      satisfied: solved ? pick(chance, [5, 5, 4, 4, 3] as const) : pick(chance, [1, 2] as const),
    });
    if (!solved && go(teller, 'dispute', 'reopened', 1, 'reporter')) {
      go(teller, 'dispatch', 'assigned', around(chance, 60), world.desk, { unitId: handler.unitId, unitName: handler.unitName });
      go(teller, 'accept', 'inProgress', around(chance, 60), handler);
      go(teller, 'handle', 'handled', around(chance, 400), handler);
      outcome = go(teller, 'check', 'closed', around(chance, 200), checker, { outcome: 'fixed' }) ? 'fixed' : null;
    }
  }
  return { ...story, outcome };
}
