import { sql } from 'kysely';
import gcoord from 'gcoord';
import type { Id } from '../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { areaAt, areaChange, areaCreate, areaEnd, areaGet, areasList, areasMap, areasTree } from '../api.ts';
import { readBorder } from '../borders.ts';
import { outsideParent } from '../nesting.ts';
import { areasFitBelow, cityDay, moveBelow, pathBelow, placeArea } from '../rules.ts';
import { areaKind, cityProblems, type AreaKind, type AreaRow, type PolygonGeometry } from '../schema.ts';
import { searchText } from '../search-text.ts';
import { shapeOf } from '../shape.ts';
import { areaByCode, areaChain, areaPage, areaRef, areaRowById, areaTree, bordersOf, touchAreas } from '../store/areas.ts';
import { compoundOf, facilitiesOf, venuesOf } from '../store/compounds.ts';
import { dutiesOn, findDuties } from '../store/duties.ts';
import { findPosts } from '../store/posts.ts';
import type { CityTables } from '../store/tables.ts';
import { withinPattern } from '../store/tree.ts';
import { unitsOfAreas } from '../store/units.ts';
import { addAreas } from './add-areas.ts';
import { areaMap } from './area-map.ts';
import { asSeen, codeTaken, decidedFor, difference, found, onceOnly, recordFact, refuseIfUsed } from './change.ts';
import { reach, reaches } from './gate.ts';
import { lockTree } from './lock-rows.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';

/** `district,street` → kinds; unknown words are left out. */
function kindsOf(text: string | undefined): readonly AreaKind[] | undefined {
  const kinds = text?.split(',').flatMap((word) => areaKind.safeParse(word.trim()).data ?? []);
  return kinds?.length ? kinds : undefined;
}

const pathOf = async (ctx: ReadContext, areaId: Id | undefined) =>
  areaId === undefined ? undefined : found(await areaRef(ctx.read, areaId)).path;

export async function treeOfAreas(ctx: ReadContext, input: InputOf<typeof areasTree>): Promise<OutputOf<typeof areasTree>> {
  return { items: await areaTree(ctx.read, { under: await pathOf(ctx, input.under), kinds: kindsOf(input.kinds), ended: input.ended }) };
}

export async function listAreas(ctx: ReadContext, input: InputOf<typeof areasList>): Promise<OutputOf<typeof areasList>> {
  const [after = null] = afterCursor(input.cursor, 1) ?? [];
  const filter = { q: input.q, kinds: input.kind ? [input.kind] : undefined, under: await pathOf(ctx, input.under), ended: input.ended };
  return pageFrom(await areaPage(ctx.read, filter, after, input.limit + 1), input.limit, (area) => [area.code]);
}

export async function getArea(ctx: ReadContext, { areaId }: { areaId: Id }): Promise<OutputOf<typeof areaGet>> {
  const { read } = ctx;
  const row = found(await areaRowById(read, areaId));
  const [border] = await bordersOf(read, { ids: [areaId] });
  const duty = (await dutiesOn(read, [areaId], cityDay(ctx.now))).get(areaId);
  const { lng: _lng, lat: _lat, ...box } = shapeOf(border?.polygon ?? null);
  const { minLng, minLat, maxLng, maxLat } = box;
  return {
    ...row,
    polygon: border?.polygon ?? null,
    bounds: minLng !== null && minLat !== null && maxLng !== null && maxLat !== null ? { minLng, minLat, maxLng, maxLat } : null,
    chain: await areaChain(read, row.path),
    responsible: duty
      ? { dutyId: duty.id, person: { id: duty.personId, name: duty.personName }, since: duty.validFrom, until: duty.validTo }
      : null,
    compound: await compoundOf(read, areaId),
    facilities: await facilitiesOf(read, areaId),
    venues: await venuesOf(read, areaId),
    units: await unitsOfAreas(read, [areaId]),
    may: {
      change: ctx.may('city.manageAreas'),
      assignDuty: reaches(await reach(ctx, 'city.assignDuties'), row.path),
      keep: reaches(await reach(ctx, 'city.keepCompounds'), row.path),
    },
  };
}

