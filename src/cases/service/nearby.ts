import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import { areaRef, unitsByIds } from '../../city/exports.ts';
import { gramsOf } from '../rules/grams.ts';
import { promisedBy } from '../rules/promise.ts';
import { boxAround, bandOf, CELL_ZOOM, keptZoomFor, metresBetween, rangesOver, type Band, type Box, type Place } from '../rules/tiles.ts';
import { isEnd } from '../rules/transitions.ts';
import type { MapMark, Neighbour } from '../schema.ts';
import type { CaseFilters } from '../schema/inputs.ts';
import { casework } from '../store/casework.ts';
import { conditionsOf } from '../store/conditions.ts';
import { newestIds } from '../store/list.ts';
import { casesAround, casesInRanges, casesOfArea, nearColumns, promisingRows, type NearRow } from '../store/near.ts';
import { visible } from '../store/visible.ts';
import { actorSight } from './access.ts';
import { wantedFor } from './find.ts';
import { keptMarks, marksOnMap, type KeptFilter } from './map-marks.ts';

/** Cases near a place, alike in words, and on the map. */

const DAYS = 90;
const MOST_NEAR = 60;
export const sinceDays = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

export function neighbourOf(row: NearRow, category: string | null, place: Place | null, unitName: string | null): Neighbour {
  const at = row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    outcome: row.outcome,
    unitName,
    reportedAt: row.reportedAt,
    metres: place && at ? Math.round(metresBetween(place, at)) : null,
    sameCategory: row.category === category,
  };
}

async function named(ctx: ReadContext, rows: readonly NearRow[], category: string | null, place: Place | null): Promise<Neighbour[]> {
  const units = await unitsByIds(
    ctx.read,
    rows.flatMap((row) => row.unitId ?? []),
  );
  return rows.map((row) => neighbourOf(row, category, place, row.unitId ? (units.get(row.unitId)?.shortName ?? null) : null));
}

/** Cases within some metres, the nearest first. Open ones, and those reported in the last 90 days. */
export async function casesNear(
  ctx: ReadContext,
  place: Place,
  metres: number,
  more: { readonly category?: string | undefined; readonly except?: Id | undefined; readonly limit: number; readonly since?: Date },
): Promise<Neighbour[]> {
  const box = boxAround(place, metres);
  const since = more.since ?? sinceDays(ctx.now, DAYS);
  const extra = sql<boolean>`cases.state not in ('declined', 'merged') and ${visible(actorSight(ctx))} and (${more.except ?? null}::uuid is null or cases.id <> ${more.except ?? null})`;
  const rows = more.category
    ? await casesInRanges(
        ctx.read,
        rangesOver(box, CELL_ZOOM, 32),
        sql<boolean>`cases.category = ${more.category} and (cases.open or cases.reported_at >= ${since}) and ${extra}`,
        MOST_NEAR,
      )
    : await casesAround(ctx.read, box, since, extra, MOST_NEAR);
  const near = (await named(ctx, rows, more.category ?? null, place)).filter((one) => (one.metres ?? 0) <= metres);
  return near.toSorted((a, b) => (a.metres ?? 0) - (b.metres ?? 0)).slice(0, more.limit);
}

export interface SimilarQuery {
  readonly text?: string | undefined;
  readonly category?: string | undefined;
  readonly lng?: number | undefined;
  readonly lat?: number | undefined;
  readonly areaId?: Id | undefined;
  readonly except?: Id | undefined;
  readonly limit: number;
}

/** Shares of pairs of characters in common, most first, among the newest that have any of the rarer pairs. */
async function alike(ctx: ReadContext, input: SimilarQuery): Promise<Neighbour[]> {
  const grams = gramsOf(input.text ?? '').slice(0, 24);
  if (grams.length < 2) return [];
  const rows = await ctx.read.rows(sql<NearRow>`
    select * from (
      select ${nearColumns},
        (select count(*) from unnest(cases.grams) as gram where gram = any(${grams}::text[])) as common
      from (select * from cases where city_id = ${ctx.read.cityId} and reported_at >= ${sinceDays(ctx.now, DAYS)} and state not in ('declined', 'merged')
            and grams && ${grams}::text[] order by reported_at desc limit 400) as cases
      where ${visible(actorSight(ctx))} and (${input.except ?? null}::uuid is null or cases.id <> ${input.except ?? null})
    ) as found where common >= 2 order by common desc, reported_at desc limit ${input.limit}`);
  return named(
    ctx,
    rows,
    input.category ?? null,
    input.lng !== undefined && input.lat !== undefined ? { lng: input.lng, lat: input.lat } : null,
  );
}

