import type { Id } from '../../kernel/ids.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { choice, text, whole } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { areasFitBelow, placeArea } from '../rules.ts';
import { areaKinds, type AreaKind } from '../schema.ts';
import { addAreas } from '../service/add-areas.ts';
import { changeAreas } from '../service/change-areas.ts';
import { lockNamed, lockTree } from '../service/lock-rows.ts';
import { moveAlong, placesAfter } from '../service/move-below.ts';
import { areaTree } from '../store/areas.ts';
import { areasInTree, type AreaInTree } from '../store/coded.ts';
import { faultsOnly, repeated, sameLine, verdictOf, type Broken } from './planning.ts';
import { inSheetOrder, planTree } from './trees.ts';

const what = { zh: '片区', en: 'area' };

interface AreaLine {
  readonly code: string;
  readonly name: string;
  readonly kind: AreaKind;
  readonly parent: string | null;
  readonly sort: number | null;
}

async function standing(ctx: ReadContext) {
  const areas = await areasInTree(ctx.read);
  return { areas, byCode: new Map(areas.map((area) => [area.code, area])), lineOf: linesOf(areas) };
}

function linesOf(areas: readonly { readonly id: Id; readonly code: string }[]) {
  const codes = new Map(areas.map((area) => [area.id, area.code]));
  return ({ code, name, kind, parentId, sort }: Pick<AreaInTree, 'code' | 'name' | 'kind' | 'parentId' | 'sort'>): AreaLine => ({
    code,
    name,
    kind,
    parent: parentId === null ? null : (codes.get(parentId) ?? null),
    sort,
  });
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<AreaLine>[], broken: Broken<AreaLine>): Promise<Verdict[]> {
  const { areas, byCode, lineOf } = await standing(ctx);
  const twice = repeated(rows, broken, 'code', (row) => row.code ?? null);
  const lines = new Map(areas.map((area) => [area.code, { ...lineOf(area), ended: area.endedOn !== null }]));
  const tree = planTree({ what, standing: lines, rows, broken, place: placeArea, fit: areasFitBelow });
  const verdicts = await inSheetOrder(rows, tree.order, (numbered) => {
    const { row, values } = numbered;
    const known = byCode.get(values.code);
    const faults = [twice.get(row) ?? [], tree.faultsOf(numbered)].flat();
    if (faults.length === 0) tree.take(numbered);
    const same = known !== undefined && sameLine(lineOf(known), { ...values, sort: values.sort ?? known.sort });
    return verdictOf(faults, !known ? 'create' : same ? 'same' : 'update');
  });
  return [...verdicts, ...broken.map(({ row, values }) => faultsOnly(twice.get(row), tree.parentOfBroken(values.parent)))];
}

/** Nobody ends or moves a parent meanwhile. */
async function lock(ctx: WriteContext, rows: readonly NumberedRow<AreaLine>[]): Promise<void> {
  await lockTree(ctx, 'areas');
  await lockNamed(ctx, { areas: rows.flatMap(({ values }) => [values.code, values.parent]) });
}

/** New ones first, parents before children, so that changed ones find them. */
async function apply(ctx: WriteContext, rows: readonly (NumberedRow<AreaLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const { areas, byCode } = await standing(ctx);
  const ids = new Map([...byCode].map(([code, { id }]) => [code, id]));
  for (const { values } of rows) if (!ids.has(values.code)) ids.set(values.code, newId());
  const wanted = rows.map(({ values: { parent, sort, ...fields } }) => {
    const known = byCode.get(fields.code);
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    return { ...fields, id: ids.get(fields.code) ?? newId(), parentId, sort: sort ?? known?.sort ?? 0, known };
  });
  const { pathOf, along } = placesAfter(areas, wanted);
  const placed = wanted.map((area) => ({ ...area, path: pathOf(area.id) })).toSorted((a, b) => a.path.length - b.path.length);
  await addAreas(
    ctx,
    placed.flatMap(({ known, ...area }) => (known ? [] : [{ ...area, polygon: null }])),
  );
  await changeAreas(
    ctx,
    placed.flatMap(({ known, parentId, kind, name, sort, path }) =>
      known ? [{ area: known, wanted: { parentId, kind, name, sort }, path }] : [],
    ),
  );
  await moveAlong(ctx, 'areas', along);
}

async function* load(ctx: ReadContext): AsyncGenerator<AreaLine> {
  const areas = await areaTree(ctx.read, {});
  const lineOf = linesOf(areas);
  for (const area of areas) yield lineOf(area);
}

/** Names and places of areas; their borders come as GeoJSON. */
export const areasSheet = defineSheet({
  name: 'areas',
  title: { zh: '片区', en: 'Areas' },
  permission: 'city.view',
  importPermission: 'city.manageAreas',
  columns: {
    code: text({
      header: { zh: '片区代码', en: 'Code' },
      required: true,
      max: 40,
      width: 22,
      note: { zh: '按代码对应；新代码就是新片区', en: 'Rows are matched by code; a new code is a new area' },
      example: '690602001001',
    }),
    name: text({ header: { zh: '名称', en: 'Name' }, required: true, max: 80, width: 24, example: '河滨社区' }),
    kind: choice({ header: { zh: '类别', en: 'Kind' }, required: true, choices: areaKinds, example: '社区' }),
    parent: text({
      header: { zh: '上级片区代码', en: 'Parent code' },
      max: 40,
      width: 22,
      note: { zh: '区县没有上级，留空', en: 'Empty for a district' },
    }),
    sort: whole({ header: { zh: '顺序', en: 'Order' }, min: 0, max: 100_000 }),
  },
  load,
  lock,
  plan,
  apply,
});
