import { decided, Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { decideReason, decideSwitchOff, reasonsOf, toldBy } from '../rules/reasons.ts';
import { caseProblems } from '../schema/problems.ts';
import type { Reason, ReasonKind } from '../schema/reasons.ts';
import { casework, touchCasework, type Casework } from '../store/casework.ts';
import { json, type CaseTables, type EventDetail } from '../store/tables.ts';
import { calendarSubject } from './calendar.ts';
import { refusedField } from './refusal.ts';

/** The city's lists of reasons. */

export async function listReasons(
  ctx: ReadContext,
  input: { readonly kind?: ReasonKind | undefined; readonly all?: 'true' | 'false' | undefined },
): Promise<{ items: Reason[] }> {
  const { reasons } = await casework(ctx.read);
  const items = input.kind ? reasonsOf(reasons, input.kind) : reasons;
  return { items: items.filter((one) => input.all === 'true' || one.active) };
}

/** What the public may read of them: why a report is not taken, and why something has to wait. */
export async function publicReasons(ctx: ReadContext) {
  const { reasons } = await casework(ctx.read);
  const items = reasons
    .filter((one) => one.kind !== 'return')
    .map((one) => ({
      kind: one.kind,
      code: one.code,
      name: one.name,
      told: toldBy(one),
      active: one.active,
      provisional: one.provisional,
    }));
  return { items };
}

const valuesOf = (input: Reason) => ({
  name: json(input.name),
  told: json(input.told),
  wordsNeeded: input.wordsNeeded,
  wordsHint: json(input.wordsHint),
  position: input.position,
  source: input.source,
  provisional: input.provisional,
  active: input.active,
});

const inserting = (ctx: WriteContext, input: Reason) =>
  ctx.tx
    .writing<CaseTables>()
    .insertInto('caseReasons')
    .values({ cityId: ctx.tx.cityId, kind: input.kind, code: input.code, ...valuesOf(input) });

/** Writes a reason, new or known; for presets and imports, which have looked at all of them. */
export async function putReason(ctx: WriteContext, input: Reason): Promise<void> {
  await inserting(ctx, input)
    .onConflict((conflict) => conflict.columns(['cityId', 'kind', 'code']).doUpdateSet(valuesOf(input)))
    .execute();
}

const known = ({ reasons }: Casework, { kind, code }: Pick<Reason, 'kind' | 'code'>): Reason | undefined =>
  reasons.find((one) => one.kind === kind && one.code === code);

/** @throws Problem codeTaken */
export async function addReason(ctx: WriteContext, input: Reason): Promise<Reason> {
  const { numInsertedOrUpdatedRows } = await inserting(ctx, input)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n)
    throw refusedField('code', { refused: caseProblems['cases.codeTaken'], detail: { code: input.code } });
  await touchCasework(ctx.tx);
  await ctx.record({ type: 'caseReason.added', subject: { kind: 'city', id: calendarSubject }, after: { ...input } });
  return input;
}

/** Changes words and order, or switches off; old cases keep the words of then. @throws Problem notFound, reasonsEmpty */
export async function changeReason(ctx: WriteContext, input: Reason): Promise<Reason> {
  const work = await casework(ctx.tx);
  const before = known(work, input);
  if (!before) throw new Problem(problems.notFound);
  decided(decideSwitchOff(work.reasons, input));
  await putReason(ctx, input);
  await touchCasework(ctx.tx);
  await ctx.record({ type: 'caseReason.changed', subject: { kind: 'city', id: calendarSubject }, before, after: { ...input } });
  return input;
}

/** The reason that somebody chose, with what the history keeps of it. @throws Problem reasonUnknown, reasonInactive or reasonWords, naming the field */
export function chosenReason(
  work: Casework,
  kind: ReasonKind,
  input: { readonly reason: string; readonly note: string },
): { readonly reason: Reason; readonly detail: Pick<EventDetail, 'reason' | 'reasonName' | 'told'> } {
  const decision = decideReason(work.reasons, kind, input.reason, input.note);
  if (decision.refused) throw refusedField(decision.refused.code === 'cases.reasonWords' ? 'note' : 'reason', decision);
  const { code, name } = decision.ok;
  return {
    reason: decision.ok,
    detail: { reason: code, reasonName: name, ...(kind === 'return' ? {} : { told: toldBy(decision.ok) }) },
  };
}
