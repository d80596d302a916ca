import { sql } from 'kysely';
import { unitsByIds } from '../city/exports.ts';
import type { TodayLine } from '../kernel/today.ts';
import type { ReadContext } from '../platform/context.ts';
import { lateLine, NAMED, queueStates, slippingLines, waitingLines, type Totals } from './rules/waiting.ts';
import { openStates } from './rules/transitions.ts';
import type { CaseFilters } from './schema/inputs.ts';
import { listCases, wantedFor } from './service/find.ts';
import { mostByUnit } from './store/late.ts';
import { countUpTo, openByState } from './store/list.ts';

/** What of the cases waits for a person: their own work first, then, for who supervises, what slips under them. */

const LOOKED_AT = 60;
const COUNTED = 999;
const UNITS_NAMED = 4;

/** Where the first due ones are not all: how many wait in each step. What units ask for is a step of its own for who decides it. */
async function totalsOf(ctx: ReadContext, decides: boolean): Promise<Totals> {
  const own = sql<boolean>`${decides ? sql`cases.request_kind is null` : sql`true`}`;
  const count = async (filters: CaseFilters) =>
    new Map((await openByState(ctx.read, await wantedFor(ctx, filters), own)).map(({ state, n }) => [state, n]));
  const asked = async (filters: CaseFilters) =>
    decides ? (await countUpTo(ctx.read, await wantedFor(ctx, { ...filters, requestOpen: true }), COUNTED)).value : 0;
  const [all, late, requests, lateRequests] = await Promise.all([
    count({ mine: true }),
    count({ mine: true, overdue: true }),
    asked({}),
    asked({ overdue: true }),
  ]);
  return {
    byState: new Map([...all].map(([state, n]) => [state, { n, late: late.get(state) ?? 0 }])),
    requests: { n: requests, late: lateRequests },
  };
}

async function waitingForMe(ctx: ReadContext): Promise<readonly TodayLine[]> {
  const waits = { now: ctx.now, locale: ctx.locale, decides: ctx.may('cases.grant') };
  const { items, next } = await listCases(ctx, { mine: true, sort: 'due', limit: LOOKED_AT });
  if (next === null) return waitingLines(items, null, waits);
  const totals = await totalsOf(ctx, waits.decides);
  // What others are due before has its line as well.
  const unseen = queueStates.filter((state) => totals.byState.has(state) && !items.some((item) => item.state === state));
  const firsts = await Promise.all([
    ...unseen.map((state) => listCases(ctx, { mine: true, state: [state], sort: 'due', limit: NAMED })),
    ...(totals.requests.n > 0 && !items.some((item) => item.requestOpen)
      ? [listCases(ctx, { requestOpen: true, sort: 'due', limit: NAMED })]
      : []),
  ]);
  return waitingLines([...items, ...firsts.flatMap((page) => page.items)], totals, waits);
}

async function slippingUnderMe(ctx: ReadContext): Promise<readonly TodayLine[]> {
  const overdue = await wantedFor(ctx, { overdue: true });
  const count = async (filters: CaseFilters) => countUpTo(ctx.read, await wantedFor(ctx, filters), COUNTED);
  const [total, byUnit, reopened, longTermPassed, recurred] = await Promise.all([
    countUpTo(ctx.read, overdue, COUNTED),
    mostByUnit(ctx.read, overdue, UNITS_NAMED),
    // Who dispatches has each of them as a line of its own.
    ctx.may('cases.dispatch') ? { value: 0, more: false } : count({ state: ['reopened'] }),
    count({ state: ['onLongTermList'], passed: true }),
    count({ recurrence: true, state: [...openStates] }),
  ]);
  const units = await unitsByIds(
    ctx.read,
    byUnit.flatMap(({ unitId }) => unitId ?? []),
  );
  const late = lateLine(
    byUnit.map(({ unitId, n }) => ({ unitName: unitId ? (units.get(unitId)?.shortName ?? '') : null, n })),
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
