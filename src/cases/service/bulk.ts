import type { Id } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { ActResult } from '../schema.ts';
import { dispatchCase } from './dispatch.ts';
import { refusalText } from './refusal.ts';
import { acceptCase } from './unit.ts';

export interface Refused {
  readonly caseId: Id;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}
export interface BulkAnswer {
  readonly done: ActResult[];
  readonly refused: Refused[];
}

const refusal = (caseId: Id, problem: Problem): Refused => ({
  caseId,
  code: problem.kind.code,
  ...refusalText({ refused: problem.kind, detail: problem.detail }),
});

/** One after the other: a refused one writes nothing (rules decide before the first write), the others stand. */
async function each<T extends { readonly caseId: Id }>(items: readonly T[], work: (item: T) => Promise<ActResult>): Promise<BulkAnswer> {
  const answer: BulkAnswer = { done: [], refused: [] };
  // In the order of the ids, so that two people's batches never wait for each other.
  for (const item of items.toSorted((a, b) => a.caseId.localeCompare(b.caseId))) {
    try {
      answer.done.push(await work(item));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answer.refused.push(refusal(item.caseId, error));
    }
  }
  return answer;
}

export const dispatchMany = (
  ctx: WriteContext,
  input: { readonly items: readonly { readonly caseId: Id; readonly version: number; readonly unitId: Id }[]; readonly note: string },
): Promise<BulkAnswer> => each(input.items, (item) => dispatchCase(ctx, { ...item, note: input.note }));

export const acceptMany = (
  ctx: WriteContext,
  input: { readonly items: readonly { readonly caseId: Id; readonly version: number }[] },
): Promise<BulkAnswer> => each(input.items, (item) => acceptCase(ctx, { ...item, note: '' }));
