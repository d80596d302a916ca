import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import { Problem, type Fault } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { areasImport } from '../api.ts';
import { breathe, readCollection, type DrawnFeature } from '../border-file.ts';
import { outsideParent } from '../nesting.ts';
import { pathBelow, placeArea } from '../rules.ts';
import { cityProblems, type AreaKind, type PolygonGeometry } from '../schema.ts';
import { shapeOf } from '../shape.ts';
import { touchAreas } from '../store/areas.ts';
import type { CityTables } from '../store/tables.ts';
import { addAreas } from './add-areas.ts';
import { lockTree } from './lock-rows.ts';
import { recordFact } from './change.ts';

interface Known {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly kind: AreaKind;
  readonly path: string;
  readonly parentCode: string | null;
  readonly polygon: PolygonGeometry | null;
}

/** An area as it will stand after the import. */
interface Planned extends Known {
  readonly drawn: DrawnFeature | null;
  readonly isNew: boolean;
}

type Plan = ReadonlyMap<string, Planned>;

/** Looks at every feature before anything is written; one fault refuses the whole file. */
export async function importBorders(ctx: WriteContext, input: InputOf<typeof areasImport>): Promise<OutputOf<typeof areasImport>> {
  const file = await readCollection(input.collection, input);
  if (!input.preview) await lockTree(ctx, 'areas');
  const known = await knownAreas(ctx);
  const { plan, faults: unplaced } = planned(known, file.features);
  const faults = [...file.faults, ...unplaced, ...(await nestingFaults(plan))];
  if (faults.length > 0) throw new Problem(cityProblems.faultyBorders, { count: faults.length }, faults.slice(0, 500));
  const drawn = [...plan.values()].filter((area) => area.drawn !== null);
  const created = drawn.filter((area) => area.isNew);
  const changed = drawn.filter((area) => !area.isNew && JSON.stringify(known.get(area.code)?.polygon) !== JSON.stringify(area.polygon));
  if (!input.preview && created.length + changed.length > 0) await save(ctx, created, changed);
  const codes = (areas: readonly Planned[]) => areas.map((area) => area.code);
  return { features: drawn.length, created: codes(created), changed: codes(changed), same: drawn.length - created.length - changed.length };
}

async function knownAreas(ctx: WriteContext): Promise<ReadonlyMap<string, Known>> {
  const rows = await ctx.tx
    .writing<CityTables>()
    .selectFrom('areas')
    .leftJoin('areas as parent', (join) => join.onRef('parent.cityId', '=', 'areas.cityId').onRef('parent.id', '=', 'areas.parentId'))
    .select(['areas.id', 'areas.code', 'areas.name', 'areas.kind', 'areas.path', 'areas.polygon', 'parent.code as parentCode'])
    .where('areas.cityId', '=', ctx.tx.cityId)
    .where('areas.endedOn', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

/** The city's areas with the drawn borders laid over them; new ones placed below their parents. */
function planned(known: ReadonlyMap<string, Known>, features: readonly DrawnFeature[]): { plan: Plan; faults: Fault[] } {
  const plan = new Map<string, Planned>([...known.values()].map((area) => [area.code, { ...area, drawn: null, isNew: false }]));
  const faults: Fault[] = [];
  for (const drawn of inOrder(features)) {
    const standing = plan.get(drawn.code);
    if (standing) plan.set(drawn.code, { ...standing, polygon: drawn.polygon, drawn });
    else {
      const placed = newArea(plan, drawn);
      if ('fault' in placed) faults.push(placed.fault);
      else plan.set(drawn.code, placed.area);
    }
  }
  return { plan, faults };
}

const depth: readonly AreaKind[] = ['district', 'street', 'community', 'block', 'compound'];
/** Parents first, so that a file may bring both. */
const inOrder = (features: readonly DrawnFeature[]) =>
  features.toSorted((a, b) => depth.indexOf(a.kind ?? 'district') - depth.indexOf(b.kind ?? 'district'));

function newArea(plan: Plan, drawn: DrawnFeature): { area: Planned } | { fault: Fault } {
  const { code, name, kind, parentCode, path } = drawn;
  const fault = (field: string, reason: string, zh: string, en: string) => ({
    fault: { path: `${path}.properties.${field}`, code: reason, zh: `“${code}”：${zh}`, en: `"${code}": ${en}` },
  });
  if (name === null || kind === null) {
    return fault(
      'code',
      'unknownCode',
      '没有这个代码的片区；要新增，请写明 name 和 kind。',
      'no area has this code; to add one, give name and kind.',
    );
  }
  const parent = parentCode === null ? null : plan.get(parentCode);
  if (parent === undefined)
    return fault('parent', 'unknownParent', `没有代码为“${parentCode}”的上级。`, `there is no parent with the code "${parentCode}".`);
  if (placeArea(kind, parent?.kind ?? null).refused)
    return fault('parent', 'wrongParent', '这种片区不能放在这个上级下面。', 'this kind cannot stand below that parent.');
  const id = newId();
  return {
    area: { id, code, name, kind, parentCode, path: pathBelow(parent?.path ?? null, id), polygon: drawn.polygon, drawn, isNew: true },
  };
}

/** Every drawn border within its parent's, and every border that stands within a redrawn parent's. */
async function nestingFaults(plan: Plan): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const area of plan.values()) {
    const parent = area.parentCode === null ? undefined : plan.get(area.parentCode);
    if (!area.polygon || !parent?.polygon || (!area.drawn && !parent.drawn)) continue;
    const path = `${(area.drawn ?? parent.drawn)?.path ?? ''}.geometry`;
    faults.push(...outsideParent({ polygon: area.polygon, path, name: area.name }, { polygon: parent.polygon, name: parent.name }));
    await breathe();
  }
  return faults;
}

async function save(ctx: WriteContext, created: readonly Planned[], changed: readonly Planned[]): Promise<void> {
  const { tx } = ctx;
  const db = tx.writing<CityTables>();
  for (const area of changed) {
    await db
      .updateTable('areas')
      .set({ polygon: area.polygon, ...shapeOf(area.polygon), revision: sql<number>`revision + 1` })
      .where('cityId', '=', tx.cityId)
      .where('id', '=', area.id)
      .execute();
    await recordFact(ctx, 'area.changed', ['area', area.id], { border: 'changed' });
  }
  await addAreas(
    ctx,
    created.map(({ id, code, name, kind, path, polygon }) => ({
      id,
      code,
      name,
      kind,
      path,
      polygon,
      parentId: path.split('/').at(-2) ?? null,
      sort: 0,
    })),
  );
  await touchAreas(tx);
}
