import { sql, type RawBuilder } from 'kysely';
import { dayOf, endOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext } from '../../platform/context.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';
import { areaRef, areasByIds } from '../../city/exports.ts';
import type { Sight } from '../rules/sight.ts';
import { openStates } from '../rules/transitions.ts';
import type { CaseCounts, CaseSummary } from '../schema.ts';
import type { CaseFilters, CaseSort } from '../schema/inputs.ts';
import type { CaseState } from '../schema/words.ts';
import { casework } from '../store/casework.ts';
import { choiceOf, type Choice } from '../store/choice.ts';
import { areaColumns, type Wanted } from '../store/conditions.ts';
import { afterRow, countUpTo, listPage, oldestOf, openByState, type After, type ListRow } from '../store/list.ts';
import { talliesByState } from '../store/tallies.ts';
import { caseByNumber } from '../store/rows.ts';
import { sightChoice } from '../store/visible.ts';
import { accessCase, actorSight } from './access.ts';
import { namesFor, summaryOf } from './summary.ts';

/** Lists and counts of what the actor may see. */

const desk: readonly CaseState[] = ['reported', 'verifying', 'filed', 'returned', 'reopened'];
const atUnit: readonly CaseState[] = ['assigned', 'inProgress', 'rework'];

/** What waits for this person: the desk's states, the unit's, and what somebody else handed in. */
function mineChoice(ctx: ReadContext): Choice {
  const parts: RawBuilder<boolean>[] = [];
  const { unitIds } = actorSight(ctx);
  const me = ctx.actor.personId;
  const inState = (state: string) => sql<boolean>`(cases.open and cases.state = ${state})`;
  if (ctx.may('cases.file')) parts.push(...desk.map(inState), sql<boolean>`(cases.open and cases.request_kind is not null)`);
  if (ctx.may('cases.adjudicate')) parts.push(inState('adjudicating'));
  if (ctx.may('cases.handle') && unitIds.length > 0)
    parts.push(sql<boolean>`(cases.open and cases.state = any(${[...atUnit]}::text[]) and cases.unit_id = any(${[...unitIds]}::uuid[]))`);
  if (ctx.may('cases.check'))
    parts.push(sql<boolean>`(${inState('handled')} and not (${me}::uuid = any(cases.handler_ids) or ${me}::uuid = any(cases.finder_ids)))`);
  return choiceOf(parts);
}

/** The columns of the areas that an actor's posts name; nothing to look up for who sees everything. */
async function levelsOf(ctx: ReadContext, sight: Sight): Promise<Wanted['levels']> {
  if (sight.everywhere || sight.areaIds.length === 0) return new Map();
  const areas = await areasByIds(ctx.read, sight.areaIds);
  return new Map([...areas].map(([areaId, area]) => [areaId, areaColumns[area.kind]]));
}

/** What the actor may see, apart by way of seeing it; null: every case. */
export async function seenBy(ctx: ReadContext): Promise<Choice | null> {
  const sight = actorSight(ctx);
  return sight.everywhere || ctx.actor.kind === 'system' ? null : sightChoice(sight, await levelsOf(ctx, sight));
}

/** Filters with everything looked up. */
export async function wantedFor(ctx: ReadContext, filters: CaseFilters): Promise<Wanted> {
  const area = filters.area ? await areaRef(ctx.read, filters.area) : null;
  const { categories } = await casework(ctx.read);
  const sight = actorSight(ctx);
  return {
    filters,
    sight,
    levels: await levelsOf(ctx, sight),
    now: ctx.now,
    areaColumn: area ? areaColumns[area.kind] : null,
    classes: (filters.category ?? []).filter((code) => categories.get(code)?.classCode === null),
    mine: filters.mine ? mineChoice(ctx) : null,
  };
}

/** Marks in a cursor that everything with a due time is behind it. */
const UNDATED = '~';
function cursorOf(cursor: string | undefined): After | null {
  const [at, id] = afterCursor(cursor, 2) ?? [];
  if (at === undefined || id === undefined) return null;
  const undated = at.startsWith(UNDATED);
  const moment = new Date(undated ? at.slice(UNDATED.length) : at);
  if (Number.isNaN(moment.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem(problems.malformed);
  return { at: moment, id, undated };
}

function keyOf(row: ListRow, sort: CaseSort): readonly string[] {
  const { at, id, undated } = afterRow(row, sort);
  return [`${undated ? UNDATED : ''}${at.toISOString()}`, id];
}

export async function listCases(
  ctx: ReadContext,
  input: CaseFilters & { readonly sort: CaseSort; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: CaseSummary[]; next: string | null }> {
  const wanted = await wantedFor(ctx, input);
  const rows = await listPage(ctx.read, wanted, input.sort, cursorOf(input.cursor), input.limit + 1);
  const page = pageFrom(rows, input.limit, (row) => keyOf(row, input.sort));
  const names = await namesFor(ctx.read, page.items);
  return { items: page.items.map((row) => summaryOf(row, names, ctx.now)), next: page.next };
}

export async function findByNumber(ctx: ReadContext, input: { readonly number: string }): Promise<CaseSummary> {
  const found = await caseByNumber(ctx.read, input.number);
  if (!found) throw new Problem(problems.notFound);
  const row = await accessCase(ctx, found.id);
  return summaryOf(row, await namesFor(ctx.read, [row]), ctx.now);
}

const MOST = 999;
/**
 * How many cases stand in each state. From the tallies where the actor sees the whole city or asks for one unit:
 * some thousand small rows however many cases there are. Otherwise only the open ones are counted.
 */
export async function countCases(ctx: ReadContext, input: { readonly unit?: Id | undefined }): Promise<CaseCounts> {
  const sight = actorSight(ctx);
  const unitIds = input.unit ? [input.unit] : sight.everywhere ? null : sight.unitIds;
  const tallied = sight.everywhere || (sight.areaIds.length === 0 && (unitIds ?? []).every((id) => sight.unitIds.includes(id)));
  const base: CaseFilters = input.unit ? { unit: input.unit } : {};
  const wanted = (filters: CaseFilters) => wantedFor(ctx, { ...base, ...filters });
  const byState = tallied
    ? unitIds?.length === 0
      ? {}
      : await talliesByState(ctx.read, unitIds)
    : Object.fromEntries((await openByState(ctx.read, await wanted({}))).map((row) => [row.state, row.n]));
  const now = ctx.now;
  const tonight = Math.max(1, Math.ceil((endOfDay(dayOf(now)).getTime() - now.getTime()) / 3_600_000));
  const [overdue, dueToday, assisting, requestsOpen, oldest] = await Promise.all([
    countUpTo(ctx.read, await wanted({ overdue: true }), MOST),
    countUpTo(ctx.read, await wanted({ dueWithin: tonight }), MOST),
    sight.unitIds.length > 0
      ? countUpTo(ctx.read, await wantedFor(ctx, { assisting: true, state: [...openStates] }), MOST)
      : { value: 0, more: false },
    countUpTo(ctx.read, await wanted({ requestOpen: true }), MOST),
    ctx.may('cases.dispatch') ? oldestOf(ctx.read, [...desk, 'adjudicating']) : new Map<string, Date>(),
  ]);
  return {
    byState,
    open: openStates.reduce((sum, state) => sum + (byState[state] ?? 0), 0),
    overdue,
    dueToday,
    assisting,
    requestsOpen,
    oldest: Object.fromEntries(oldest),
  };
}
