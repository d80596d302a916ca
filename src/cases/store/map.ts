import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import { CELL_ZOOM, rangesOver, type Box } from '../rules/tiles.ts';
import type { ListRow } from './list.ts';
import { casesByIds, casesInRanges, inCells, newestInSquares, squaresOver, type NearRow } from './near.ts';

/** The cases themselves on a map: where a filter is finer than the kept sums, and far in. */

export interface MapQuestion {
  readonly box: Box;
  readonly condition: RawBuilder<boolean>;
  /** Open ones that are shown besides, however old. */
  readonly besides: RawBuilder<boolean> | null;
  /** Only open ones: some thousand however old the city. */
  readonly open: boolean;
  /** Of one category or class. */
  readonly kind: boolean;
  /** Of one area and a short time: some thousand by the area's own index, wherever on the map they lie. */
  readonly listed: boolean;
  /** Ids of the newest that fit and lie in the box, by the indexes of the list. */
  readonly newest: (within: RawBuilder<boolean>, limit: number) => RawBuilder<unknown>;
}

/** Squares of 500 m on a screen that is far in. */
const FEW_SQUARES = 64;

/**
 * Where the newest of them are found. Open ones are read where they lie. Of all that ever happened there may be a hundred
 * thousand on the screen: then only the newest of each square are read, or, from far out, the newest of the whole list
 * that lie in the box.
 */
function found(read: Read, question: MapQuestion, limit: number): { readonly ranges: true } | { readonly ids: RawBuilder<unknown> } {
  const { box, condition, besides, open, kind, listed } = question;
  const squares = listed ? null : squaresOver(box, FEW_SQUARES);
  if (open || (kind && squares)) return { ranges: true };
  const within = sql<boolean>`(cases.lng between ${box.west} and ${box.east} and cases.lat between ${box.south} and ${box.north})`;
  const ids = squares ? newestInSquares(read, squares, condition, limit) : question.newest(within, limit);
  if (!besides) return { ids };
  const older = inCells(read, rangesOf(box), sql<boolean>`cases.open and ${besides}`);
  return { ids: sql`(${ids}) union (select cases.id from ${older} limit ${limit})` };
}

const anyOf = ({ condition, besides }: MapQuestion) => (besides ? sql<boolean>`(${condition} or ${besides})` : condition);

const rangesOf = (box: Box) => rangesOver(box, CELL_ZOOM, 48);

/** The newest of them, one by one. */
export async function casesOnMap(read: Read, question: MapQuestion, limit: number): Promise<NearRow[]> {
  const where = found(read, question, limit);
  return 'ids' in where ? casesByIds(read, where.ids) : casesInRanges(read, rangesOf(question.box), anyOf(question), limit);
}

/** Cases of one square in one state: how many, the sums of their positions, and the id of one. */
export interface SquareSum {
  readonly tile: number;
  readonly state: ListRow['state'];
  readonly n: number;
  readonly lng: number;
  readonly lat: number;
  readonly id: Id;
}

/** The newest of them, added up in squares of a zoom: some hundred rows where there are thousands of cases. */
export async function sumsOnMap(read: Read, question: MapQuestion, zoom: number, limit: number): Promise<SquareSum[]> {
  const where = found(read, question, limit);
  const columns = sql.raw('cases.id, cases.cell, cases.state, cases.lng, cases.lat, cases.reported_at');
  const source =
    'ids' in where
      ? sql`select ${columns} from cases where cases.city_id = ${read.cityId} and cases.cell is not null and cases.id = any(array(${where.ids}))`
      : sql`select ${columns} from ${inCells(read, rangesOf(question.box), anyOf(question), columns)} order by cases.reported_at desc limit ${limit}`;
  return read.rows(sql<SquareSum>`
    select cell >> ${sql.lit(2 * (CELL_ZOOM - zoom))} as tile, state, count(*)::int as n, sum(lng) as lng, sum(lat) as lat, min(id::text) as id
    from (${source}) as cases group by 1, 2 order by max(reported_at) desc`);
}
