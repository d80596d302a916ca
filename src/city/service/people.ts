import type { Id } from '../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { peopleList, personChange, personCreate, personEnd, personGet } from '../api/people.ts';
import { cityDay, maskPhone } from '../rules.ts';
import { cityProblems, type PersonView } from '../schema.ts';
import { searchText } from '../search-text.ts';
import { dutyView, findDuties } from '../store/duties.ts';
import { peoplePage, personByCode, personById, type PersonRow } from '../store/people.ts';
import { findPosts, postView, type PostRow } from '../store/posts.ts';
import type { CityTables } from '../store/tables.ts';
import { asSeen, codeTaken, difference, found, onceOnly, recordFact, refuseIfUsed } from './change.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';

/** Phones and addresses are for who has to call; everybody sees their own. */
function personView(ctx: ReadContext, person: PersonRow, posts: readonly PostRow[]): PersonView {
  const plain = ctx.may('city.viewPhones') || ctx.actor.personId === person.id;
  const today = cityDay(ctx.now);
  const { id, name, code, userName, active, endedOn, revision } = person;
  const phone = person.phone !== null && !plain ? maskPhone(person.phone) : person.phone;
  const own = posts.filter((post) => post.personId === id).map((post) => postView(post, today));
  return { id, name, code, userName, phone, email: plain ? person.email : null, active, endedOn, posts: own, revision };
}

async function viewOf(ctx: ReadContext, id: Id): Promise<PersonView> {
  const person = found(await personById(ctx.read, id));
  return personView(ctx, person, await findPosts(ctx.read, { people: [id], notOverOn: cityDay(ctx.now) }));
}

export async function listPeople(ctx: ReadContext, input: InputOf<typeof peopleList>): Promise<OutputOf<typeof peopleList>> {
  const today = cityDay(ctx.now);
  const [name, id] = afterCursor(input.cursor, 2) ?? [];
  const after = name !== undefined && id !== undefined ? { name, id } : null;
  const rows = await peoplePage(ctx.read, { ...input, today }, after, input.limit + 1);
  const page = pageFrom(rows, input.limit, (person) => [person.name, person.id]);
  const people = page.items.map((person) => person.id);
  const posts = people.length > 0 ? await findPosts(ctx.read, { people, notOverOn: today }) : [];
  return { ...page, items: page.items.map((person) => personView(ctx, person, posts)) };
}

export async function getPerson(ctx: ReadContext, { personId }: { personId: Id }): Promise<OutputOf<typeof personGet>> {
  const today = cityDay(ctx.now);
  const person = found(await personById(ctx.read, personId));
  const posts = await findPosts(ctx.read, { people: [personId] });
  const isOver = (post: PostRow) => post.validTo !== null && post.validTo < today;
  const duties = await findDuties(ctx.read, { people: [personId] });
  return {
    ...personView(
      ctx,
      person,
      posts.filter((post) => !isOver(post)),
    ),
    formerPosts: posts.filter(isOver).map((post) => postView(post, today)),
    duties: duties.map((duty) => dutyView(duty, today)),
  };
}

export async function createPerson(ctx: WriteContext, input: InputOf<typeof personCreate>): Promise<PersonView> {
  const owner = await personByCode(ctx.tx, input.code);
  if (owner) throw codeTaken(input.code, owner.name);
  const [id = ''] = await addPeople(ctx, [input]);
  return viewOf(ctx, id);
}

/** 12 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

/** Adds people whose codes are free; gives their ids in order. @throws Problem stale when a code was taken meanwhile */
export async function addPeople(ctx: WriteContext, people: readonly InputOf<typeof personCreate>[]): Promise<readonly Id[]> {
  const ids: Id[] = [];
  for (let at = 0; at < people.length; at += BATCH) ids.push(...(await addBatch(ctx, people.slice(at, at + BATCH))));
  return ids;
}

async function addBatch(ctx: WriteContext, people: readonly InputOf<typeof personCreate>[]): Promise<readonly Id[]> {
  const { tx } = ctx;
  const none = { userId: null, userName: null, endedOn: null };
  const rows = people.map((person) => ({
    ...person,
    ...none,
    cityId: tx.cityId,
    id: newId(),
    search: searchText(person.name, 'person', person.code),
  }));
  const made = await tx
    .writing<CityTables>()
    .insertInto('people')
    .values(rows)
    .onConflict((on) => on.columns(['cityId', 'code']).doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== BigInt(rows.length)) throw new Problem(problems.stale);
  await ctx.recordAll(
    rows.map(({ id, name, code, phone, email }) => ({
      type: 'person.added',
      subject: { kind: 'person', id },
      after: { name, code, ...journalled({ phone, email }) },
    })),
  );
  return rows.map(({ id }) => id);
}

export async function changePerson(
  ctx: WriteContext,
  { personId, revision, ...wanted }: InputOf<typeof personChange>,
): Promise<PersonView> {
  const { tx } = ctx;
  const row = asSeen(await lockPerson(ctx, personId), revision);
  if (row.endedOn !== null) throw new Problem(cityProblems.alreadyEnded);
  const { name, code, phone, email } = row;
  const changed = difference({ name, code, phone, email }, wanted);
  if (changed) {
    const next = { name, code, ...changed.after };
    const owner = changed.after.code ? await personByCode(tx, changed.after.code) : null;
    if (owner && owner.id !== personId) throw codeTaken(next.code, owner.name);
    await onceOnly(
      peopleOf(ctx, personId)
        .set({ ...changed.after, search: searchText(next.name, 'person', next.code), revision: row.revision + 1 })
        .execute(),
    );
    await recordFact(ctx, 'person.changed', ['person', personId], journalled(changed.after), journalled(changed.before));
  }
  return viewOf(ctx, personId);
}

export async function endPerson(
  ctx: WriteContext,
  { personId, revision, endedOn = cityDay(ctx.now) }: InputOf<typeof personEnd>,
): Promise<PersonView> {
  const row = asSeen(await lockPerson(ctx, personId), revision);
  if (!row.active) throw new Problem(cityProblems.alreadyEnded);
  const posts = await findPosts(ctx.tx, { people: [personId], notOverOn: endedOn });
  const duties = await findDuties(ctx.tx, { people: [personId], notOverOn: endedOn });
  refuseIfUsed([
    { what: { zh: '岗位', en: 'posts' }, count: posts.length },
    { what: { zh: '包片责任', en: 'area duties' }, count: duties.length },
  ]);
  await peopleOf(ctx, personId)
    .set({ active: false, endedOn, revision: row.revision + 1 })
    .execute();
  await recordFact(ctx, 'person.ended', ['person', personId], { endedOn });
  return viewOf(ctx, personId);
}

/** The journal is kept for years and read by auditors: that a phone or address changed, not what it is. */
export function journalled(person: { readonly phone?: string | null; readonly email?: string | null }): object {
  const masked = person.phone ? { phone: maskPhone(person.phone) } : {};
  return { ...person, ...masked, ...(person.email ? { email: person.email.replace(/^[^@]+/, '***') } : {}) };
}

/** Locks a person, so that posts and duties are given to them one at a time. */
export const lockPerson = (ctx: WriteContext, id: Id) =>
  ctx.tx
    .writing<CityTables>()
    .selectFrom('people')
    .selectAll()
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
const peopleOf = (ctx: WriteContext, id: Id) =>
  ctx.tx.writing<CityTables>().updateTable('people').where('cityId', '=', ctx.tx.cityId).where('id', '=', id);
