import { endOfWorkingDay, type WorkingCalendar } from '../../kernel/calendar.ts';
import type { Act, CaseState, Limit, RequestKind } from '../schema/words.ts';

/** An entry of a case's history as far as clocks need it; in order. */
export interface HistoryEntry {
  readonly at: Date;
  readonly act: Act;
  readonly to: CaseState;
  readonly words: string;
  /** Of a request and of its grant. */
  readonly request?: RequestKind | null;
  /** Of a granted extension. */
  readonly extra?: Limit | null;
}

export interface Pause {
  readonly from: Date;
  /** Null while it lasts. */
  readonly to: Date | null;
  readonly why: string;
}

interface PauseRules {
  readonly calendar: WorkingCalendar;
  readonly askPauseDays: number;
}

const pausedStates: ReadonlySet<CaseState> = new Set(['adjudicating', 'onLongTermList']);
/** States in which a question or a granted pause goes on holding the clock. */
const workStates: ReadonlySet<CaseState> = new Set(['assigned', 'inProgress', 'rework']);

function statePauses(history: readonly HistoryEntry[]): Pause[] {
  const found: Pause[] = [];
  let open: HistoryEntry | null = null;
  for (const entry of history) {
    if (open && entry.to !== open.to) {
      found.push({ from: open.at, to: entry.at, why: open.words });
      open = null;
    }
    if (!open && pausedStates.has(entry.to)) open = entry;
  }
  if (open) found.push({ from: open.at, to: null, why: open.words });
  return found;
}

/** When the unit asks the reporter, the clock waits for the answer, but not longer than the settings say. */
function askPauses(rules: PauseRules, history: readonly HistoryEntry[]): Pause[] {
  return history.flatMap((entry, index) => {
    if (entry.act !== 'ask') return [];
    const end = history.slice(index + 1).find((next) => next.act === 'answer' || next.act === 'resume' || !workStates.has(next.to));
    const longest = endOfWorkingDay(rules.calendar, entry.at, rules.askPauseDays).value;
    return [{ from: entry.at, to: end && end.at < longest ? end.at : longest, why: entry.words }];
  });
}

/** A granted pause counts from the request: waiting for the office costs the unit nothing. */
function grantedPauses(history: readonly HistoryEntry[]): Pause[] {
  return history.flatMap((entry, index) => {
    if (entry.act !== 'grant' || entry.request !== 'pause') return [];
    const request = history.slice(0, index).findLast((before) => before.act === 'request');
    const end = history.slice(index + 1).find((next) => next.act === 'resume' || !workStates.has(next.to));
    return [{ from: request?.at ?? entry.at, to: end?.at ?? null, why: request?.words ?? entry.words }];
  });
}

function joined(pauses: readonly Pause[]): readonly Pause[] {
  const result: Pause[] = [];
  for (const pause of pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = result.at(-1);
    if (!last || (last.to !== null && last.to < pause.from)) result.push(pause);
    else if (last.to !== null && (pause.to === null || pause.to > last.to)) result[result.length - 1] = { ...last, to: pause.to };
  }
  return result;
}

/** Every pause of a case, derived from what happened; overlapping ones are one. */
export function pausesOf(rules: PauseRules, history: readonly HistoryEntry[]): readonly Pause[] {
  return joined([...statePauses(history), ...askPauses(rules, history), ...grantedPauses(history)]).filter(
    (pause) => pause.to === null || pause.to > pause.from,
  );
}
