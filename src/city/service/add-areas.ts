import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { AreaKind, PolygonGeometry } from '../schema.ts';
import { searchText } from '../search-text.ts';
import { shapeOf } from '../shape.ts';
import { touchAreas } from '../store/areas.ts';
import type { CityTables } from '../store/tables.ts';

export interface NewArea {
  readonly id: Id;
  readonly kind: AreaKind;
  readonly name: string;
  readonly code: string;
  readonly sort: number;
  readonly parentId: Id | null;
  /** Below the parent's. */
  readonly path: string;
  readonly polygon: PolygonGeometry | null;
}

/** 17 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

/** Adds areas whose place and border have been looked at, parents before children. @throws Problem stale when a code was taken meanwhile */
export async function addAreas(ctx: WriteContext, areas: readonly NewArea[]): Promise<void> {
  for (let at = 0; at < areas.length; at += BATCH) await addBatch(ctx, areas.slice(at, at + BATCH));
  if (areas.length > 0) await touchAreas(ctx.tx);
}

async function addBatch(ctx: WriteContext, areas: readonly NewArea[]): Promise<void> {
  const { tx } = ctx;
  const rows = areas.map((area) => ({
    ...area,
    cityId: tx.cityId,
    ...shapeOf(area.polygon),
    endedOn: null,
    search: searchText(area.name, 'other', area.code),
  }));
  const made = await tx
    .writing<CityTables>()
    .insertInto('areas')
    .values(rows)
    .onConflict((on) => on.columns(['cityId', 'code']).doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== BigInt(rows.length)) throw new Problem(problems.stale);
  await ctx.recordAll(
    areas.map(({ id, parentId, kind, name, code, sort, polygon }) => ({
      type: 'area.added',
      subject: { kind: 'area', id },
      after: { parentId, kind, name, code, sort, border: polygon !== null },
    })),
  );
}
