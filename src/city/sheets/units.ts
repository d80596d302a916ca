import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { choice, text, whole, yesNo } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { cityDay, placeUnit, postsDoNotFit, unfitPosts, unitsFitBelow } from '../rules.ts';
import { unitKinds, type UnitKind, type UnitRow } from '../schema.ts';
import { lockNamed, lockTree } from '../service/lock-rows.ts';
import { moveAlong, placesAfter } from '../service/move-below.ts';
import { addUnits, changeUnits } from '../service/save-units.ts';
import { codedAreas } from '../store/coded.ts';
import { findPosts } from '../store/posts.ts';
import { unitTree } from '../store/units.ts';
import { faultOf, faultsOnly, repeated, sameLine, unknown, verdictOf, type Broken } from './planning.ts';
import { inSheetOrder, planTree } from './trees.ts';

const phoneForm = {
  max: 24,
  pattern: /^[0-9+\-() ]{3,24}$/,
  form: { zh: '电话只能有数字和 + - ( )', en: 'digits and + - ( ) only' },
} as const;

const what = { zh: '单位', en: 'unit' };

interface UnitLine {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: UnitKind;
  readonly parent: string | null;
  readonly area: string | null;
  readonly keyUnit: boolean;
  readonly phone: string | null;
  readonly sort: number | null;
}

/** Units and areas by code, as they stand. */
async function standing(ctx: ReadContext) {
  const units = await unitTree(ctx.read, { ended: true }, cityDay(ctx.now));
  const areas = await codedAreas(ctx.read);
  const codes = new Map(units.map((unit) => [unit.id, unit.code]));
  const areaCodes = new Map(areas.map((area) => [area.id, area.code]));
  const lineOf = (unit: UnitRow): UnitLine => {
    const { code, name, shortName, kind, keyUnit, phone, sort } = unit;
    const parent = unit.parentId === null ? null : (codes.get(unit.parentId) ?? null);
    return {
      code,
      name,
      shortName,
      kind,
      parent,
      area: unit.areaId === null ? null : (areaCodes.get(unit.areaId) ?? null),
      keyUnit,
      phone,
      sort,
    };
  };
  return { units, byCode: new Map(units.map((unit) => [unit.code, unit])), areas: new Map(areas.map((area) => [area.code, area])), lineOf };
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<UnitLine>[], broken: Broken<UnitLine>): Promise<Verdict[]> {
  const { units, byCode, areas, lineOf } = await standing(ctx);
  const turned = rows.flatMap(({ values: { code, kind } }) => {
    const known = byCode.get(code);
    return known && known.kind !== kind ? [known.id] : [];
  });
  const unfit = unfitPosts(turned.length > 0 ? await findPosts(ctx.read, { units: turned, notOverOn: cityDay(ctx.now) }) : []);
  const twice = repeated(rows, broken, 'code', (row) => row.code ?? null);
  const lines = new Map(units.map((unit) => [unit.code, { ...lineOf(unit), ended: !unit.active }]));
  const tree = planTree({ what, standing: lines, rows, broken, place: placeUnit, fit: unitsFitBelow });
  const areaFault = (area: string | null | undefined) => (area && !areas.has(area) ? unknown('area', '片区', 'area', area) : null);
  const verdicts = await inSheetOrder(rows, tree.order, (numbered) => {
    const { row, values } = numbered;
    const known = byCode.get(values.code);
    const faults = [twice.get(row) ?? [], tree.faultsOf(numbered), areaFault(values.area) ?? []].flat();
    const post = known && values.kind !== known.kind ? unfit(known.id, values.kind) : undefined;
    if (post) faults.push(faultOf('kind', postsDoNotFit(post, values.kind)));
    if (faults.length === 0) tree.take(numbered);
    const same = known !== undefined && sameLine(lineOf(known), { ...values, sort: values.sort ?? known.sort });
    return verdictOf(faults, !known ? 'create' : same ? 'same' : 'update');
  });
  const more = broken.map(({ row, values }) => faultsOnly(twice.get(row), tree.parentOfBroken(values.parent), areaFault(values.area)));
  return [...verdicts, ...more];
}

/** Nobody ends or moves a parent meanwhile. */
async function lock(ctx: WriteContext, rows: readonly NumberedRow<UnitLine>[]): Promise<void> {
  await lockTree(ctx, 'units');
  await lockNamed(ctx, {
    areas: rows.map(({ values }) => values.area),
    units: rows.flatMap(({ values }) => [values.code, values.parent]),
  });
}

/** New ones first, parents before children, so that changed ones find them. */
async function apply(ctx: WriteContext, rows: readonly (NumberedRow<UnitLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const { units, byCode, areas } = await standing(ctx);
  const ids = new Map([...byCode].map(([code, { id }]) => [code, id]));
  for (const { values } of rows) if (!ids.has(values.code)) ids.set(values.code, newId());
  const wanted = rows.map(({ values: { parent, area, sort, ...fields } }) => {
    const known = byCode.get(fields.code);
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    const areaId = area === null ? null : (areas.get(area)?.id ?? null);
    return { ...fields, id: ids.get(fields.code) ?? newId(), parentId, areaId, sort: sort ?? known?.sort ?? 0, known };
  });
  const { pathOf, along } = placesAfter(units, wanted);
  const placed = wanted.map((unit) => ({ ...unit, path: pathOf(unit.id) })).toSorted((a, b) => a.path.length - b.path.length);
  await addUnits(
    ctx,
    placed.flatMap(({ known, ...unit }) => (known ? [] : [unit])),
  );
  await changeUnits(
    ctx,
    placed.flatMap(({ known, id: _id, code: _code, path, ...fields }) => (known ? [{ unit: known, wanted: fields, path }] : [])),
  );
  await moveAlong(ctx, 'units', along);
}

async function* load(ctx: ReadContext): AsyncGenerator<UnitLine> {
  const { units, lineOf } = await standing(ctx);
  for (const unit of units) if (unit.active) yield lineOf(unit);
}

export const unitsSheet = defineSheet({
  name: 'units',
  title: { zh: '单位', en: 'Units' },
  permission: 'city.view',
  importPermission: 'city.manageUnits',
  columns: {
    code: text({
      header: { zh: '单位代码', en: 'Code' },
      required: true,
      max: 40,
      note: { zh: '按代码对应；新代码就是新单位', en: 'Rows are matched by code; a new code is a new unit' },
      example: 'CGJ',
    }),
    name: text({ header: { zh: '单位名称', en: 'Name' }, required: true, max: 80, width: 32, example: '城市管理局' }),
    shortName: text({ header: { zh: '简称', en: 'Short name' }, required: true, max: 20, example: '城管局' }),
    kind: choice({ header: { zh: '类别', en: 'Kind' }, required: true, choices: unitKinds, example: '部门' }),
    parent: text({ header: { zh: '上级单位代码', en: 'Parent code' }, max: 40, note: { zh: '没有上级留空', en: 'Empty at the top' } }),
    area: text({
      header: { zh: '所管片区代码', en: 'Area code' },
      max: 40,
      note: { zh: '街道、社区填自己的片区', en: 'The area that a street office or community looks after' },
    }),
    keyUnit: yesNo({ header: { zh: '重点责任部门', en: 'Key unit' }, required: true, example: '是' }),
    phone: text({ header: { zh: '电话', en: 'Phone' }, ...phoneForm }),
    sort: whole({ header: { zh: '顺序', en: 'Order' }, min: 0, max: 100_000 }),
  },
  load,
  lock,
  plan,
  apply,
});