export async function mapOfAreas(ctx: ReadContext, input: InputOf<typeof areasMap>): Promise<OutputOf<typeof areasMap>> {
  const asked = kindsOf(input.kinds);
  // Ten thousand compounds are megabytes: the public gets them for the area it looks at.
  const kinds =
    ctx.actor.kind === 'public' && !input.under
      ? (asked ?? areaKind.options).filter((kind) => kind !== 'compound' && kind !== 'block')
      : asked;
  const borders = kinds?.length === 0 ? [] : await bordersOf(ctx.read, { under: await pathOf(ctx, input.under), kinds });
  const features = borders.map(({ id, code, name, kind, parentId, polygon }) => ({
    type: 'Feature' as const,
    id,
    properties: { code, name, kind, parentId },
    geometry: polygon,
  }));
  return { type: 'FeatureCollection', features };
}

export async function areaAtPosition(
  ctx: ReadContext,
  { lng, lat, coordinates }: InputOf<typeof areaAt>,
): Promise<OutputOf<typeof areaAt>> {
  const [x, y] = coordinates === 'gcj02' ? gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84) : [lng, lat];
  const place = (await areaMap(ctx.read)).find({ lng: x, lat: y });
  return { areaId: place?.areaId ?? null, path: place ? [...place.path] : [] };
}

export async function createArea(ctx: WriteContext, { polygon, ...input }: InputOf<typeof areaCreate>): Promise<AreaRow> {
  const { tx } = ctx;
  await lockTree(ctx, 'areas');
  const id = newId();
  const parent = await parentOf(ctx, input.kind, input.parentId);
  const border = await checkedBorder(ctx, polygon, input.name, input.parentId);
  const owner = await areaByCode(tx, input.code);
  if (owner) throw codeTaken(input.code, owner.name);
  await addAreas(ctx, [{ ...input, id, path: pathBelow(parent?.path ?? null, id), polygon: border }]);
  return found(await areaRowById(tx, id));
}

export async function changeArea(
  ctx: WriteContext,
  { areaId, revision, polygon, ...wanted }: InputOf<typeof areaChange>,
): Promise<AreaRow> {
  const { tx } = ctx;
  await lockTree(ctx, 'areas');
  const row = asSeen(await lockArea(ctx, areaId), revision);
  if (row.endedOn !== null) throw new Problem(cityProblems.alreadyEnded);
  const { parentId, kind, name, code, sort } = row;
  const standing = { parentId, kind, name, code, sort };
  const changed = difference(standing, wanted);
  if (!changed && polygon === undefined) return found(await areaRowById(tx, areaId));
  const next = { ...standing, ...changed?.after };
  const parent = await parentOf(ctx, next.kind, next.parentId);
  decidedFor('parentId', moveBelow(row.path, parent?.path ?? null));
  if (next.kind !== row.kind) decidedFor('kind', areasFitBelow(next.kind, await below(ctx, areaId)));
  const owner = changed?.after.code ? await areaByCode(tx, changed.after.code) : null;
  if (owner && owner.id !== areaId) throw codeTaken(next.code, owner.name);
  const border = polygon === undefined ? {} : await borderColumns(ctx, polygon, next.name, next.parentId);
  const values = { ...changed?.after, ...border, search: searchText(next.name, 'other', next.code), revision: row.revision + 1 };
  await onceOnly(areasOf(ctx, areaId).set(values).execute());
  await movePaths(ctx, row.path, pathBelow(parent?.path ?? null, areaId));
  await touchAreas(tx);
  // A border has thousands of numbers: the journal says that it changed.
  const redrawn = polygon === undefined ? {} : { border: 'changed' };
  await recordFact(ctx, 'area.changed', ['area', areaId], { ...changed?.after, ...redrawn }, changed?.before ?? {});
  return found(await areaRowById(tx, areaId));
}

