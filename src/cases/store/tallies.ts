import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import { bandOf, keptZooms, tileAround, type Band } from '../rules/tiles.ts';
import type { CaseState } from '../schema/words.ts';
import type { CaseTables } from './tables.ts';

/** What a case counts for in the tallies and on the map. */
export interface Countable {
  readonly unitId: Id | null;
  readonly state: CaseState;
  readonly classCode: string;
  readonly releasedAt: Date | null;
  readonly cell: number | null;
  readonly lng: number | null;
  readonly lat: number | null;
}

interface TileKey {
  readonly band: Band;
  readonly classCode: string;
  readonly released: boolean;
  readonly cell: number;
  readonly lng: number;
  readonly lat: number;
}

function tileKey(item: Countable): TileKey | null {
  const band = bandOf(item.state);
  if (band === null || item.cell === null || item.lng === null || item.lat === null) return null;
  return { band, classCode: item.classCode, released: item.releasedAt !== null, cell: item.cell, lng: item.lng, lat: item.lat };
}

const sameTile = (a: TileKey | null, b: TileKey | null): boolean =>
  a === b ||
  (a !== null && b !== null && a.band === b.band && a.classCode === b.classCode && a.released === b.released && a.cell === b.cell);

const tileRows = (cityId: number, key: TileKey | null, sign: 1 | -1) =>
  key
    ? keptZooms.map((zoom) => ({
        cityId,
        id: newId(),
        zoom,
        tile: tileAround(key.cell, zoom),
        band: key.band,
        classCode: key.classCode,
        released: key.released,
        n: sign,
        lngSum: sign * key.lng,
        latSum: sign * key.lat,
      }))
    : [];

/** Notes the difference that a change makes. Appends only: no writer waits for another. */
export async function countChange(tx: Tx, before: Countable | null, after: Countable): Promise<void> {
  const db = tx.writing<CaseTables>();
  if (!before || before.unitId !== after.unitId || before.state !== after.state) {
    const change = (item: Countable, n: number) => ({ cityId: tx.cityId, id: newId(), unitId: item.unitId, state: item.state, n });
    await db
      .insertInto('caseTallies')
      .values([...(before ? [change(before, -1)] : []), change(after, 1)])
      .execute();
  }
  const [old, fresh] = [before ? tileKey(before) : null, tileKey(after)];
  if (sameTile(old, fresh)) return;
  await db
    .insertInto('caseTiles')
    .values([...tileRows(tx.cityId, old, -1), ...tileRows(tx.cityId, fresh, 1)])
    .execute();
}

/** Cases by state, of some units or of all. */
export async function talliesByState(read: Read, unitIds: readonly Id[] | null): Promise<Partial<Record<CaseState, number>>> {
  let query = read
    .tables<CaseTables>()
    .selectFrom('caseTallies')
    .select(['state', (eb) => eb.fn.sum<number>('n').as('n')])
    .where('cityId', '=', read.cityId)
    .groupBy('state');
  if (unitIds) query = query.where('unitId', 'in', unitIds);
  const rows = await query.execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]).filter(([, n]) => n !== 0));
}

export interface TileSum {
  readonly tile: number;
  readonly band: Band;
  readonly n: number;
  readonly lngSum: number;
  readonly latSum: number;
}

export interface TileFilter {
  readonly zoom: number;
  readonly ranges: readonly (readonly [number, number])[];
  readonly bands: readonly Band[];
  readonly classes: readonly string[] | null;
  readonly released: boolean | null;
}

/** Cases by tile within ranges of tiles. */
export async function tileSums(read: Read, filter: TileFilter): Promise<TileSum[]> {
  const starts = filter.ranges.map(([from]) => from);
  const ends = filter.ranges.map(([, to]) => to);
  return read.rows(sql<TileSum>`
    select tile, band, sum(n)::int as n, sum(lng_sum) as lng_sum, sum(lat_sum) as lat_sum
    from unnest(${starts}::bigint[], ${ends}::bigint[]) as range(first, last)
    join case_tiles on case_tiles.city_id = ${read.cityId} and zoom = ${filter.zoom} and tile between range.first and range.last
    where band = any(${[...filter.bands]}::text[])
      and (${filter.classes}::text[] is null or class_code = any(${filter.classes}::text[]))
      and (${filter.released}::boolean is null or released = ${filter.released})
    group by tile, band having sum(n) > 0`);
}

/** Folds the differences into one row a key. Only the keys that changed are written again. */
export async function foldTallies(tx: Tx): Promise<void> {
  const { cityId } = tx;
  await tx.rows(sql`
    with fresh as (delete from case_tallies where city_id = ${cityId} and fresh returning unit_id, state, n),
    touched as (select distinct unit_id, state from fresh),
    old as (
      delete from case_tallies t using touched k
      where t.city_id = ${cityId} and not t.fresh and t.unit_id is not distinct from k.unit_id and t.state = k.state
      returning t.unit_id, t.state, t.n
    )
    insert into case_tallies (city_id, id, unit_id, state, n, fresh)
    select ${cityId}, gen_random_uuid(), unit_id, state, sum(n), false
    from (select * from fresh union all select * from old) as every group by unit_id, state having sum(n) <> 0`);
  await tx.rows(sql`
    with fresh as (delete from case_tiles where city_id = ${cityId} and fresh returning zoom, tile, band, class_code, released, n, lng_sum, lat_sum),
    touched as (select distinct zoom, tile, band, class_code, released from fresh),
    old as (
      delete from case_tiles t using touched k
      where t.city_id = ${cityId} and not t.fresh and t.zoom = k.zoom and t.tile = k.tile and t.band = k.band
        and t.class_code = k.class_code and t.released = k.released
      returning t.zoom, t.tile, t.band, t.class_code, t.released, t.n, t.lng_sum, t.lat_sum
    )
    insert into case_tiles (city_id, id, zoom, tile, band, class_code, released, n, lng_sum, lat_sum, fresh)
    select ${cityId}, gen_random_uuid(), zoom, tile, band, class_code, released, sum(n), sum(lng_sum), sum(lat_sum), false
    from (select * from fresh union all select * from old) as every
    group by zoom, tile, band, class_code, released having sum(n) <> 0`);
}
