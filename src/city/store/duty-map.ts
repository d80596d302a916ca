import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Read } from '../../platform/db/read.ts';
import type { AreaKind, DutyLine, PersonRef } from '../schema.ts';
import type { CityTables } from './tables.ts';
import { withinPattern } from './tree.ts';

export interface DutyScope {
  /** Path of the area within which to look. */
  readonly under?: string | undefined;
  readonly kind: AreaKind;
  readonly today: Day;
}

/** Areas of a kind with the duty in force on the day; by rule at most one. */
const areasWithDuty = (read: Read, { under, kind, today }: DutyScope) => {
  const query = read
    .tables<CityTables>()
    .selectFrom('areas as area')
    .leftJoin('areaDuties as duty', (join) =>
      join
        .onRef('duty.cityId', '=', 'area.cityId')
        .onRef('duty.areaId', '=', 'area.id')
        .on('duty.validFrom', '<=', today)
        .on((eb) => eb.or([eb('duty.validTo', 'is', null), eb('duty.validTo', '>=', today)])),
    )
    .where('area.cityId', '=', read.cityId)
    .where('area.kind', '=', kind)
    .where('area.endedOn', 'is', null);
  return under ? query.where('area.path', 'like', withinPattern(under)) : query;
};

export async function dutyTotals(read: Read, scope: DutyScope): Promise<{ areas: number; answered: number; vacant: number }> {
  const { areas, answered } = await areasWithDuty(read, scope)
    .select((eb) => [eb.fn.countAll<number>().as('areas'), eb.fn.count<number>('duty.id').as('answered')])
    .executeTakeFirstOrThrow();
  return { areas, answered, vacant: areas - answered };
}

/** By code. `after` is the code of the last line on the page before. */
export async function dutyLines(
  read: Read,
  scope: DutyScope & { readonly vacant: boolean },
  after: string | null,
  limit: number,
): Promise<DutyLine[]> {
  let query = areasWithDuty(read, scope)
    .leftJoin('people as person', (join) => join.onRef('person.cityId', '=', 'duty.cityId').onRef('person.id', '=', 'duty.personId'))
    .leftJoin('compounds as compound', (join) => join.onRef('compound.cityId', '=', 'area.cityId').onRef('compound.areaId', '=', 'area.id'))
    .select([
      'area.id',
      'area.kind',
      'area.name',
      'area.code',
      'area.path',
      'area.parentId',
      'area.sort',
      'area.lng',
      'area.lat',
      'area.revision',
    ])
    .select((eb) => eb('area.minLng', 'is not', null).$castTo<boolean>().as('hasPolygon'))
    .select(['duty.id as dutyId', 'duty.validFrom as since', 'duty.validTo as until', 'person.id as personId', 'person.name as personName'])
    .select(['compound.buildings', 'compound.households', 'compound.propertyManager', 'compound.keyCompound'])
    .orderBy('area.code')
    .limit(limit);
  if (after !== null) query = query.where('area.code', '>', after);
  if (scope.vacant) query = query.where('duty.id', 'is', null);
  const rows = await query.execute();
  return rows.map(({ dutyId, since, until, personId, personName, buildings, households, propertyManager, keyCompound, ...area }) => ({
    area: { ...area, endedOn: null },
    responsible:
      dutyId !== null && since !== null && personId !== null && personName !== null
        ? { dutyId, person: { id: personId, name: personName }, since, until }
        : null,
    compound:
      buildings !== null && households !== null ? { buildings, households, propertyManager, keyCompound: keyCompound ?? false } : null,
  }));
}

/** People who answer for something on the day, by name. */
export async function peopleWithDuties(
  read: Read,
  scope: { readonly under: string | undefined; readonly today: Day },
  after: { readonly name: string; readonly id: Id } | null,
  limit: number,
): Promise<PersonRef[]> {
  const within = scope.under ? sql`and area.path like ${withinPattern(scope.under)}` : sql``;
  const later = after ? sql`and (person.name, person.id) > (${after.name}, ${after.id}::uuid)` : sql``;
  return read.rows(sql<PersonRef>`
    select person.id, person.name from people person
    where person.city_id = ${read.cityId} ${later} and exists (
      select from area_duties duty join areas area on area.city_id = duty.city_id and area.id = duty.area_id
      where duty.city_id = person.city_id and duty.person_id = person.id and duty.valid_from <= ${scope.today}
        and (duty.valid_to is null or duty.valid_to >= ${scope.today}) ${within})
    order by person.name, person.id limit ${limit}`);
}
