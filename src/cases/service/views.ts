import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { caseProblems } from '../schema/problems.ts';
import { json, type CaseTables } from '../store/tables.ts';

/** Saved views: a person's own filters, and those that others share. */

export interface SavedView {
  readonly id: Id;
  readonly name: string;
  readonly query: Record<string, string>;
  readonly columns: string[];
  readonly shared: boolean;
  readonly own: boolean;
}

export async function listViews(ctx: ReadContext): Promise<{ items: SavedView[] }> {
  const me = ctx.actor.personId ?? '';
  const rows = await ctx.read
    .tables<CaseTables>()
    .selectFrom('caseViews')
    .selectAll()
    .where('cityId', '=', ctx.read.cityId)
    .where((eb) => eb.or([eb('personId', '=', me), eb('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      query: row.query,
      columns: row.columns,
      shared: row.shared,
      own: row.personId === me,
    })),
  };
}

export async function saveView(
  ctx: WriteContext,
  input: { readonly name: string; readonly query: Record<string, string>; readonly columns: string[]; readonly shared: boolean },
): Promise<SavedView> {
  const { personId } = ctx.actor;
  if (!personId) throw new Problem(problems.notAllowed);
  const id = newId();
  const made = await ctx.tx
    .writing<CaseTables>()
    .insertInto('caseViews')
    .values({
      cityId: ctx.tx.cityId,
      id,
      personId,
      name: input.name,
      query: json(input.query),
      columns: input.columns,
      shared: input.shared,
    })
    .onConflict((conflict) => conflict.columns(['cityId', 'personId', 'name']).doNothing())
    .executeTakeFirst();
  if (Number(made.numInsertedOrUpdatedRows) === 0) throw new Problem(caseProblems['cases.viewName'], { name: input.name });
  await ctx.record({ type: 'caseView.saved', subject: { kind: 'caseView', id }, after: { name: input.name, shared: input.shared } });
  return { id, name: input.name, query: input.query, columns: input.columns, shared: input.shared, own: true };
}

export async function deleteView(ctx: WriteContext, input: { readonly viewId: Id }): Promise<void> {
  const gone = await ctx.tx
    .writing<CaseTables>()
    .deleteFrom('caseViews')
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', input.viewId)
    .where('personId', '=', ctx.actor.personId ?? '')
    .executeTakeFirst();
  if (Number(gone.numDeletedRows) === 0) throw new Problem(problems.notFound);
  await ctx.record({ type: 'caseView.deleted', subject: { kind: 'caseView', id: input.viewId } });
}
