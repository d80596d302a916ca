import { sql } from 'kysely';
import { Problem } from '../../../kernel/problem.ts';
import type { WriteContext } from '../../../platform/context.ts';

/** Does the work or nothing of it, without ending the request's transaction: photos that came with a refused form stay. */
export async function attempt<T>(
  ctx: WriteContext,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly refused?: undefined } | { readonly done?: undefined; readonly refused: Problem }> {
  await ctx.tx.rows(sql`savepoint attempt`);
  try {
    const done = await work();
    await ctx.tx.rows(sql`release savepoint attempt`);
    return { done };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await ctx.tx.rows(sql`rollback to savepoint attempt`);
    return { refused: error };
  }
}
