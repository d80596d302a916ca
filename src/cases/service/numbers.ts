import { dayOf } from '../../kernel/calendar.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { numberMonth, reservedUntil } from '../rules/numbers.ts';
import { caseProblems } from '../schema/problems.ts';
import { nextNumber, reserveNumber as reserve, takeLapsed, takeReserved } from '../store/numbers.ts';
import { refusedField } from './refusal.ts';

/** A number to be read out before there is a case. Never used it stays a gap; nobody is ever given it again. */
export async function reserveNumber(ctx: WriteContext): Promise<{ number: string; until: Date }> {
  const { personId } = ctx.actor;
  if (personId === null) throw new Problem(problems.notAllowed);
  const until = reservedUntil(ctx.now);
  return { number: await reserve(ctx.tx, numberMonth(dayOf(ctx.now)), { personId, at: ctx.now, until }), until };
}

/**
 * The number of a new case: the one that was reserved for who registers it, else the next one. One that is not theirs
 * answers like one that was never reserved. @throws Problem numberGone
 */
export async function numberFor(ctx: WriteContext, reserved: string | undefined): Promise<string> {
  if (reserved === undefined) return nextNumber(ctx.tx, numberMonth(dayOf(ctx.now)));
  const { personId } = ctx.actor;
  if (personId === null || !(await takeReserved(ctx.tx, reserved, personId, ctx.now)))
    throw refusedField('number', { refused: caseProblems['cases.numberGone'], detail: { number: reserved } });
  return reserved;
}

/** Why there is no case of a number stands in the journal: a gap must not look like a case that was taken away. */
export async function recordLapsedNumbers(ctx: WriteContext): Promise<void> {
  const lapsed = (await takeLapsed(ctx.tx, ctx.now)).toSorted((a, b) => a.number.localeCompare(b.number));
  await ctx.recordAll(
    lapsed.map(({ number, personId }) => ({ type: 'caseNumber.lapsed', subject: { kind: 'person', id: personId }, after: { number } })),
  );
}
