import { dayOf } from '../../kernel/calendar.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { numberMonth, reservedUntil } from '../rules/numbers.ts';
import { caseProblems } from '../schema/problems.ts';
import { forgetReserved, nextNumber, reserveNumber as reserve, takeReserved } from '../store/numbers.ts';
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

export const forgetReservedNumbers = (ctx: WriteContext): Promise<void> => forgetReserved(ctx.tx, ctx.now);
