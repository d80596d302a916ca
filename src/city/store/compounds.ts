import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import type { AreaRef, CompoundView, FacilityView, VenueView } from '../schema.ts';
import type { CityTables } from './tables.ts';
import { withinPattern } from './tree.ts';

export async function compoundOf(read: Read, areaId: Id): Promise<CompoundView | null> {
  const row = await read
    .tables<CityTables>()
    .selectFrom('compounds')
    .leftJoin('units', (join) => join.onRef('units.cityId', '=', 'compounds.cityId').onRef('units.id', '=', 'compounds.residentUnitId'))
    .select([
      'buildings',
      'households',
      'builtYear',
      'propertyManager',
      'residentUnitId',
      'keyCompound',
      'note',
      'compounds.revision',
      'units.name as unitName',
    ])
    .where('compounds.cityId', '=', read.cityId)
    .where('compounds.areaId', '=', areaId)
    .executeTakeFirst();
  if (!row) return null;
  const { unitName, ...compound } = row;
  return {
    ...compound,
    residentUnit: compound.residentUnitId !== null && unitName !== null ? { id: compound.residentUnitId, name: unitName } : null,
  };
}

/** What stands in a compound, by kind of defence. */
export async function facilitiesOf(read: Read, areaId: Id, facilityId?: Id): Promise<FacilityView[]> {
  let query = read
    .tables<CityTables>()
    .selectFrom('facilities')
    .leftJoin('units', (join) => join.onRef('units.cityId', '=', 'facilities.cityId').onRef('units.id', '=', 'facilities.partnerUnitId'))
    .select([
      'facilities.id',
      'facilities.areaId',
      'defence',
      'facilities.name',
      'amount',
      'measureWord',
      'state',
      'checkedOn',
      'partnerUnitId',
      'note',
    ])
    .select(['facilities.revision', 'units.name as unitName'])
    .where('facilities.cityId', '=', read.cityId)
    .where('facilities.areaId', '=', areaId)
    .where('facilities.endedOn', 'is', null)
    .orderBy('defence')
    .orderBy('facilities.id');
  if (facilityId) query = query.where('facilities.id', '=', facilityId);
  const rows = await query.execute();
  return rows.map(({ unitName, ...facility }) => ({
    ...facility,
    partnerUnit: facility.partnerUnitId !== null && unitName !== null ? { id: facility.partnerUnitId, name: unitName } : null,
  }));
}

const venueColumns = ['id', 'areaId', 'kind', 'name', 'address', 'lng', 'lat', 'revision'] as const;

export async function venuesOf(read: Read, areaId: Id): Promise<VenueView[]> {
  return read
    .tables<CityTables>()
    .selectFrom('venues')
    .select(venueColumns)
    .where('cityId', '=', read.cityId)
    .where('areaId', '=', areaId)
    .where('endedOn', 'is', null)
    .orderBy('kind')
    .orderBy('id')
    .execute();
}

export async function venueById(read: Read, id: Id): Promise<VenueView | null> {
  const query = read.tables<CityTables>().selectFrom('venues').select(venueColumns);
  return (await query.where('cityId', '=', read.cityId).where('id', '=', id).where('endedOn', 'is', null).executeTakeFirst()) ?? null;
}

/** Venues with their area, by id. `under` is the path of the area within which to look. */
export async function venuePage(
  read: Read,
  under: string | undefined,
  after: string | null,
  limit: number,
): Promise<(VenueView & { area: AreaRef })[]> {
  let query = read
    .tables<CityTables>()
    .selectFrom('venues')
    .innerJoin('areas', (join) => join.onRef('areas.cityId', '=', 'venues.cityId').onRef('areas.id', '=', 'venues.areaId'))
    .select(venueColumns.map((column) => `venues.${column}` as const))
    .select(['areas.kind as areaKind', 'areas.name as areaName', 'areas.code as areaCode', 'areas.path as areaPath'])
    .where('venues.cityId', '=', read.cityId)
    .where('venues.endedOn', 'is', null)
    .orderBy('venues.id')
    .limit(limit);
  if (under) query = query.where('areas.path', 'like', withinPattern(under));
  if (after) query = query.where('venues.id', '>', after);
  const rows = await query.execute();
  return rows.map(({ areaKind, areaName, areaCode, areaPath, ...venue }) => ({
    ...venue,
    area: { id: venue.areaId, kind: areaKind, name: areaName, code: areaCode, path: areaPath },
  }));
}
