import type { Decision } from '../../kernel/problem.ts';
import { caseProblems } from '../schema/problems.ts';

const DAY = 86_400_000;
/** A letter may lie for long; what is older than a year belongs to no case of today. */
const OLDEST_DAYS = 366;
/** Clocks of phones are wrong by hours, and what was captured with them must not get stuck. */
const AHEAD_MS = DAY;

/** When something was said or written, as it is kept: not before a year ago, and what lies a little ahead is now. */
export function decideSaidAt(saidAt: Date, now: Date): Decision<Date> {
  const oldest = new Date(now.getTime() - OLDEST_DAYS * DAY);
  if (saidAt < oldest || saidAt.getTime() > now.getTime() + AHEAD_MS)
    return { refused: caseProblems['cases.saidAtWrong'], detail: { from: oldest.toISOString().slice(0, 10) } };
  return { ok: saidAt > now ? now : saidAt };
}
