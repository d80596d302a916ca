import { both, Problem, problems, type Decision } from '../../kernel/problem.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { CityFactType } from '../events.ts';
import { cityProblems } from '../schema.ts';
import { faultOf } from '../sheets/planning.ts';

/** The record that a change was made upon. @throws Problem notFound; stale when somebody changed it meanwhile */
export function asSeen<T extends { readonly revision: number }>(row: T | null | undefined, revision: number | undefined): T {
  if (!row) throw new Problem(problems.notFound);
  if (revision !== undefined && row.revision !== revision) throw new Problem(problems.stale);
  return row;
}

/** @throws Problem notFound */
export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new Problem(problems.notFound);
  return row;
}

/** What differs: the fields that were given and are not as they stand, before and after. Null when nothing does. */
export function difference<T extends object>(row: T, wanted: Partial<T>): { before: Partial<T>; after: Partial<T> } | null {
  const before: Partial<T> = {};
  const after: Partial<T> = {};
  for (const key of Object.keys(wanted) as (keyof T)[]) {
    if (wanted[key] === undefined || JSON.stringify(wanted[key]) === JSON.stringify(row[key])) continue;
    before[key] = row[key];
    after[key] = wanted[key];
  }
  return Object.keys(after).length > 0 ? { before, after } : null;
}

type Kind = 'city' | 'unit' | 'person' | 'post' | 'area' | 'duty' | 'facility' | 'venue';

/** Writes a fact of the city. */
export async function recordFact(
  ctx: WriteContext,
  type: CityFactType,
  subject: readonly [Kind, Id],
  after: object | null,
  before?: object,
): Promise<void> {
  await ctx.record({ type, subject: { kind: subject[0], id: subject[1] }, after, ...(before ? { before } : {}) });
}

/** @throws Problem stillUsed when something depends on the record */
export function refuseIfUsed(uses: readonly { readonly what: Bilingual; readonly count: number }[]): void {
  const used = uses.find((use) => use.count > 0);
  if (used) throw new Problem(cityProblems.stillUsed, { what: both(used.what.zh, used.what.en), count: used.count });
}

/** Gives what a rule decided about one field. @throws Problem that names the field */
export function decidedFor<T>(field: string, decision: Decision<T>): T {
  if (decision.refused) throw new Problem(decision.refused, decision.detail, [faultOf(field, decision)]);
  return decision.ok;
}

export function codeTaken(code: string, name: string): Problem {
  const refusal = { refused: cityProblems.codeTaken, detail: { code, name } };
  return new Problem(refusal.refused, refusal.detail, [faultOf('code', refusal)]);
}

/** Two people gave the same code at the same moment: the slower one looks again. @throws Problem stale */
export async function onceOnly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // 23505: a unique key was taken between our look and our write.
    if (error instanceof Error && 'code' in error && error.code === '23505') throw new Problem(problems.stale);
    throw error;
  }
}
