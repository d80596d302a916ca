import type { Actor, ActorPost, Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { Locale } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import type { WriteContext } from '../platform/context.ts';
import type { Read } from '../platform/db/read.ts';
import { cityDay } from './rules.ts';
import type { AreaRef, PersonRef } from './schema.ts';
import { areaMap, type AreaMap, type FoundArea, type Position } from './service/area-map.ts';
import { areaChain, areaIdsUnder, areaRef } from './store/areas.ts';
import { dutiesOn } from './store/duties.ts';
import { personByAccount, personById } from './store/people.ts';
import { findPosts, loadActorPosts as postsInForce } from './store/posts.ts';
import type { CityTables } from './store/tables.ts';

export { areaByCode, areaChain, areaRef, areasByIds, areaTree, bordersOf } from './store/areas.ts';
export { unitByCode, unitPhones, unitRef, unitsByIds, unitsOfAreas, unitsOfKind } from './store/units.ts';
export { peopleByIds, personByUserName } from './store/people.ts';
export { allCities, cityFacts, cityOfHost } from './store/city.ts';
export { createCity } from './service/create-city.ts';
export type { AreaMap, FoundArea, Position };

/** The deepest area at a position and the chain around it; null outside the city. */
export async function findArea(read: Read, position: Position): Promise<FoundArea | null> {
  return (await areaMap(read)).find(position);
}

/** The same lookup for many positions: asks the database once. */
export async function areaFinder(read: Read): Promise<AreaMap> {
  return areaMap(read);
}

/** Ids of an area and everything within it; empty for an unknown one. */
export async function areasUnder(read: Read, areaId: Id): Promise<Id[]> {
  const area = await areaRef(read, areaId);
  return area ? areaIdsUnder(read, area.path) : [];
}

/** Posts in force at the moment, those held as a deputy included. */
async function loadActorPosts(read: Read, personId: Id, now: Date): Promise<ActorPost[]> {
  return postsInForce(read, personId, cityDay(now));
}

/** The person behind an account with the posts in force; null when no active person has it. */
export async function loadActor(read: Read, userId: Id, now: Date, locale: Locale): Promise<Actor | null> {
  const person = await personByAccount(read, userId);
  return person?.active ? actorOf(read, person, now, locale) : null;
}

/** The same by the person's own id, for jobs, links and the demo. */
export async function loadActorOfPerson(read: Read, personId: Id, now: Date, locale: Locale): Promise<Actor | null> {
  const person = await personById(read, personId);
  return person?.active ? actorOf(read, person, now, locale) : null;
}

async function actorOf(read: Read, person: PersonRef, now: Date, locale: Locale): Promise<Actor> {
  const posts = await loadActorPosts(read, person.id, now);
  return { cityId: read.cityId, kind: 'person', personId: person.id, name: person.name, posts, locale };
}

export async function findPerson(read: Read, personId: Id): Promise<{ personId: Id; name: string; active: boolean } | null> {
  const person = await personById(read, personId);
  return person ? { personId: person.id, name: person.name, active: person.active } : null;
}

/** Where notices reach an active person; null for an unknown or former one. */
export async function contactOf(read: Read, personId: Id): Promise<{ readonly name: string; readonly email: string | null } | null> {
  const person = await personById(read, personId);
  return person?.active ? { name: person.name, email: person.email } : null;
}

/** Notes on the person which account is theirs. */
export async function linkAccount(
  ctx: WriteContext,
  personId: Id,
  account: { readonly userId: Id; readonly userName: string },
): Promise<void> {
  await ctx.tx
    .writing<CityTables>()
    .updateTable('people')
    .set(account)
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', personId)
    .execute();
  await ctx.record({ type: 'person.accountLinked', subject: { kind: 'person', id: personId }, after: { userName: account.userName } });
}

/** People who hold a role now, in a unit or for an area when one is given; whom to tell and ask. */
export async function holdersOf(
  read: Read,
  wanted: { readonly role: Role; readonly unitId?: Id; readonly areaId?: Id },
  now: Date,
): Promise<readonly (PersonRef & { readonly postId: Id; readonly unitId: Id; readonly areaId: Id | null })[]> {
  const found = await findPosts(read, { ...wanted, on: cityDay(now) });
  return found.map((post) => ({ id: post.personId, name: post.personName, postId: post.id, unitId: post.unitId, areaId: post.areaId }));
}

export interface Responsible {
  readonly dutyId: Id;
  readonly person: PersonRef;
  /** The area of the duty: the one asked for, or the nearest around it. */
  readonly area: AreaRef;
  readonly since: Day;
}

/** Who answers for an area at a moment: for itself, else for the nearest area around it; null = vacant. */
export async function responsibleFor(read: Read, areaId: Id, now: Date): Promise<Responsible | null> {
  const area = await areaRef(read, areaId);
  if (!area) return null;
  const chain = await areaChain(read, area.path);
  const duties = await dutiesOn(read, area.path.split('/'), cityDay(now));
  for (const around of chain.toReversed()) {
    const duty = duties.get(around.id);
    if (duty) return { dutyId: duty.id, person: { id: duty.personId, name: duty.personName }, area: around, since: duty.validFrom };
  }
  return null;
}
