import { sql } from 'kysely';
import type { InputOf } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Fact, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { postAssign } from '../api/people.ts';
import type { PostRow } from '../store/posts.ts';
import type { CityTables } from '../store/tables.ts';
import { difference } from './change.ts';

/** 11 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

/** Gives posts that the rule allows, many at a time: two statements for a thousand. The caller has locked their people. */
export async function givePosts(ctx: WriteContext, posts: readonly InputOf<typeof postAssign>[]): Promise<void> {
  for (let at = 0; at < posts.length; at += BATCH) {
    const rows = posts.slice(at, at + BATCH).map((post) => ({ ...post, deputyFor: null, id: newId() }));
    await ctx.tx
      .writing<CityTables>()
      .insertInto('posts')
      .values(rows.map((row) => ({ ...row, cityId: ctx.tx.cityId })))
      .execute();
    await ctx.recordAll(rows.map(({ id, ...after }) => ({ type: 'post.given' as const, subject: { kind: 'post', id }, after })));
  }
}

export interface PostChange {
  readonly post: Pick<PostRow, 'id' | 'title' | 'validFrom' | 'validTo' | 'revision'>;
  readonly wanted: Pick<PostRow, 'title' | 'validFrom' | 'validTo'>;
}

/** Changes title and days of posts, as the rule allows, two statements for a thousand. @throws Problem stale when somebody was faster */
export async function changePosts(ctx: WriteContext, changes: readonly PostChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const part = changes.slice(at, at + BATCH);
    const values = part.map(({ post: { id, revision }, wanted }) => ({ id, revision, ...wanted }));
    const changed = await ctx.tx.rows(
      sql`update posts p set title = v.title, valid_from = v."validFrom", valid_to = v."validTo", revision = p.revision + 1
        from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v(id uuid, revision integer, title text, "validFrom" date, "validTo" date)
        where p.city_id = ${ctx.tx.cityId} and p.id = v.id and p.revision = v.revision returning p.id`,
    );
    if (changed.length !== part.length) throw new Problem(problems.stale);
    await ctx.recordAll(part.flatMap(changeFact));
  }
}

function changeFact({ post: { id, title, validFrom, validTo }, wanted }: PostChange): Fact[] {
  const changed = difference({ title, validFrom, validTo }, wanted);
  return changed ? [{ type: 'post.changed', subject: { kind: 'post', id }, ...changed }] : [];
}
