import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { dueColumns } from '../rules/deadlines.ts';
import { casework } from '../store/casework.ts';
import { eventsOf, historyOf } from '../store/history.ts';
import type { CaseRow } from '../store/rows.ts';
import type { CaseTables } from '../store/tables.ts';

/** Due times of open cases, once more from their histories: after the calendar or the settings changed. */

const BATCH = 200;

export async function recomputeDue(ctx: WriteContext, input: { readonly after?: Id | undefined }): Promise<void> {
  const { work } = await casework(ctx.tx);
  const rows = await ctx.tx.rows(sql<Pick<CaseRow, 'id' | 'limits'>>`
    select id, limits from cases where city_id = ${ctx.tx.cityId} and open and (${input.after ?? null}::uuid is null or id > ${input.after ?? null}) order by id limit ${BATCH} for update`);
  for (const row of rows) {
    const columns = dueColumns(work, historyOf(await eventsOf(ctx.tx, row.id)), row.limits);
    await ctx.tx
      .writing<CaseTables>()
      .updateTable('cases')
      .set(columns)
      .where('cityId', '=', ctx.tx.cityId)
      .where('id', '=', row.id)
      .execute();
  }
  const last = rows.at(-1);
  // In pieces, so that nobody waits long for a case.
  if (rows.length === BATCH && last) await ctx.enqueue('cases.recompute', { after: last.id });
}
