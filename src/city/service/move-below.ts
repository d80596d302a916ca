import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { pathsOf } from '../rules.ts';
import { decided } from '../../kernel/problem.ts';

interface InTree {
  readonly id: Id;
  readonly parentId: Id | null;
}

/** What a sheet wants of a tree: `known` is the record as it stands, undefined for a new one. */
export interface Wanted<Row extends InTree> extends InTree {
  readonly known: Row | undefined;
}

/** Who stands where after all of them: paths by id, and those who are only taken along by others above them. */
export function placesAfter<Row extends InTree & { readonly path: string }>(standing: readonly Row[], wanted: readonly Wanted<Row>[]) {
  const named = new Set(wanted.map(({ id }) => id));
  const others = standing.filter(({ id }) => !named.has(id));
  const paths = decided(pathsOf([...others, ...wanted]));
  const pathOf = (id: Id): string => paths.get(id) ?? id;
  const along = others.flatMap(({ id, path }) => (pathOf(id) === path ? [] : [{ id, path: pathOf(id) }]));
  return { pathOf, along };
}

const BATCH = 1000;

/** Writes the paths of records that others have taken along, in one statement for a thousand. */
export async function moveAlong(
  ctx: WriteContext,
  table: 'areas' | 'units',
  moved: readonly { readonly id: Id; readonly path: string }[],
): Promise<void> {
  for (let at = 0; at < moved.length; at += BATCH) {
    const part = JSON.stringify(moved.slice(at, at + BATCH));
    await ctx.tx.rows(
      sql`update ${sql.table(table)} t set path = v.path from jsonb_to_recordset(${part}::jsonb) as v(id uuid, path text)
        where t.city_id = ${ctx.tx.cityId} and t.id = v.id`,
    );
  }
}
