import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Read } from '../../platform/db/read.ts';
import type { UnitKind, UnitRef, UnitRow } from '../schema.ts';
import type { CityTables } from './tables.ts';
import { escapeLike, inTreeOrder, withinPattern } from './tree.ts';

const refColumns = ['id', 'kind', 'name', 'shortName', 'areaId', 'active'] as const;
const units = (read: Read) => read.tables<CityTables>().selectFrom('units').where('units.cityId', '=', read.cityId);

export async function unitsByIds(read: Read, ids: readonly Id[]): Promise<ReadonlyMap<Id, UnitRef>> {
  if (ids.length === 0) return new Map();
  const found = await units(read)
    .select(refColumns)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(found.map((unit) => [unit.id, unit]));
}

export async function unitRef(read: Read, id: Id): Promise<UnitRef | null> {
  return (await units(read).select(refColumns).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Units of a kind in their order, without the ended ones. */
export async function unitsOfKind(read: Read, kind: UnitKind): Promise<UnitRef[]> {
  return units(read).select(refColumns).where('kind', '=', kind).where('active', '=', true).orderBy('sort').orderBy('code').execute();
}

/** Units that stand for one of these areas (the community's office for a community), in no order. */
export async function unitsOfAreas(read: Read, areaIds: readonly Id[]): Promise<UnitRef[]> {
  if (areaIds.length === 0) return [];
  return units(read).select(refColumns).where('areaId', 'in', areaIds).where('active', '=', true).execute();
}

/** The public telephone of units that have one. */
export async function unitPhones(read: Read, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  if (ids.length === 0) return new Map();
  const found = await units(read).select(['id', 'phone']).where('id', 'in', ids).execute();
  return new Map(found.flatMap(({ id, phone }) => (phone ? [[id, phone] as const] : [])));
}

export interface UnitPlace {
  readonly id: Id;
  readonly kind: UnitKind;
  readonly path: string;
  readonly name: string;
}
export async function unitPlace(read: Read, id: Id): Promise<UnitPlace | null> {
  return (await units(read).select(['id', 'kind', 'path', 'name']).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function unitByCode(read: Read, code: string): Promise<UnitPlace | null> {
  return (await units(read).select(['id', 'kind', 'path', 'name']).where('code', '=', code).executeTakeFirst()) ?? null;
}

const rows = (read: Read, today: Day) =>
  units(read)
    .leftJoin('areas', (join) => join.onRef('areas.cityId', '=', 'units.cityId').onRef('areas.id', '=', 'units.areaId'))
    .select(refColumns.map((column) => `units.${column}` as const))
    .select(['units.parentId', 'units.code', 'units.phone', 'units.keyUnit', 'units.endedOn', 'units.path', 'units.sort', 'units.revision'])
    .select('areas.name as areaName')
    .select(
      sql<number>`(select count(distinct p.person_id) from posts p where p.city_id = units.city_id and p.unit_id = units.id
        and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today}))`.as('people'),
    );

export async function unitRowById(read: Read, id: Id, today: Day): Promise<UnitRow | null> {
  return (await rows(read, today).where('units.id', '=', id).executeTakeFirst()) ?? null;
}

export interface UnitFilter {
  readonly kind?: UnitKind | undefined;
  readonly q?: string | undefined;
  /** Path of the unit below which to look. */
  readonly under?: string | undefined;
  readonly ended?: boolean | undefined;
}

/** Parents before children, brothers in their order. A city has some hundred units: no paging. */
export async function unitTree(read: Read, filter: UnitFilter, today: Day): Promise<UnitRow[]> {
  let query = rows(read, today).orderBy('units.sort').orderBy('units.code');
  if (!filter.ended) query = query.where('units.endedOn', 'is', null);
  if (filter.kind) query = query.where('units.kind', '=', filter.kind);
  if (filter.under) query = query.where('units.path', 'like', withinPattern(filter.under));
  if (filter.q) query = query.where('units.search', 'like', `%${escapeLike(filter.q.toLowerCase())}%`);
  return inTreeOrder(await query.execute());
}
