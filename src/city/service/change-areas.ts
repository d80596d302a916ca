import { sql } from 'kysely';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Fact, WriteContext } from '../../platform/context.ts';
import { searchText } from '../search-text.ts';
import { touchAreas } from '../store/areas.ts';
import type { AreaInTree } from '../store/coded.ts';
import { difference } from './change.ts';

/** Seven values a row, as one document. */
const BATCH = 1000;

export interface AreaChange {
  readonly area: AreaInTree;
  readonly wanted: Pick<AreaInTree, 'parentId' | 'kind' | 'name' | 'sort'>;
  /** Below the parent's, as it will stand. */
  readonly path: string;
}

/**
 * Changes areas that keep their codes and borders and whose places have been looked at, two statements for a thousand;
 * who stands below them is moved by the caller. @throws Problem stale when somebody was faster
 */
export async function changeAreas(ctx: WriteContext, changes: readonly AreaChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const part = changes.slice(at, at + BATCH);
    const values = part.map(({ area: { id, code, revision }, wanted: { parentId, kind, name, sort }, path }) => ({
      id,
      revision,
      parentId,
      kind,
      name,
      sort,
      path,
      search: searchText(name, 'other', code),
    }));
    const changed = await ctx.tx.rows(
      sql`update areas a set parent_id = v."parentId", kind = v.kind, name = v.name, sort = v.sort, path = v.path, search = v.search,
          revision = a.revision + 1
        from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
          as v(id uuid, revision integer, "parentId" uuid, kind text, name text, sort integer, path text, search text)
        where a.city_id = ${ctx.tx.cityId} and a.id = v.id and a.revision = v.revision and a.ended_on is null returning a.id`,
    );
    if (changed.length !== part.length) throw new Problem(problems.stale);
    await ctx.recordAll(part.flatMap(changeFact));
  }
  if (changes.length > 0) await touchAreas(ctx.tx);
}

function changeFact({ area: { id, parentId, kind, name, sort }, wanted }: AreaChange): Fact[] {
  const changed = difference({ parentId, kind, name, sort }, wanted);
  return changed ? [{ type: 'area.changed', subject: { kind: 'area', id }, ...changed }] : [];
}
