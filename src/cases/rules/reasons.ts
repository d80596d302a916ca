import { both, type Decision } from '../../kernel/problem.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import type { Reason, ReasonKind } from '../schema/reasons.ts';

/** Reasons of an exit, from the city's own lists. */

export type ReasonList = readonly Reason[];

export const reasonsOf = (list: ReasonList, kind: ReasonKind): ReasonList => list.filter((one) => one.kind === kind);

/** DESIGN 5: declined for a reason of the published list; reasoned return; long-term list with its reason. What was switched off is for old cases only. */
export function decideReason(list: ReasonList, kind: ReasonKind, code: string, words: string): Decision<Reason> {
  const found = list.find((one) => one.kind === kind && one.code === code);
  if (!found) return { refused: refusals['cases.reasonUnknown'], detail: { reason: code } };
  const { name, wordsHint } = found;
  if (!found.active) return { refused: refusals['cases.reasonInactive'], detail: { reason: both(name.zh, name.en) } };
  if (found.wordsNeeded && words.trim() === '')
    return { refused: refusals['cases.reasonWords'], detail: { hint: both(wordsHint.zh || name.zh, wordsHint.en || name.en) } };
  return { ok: found };
}

/** DESIGN 1.4, honest exits: a list from which nothing can be chosen would close the exit itself. */
export function decideSwitchOff(list: ReasonList, changed: Pick<Reason, 'kind' | 'code' | 'active'>): Decision<true> {
  if (changed.active) return { ok: true };
  const others = list.some((one) => one.kind === changed.kind && one.code !== changed.code && one.active);
  return others ? { ok: true } : { refused: refusals['cases.reasonsEmpty'] };
}

/** What a reason says to the reporter; its name where nothing else was written. */
export const toldBy = ({ name, told }: Pick<Reason, 'name' | 'told'>): Bilingual => ({ zh: told.zh || name.zh, en: told.en || name.en });

/** A reason of the history: in its words of then, else in those of the list, else its bare code. */
export function reasonSaid(
  list: ReasonList,
  kind: ReasonKind,
  then: { readonly reason?: string | undefined; readonly reasonName?: Bilingual | undefined; readonly told?: Bilingual | undefined },
): { readonly code: string; readonly name: Bilingual; readonly told: Bilingual } | null {
  const code = then.reason;
  if (code === undefined) return null;
  const known = list.find((one) => one.kind === kind && one.code === code);
  const name = then.reasonName ?? known?.name ?? { zh: code, en: code };
  return { code, name, told: then.told ?? (known ? toldBy(known) : name) };
}
