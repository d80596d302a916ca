import type { Decision, Refusal } from '../kernel/problem.ts';
import type { Parsed } from './rules/report.ts';

/** Everything for which a call is refused; the standard's error bodies are lists. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.refused.code).join(', '));
    this.name = 'Refused';
  }
}

/** Gives the decided value. @throws Refused */
export function granted<T>(decision: Decision<T>): T {
  if (decision.refused) throw new Refused([decision]);
  return decision.ok;
}

/** Gives the parsed value. @throws Refused with every fault */
export function parsed<T>(result: Parsed<T>): T {
  if (result.faults !== undefined) throw new Refused(result.faults);
  return result.ok;
}
