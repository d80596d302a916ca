import { sql, type RawBuilder } from 'kysely';

/**
 * A condition that one of several makes true. Together they are one filter; apart, each finds its rows in the order of
 * the list by an index of its own, so that the first page of a unit, an area or three states costs the same in a city
 * with a million cases.
 */
export interface Choice {
  readonly together: RawBuilder<boolean>;
  readonly each: readonly RawBuilder<boolean>[];
}

export function choiceOf(each: readonly RawBuilder<boolean>[]): Choice {
  const [only] = each;
  if (!only) return { together: sql<boolean>`false`, each: [sql<boolean>`false`] };
  return { together: each.length === 1 ? only : sql<boolean>`(${sql.join([...each], sql` or `)})`, each };
}

/** A column among some values. */
export function amongValues(column: string, values: readonly string[]): Choice {
  const choice = choiceOf(values.map((value) => sql<boolean>`cases.${sql.raw(column)} = ${value}`));
  return values.length > 1 ? { ...choice, together: sql<boolean>`cases.${sql.raw(column)} = any(${[...values]}::text[])` } : choice;
}

/** Each branch is planned for itself, at about half a millisecond. */
const MOST_BRANCHES = 12;

/** Every way through some choices; choices that would make too many stay together. */
export function branchesOf(choices: readonly Choice[]): RawBuilder<boolean>[] {
  let branches: RawBuilder<boolean>[][] = [[]];
  for (const { each, together } of choices) {
    const apart = branches.length * each.length <= MOST_BRANCHES ? each : [together];
    branches = branches.flatMap((branch) => apart.map((condition) => [...branch, condition]));
  }
  return branches.map((branch) => (branch.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(branch, sql` and `)}`));
}
