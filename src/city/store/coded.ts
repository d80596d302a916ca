import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Read } from '../../platform/db/read.ts';
import type { AreaKind, UnitKind } from '../schema.ts';
import type { CityTables } from './tables.ts';

/*
 * What sheets look codes up in: whole tables in as few columns as they need. A sheet of 100,000 rows stands in memory
 * beside them.
 */

export interface CodedPerson {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
}
/** Everybody, also who has ended. */
export const codedPeople = (read: Read): Promise<CodedPerson[]> =>
  read.tables<CityTables>().selectFrom('people').select(['id', 'code', 'name', 'active']).where('cityId', '=', read.cityId).execute();

export interface CodedUnit {
  readonly id: Id;
  readonly code: string;
  readonly kind: UnitKind;
  readonly areaId: Id | null;
}
/** Without the ended ones. */
export const codedUnits = (read: Read): Promise<CodedUnit[]> =>
  read
    .tables<CityTables>()
    .selectFrom('units')
    .select(['id', 'code', 'kind', 'areaId'])
    .where('cityId', '=', read.cityId)
    .where('endedOn', 'is', null)
    .execute();

export interface CodedArea {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}
/** Without the ended ones. */
export const codedAreas = (read: Read): Promise<CodedArea[]> =>
  read
    .tables<CityTables>()
    .selectFrom('areas')
    .select(['id', 'code', 'name', 'path'])
    .where('cityId', '=', read.cityId)
    .where('endedOn', 'is', null)
    .execute();

export interface AreaInTree extends CodedArea {
  readonly kind: AreaKind;
  readonly parentId: Id | null;
  readonly sort: number;
  readonly endedOn: Day | null;
  readonly revision: number;
}
/** All of them, also the ended ones, in no order. */
export const areasInTree = (read: Read): Promise<AreaInTree[]> =>
  read
    .tables<CityTables>()
    .selectFrom('areas')
    .select(['id', 'code', 'name', 'path', 'kind', 'parentId', 'sort', 'endedOn', 'revision'])
    .where('cityId', '=', read.cityId)
    .execute();

export interface OwnPost {
  readonly id: Id;
  readonly personId: Id;
  readonly unitId: Id;
  readonly role: Role;
  readonly areaId: Id | null;
  readonly title: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly revision: number;
}
/** Posts that are not over on the day, oldest record first. Deputies are named by hand, for days, and stay out. */
export const ownPosts = (read: Read, notOverOn: Day): Promise<OwnPost[]> =>
  read
    .tables<CityTables>()
    .selectFrom('posts')
    .select(['id', 'personId', 'unitId', 'role', 'areaId', 'title', 'validFrom', 'validTo', 'revision'])
    .where('cityId', '=', read.cityId)
    .where('deputyFor', 'is', null)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', notOverOn)]))
    .orderBy('id')
    .execute();

export interface OpenDuty {
  readonly id: Id;
  readonly areaId: Id;
  readonly personId: Id;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly note: string;
  readonly revision: number;
}
/** Duties that are not over on the day, oldest record first. */
export const openDuties = (read: Read, notOverOn: Day): Promise<OpenDuty[]> =>
  read
    .tables<CityTables>()
    .selectFrom('areaDuties')
    .select(['id', 'areaId', 'personId', 'validFrom', 'validTo', 'note', 'revision'])
    .where('cityId', '=', read.cityId)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', notOverOn)]))
    .orderBy('id')
    .execute();
