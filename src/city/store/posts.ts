import { sql } from 'kysely';
import type { ActorPost, Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import { planKept } from '../../platform/db/kept-plans.ts';
import type { Read } from '../../platform/db/read.ts';
import { inForce } from '../rules.ts';
import type { AreaKind, PostView, UnitKind } from '../schema.ts';
import type { CityTables } from './tables.ts';

/**
 * Posts with the rights they give. A deputy's row carries only person and days: unit, role and area are those of the
 * holder's post, and it is in force only while that one is.
 */
const posts = (read: Read) =>
  read
    .tables<CityTables>()
    .selectFrom('posts as own')
    .leftJoin('posts as holder', (join) => join.onRef('holder.cityId', '=', 'own.cityId').onRef('holder.id', '=', 'own.deputyFor'))
    .innerJoin('people as person', (join) => join.onRef('person.cityId', '=', 'own.cityId').onRef('person.id', '=', 'own.personId'))
    .leftJoin('people as represented', (join) =>
      join.onRef('represented.cityId', '=', 'holder.cityId').onRef('represented.id', '=', 'holder.personId'),
    )
    .innerJoin('units as unit', (join) =>
      join.onRef('unit.cityId', '=', 'own.cityId').on((eb) => eb('unit.id', '=', eb.fn.coalesce('holder.unitId', 'own.unitId'))),
    )
    .leftJoin('areas as area', (join) =>
      join
        .onRef('area.cityId', '=', 'own.cityId')
        // A deputy of a post without area has none either, whatever the row says.
        .on((eb) =>
          eb('area.id', '=', eb.case().when('own.deputyFor', 'is', null).then(eb.ref('own.areaId')).else(eb.ref('holder.areaId')).end()),
        ),
    )
    .where('own.cityId', '=', read.cityId);

const columns = (read: Read) =>
  posts(read).select((eb) => [
    'own.id as id',
    'own.personId as personId',
    'person.name as personName',
    'person.active as personActive',
    'unit.id as unitId',
    'unit.name as unitName',
    'unit.shortName as unitShortName',
    'unit.kind as unitKind',
    eb.fn.coalesce('holder.role', 'own.role').as('role'),
    'area.id as areaId',
    'area.kind as areaKind',
    'area.name as areaName',
    'area.code as areaCode',
    'area.path as areaPath',
    'own.title as title',
    'own.validFrom as validFrom',
    'own.validTo as validTo',
    'own.deputyFor as deputyFor',
    'holder.validFrom as holderFrom',
    'holder.validTo as holderTo',
    'represented.id as representedId',
    'represented.name as representedName',
    'represented.active as representedActive',
    'own.revision as revision',
  ]);

export interface PostRow {
  readonly id: Id;
  readonly personId: Id;
  readonly personName: string;
  readonly personActive: boolean;
  readonly unitId: Id;
  readonly unitName: string;
  readonly unitShortName: string;
  readonly unitKind: UnitKind;
  readonly role: Role;
  readonly areaId: Id | null;
  readonly areaKind: AreaKind | null;
  readonly areaName: string | null;
  readonly areaCode: string | null;
  readonly areaPath: string | null;
  readonly title: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly deputyFor: Id | null;
  readonly holderFrom: Day | null;
  readonly holderTo: Day | null;
  readonly representedId: Id | null;
  readonly representedName: string | null;
  readonly representedActive: boolean | null;
  readonly revision: number;
}

/** Is the post in force, and for a deputy also the one it stands for? */
const isCurrent = (post: PostRow, today: Day): boolean =>
  inForce(post, today) && (post.holderFrom === null || inForce({ validFrom: post.holderFrom, validTo: post.holderTo }, today));

export interface PostFilter {
  readonly ids?: readonly Id[] | undefined;
  readonly unitId?: Id | undefined;
  readonly units?: readonly Id[] | undefined;
  readonly people?: readonly Id[] | undefined;
  readonly role?: Role | undefined;
  /** The area itself, not those within. */
  readonly areaId?: Id | undefined;
  readonly deputiesOf?: Id | undefined;
  /** Only posts that are not over on this day (also those that begin later). */
  readonly notOverOn?: Day | undefined;
  /** Only posts that are in force on this day. */
  readonly on?: Day | undefined;
  /** Asked with every request, in the same words. */
  readonly always?: boolean | undefined;
}

/** Posts by who and where; at most a few hundred fit any of the filters. `after` is the last id of the page before. */
export async function findPosts(
  read: Read,
  filter: PostFilter,
  page?: { readonly after: string | null; readonly limit: number },
): Promise<PostRow[]> {
  let query = columns(read).orderBy('own.id');
  if (filter.always) query = query.modifyFront(planKept);
  if (filter.ids) query = query.where('own.id', 'in', filter.ids);
  if (filter.unitId) query = query.where('unit.id', '=', filter.unitId);
  if (filter.units) query = query.where('unit.id', '=', sql<Id>`any(${filter.units}::uuid[])`);
  if (filter.people) query = query.where('own.personId', 'in', filter.people);
  if (filter.role) {
    const { role } = filter;
    query = query.where((eb) => eb(eb.fn.coalesce('holder.role', 'own.role'), '=', role));
  }
  if (filter.areaId) query = query.where('area.id', '=', filter.areaId);
  if (filter.deputiesOf) query = query.where('own.deputyFor', '=', filter.deputiesOf);
  const [notOverOn, on] = [filter.notOverOn ?? filter.on, filter.on];
  if (notOverOn) query = query.where((eb) => eb.or([eb('own.validTo', 'is', null), eb('own.validTo', '>=', notOverOn)]));
  if (on) query = query.where('own.validFrom', '<=', on).where('person.active', '=', true);
  if (page) query = query.limit(page.limit);
  if (page?.after) query = query.where('own.id', '>', page.after);
  const found: PostRow[] = await query.execute();
  return on ? found.filter((post) => isCurrent(post, on)) : found;
}

export async function postById(read: Read, id: Id): Promise<PostRow | null> {
  return (await findPosts(read, { ids: [id] }))[0] ?? null;
}

/** The posts in force of a person, deputies' included: what rights follow from. */
export async function loadActorPosts(read: Read, personId: Id, today: Day): Promise<ActorPost[]> {
  const found = await findPosts(read, { people: [personId], on: today, always: true });
  return found.map((post) => ({
    postId: post.id,
    unitId: post.unitId,
    unitName: post.unitName,
    unitShortName: post.unitShortName,
    role: post.role,
    areaId: post.areaId,
    deputyFor: post.deputyFor,
  }));
}

export const postView = (post: PostRow, today: Day): PostView => ({
  id: post.id,
  person: { id: post.personId, name: post.personName },
  unit: { id: post.unitId, name: post.unitName, shortName: post.unitShortName, kind: post.unitKind },
  role: post.role,
  area:
    post.areaId !== null && post.areaKind !== null && post.areaName !== null && post.areaCode !== null && post.areaPath !== null
      ? { id: post.areaId, kind: post.areaKind, name: post.areaName, code: post.areaCode, path: post.areaPath }
      : null,
  title: post.title,
  validFrom: post.validFrom,
  validTo: post.validTo,
  current: isCurrent(post, today),
  deputyFor:
    post.deputyFor !== null && post.representedId !== null && post.representedName !== null
      ? { postId: post.deputyFor, person: { id: post.representedId, name: post.representedName } }
      : null,
  revision: post.revision,
});
