import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Read } from '../../platform/db/read.ts';
import type { PersonRef } from '../schema.ts';
import type { CityTables, PersonTable } from './tables.ts';
import { escapeLike } from './tree.ts';

export type PersonRow = Omit<PersonTable, 'cityId' | 'search' | 'active' | 'revision'> & { active: boolean; revision: number };

const columns = ['id', 'name', 'code', 'userId', 'userName', 'phone', 'email', 'active', 'endedOn', 'revision'] as const;
const people = (read: Read) => read.tables<CityTables>().selectFrom('people').where('people.cityId', '=', read.cityId);

export async function personById(read: Read, id: Id): Promise<PersonRow | null> {
  return (await people(read).select(columns).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function personByAccount(read: Read, userId: string): Promise<PersonRow | null> {
  return (await people(read).select(columns).where('userId', '=', userId).executeTakeFirst()) ?? null;
}

export async function personByUserName(read: Read, userName: string): Promise<PersonRow | null> {
  return (await people(read).select(columns).where('userName', '=', userName).executeTakeFirst()) ?? null;
}

export async function personByCode(read: Read, code: string): Promise<PersonRow | null> {
  return (await people(read).select(columns).where('code', '=', code).executeTakeFirst()) ?? null;
}

export async function peopleByIds(read: Read, ids: readonly Id[]): Promise<ReadonlyMap<Id, PersonRef>> {
  if (ids.length === 0) return new Map();
  const found = await people(read)
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(found.map((person) => [person.id, person]));
}

export interface PersonFilter {
  readonly q?: string | undefined;
  /** Of people with such a post on the day. */
  readonly unitId?: Id | undefined;
  readonly role?: Role | undefined;
  readonly ended?: boolean | undefined;
  readonly today: Day;
}

/** By name. `after` is name and id of the last one on the page before. */
export async function peoplePage(
  read: Read,
  filter: PersonFilter,
  after: { readonly name: string; readonly id: Id } | null,
  limit: number,
): Promise<PersonRow[]> {
  const { unitId, role, today } = filter;
  let query = people(read).select(columns).orderBy('name').orderBy('id').limit(limit);
  if (!filter.ended) query = query.where('active', '=', true);
  if (filter.q) query = query.where('search', 'like', `%${escapeLike(filter.q.toLowerCase())}%`);
  if (after) query = query.where((eb) => eb(eb.refTuple('name', 'id'), '>', eb.tuple(after.name, after.id)));
  if (unitId !== undefined || role !== undefined) {
    query = query.where((eb) => {
      let held = eb
        .selectFrom('posts')
        .select('posts.id')
        .whereRef('posts.cityId', '=', 'people.cityId')
        .whereRef('posts.personId', '=', 'people.id')
        .where('posts.validFrom', '<=', today)
        .where((on) => on.or([on('posts.validTo', 'is', null), on('posts.validTo', '>=', today)]));
      if (unitId !== undefined) held = held.where('posts.unitId', '=', unitId);
      if (role !== undefined) held = held.where('posts.role', '=', role);
      return eb.exists(held);
    });
  }
  return query.execute();
}

/** Everybody, by code; a city has some thousand people. */
export async function allPeople(read: Read): Promise<PersonRow[]> {
  return people(read).select(columns).orderBy('code').execute();
}
