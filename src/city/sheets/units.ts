import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { choice, text, whole, yesNo } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { cityDay, pathBelow, placeUnit, postsDoNotFit, unfitPosts } from '../rules.ts';
import { unitKinds, type UnitKind, type UnitRow } from '../schema.ts';
import { changeUnit, createUnit } from '../service/units.ts';
import { areaTree } from '../store/areas.ts';
import { findPosts } from '../store/posts.ts';
import { unitTree } from '../store/units.ts';
import {
  faultOf,
  faultsOnly,
  inSheetOrder,
  missingParent,
  parentsFirst,
  parentsIn,
  placingFaults,
  repeated,
  sameLine,
  unknown,
  verdictOf,
  type Broken,
} from './planning.ts';

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
  const areas = await areaTree(ctx.read, {});
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
  const { byCode, areas, lineOf } = await standing(ctx);
  const unfit = unfitPosts(await findPosts(ctx.read, { notOverOn: cityDay(ctx.now) }));
  const twice = repeated(rows, broken, 'code', (row) => row.code ?? null);
  const parents = parentsIn(rows, broken);
  // Kind and path of every unit as it will stand; rows in order add to it.
  const planned = new Map(
    [...byCode.values()].filter((unit) => unit.active).map((unit) => [unit.code, { kind: unit.kind, path: unit.path }]),
  );
  const verdicts = inSheetOrder(rows, parentsFirst(rows), ({ row, values }) => {
    const known = byCode.get(values.code);
    const parent = values.parent === null ? null : planned.get(values.parent);
    const placing = { known: known && { path: known.path, ended: !known.active }, parent, parentCode: values.parent };
    const placed = placeUnit(values.kind, parent?.kind ?? null);
    const faults = [twice.get(row) ?? [], placingFaults({ ...placing, what, placed, row, parents })].flat();
    if (values.area !== null && !areas.has(values.area)) faults.push(unknown('area', '片区', 'area', values.area));
    const post = known && values.kind !== known.kind ? unfit(known.id, values.kind) : undefined;
    if (post) faults.push(faultOf('kind', postsDoNotFit(post, values.kind)));
    if (faults.length === 0)
      planned.set(values.code, { kind: values.kind, path: pathBelow(parent?.path ?? null, known?.id ?? values.code) });
    const same = known !== undefined && sameLine(lineOf(known), { ...values, sort: values.sort ?? known.sort });
    return verdictOf(faults, !known ? 'create' : same ? 'same' : 'update');
  });
  const more = broken.map(({ row, values: { parent, area } }) =>
    faultsOnly(
      twice.get(row),
      parent && !planned.has(parent) ? missingParent(parents, what, parent) : null,
      area && !areas.has(area) ? unknown('area', '片区', 'area', area) : null,
    ),
  );
  return [...verdicts, ...more];
}

async function apply(ctx: WriteContext, rows: readonly (NumberedRow<UnitLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const { byCode, areas } = await standing(ctx);
  const ids = new Map([...byCode.values()].map((unit) => [unit.code, unit.id]));
  for (const { values } of parentsFirst(rows)) {
    const { parent, area, sort, ...fields } = values;
    const wanted = {
      ...fields,
      parentId: parent === null ? null : (ids.get(parent) ?? null),
      areaId: area === null ? null : (areas.get(area)?.id ?? null),
    };
    const known = byCode.get(values.code);
    const saved = known
      ? await changeUnit(ctx, { ...wanted, sort: sort ?? known.sort, unitId: known.id, revision: known.revision })
      : await createUnit(ctx, { ...wanted, sort: sort ?? 0 });
    ids.set(saved.code, saved.id);
  }
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
  plan,
  apply,
});
