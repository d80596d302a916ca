import type { Id } from '../../kernel/ids.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { choice, text, whole } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { pathBelow, placeArea } from '../rules.ts';
import { areaKinds, type AreaKind, type AreaRow } from '../schema.ts';
import { addAreas, type NewArea } from '../service/add-areas.ts';
import { changeArea } from '../service/areas.ts';
import { areaTree } from '../store/areas.ts';
import {
  faultsOnly,
  inSheetOrder,
  missingParent,
  parentsFirst,
  parentsIn,
  placingFaults,
  repeated,
  sameLine,
  verdictOf,
  type Broken,
} from './planning.ts';

const what = { zh: '片区', en: 'area' };

interface AreaLine {
  readonly code: string;
  readonly name: string;
  readonly kind: AreaKind;
  readonly parent: string | null;
  readonly sort: number | null;
}

async function standing(ctx: ReadContext) {
  const areas = await areaTree(ctx.read, { ended: true });
  const codes = new Map(areas.map((area) => [area.id, area.code]));
  const lineOf = ({ code, name, kind, parentId, sort }: AreaRow): AreaLine => ({
    code,
    name,
    kind,
    parent: parentId === null ? null : (codes.get(parentId) ?? null),
    sort,
  });
  return { areas, byCode: new Map(areas.map((area) => [area.code, area])), lineOf };
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<AreaLine>[], broken: Broken<AreaLine>): Promise<Verdict[]> {
  const { byCode, lineOf } = await standing(ctx);
  const twice = repeated(rows, broken, 'code', (row) => row.code ?? null);
  const parents = parentsIn(rows, broken);
  const planned = new Map(
    [...byCode.values()].filter((area) => area.endedOn === null).map((area) => [area.code, { kind: area.kind, path: area.path }]),
  );
  const verdicts = inSheetOrder(rows, parentsFirst(rows), ({ row, values }) => {
    const known = byCode.get(values.code);
    const parent = values.parent === null ? null : planned.get(values.parent);
    const placing = { known: known && { path: known.path, ended: known.endedOn !== null }, parent, parentCode: values.parent };
    const placed = placeArea(values.kind, parent?.kind ?? null);
    const faults = [twice.get(row) ?? [], placingFaults({ ...placing, what, placed, row, parents })].flat();
    if (faults.length === 0)
      planned.set(values.code, { kind: values.kind, path: pathBelow(parent?.path ?? null, known?.id ?? values.code) });
    const same = known !== undefined && sameLine(lineOf(known), { ...values, sort: values.sort ?? known.sort });
    return verdictOf(faults, !known ? 'create' : same ? 'same' : 'update');
  });
  const more = broken.map(({ row, values: { parent } }) =>
    faultsOnly(twice.get(row), parent && !planned.has(parent) ? missingParent(parents, what, parent) : null),
  );
  return [...verdicts, ...more];
}

/** New ones at once, parents first, so that changed ones find them; then the changed ones, one by one as on the screen. */
async function apply(ctx: WriteContext, rows: readonly (NumberedRow<AreaLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const { byCode } = await standing(ctx);
  const placed = new Map<string, { readonly id: Id; readonly path: string }>(byCode);
  const sorted = parentsFirst(rows);
  const created = sorted.flatMap(({ values }): NewArea[] => {
    if (byCode.has(values.code)) return [];
    const id = newId();
    const parent = values.parent === null ? undefined : placed.get(values.parent);
    const place = { id, path: pathBelow(parent?.path ?? null, id) };
    placed.set(values.code, place);
    return [
      {
        ...place,
        kind: values.kind,
        name: values.name,
        code: values.code,
        sort: values.sort ?? 0,
        parentId: parent?.id ?? null,
        polygon: null,
      },
    ];
  });
  await addAreas(ctx, created);
  for (const { values } of sorted) {
    const known = byCode.get(values.code);
    if (!known) continue;
    const { parent, sort, ...fields } = values;
    const parentId = parent === null ? null : (placed.get(parent)?.id ?? null);
    await changeArea(ctx, { ...fields, parentId, sort: sort ?? known.sort, areaId: known.id, revision: known.revision });
  }
}

async function* load(ctx: ReadContext): AsyncGenerator<AreaLine> {
  const { areas, lineOf } = await standing(ctx);
  for (const area of areas) if (area.endedOn === null) yield lineOf(area);
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
  plan,
  apply,
});
