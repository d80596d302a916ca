import { Problem } from '../../kernel/problem.ts';
import type { ReadContext } from '../../platform/context.ts';
import { countedAddress } from '../../platform/limits/limits.ts';
import { mayTryCode, wrongForNumber, wrongFromAddress, wrongHere } from '../rules/guessing.ts';
import { caseProblems } from '../schema/problems.ts';
import { reporterByCode, type Follower } from '../store/reporters.ts';
import { caseByNumber, type CaseRow } from '../store/rows.ts';

export interface Held {
  readonly number: string;
  readonly code: string;
}

export interface Owned {
  readonly row: CaseRow;
  readonly follower: Follower;
}

/**
 * The one gate to what a reporter may see and do: the case whose number and code belong together.
 * @throws Problem cases.codeWrong, also where there is no such number; cases.codeTried after too many wrong ones
 */
export async function ownedByCode(ctx: ReadContext, input: Held): Promise<Owned> {
  const number = input.number.trim();
  const address = countedAddress(ctx.origin.ip);
  const { cityId } = ctx.read;
  const counted = [
    { limit: wrongHere, who: `${number} ${address}` },
    { limit: wrongFromAddress, who: address },
    { limit: wrongForNumber, who: number },
  ];
  const [here = 0, fromAddress = 0, forNumber = 0] = await ctx.limits.seen(cityId, counted);
  if (!mayTryCode({ here, fromAddress, forNumber })) throw new Problem(caseProblems['cases.codeTried']);
  const row = await caseByNumber(ctx.read, number);
  const reporter = row ? await reporterByCode(ctx.read, row.id, input.code.replace(/\D/g, '')) : null;
  if (row && reporter) return { row, follower: reporter };
  for (const { limit, who } of counted) await ctx.limits.count(cityId, limit, who);
  throw new Problem(caseProblems['cases.codeWrong']);
}
