import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { InputOf } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { postAssign } from '../api/people.ts';
import type { PostRow } from '../store/posts.ts';
import type { CityTables } from '../store/tables.ts';
import { difference } from './change.ts';

/** 11 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

/** Locks people, so that posts given at once see each other; in the order of ids, so that two imports do not block each other. */
export async function lockPeople(ctx: WriteContext, ids: readonly Id[]): Promise<void> {
  const list = [...new Set(ids)];
  await ctx.tx.rows(
    sql`select id from people where city_id = ${ctx.tx.cityId} and id = any(${list}::uuid[]) order by id for no key update`,
  );
}

/** Gives posts that the rule allows, many at a time: two statements for a thousand. The caller has locked their people. */
export async function givePosts(ctx: WriteContext, posts: readonly InputOf<typeof postAssign>[]): Promise<void> {
  const rows = posts.map((post) => ({ ...post, deputyFor: null, id: newId() }));
  for (let at = 0; at < rows.length; at += BATCH)
    await ctx.tx
      .writing<CityTables>()
      .insertInto('posts')
      .values(rows.slice(at, at + BATCH).map((row) => ({ ...row, cityId: ctx.tx.cityId })))
      .execute();
  await ctx.recordAll(rows.map(({ id, ...after }) => ({ type: 'post.given' as const, subject: { kind: 'post', id }, after })));
}

export interface PostChange {
  readonly post: PostRow;
  readonly wanted: Pick<PostRow, 'title' | 'validFrom' | 'validTo'>;
}

/** Changes title and days of posts, as the rule allows, in one statement for a thousand. @throws Problem stale when somebody was faster */
export async function changePosts(ctx: WriteContext, changes: readonly PostChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const part = changes.slice(at, at + BATCH).map(({ post: { id, revision }, wanted }) => ({ id, revision, ...wanted }));
    const changed = await ctx.tx.rows(
      sql`update posts p set title = v.title, valid_from = v."validFrom", valid_to = v."validTo", revision = p.revision + 1
        from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as v(id uuid, revision integer, title text, "validFrom" date, "validTo" date)
        where p.city_id = ${ctx.tx.cityId} and p.id = v.id and p.revision = v.revision returning p.id`,
    );
    if (changed.length !== part.length) throw new Problem(problems.stale);
  }
  await ctx.recordAll(
    changes.flatMap(({ post: { id, title, validFrom, validTo }, wanted }) => {
      const changed = difference({ title, validFrom, validTo }, wanted);
      return changed ? [{ type: 'post.changed' as const, subject: { kind: 'post', id }, ...changed }] : [];
    }),
  );
}
