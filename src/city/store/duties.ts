import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Read } from '../../platform/db/read.ts';
import { inForce } from '../rules.ts';
import type { AreaKind, DutyView } from '../schema.ts';
import type { CityTables } from './tables.ts';
import { withinPattern } from './tree.ts';

export interface DutyRow {
  readonly id: Id;
  readonly areaId: Id;
  readonly areaKind: AreaKind;
  readonly areaName: string;
  readonly areaCode: string;
  readonly areaPath: string;
  readonly personId: Id;
  readonly personName: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly note: string;
  readonly revision: number;
}

const duties = (read: Read) =>
  read
    .tables<CityTables>()
    .selectFrom('areaDuties as duty')
    .innerJoin('areas as area', (join) => join.onRef('area.cityId', '=', 'duty.cityId').onRef('area.id', '=', 'duty.areaId'))
    .innerJoin('people as person', (join) => join.onRef('person.cityId', '=', 'duty.cityId').onRef('person.id', '=', 'duty.personId'))
    .where('duty.cityId', '=', read.cityId)
    .select([
      'duty.id',
      'duty.areaId',
      'area.kind as areaKind',
      'area.name as areaName',
      'area.code as areaCode',
      'area.path as areaPath',
      'duty.personId',
      'person.name as personName',
      'duty.validFrom',
      'duty.validTo',
      'duty.note',
      'duty.revision',
    ]);

export interface DutyFilter {
  readonly ids?: readonly Id[] | undefined;
  readonly areaIds?: readonly Id[] | undefined;
  /** Path of the area within which to look. */
  readonly under?: string | undefined;
  readonly people?: readonly Id[] | undefined;
  /** Only duties that are not over on this day. */
  readonly notOverOn?: Day | undefined;
}

/** Duties by place and person, oldest record first. */
export async function findDuties(
  read: Read,
  filter: DutyFilter,
  page?: { readonly after: string | null; readonly limit: number },
): Promise<DutyRow[]> {
  if (filter.areaIds?.length === 0 || filter.people?.length === 0) return [];
  let query = duties(read).orderBy('duty.id');
  const { notOverOn } = filter;
  if (filter.ids) query = query.where('duty.id', 'in', filter.ids);
  if (filter.areaIds) query = query.where('duty.areaId', 'in', filter.areaIds);
  if (filter.under) query = query.where('area.path', 'like', withinPattern(filter.under));
  if (filter.people) query = query.where('duty.personId', 'in', filter.people);
  if (notOverOn) query = query.where((eb) => eb.or([eb('duty.validTo', 'is', null), eb('duty.validTo', '>=', notOverOn)]));
  if (page) query = query.limit(page.limit);
  if (page?.after) query = query.where('duty.id', '>', page.after);
  return query.execute();
}

export async function dutyById(read: Read, id: Id): Promise<DutyRow | null> {
  return (await findDuties(read, { ids: [id] }))[0] ?? null;
}

/** The duty in force on a day, for each of the areas that has one. */
export async function dutiesOn(read: Read, areaIds: readonly Id[], day: Day): Promise<ReadonlyMap<Id, DutyRow>> {
  const found = await findDuties(read, { areaIds, notOverOn: day });
  return new Map(found.filter((duty) => inForce(duty, day)).map((duty) => [duty.areaId, duty]));
}

export const dutyView = (duty: DutyRow, today: Day): DutyView => ({
  id: duty.id,
  area: { id: duty.areaId, kind: duty.areaKind, name: duty.areaName, code: duty.areaCode, path: duty.areaPath },
  person: { id: duty.personId, name: duty.personName },
  validFrom: duty.validFrom,
  validTo: duty.validTo,
  current: inForce(duty, today),
  note: duty.note,
  revision: duty.revision,
});
