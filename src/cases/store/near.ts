import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import { CELL_ZOOM, rangesOver, type Box } from '../rules/tiles.ts';
import type { ListRow } from './list.ts';
import type { CaseRow } from './rows.ts';
import type { CaseTables } from './tables.ts';

/** Cases by place. */

export interface NearRow {
  readonly id: Id;
  readonly number: string;
  readonly title: string;
  readonly publicTitle: string | null;
  readonly state: ListRow['state'];
  readonly outcome: ListRow['outcome'];
  readonly category: string;
  readonly classCode: string;
  readonly unitId: Id | null;
  readonly reportedAt: Date;
  readonly dueAt: Date | null;
  readonly totalDueAt: Date | null;
  readonly handlingDueAt: Date | null;
  readonly limits: ListRow['limits'];
  readonly lng: number | null;
  readonly lat: number | null;
  readonly place: string;
  readonly districtId: Id | null;
  readonly streetId: Id | null;
  readonly communityId: Id | null;
  readonly blockId: Id | null;
  readonly compoundId: Id | null;
  readonly releasedAt: Date | null;
}

/** All of `NearRow`. */
export const nearColumns = sql.raw(`cases.id, cases.number, cases.title, cases.public_title, cases.state, cases.outcome, cases.category,
  cases.class_code, cases.unit_id, cases.reported_at, cases.due_at, cases.total_due_at, cases.handling_due_at, cases.limits, cases.lng, cases.lat, cases.place,
  cases.district_id, cases.street_id, cases.community_id, cases.block_id, cases.compound_id, cases.released_at`);

type Range = readonly [number, number];

/** Each range by itself: joined at once, the planner takes ranges for far wider than they are and reads everything that is open. */
export const inCells = (
  read: Read,
  ranges: readonly Range[],
  condition: RawBuilder<unknown>,
  columns: RawBuilder<unknown> = nearColumns,
) => sql`
  unnest(${ranges.map(([from]) => from)}::bigint[], ${ranges.map(([, to]) => to)}::bigint[]) as range(first, last)
  cross join lateral (
    select ${columns} from cases
    where cases.city_id = ${read.cityId} and cases.cell is not null and cases.cell between range.first and range.last and ${condition} offset 0
  ) as cases`;

/** Cases within ranges of cells, the newest first. */
export async function casesInRanges(read: Read, ranges: readonly Range[], extra: RawBuilder<boolean>, limit: number): Promise<NearRow[]> {
  return read.rows(sql<NearRow>`
    select ${nearColumns} from ${inCells(read, ranges, extra)} order by cases.reported_at desc limit ${limit}`);
}

/** Cases of which a query gives the ids, the newest first. */
export async function casesByIds(read: Read, ids: RawBuilder<unknown>): Promise<NearRow[]> {
  return read.rows(sql<NearRow>`
    select ${nearColumns} from cases where cases.city_id = ${read.cityId} and cases.id = any(array(${ids})) order by cases.reported_at desc`);
}

export async function casesOf(read: Read, ids: readonly Id[]): Promise<ReadonlyMap<Id, NearRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await casesByIds(read, sql`select unnest(${[...ids]}::uuid[])`)).map((row) => [row.id, row]));
}

/** Cases of a compound or block, the newest first. */
export async function casesOfArea(
  read: Read,
  kind: 'compound' | 'block',
  areaId: Id,
  extra: RawBuilder<boolean>,
  limit: number,
): Promise<NearRow[]> {
  const column = sql.ref(`cases.${kind}_id`);
  return read.rows(sql<NearRow>`
    select ${nearColumns} from cases where cases.city_id = ${read.cityId} and ${column} = ${areaId} and ${extra}
    order by cases.reported_at desc, cases.id desc limit ${limit}`);
}

/** What a few cases promise by: too much to be read with each of the thousands on a map. */
export async function promisingRows(
  read: Read,
  ids: readonly Id[],
): Promise<Pick<CaseRow, 'id' | 'state' | 'limits' | 'reportedAt' | 'handlingDueAt' | 'totalDueAt'>[]> {
  if (ids.length === 0) return [];
  return read
    .tables<CaseTables>()
    .selectFrom('cases')
    .select(['id', 'state', 'limits', 'reportedAt', 'handlingDueAt', 'totalDueAt'])
    .where('cityId', '=', read.cityId)
    .where('id', 'in', ids)
    .execute();
}

const SQUARE_ZOOM = 16;
/** The squares that a box touches; null for more than so many. */
export function squaresOver(box: Box, most: number): number[] | null {
  const ranges = rangesOver(box, SQUARE_ZOOM);
  if (ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0) > most) return null;
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

/** The newest of each square, and of those the newest. */
const newestOf = (read: Read, squares: readonly number[], condition: RawBuilder<unknown>, limit: number) => sql`
  select newest.id, newest.at from unnest(${[...squares]}::bigint[]) as square cross join lateral (
    select cases.id, cases.reported_at as at from cases
    where cases.city_id = ${read.cityId} and cases.cell is not null and (cases.cell >> 8) = square and ${condition}
    order by cases.reported_at desc limit ${limit}) as newest`;

/**
 * The newest of some squares together. A look at an even share of each tells how far back the last of them can lie:
 * read whole, twenty squares give 20,000 cases for the thousand that are wanted.
 */
export function newestInSquares(
  read: Read,
  squares: readonly number[],
  condition: RawBuilder<boolean>,
  limit: number,
): RawBuilder<unknown> {
  const share = Math.ceil((2 * limit) / Math.max(1, squares.length));
  if (share >= limit) return sql`select id from (${newestOf(read, squares, condition, limit)}) as found order by at desc limit ${limit}`;
  const since = sql`(select coalesce(min(at), '-infinity') from (
    select at from (${newestOf(read, squares, condition, share)}) as looked order by at desc offset ${limit - 1} limit 1) as last)`;
  const within = sql`${condition} and cases.reported_at >= ${since}`;
  return sql`select id from (${newestOf(read, squares, within, limit)}) as found order by at desc limit ${limit}`;
}

/** A thousand metres around somebody touch some 36 squares; a city may set more for a kind. */
const MOST_AROUND = 4096;

/** Open cases within a box and the newest of those reported since a moment: no more are read where a hundred times as many lie. */
export async function casesAround(read: Read, box: Box, since: Date, extra: RawBuilder<boolean>, limit: number): Promise<NearRow[]> {
  const within = sql`cases.lng between ${box.west} and ${box.east} and cases.lat between ${box.south} and ${box.north} and ${extra}`;
  const lately = newestOf(read, squaresOver(box, MOST_AROUND) ?? [], sql`cases.reported_at >= ${since} and ${within}`, limit);
  return casesByIds(
    read,
    sql`select id from (
      (select cases.id, cases.reported_at as at from ${inCells(read, rangesOver(box, CELL_ZOOM, 32), sql`cases.open and ${within}`)}
       order by cases.reported_at desc limit ${limit})
      union
      (${lately})
    ) as found order by at desc limit ${limit}`,
  );
}