export async function endArea(
  ctx: WriteContext,
  { areaId, revision, endedOn = cityDay(ctx.now) }: InputOf<typeof areaEnd>,
): Promise<AreaRow> {
  const { tx } = ctx;
  await lockTree(ctx, 'areas');
  const row = asSeen(await lockArea(ctx, areaId), revision);
  if (row.endedOn !== null) throw new Problem(cityProblems.alreadyEnded);
  const children = await below(ctx, areaId);
  refuseIfUsed([
    { what: { zh: '下级片区', en: 'areas within' }, count: children.length },
    { what: { zh: '包片责任', en: 'area duties' }, count: (await findDuties(tx, { areaIds: [areaId], notOverOn: endedOn })).length },
    { what: { zh: '岗位', en: 'posts' }, count: (await findPosts(tx, { areaId, notOverOn: endedOn })).length },
    { what: { zh: '单位', en: 'units' }, count: (await unitsOfAreas(tx, [areaId])).length },
  ]);
  await areasOf(ctx, areaId)
    .set({ endedOn, revision: row.revision + 1 })
    .execute();
  await touchAreas(tx);
  await recordFact(ctx, 'area.ended', ['area', areaId], { endedOn });
  return found(await areaRowById(tx, areaId));
}

/** What stands right below and has not ended. */
const below = (ctx: WriteContext, areaId: Id) =>
  ctx.tx
    .tables<CityTables>()
    .selectFrom('areas')
    .select(['name', 'kind'])
    .where('cityId', '=', ctx.tx.cityId)
    .where('parentId', '=', areaId)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute();
const lockArea = (ctx: WriteContext, id: Id) =>
  ctx.tx
    .writing<CityTables>()
    .selectFrom('areas')
    .selectAll()
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
const areasOf = (ctx: WriteContext, id: Id) =>
  ctx.tx.writing<CityTables>().updateTable('areas').where('cityId', '=', ctx.tx.cityId).where('id', '=', id);

async function parentOf(ctx: WriteContext, kind: AreaKind, parentId: Id | null) {
  const parent = parentId === null ? null : found(await areaRef(ctx.tx, parentId));
  decidedFor('parentId', placeArea(kind, parent?.kind ?? null));
  return parent;
}

async function borderColumns(ctx: WriteContext, polygon: PolygonGeometry | null, name: string, parentId: Id | null) {
  const border = await checkedBorder(ctx, polygon, name, parentId);
  return { polygon: border, ...shapeOf(border) };
}

/** @throws Problem faultyBorders naming every fault */
async function checkedBorder(
  ctx: WriteContext,
  polygon: PolygonGeometry | null,
  name: string,
  parentId: Id | null,
): Promise<PolygonGeometry | null> {
  if (polygon === null) return null;
  const read = readBorder(polygon, 'polygon', name, { coordinates: 'wgs84', turnRings: false });
  const [around] = parentId === null ? [] : await bordersOf(ctx.tx, { ids: [parentId] });
  const outside = read.polygon && around ? outsideParent({ polygon: read.polygon, path: 'polygon', name }, around) : [];
  const faults = [...read.faults, ...outside];
  if (faults.length > 0) throw new Problem(cityProblems.faultyBorders, { count: faults.length }, faults);
  return read.polygon;
}

/** Everything below moves along. */
async function movePaths(ctx: WriteContext, from: string, to: string): Promise<void> {
  if (from === to) return;
  await ctx.tx
    .writing<CityTables>()
    .updateTable('areas')
    .set({ path: sql<string>`${to} || substr(path, ${from.length + 1}::int)` })
    .where('cityId', '=', ctx.tx.cityId)
    .where('path', 'like', withinPattern(from))
    .execute();
}
