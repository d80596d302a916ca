import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import { promisedBy } from '../rules/promise.ts';
import { publicStateOf } from '../rules/public.ts';
import { gramsOf } from '../rules/grams.ts';
import { boxAround, CELL_ZOOM, metresBetween, rangesOver } from '../rules/tiles.ts';
import type { PublicNeighbour } from '../schema/public.ts';
import { casework, categoryOf } from '../store/casework.ts';
import { casesInRanges, type NearRow } from '../store/near.ts';
import { titleOf, unreleasedTitle } from './public-view.ts';
import { namesFor } from './summary.ts';

export interface PublicPlace {
  readonly category: string;
  readonly lng?: number | undefined;
  readonly lat?: number | undefined;
  readonly areaId?: Id | undefined;
  /** Place in words; tells neighbours apart where a whole community was chosen. */
  readonly place?: string | undefined;
}

const worked = sql<boolean>`cases.open and cases.state <> 'onLongTermList'`;

async function rowsNear(ctx: ReadContext, input: PublicPlace, metres: number): Promise<NearRow[]> {
  if (input.lng !== undefined && input.lat !== undefined) {
    const ranges = rangesOver(boxAround({ lng: input.lng, lat: input.lat }, metres), CELL_ZOOM, 32);
    return casesInRanges(ctx.read, ranges, sql<boolean>`${worked} and cases.category = ${input.category}`, 30);
  }
  if (!input.areaId) return [];
  // Without a point a compound is near enough by itself; within a community the place has to be alike in words.
  const grams = gramsOf(input.place ?? '');
  return ctx.read.rows(sql<NearRow>`
    select * from cases where city_id = ${ctx.read.cityId} and ${worked} and category = ${input.category}
      and (compound_id = ${input.areaId} or (community_id = ${input.areaId} and grams && ${grams}::text[]
        and (select count(*) from unnest(${grams}::text[]) as gram where gram = any(cases.grams)) * 2 >= ${grams.length}))
    order by reported_at desc limit 10`);
}

/** Cases of one kind nearby that are being worked on. Nothing of what others wrote. */
export async function nearPublicly(ctx: ReadContext, input: PublicPlace): Promise<PublicNeighbour[]> {
  const category = categoryOf(await casework(ctx.read), input.category);
  const rows = await rowsNear(ctx, input, category.nearPublic);
  const { work, units, areas } = await namesFor(
    ctx.read,
    rows.map((row) => ({ ...row, longTermUnitId: null })),
  );
  const metresTo = (row: NearRow) =>
    input.lng !== undefined && input.lat !== undefined && row.lng !== null && row.lat !== null
      ? Math.round(metresBetween({ lng: input.lng, lat: input.lat }, { lng: row.lng, lat: row.lat }))
      : null;
  return rows
    .map((row) => ({
      id: row.id,
      number: row.number,
      title: row.releasedAt ? titleOf(row, work) : unreleasedTitle(row, work, areas),
      state: publicStateOf({ state: row.state, outcome: row.outcome, longTermPublic: false }),
      metres: metresTo(row),
      reportedAt: row.reportedAt,
      unitName: row.unitId ? (units.get(row.unitId)?.name ?? null) : null,
      dueAt: promisedBy(work.work, row),
    }))
    .filter((one) => (one.metres ?? 0) <= category.nearPublic)
    .toSorted((a, b) => (a.metres ?? 0) - (b.metres ?? 0))
    .slice(0, 6);
}
