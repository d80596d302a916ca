import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import { decided, Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { appoint, cityDay } from '../rules.ts';
import { searchText } from '../search-text.ts';
import type { CityTables } from '../store/tables.ts';

export interface CitySetup {
  readonly city: { readonly name: string; readonly nameEn: string; readonly code: string };
  readonly administrators: readonly { readonly role: Role; readonly name: string }[];
}

/** Makes the city, its headquarters and a person with a post for each administrator; answers the people's ids in that order. */
export async function createCity(ctx: WriteContext, setup: CitySetup): Promise<readonly Id[]> {
  const { tx } = ctx;
  const db = tx.writing<CityTables>();
  const { cityId } = tx;
  const { name, nameEn, code } = setup.city;
  const made = await db
    .insertInto('cities')
    .values({ cityId, name, nameEn, areaCode: code, host: null, settings: {} })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) throw new Problem(problems.stale);
  const unit = headquarters(cityId, name);
  await db.insertInto('units').values(unit).execute();
  await ctx.record({ type: 'city.created', subject: { kind: 'unit', id: unit.id }, after: { ...setup.city } });
  const people: Id[] = [];
  for (const [index, administrator] of setup.administrators.entries()) {
    people.push(await administratorOf(ctx, unit.id, { ...administrator, code: `A${index + 1}` }));
  }
  return people;
}

function headquarters(cityId: number, city: string) {
  const id = newId();
  const name = `${city}创建全国文明城市指挥部`;
  const shortName = '指挥部';
  const search = searchText(name, 'other', shortName);
  const empty = { parentId: null, areaId: null, phone: null, endedOn: null };
  return { ...empty, cityId, id, kind: 'headquarters' as const, name, shortName, code: 'ZHB', keyUnit: false, path: id, sort: 0, search };
}

async function administratorOf(
  ctx: WriteContext,
  unitId: Id,
  { role, name, code }: { role: Role; name: string; code: string },
): Promise<Id> {
  const { tx } = ctx;
  const db = tx.writing<CityTables>();
  const person = { cityId: tx.cityId, id: newId(), name, code, userId: null, userName: null, phone: null, email: null, endedOn: null };
  const period = { validFrom: cityDay(ctx.now), validTo: null };
  const post = { cityId: tx.cityId, id: newId(), personId: person.id, unitId, role, areaId: null, title: '', ...period, deputyFor: null };
  decided(
    appoint({
      ...post,
      unitKind: 'headquarters',
      unitArea: null,
      area: null,
      person: { id: person.id, name, active: true },
      held: [],
      by: ctx.actor.personId,
    }),
  );
  await db
    .insertInto('people')
    .values({ ...person, search: searchText(name, 'person', code) })
    .execute();
  await db.insertInto('posts').values(post).execute();
  await ctx.record({ type: 'person.added', subject: { kind: 'person', id: person.id }, after: { name, code } });
  await ctx.record({ type: 'post.given', subject: { kind: 'post', id: post.id }, after: { personId: person.id, unitId, role, ...period } });
  return person.id;
}
