import { unitsByIds } from '../city/exports.ts';
import type { TodayLine } from '../kernel/today.ts';
import type { ReadContext } from '../platform/context.ts';
import { lateLine, NAMED, queueStates, slippingLines, waitingLines, type StepTotal } from './rules/waiting.ts';
import { openStates } from './rules/transitions.ts';
import type { CaseFilters } from './schema/inputs.ts';
import type { CaseState } from './schema/words.ts';
import { listCases, wantedFor } from './service/find.ts';
import { mostByUnit } from './store/late.ts';
import { countUpTo, openByState } from './store/list.ts';

/** What of the cases waits for a person: their own work first, then, for who supervises, what slips under them. */

const LOOKED_AT = 60;
const COUNTED = 999;
const UNITS_NAMED = 4;

/** Where the first due ones are not all: how many wait in each step. */
async function totalsOf(ctx: ReadContext): Promise<ReadonlyMap<CaseState, StepTotal>> {
  const count = async (filters: CaseFilters) =>
    new Map((await openByState(ctx.read, await wantedFor(ctx, filters))).map(({ state, n }) => [state, n]));
  const [all, late] = await Promise.all([count({ mine: true }), count({ mine: true, overdue: true })]);
  return new Map(queueStates.flatMap((state) => (all.has(state) ? [[state, { n: all.get(state) ?? 0, late: late.get(state) ?? 0 }]] : [])));
}

async function waitingForMe(ctx: ReadContext): Promise<readonly TodayLine[]> {
  const { items, next } = await listCases(ctx, { mine: true, sort: 'due', limit: LOOKED_AT });
  if (next === null) return waitingLines(items, new Map(), ctx.now, ctx.locale);
  const totals = await totalsOf(ctx);
  // What others are due before has its line as well.
  const unseen = [...totals.keys()].filter((state) => !items.some((item) => item.state === state));
  const firsts = await Promise.all(unseen.map((state) => listCases(ctx, { mine: true, state: [state], sort: 'due', limit: NAMED })));
  return waitingLines([...items, ...firsts.flatMap((page) => page.items)], totals, ctx.now, ctx.locale);
}

async function slippingUnderMe(ctx: ReadContext): Promise<readonly TodayLine[]> {
  const overdue = await wantedFor(ctx, { overdue: true });
  const count = async (filters: CaseFilters) => (await countUpTo(ctx.read, await wantedFor(ctx, filters), COUNTED)).value;
  const [total, byUnit, reopened, longTermPassed, recurred] = await Promise.all([
    countUpTo(ctx.read, overdue, COUNTED),
    mostByUnit(ctx.read, overdue, UNITS_NAMED),
    // Who dispatches has each of them as a line of its own.
    ctx.may('cases.dispatch') ? 0 : count({ state: ['reopened'] }),
    count({ state: ['onLongTermList'], passed: true }),
    count({ recurrence: true, state: [...openStates] }),
  ]);
  const units = await unitsByIds(
    ctx.read,
    byUnit.map(({ unitId }) => unitId),
  );
  const late = lateLine(
    byUnit.map(({ unitId, n }) => ({ unitName: units.get(unitId)?.shortName ?? '', n })),
    total,
    ctx.locale,
  );
  return [...(late ? [late] : []), ...slippingLines({ reopened, longTermPassed, recurred }, ctx.locale)];
}

/** A handful of lines, because the rest stands in the lists that they lead to. */
export async function casesToday(ctx: ReadContext): Promise<readonly TodayLine[]> {
  if (!ctx.may('cases.view')) return [];
  const [mine, below] = await Promise.all([waitingForMe(ctx), ctx.may('cases.supervise') ? slippingUnderMe(ctx) : []]);
  return [...mine, ...below];
}
