import type { Id } from '../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import { decided, Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { postAssign, postChange, postDeputise, postEnd, postsList } from '../api/people.ts';
import { appoint, cityDay, deputise, lastDay, type Appointment, type Held, type Period } from '../rules.ts';
import { cityProblems, type PostView } from '../schema.ts';
import { faultOf } from '../sheets/planning.ts';
import { areaRef, areasByIds } from '../store/areas.ts';
import { findPosts, postById, postView, type PostRow } from '../store/posts.ts';
import type { CityTables } from '../store/tables.ts';
import { unitRef } from '../store/units.ts';
import { asSeen, difference, found, recordFact } from './change.ts';
import { lockPerson } from './people.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';

export async function listPosts(ctx: ReadContext, input: InputOf<typeof postsList>): Promise<OutputOf<typeof postsList>> {
  const today = cityDay(ctx.now);
  const { unitId, role, ended, limit } = input;
  const [after = null] = afterCursor(input.cursor, 1) ?? [];
  const people = input.personId ? [input.personId] : undefined;
  const rows = await findPosts(ctx.read, { unitId, role, people, notOverOn: ended ? undefined : today }, { after, limit: limit + 1 });
  const page = pageFrom(rows, limit, (post) => [post.id]);
  return { ...page, items: page.items.map((post) => postView(post, today)) };
}

export async function assignPost(ctx: WriteContext, input: InputOf<typeof postAssign>): Promise<PostView> {
  const unit = found(await unitRef(ctx.tx, input.unitId));
  if (!unit.active) throw new Problem(cityProblems.alreadyEnded);
  if (input.areaId !== null) found(await areaRef(ctx.tx, input.areaId));
  await checkAppointment(ctx, input.personId, input);
  return insertPost(ctx, 'post.given', { ...input, deputyFor: null });
}

export async function nameDeputy(ctx: WriteContext, { postId, personId, ...period }: InputOf<typeof postDeputise>): Promise<PostView> {
  const holder = found(await lockPost(ctx, postId));
  decided(deputise({ holder, deputy: personId, period }));
  // Nobody opens a way to their own rights for a friend, or to another's for themselves.
  if (ctx.actor.personId !== null && holder.personId === ctx.actor.personId) throw new Problem(cityProblems.selfAppointment);
  const { unitId, role, areaId, title } = holder;
  await checkAppointment(ctx, personId, { unitId, role, areaId, ...period });
  return insertPost(ctx, 'post.deputyNamed', { personId, unitId, role, areaId, title, ...period, deputyFor: postId });
}

export async function changePost(ctx: WriteContext, { postId, revision, ...wanted }: InputOf<typeof postChange>): Promise<PostView> {
  const row = asSeen(await lockPost(ctx, postId), revision);
  const { title, validFrom, validTo } = row;
  const changed = difference({ title, validFrom, validTo }, wanted);
  if (changed) {
    const next = { ...row, ...changed.after };
    await checkAppointment(ctx, row.personId, next, postId);
    if (row.deputyFor !== null)
      decided(deputise({ holder: found(await lockPost(ctx, row.deputyFor)), deputy: row.personId, period: next }));
    await updatePost(ctx, postId, { ...changed.after, revision: row.revision + 1 });
    await recordFact(ctx, 'post.changed', ['post', postId], changed.after, changed.before);
  }
  return viewOf(ctx, postId);
}

export async function endPost(ctx: WriteContext, { postId, revision, lastDay: wanted }: InputOf<typeof postEnd>): Promise<PostView> {
  const row = asSeen(await lockPost(ctx, postId), revision);
  if (row.personId === ctx.actor.personId) throw new Problem(cityProblems.selfAppointment);
  const validTo = decided(lastDay(row, wanted, cityDay(ctx.now)));
  await updatePost(ctx, postId, { validTo, revision: row.revision + 1 });
  await recordFact(ctx, 'post.ended', ['post', postId], { validTo }, { validTo: row.validTo });
  return viewOf(ctx, postId);
}

/** Asks the rule, with the person locked so that two posts given at once see each other. */
async function checkAppointment(
  ctx: WriteContext,
  personId: Id,
  wanted: Pick<Appointment, 'role' | 'unitId' | 'areaId'> & Period,
  except?: Id,
): Promise<void> {
  const person = found(await lockPerson(ctx, personId));
  const posts = await findPosts(ctx.tx, { people: [personId] });
  const held = posts.filter((post) => post.id !== except).map(asHeld);
  const unit = found(await unitRef(ctx.tx, wanted.unitId));
  const areas = await areasByIds(
    ctx.tx,
    [unit.areaId, wanted.areaId].filter((id) => id !== null),
  );
  const pathOf = (id: Id | null) => (id === null ? null : (areas.get(id)?.path ?? null));
  const place = { unitKind: unit.kind, unitArea: pathOf(unit.areaId), area: pathOf(wanted.areaId) };
  const decision = appoint({ ...wanted, ...place, person, held, by: ctx.actor.personId });
  if (!decision.refused) return;
  const field = fieldOf[decision.refused.code];
  throw new Problem(decision.refused, decision.detail, field ? [faultOf(field, decision)] : []);
}

/** The field of the form at which a refusal is shown. */
const fieldOf: Readonly<Record<string, string>> = {
  [cityProblems.roleUnit.code]: 'role',
  [cityProblems.areaNeeded.code]: 'areaId',
  [cityProblems.areaOutsideUnit.code]: 'areaId',
  [cityProblems.wrongPeriod.code]: 'validTo',
  [cityProblems.personInactive.code]: 'personId',
};

const asHeld = ({ id, role, unitId, areaId, validFrom, validTo }: PostRow): Held => ({ id, role, unitId, areaId, validFrom, validTo });

type NewPost = InputOf<typeof postAssign> & { readonly deputyFor: Id | null };

async function insertPost(ctx: WriteContext, fact: 'post.given' | 'post.deputyNamed', post: NewPost): Promise<PostView> {
  const id = newId();
  await ctx.tx
    .writing<CityTables>()
    .insertInto('posts')
    .values({ cityId: ctx.tx.cityId, id, ...post })
    .execute();
  await recordFact(ctx, fact, ['post', id], post);
  return viewOf(ctx, id);
}

const lockPost = (ctx: WriteContext, id: Id) =>
  ctx.tx
    .writing<CityTables>()
    .selectFrom('posts')
    .selectAll()
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

async function updatePost(
  ctx: WriteContext,
  id: Id,
  values: { title?: string; validFrom?: string; validTo?: string | null; revision: number },
): Promise<void> {
  await ctx.tx.writing<CityTables>().updateTable('posts').set(values).where('cityId', '=', ctx.tx.cityId).where('id', '=', id).execute();
}

async function viewOf(ctx: WriteContext, id: Id): Promise<PostView> {
  const post = await postById(ctx.tx, id);
  if (!post) throw new Problem(problems.notFound);
  return postView(post, cityDay(ctx.now));
}
