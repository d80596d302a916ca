import { sql } from 'kysely';
import { Problem } from '../../kernel/problem.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { unitChange, unitCreate, unitEnd, unitGet, unitsList } from '../api.ts';
import { cityDay, deepEnough, levelsOf, moveBelow, pathBelow, placeUnit, postsDoNotFit, unfitPosts, unitsFitBelow } from '../rules.ts';
import { cityProblems, type UnitKind, type UnitRow } from '../schema.ts';
import { searchText } from '../search-text.ts';
import { areaRef } from '../store/areas.ts';
import { findPosts, postView } from '../store/posts.ts';
import type { CityTables } from '../store/tables.ts';
import { withinPattern } from '../store/tree.ts';
import { unitByCode, unitPlace, unitRowById, unitsByIds, unitTree } from '../store/units.ts';
import { lockTree } from './lock-rows.ts';
import { addUnits } from './save-units.ts';
import { asSeen, codeTaken, decidedFor, difference, found, onceOnly, recordFact, refuseIfUsed } from './change.ts';

const editable = ['parentId', 'kind', 'name', 'shortName', 'code', 'areaId', 'phone', 'keyUnit', 'sort'] as const;

export async function listUnits(ctx: ReadContext, input: InputOf<typeof unitsList>): Promise<OutputOf<typeof unitsList>> {
  const under = input.under ? found(await unitPlace(ctx.read, input.under)).path : undefined;
  return { items: await unitTree(ctx.read, { ...input, under }, cityDay(ctx.now)) };
}

export async function getUnit(ctx: ReadContext, { unitId }: { unitId: Id }): Promise<OutputOf<typeof unitGet>> {
  const today = cityDay(ctx.now);
  const unit = found(await unitRowById(ctx.read, unitId, today));
  const area = unit.areaId ? await areaRef(ctx.read, unit.areaId) : null;
  const above = unit.path.split('/').slice(0, -1);
  const names = await unitsByIds(ctx.read, above);
  const posts = ctx.may('city.viewPeople') ? await findPosts(ctx.read, { unitId, notOverOn: today }) : [];
  return {
    ...unit,
    area,
    parents: above.flatMap((id) => names.get(id) ?? []).map(({ id, name }) => ({ id, name })),
    posts: posts.map((post) => postView(post, today)),
  };
}

export async function createUnit(ctx: WriteContext, input: InputOf<typeof unitCreate>): Promise<UnitRow> {
  const { tx } = ctx;
  await lockTree(ctx, 'units');
  const id = newId();
  const parent = await parentOf(ctx, input.kind, input.parentId);
  const path = pathBelow(parent?.path ?? null, id);
  decidedFor('parentId', deepEnough(levelsOf(path)));
  await checkArea(ctx, input.areaId);
  const owner = await unitByCode(tx, input.code);
  if (owner) throw codeTaken(input.code, owner.name);
  await addUnits(ctx, [{ ...input, id, path }]);
  return found(await unitRowById(tx, id, cityDay(ctx.now)));
}

export async function changeUnit(ctx: WriteContext, { unitId, revision, ...wanted }: InputOf<typeof unitChange>): Promise<UnitRow> {
  const { tx } = ctx;
  await lockTree(ctx, 'units');
  const row = asSeen(await lockUnit(ctx, unitId), revision);
  if (row.endedOn !== null) throw new Problem(cityProblems.alreadyEnded);
  const standing = Object.fromEntries(editable.map((key) => [key, row[key]])) as Pick<typeof row, (typeof editable)[number]>;
  const changed = difference(standing, wanted);
  if (changed) {
    const next = { ...standing, ...changed.after };
    const parent = await parentOf(ctx, next.kind, next.parentId);
    decidedFor('parentId', moveBelow(row.path, parent?.path ?? null));
    const path = pathBelow(parent?.path ?? null, unitId);
    if (path !== row.path) await checkDepth(ctx, row.path, path);
    await checkArea(ctx, next.areaId);
    if (changed.after.kind) {
      await checkPosts(ctx, unitId, next.kind);
      decidedFor('kind', unitsFitBelow(next.kind, await below(ctx, unitId)));
    }
    const owner = changed.after.code ? await unitByCode(tx, changed.after.code) : null;
    if (owner && owner.id !== unitId) throw codeTaken(next.code, owner.name);
    const search = searchText(next.name, 'other', next.shortName, next.code);
    await onceOnly(
      unitsOf(ctx, unitId)
        .set({ ...changed.after, search, revision: row.revision + 1 })
        .execute(),
    );
    await movePaths(ctx, row.path, path);
    await recordFact(ctx, 'unit.changed', ['unit', unitId], changed.after, changed.before);
  }
  return found(await unitRowById(tx, unitId, cityDay(ctx.now)));
}

