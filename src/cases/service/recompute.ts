import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { dueColumns, type DueColumns } from '../rules/deadlines.ts';
import { casework } from '../store/casework.ts';
import { historiesOf, historyOf } from '../store/history.ts';
import type { CaseRow } from '../store/rows.ts';
import type { CaseTables } from '../store/tables.ts';

/** Due times of open cases, once more from their histories: after the calendar or the settings changed. */

const BATCH = 200;

type Kept = Pick<CaseRow, 'id' | 'limits' | keyof DueColumns>;
const plain = (value: DueColumns[keyof DueColumns]) => (value instanceof Date ? value.getTime() : value);
const differs = (row: Kept, columns: DueColumns): boolean =>
  (Object.keys(columns) as (keyof DueColumns)[]).some((key) => plain(row[key]) !== plain(columns[key]));

/** Only what comes out differently is written: a new holiday moves a few of the thousands that are open. */
export async function recomputeDue(ctx: WriteContext, input: { readonly after?: Id | undefined }): Promise<void> {
  const { work } = await casework(ctx.tx);
  const rows = await ctx.tx.rows(sql<Kept>`
    select id, limits, clock, due_at, paused, paused_until, late_minutes, late_from, provisional, handling_due_at, handling_on_time, total_due_at from cases
    where city_id = ${ctx.tx.cityId} and open and (${input.after ?? null}::uuid is null or id > ${input.after ?? null}) order by id limit ${BATCH} for update`);
  const histories = await historiesOf(
    ctx.tx,
    rows.map((row) => row.id),
  );
  for (const row of rows) {
    const columns = dueColumns(work, historyOf(histories.get(row.id) ?? []), row.limits);
    if (!differs(row, columns)) continue;
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