/** Without a point: the same kind in the same compound or block, which are small enough by themselves. */
async function casesWithin(ctx: ReadContext, { areaId, category, except, limit }: SimilarQuery): Promise<Neighbour[]> {
  const area = areaId && category ? await areaRef(ctx.read, areaId) : null;
  if (!area || !category || (area.kind !== 'compound' && area.kind !== 'block')) return [];
  const extra = sql<boolean>`cases.category = ${category} and (cases.open or cases.reported_at >= ${sinceDays(ctx.now, DAYS)})
    and cases.state not in ('declined', 'merged') and ${visible(actorSight(ctx))} and (${except ?? null}::uuid is null or cases.id <> ${except ?? null})`;
  return named(ctx, await casesOfArea(ctx.read, area.kind, area.id, extra, limit), category, null);
}

type SimilarCase = Neighbour & { readonly promisedAt: Date | null };

/** By when those that are worked on will be answered. */
async function promisesOf(ctx: ReadContext, items: readonly Neighbour[]): Promise<ReadonlyMap<Id, Date>> {
  const { work } = await casework(ctx.read);
  const rows = await promisingRows(
    ctx.read,
    items.flatMap(({ id, state }) => (isEnd(state) ? [] : [id])),
  );
  return new Map(
    rows.flatMap((row) => {
      const at = promisedBy(work, row);
      return at ? [[row.id, at] as const] : [];
    }),
  );
}

/** What may be the same: near by first, then alike in words. */
export async function similarCases(ctx: ReadContext, input: SimilarQuery): Promise<{ items: SimilarCase[]; metres: number }> {
  const { categories } = await casework(ctx.read);
  const metres = (input.category ? categories.get(input.category)?.nearStaff : undefined) ?? 1000;
  const near =
    input.lng !== undefined && input.lat !== undefined
      ? await casesNear(ctx, { lng: input.lng, lat: input.lat }, metres, input)
      : await casesWithin(ctx, input);
  const words = await alike(ctx, input);
  const items = [...near, ...words.filter((one) => !near.some((known) => known.id === one.id))].slice(0, input.limit);
  const promised = await promisesOf(ctx, items);
  return { items: items.map((item) => ({ ...item, promisedAt: promised.get(item.id) ?? null })), metres };
}

/** Filters that the kept sums know; any other one is answered from the newest cases. */
function keptFilter(filters: CaseFilters, classes: readonly string[]): KeptFilter | null {
  const { category, released, state, ...rest } = filters;
  if (Object.values(rest).some((value) => value !== undefined)) return null;
  if (category && category.some((code) => !classes.includes(code))) return null;
  const bands: Band[] = state ? [...new Set(state.map((one) => bandOf(one)).filter((band) => band !== null))] : ['open', 'longTerm'];
  // A single working state is finer than the kept bands.
  if (state && !state.every((one) => one === 'closed' || one === 'onLongTermList')) return null;
  return { bands, classes: category ? [...classes] : null, released: released ?? null };
}

const MOST_POINTS = 3000;
/** Of what is over: there is always more. */
const MOST_PAST = 1000;
export async function mapCases(
  ctx: ReadContext,
  input: Box & { readonly zoom: number } & CaseFilters,
): Promise<{ marks: MapMark[]; more: boolean }> {
  const { west, south, east, north, zoom, ...filters } = input;
  const box = { west, south, east, north };
  const wanted = await wantedFor(ctx, filters);
  const kept = keptZoomFor(zoom);
  const filter = wanted.sight.everywhere ? keptFilter(filters, wanted.classes) : null;
  if (kept !== null && filter) return { marks: await keptMarks(ctx, box, kept, filter), more: false };
  const question = {
    box,
    condition: sql<boolean>`${sql.join([...conditionsOf(wanted), filters.state ? sql`true` : sql`cases.open`], sql` and `)}`,
    besides: null,
    open: filters.state?.some(isEnd) !== true,
    kind: filters.category !== undefined,
    listed: false,
    newest: (within: RawBuilder<boolean>, limit: number) => newestIds(ctx.read, wanted, within, limit),
  };
  const most = question.open ? MOST_POINTS : MOST_PAST;
  return marksOnMap(ctx, question, zoom, most);
}