export async function endUnit(
  ctx: WriteContext,
  { unitId, revision, endedOn = cityDay(ctx.now) }: InputOf<typeof unitEnd>,
): Promise<UnitRow> {
  const { tx } = ctx;
  await lockTree(ctx, 'units');
  const row = asSeen(await lockUnit(ctx, unitId), revision);
  if (row.endedOn !== null) throw new Problem(cityProblems.alreadyEnded);
  const posts = await findPosts(tx, { unitId, notOverOn: endedOn });
  refuseIfUsed([
    { what: { zh: '下级单位', en: 'units below' }, count: (await below(ctx, unitId)).length },
    { what: { zh: '岗位', en: 'posts' }, count: posts.length },
  ]);
  await unitsOf(ctx, unitId)
    .set({ active: false, endedOn, revision: row.revision + 1 })
    .execute();
  await recordFact(ctx, 'unit.ended', ['unit', unitId], { endedOn });
  return found(await unitRowById(tx, unitId, cityDay(ctx.now)));
}

/** What stands right below and has not ended. */
const below = (ctx: WriteContext, unitId: Id) =>
  ctx.tx
    .tables<CityTables>()
    .selectFrom('units')
    .select(['name', 'kind'])
    .where('cityId', '=', ctx.tx.cityId)
    .where('parentId', '=', unitId)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute();
const lockUnit = (ctx: WriteContext, id: Id) =>
  ctx.tx
    .writing<CityTables>()
    .selectFrom('units')
    .selectAll()
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
const unitsOf = (ctx: WriteContext, id: Id) =>
  ctx.tx.writing<CityTables>().updateTable('units').where('cityId', '=', ctx.tx.cityId).where('id', '=', id);

async function parentOf(ctx: WriteContext, kind: UnitKind, parentId: Id | null) {
  const parent = parentId === null ? null : found(await unitPlace(ctx.tx, parentId));
  decidedFor('parentId', placeUnit(kind, parent?.kind ?? null));
  return parent;
}

async function checkPosts(ctx: WriteContext, unitId: Id, kind: UnitKind): Promise<void> {
  const post = unfitPosts(await findPosts(ctx.tx, { unitId, notOverOn: cityDay(ctx.now) }))(unitId, kind);
  if (!post) return;
  decidedFor('kind', postsDoNotFit(post, kind));
}

async function checkArea(ctx: WriteContext, areaId: Id | null): Promise<void> {
  if (areaId !== null) found(await areaRef(ctx.tx, areaId));
}

/** What stands below goes down with it. */
async function checkDepth(ctx: WriteContext, from: string, to: string): Promise<void> {
  const [deepest] = await ctx.tx.rows(
    sql<{ levels: number }>`select max(cardinality(string_to_array(path, '/'))) as levels from units
      where city_id = ${ctx.tx.cityId} and path like ${withinPattern(from)}`,
  );
  decidedFor('parentId', deepEnough((deepest?.levels ?? levelsOf(from)) - levelsOf(from) + levelsOf(to)));
}

/** Everything below moves along. */
async function movePaths(ctx: WriteContext, from: string, to: string): Promise<void> {
  if (from === to) return;
  await ctx.tx
    .writing<CityTables>()
    .updateTable('units')
    .set({ path: sql<string>`${to} || substr(path, ${from.length + 1}::int)` })
    .where('cityId', '=', ctx.tx.cityId)
    .where('path', 'like', withinPattern(from))
    .execute();
}
