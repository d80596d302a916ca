import type { Id } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { forgetSealedAnswersOf } from '../../platform/http/idempotency.ts';
import { readReporter as readReporterOperation } from '../api.ts';
import { earlierCalls as earlierCallsOperation } from '../api/desk.ts';
import { contactDaysOf } from '../rules/told.ts';
import { caseProblems } from '../schema/problems.ts';
import { casework } from '../store/casework.ts';
import { contactsOfEnded, eraseContacts, openReporter, reporterByCode, reporterOf } from '../store/reporters.ts';
import { accessForChange } from './access.ts';

/** Contacts of reporters: opened for a call back, erased by wish or after the end. */

/** Opens the reporter's contact for a call back; the journal keeps who and why. */
export async function readReporter(ctx: WriteContext, input: { readonly caseId: Id; readonly why: string }) {
  const row = await accessForChange(ctx, input.caseId);
  const contact = await openReporter(ctx, row.id);
  await ctx.record({ type: 'case.reporterRead', subject: { kind: 'case', id: row.id }, after: { number: row.number, why: input.why } });
  return { name: contact?.name ?? null, phone: contact?.phone ?? null, email: contact?.email ?? null, address: contact?.address ?? null };
}

type Why = 'asked' | 'stopped' | 'ended';

/** Erases, and keeps in the journal that it was done; nothing of what was erased. */
export async function erase(ctx: WriteContext, reporterIds: readonly Id[], why: Why): Promise<number> {
  const erased = await eraseContacts(ctx.tx, reporterIds, ctx.now);
  if (erased.length > 0) for (const { id } of [readReporterOperation, earlierCallsOperation]) await forgetSealedAnswersOf(ctx.tx, id);
  for (const { caseId, number, erased: count } of erased)
    await ctx.record({ type: 'case.contactErased', subject: { kind: 'case', id: caseId }, after: { number, why, contacts: count } });
  return erased.reduce((sum, one) => sum + one.erased, 0);
}

/** Somebody asks by telephone to be forgotten: who reported, or who holds the code they read out. @throws Problem codeWrong */
export async function eraseReporter(
  ctx: WriteContext,
  input: { readonly caseId: Id; readonly code?: string | undefined },
): Promise<{ erased: number }> {
  const row = await accessForChange(ctx, input.caseId);
  const code = input.code?.replace(/\D/g, '') ?? '';
  const id = code === '' ? await reporterOf(ctx.tx, row.id) : ((await reporterByCode(ctx.tx, row.id, code))?.id ?? null);
  if (id === null) throw new Problem(caseProblems['cases.codeWrong']);
  return { erased: await erase(ctx, [id], 'asked') };
}

const BATCH = 500;

/** Every night: contacts of cases that ended long enough ago, in pieces. */
export async function eraseEndedContacts(ctx: WriteContext): Promise<void> {
  const { settings } = await casework(ctx.tx);
  const before = new Date(ctx.now.getTime() - contactDaysOf(settings) * 86_400_000);
  const ids = await contactsOfEnded(ctx.tx, before, BATCH);
  await erase(ctx, ids, 'ended');
  if (ids.length === BATCH) await ctx.enqueue('cases.eraseContacts', {});
}
