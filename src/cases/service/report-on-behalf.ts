import { holds } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { caseGrants } from '../policy.ts';
import { decideSaidAt } from '../rules/said-at.ts';
import type { Receipt } from '../schema.ts';
import type { Channel } from '../schema/words.ts';
import { caseById } from '../store/rows.ts';
import { accessForChange } from './access.ts';
import { applyStep } from './apply.ts';
import { refusedField } from './refusal.ts';
import { createCase, joinCase, receiptOf, type ReportInput, type Reported } from './report.ts';

/** Staff who found something themselves; for all other channels somebody else did, and they only write it down. */
const ownChannels: readonly Channel[] = ['patrol', 'inspection', 'supervisor', 'app', 'media'];

export type DeskInput = ReportInput & { readonly saidAt?: Date | undefined; readonly file: boolean; readonly sameAs?: Id | undefined };

/** A call, a letter, a visitor, a patrol: the same receipt for all. */
export async function reportOnBehalf(ctx: WriteContext, input: DeskInput): Promise<Receipt> {
  const { saidAt: said, file, sameAs, ...report } = input;
  const saidAt = said && saidWhen(ctx, said);
  if (sameAs)
    return receiptOf(ctx, await joinCase(ctx, await accessForChange(ctx, sameAs), { contact: input.contact, finder: ctx.actor.personId }));
  const made = await createCase(ctx, report, { found: ownChannels.includes(input.channel), saidAt });
  return receiptOf(ctx, file && holds(ctx.actor, caseGrants, 'cases.file') ? await filed(ctx, made) : made);
}

/** @throws Problem saidAtWrong, naming the field */
function saidWhen({ now }: WriteContext, saidAt: Date): Date {
  const decision = decideSaidAt(saidAt, now);
  if (decision.refused) throw refusedField('saidAt', decision);
  return decision.ok;
}

async function filed(ctx: WriteContext, made: Reported): Promise<Reported> {
  await applyStep(ctx, made.row, { act: 'file', to: 'filed', set: { filedAt: ctx.now }, public: true });
  const row = await caseById(ctx.tx, made.row.id);
  return row ? { ...made, row } : made;
}
