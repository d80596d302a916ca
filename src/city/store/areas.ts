import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import type { AreaKind, AreaRef, AreaRow, PolygonGeometry } from '../schema.ts';
import type { CityTables } from './tables.ts';
import { escapeLike, inTreeOrder, withinPattern } from './tree.ts';

const refColumns = ['id', 'kind', 'name', 'code', 'path'] as const;
const rowColumns = [...refColumns, 'parentId', 'sort', 'lng', 'lat', 'endedOn', 'revision'] as const;

const areas = (read: Read) => read.tables<CityTables>().selectFrom('areas').where('areas.cityId', '=', read.cityId);
const rows = (read: Read) =>
  areas(read)
    .select(rowColumns)
    .select((eb) => eb('minLng', 'is not', null).$castTo<boolean>().as('hasPolygon'));

export async function areasByIds(read: Read, ids: readonly Id[]): Promise<ReadonlyMap<Id, AreaRef>> {
  if (ids.length === 0) return new Map();
  const found = await areas(read)
    .select(refColumns)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(found.map((area) => [area.id, area]));
}

export async function areaRef(read: Read, id: Id): Promise<AreaRef | null> {
  return (await areas(read).select(refColumns).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function areaRowById(read: Read, id: Id): Promise<AreaRow | null> {
  return (await rows(read).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function areaByCode(read: Read, code: string): Promise<AreaRef | null> {
  return (await areas(read).select(refColumns).where('code', '=', code).executeTakeFirst()) ?? null;
}

/** From the top down to the area itself. */
export async function areaChain(read: Read, path: string): Promise<AreaRef[]> {
  const byId = await areasByIds(read, path.split('/'));
  return path.split('/').flatMap((id) => byId.get(id) ?? []);
}

export async function areaIdsUnder(read: Read, path: string): Promise<Id[]> {
  const found = await areas(read).select('id').where('path', 'like', withinPattern(path)).execute();
  return found.map((area) => area.id);
}

export interface AreaFilter {
  readonly q?: string | undefined;
  readonly kinds?: readonly AreaKind[] | undefined;
  /** Path of the area within which to look. */
  readonly under?: string | undefined;
  readonly ended?: boolean | undefined;
}

const filtered = (read: Read, filter: AreaFilter) => {
  let query = rows(read);
  if (!filter.ended) query = query.where('endedOn', 'is', null);
  if (filter.kinds) query = query.where('kind', 'in', filter.kinds);
  if (filter.under) query = query.where('path', 'like', withinPattern(filter.under));
  if (filter.q) query = query.where('search', 'like', `%${escapeLike(filter.q.toLowerCase())}%`);
  return query;
};

/** The whole tree, parents before children, brothers in their order. 10,000 areas: 60 ms. */
export async function areaTree(read: Read, filter: AreaFilter): Promise<AreaRow[]> {
  const found = await filtered(read, filter).orderBy('sort').orderBy('code').execute();
  return inTreeOrder(found);
}

export async function areaPage(read: Read, filter: AreaFilter, after: string | null, limit: number): Promise<AreaRow[]> {
  let query = filtered(read, filter).orderBy('code').limit(limit);
  if (after !== null) query = query.where('code', '>', after);
  return query.execute();
}

/** The areas in the order that puts whole names first; for the search box. */
export async function findAreas(read: Read, text: string, limit: number): Promise<AreaRow[]> {
  const found = await filtered(read, { q: text })
    .orderBy(sql`length(search)`)
    .orderBy('code')
    .limit(limit)
    .execute();
  return found;
}

/** Marks that an area or a border has changed: cached maps of the city are void from the commit on. */
export async function touchAreas(tx: Tx): Promise<void> {
  await tx.writing<CityTables>().updateTable('cities').set({ areaVersion: newId() }).where('cityId', '=', tx.cityId).execute();
}

export interface BorderRow extends AreaRef {
  readonly parentId: Id | null;
  readonly polygon: PolygonGeometry;
}

/** Areas with their borders, by code: those given, or all of some kinds within an area or touching a rectangle. */
export async function bordersOf(
  read: Read,
  filter: {
    readonly ids?: readonly Id[];
    readonly under?: string | undefined;
    readonly kinds?: readonly AreaKind[] | undefined;
    readonly touching?: { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
  },
): Promise<BorderRow[]> {
  if (filter.ids?.length === 0) return [];
  let query = areas(read)
    .select([...refColumns, 'parentId', 'polygon'])
    .where('polygon', 'is not', null)
    .where('endedOn', 'is', null)
    .orderBy('code');
  if (filter.ids) query = query.where('id', 'in', filter.ids);
  if (filter.under) query = query.where('path', 'like', withinPattern(filter.under));
  if (filter.kinds) query = query.where('kind', 'in', filter.kinds);
  if (filter.touching) {
    const { west, south, east, north } = filter.touching;
    query = query.where('minLng', '<=', east).where('maxLng', '>=', west).where('minLat', '<=', north).where('maxLat', '>=', south);
  }
  return (await query.execute()).flatMap(({ polygon, ...area }) => (polygon ? [{ ...area, polygon }] : []));
}
