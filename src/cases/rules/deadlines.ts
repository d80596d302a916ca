import {
  addWorkingTime,
  endOfWorkingDay,
  nextWorkingMoment,
  workingMinutesBetween,
  type Counted,
  type WorkingCalendar,
} from '../../kernel/calendar.ts';
import type { CaseState, ClockName, Limit, Limits } from '../schema/words.ts';
import { pausesOf, type HistoryEntry, type Pause } from './history.ts';

/** Deadlines, derived from a case's history and the limits frozen into it. Nothing here is stored that cannot be computed again. */

export interface Clockwork {
  readonly calendar: WorkingCalendar;
  /** A receipt after hours or on a rest day: counts at once, or as if received when work starts again. Urgent hours always run at once. */
  readonly afterHours: 'atOnce' | 'nextWorkingTime';
  /** Longest pause while the reporter is asked, in working days. */
  readonly askPauseDays: number;
}

/** One run of a clock, from its start to its end or to now. */
export interface Run {
  readonly clock: ClockName;
  readonly limit: Limit;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly pauses: readonly Pause[];
  readonly extensions: readonly { readonly at: Date; readonly extra: Limit; readonly why: string }[];
}

/** A clock that was late already when it was stopped: it stays as late as it was, and what follows the pause is added. */
export interface LateStop {
  readonly minutes: number;
  /** Null while nobody knows when it goes on. */
  readonly until: Date | null;
}

export interface Reading extends Run {
  /** Null while paused in time: nobody knows yet when it goes on. */
  readonly dueAt: Date | null;
  readonly lateStop: LateStop | null;
  readonly paused: boolean;
  readonly limitMinutes: number;
  readonly usedMinutes: number;
  readonly pausedMinutes: number;
  readonly remainingMinutes: number;
  readonly onTime: boolean;
  readonly provisional: boolean;
}

/** The moment at which a limit that starts now runs out. */
export function addLimit(work: Clockwork, from: Date, limit: Limit): Counted<Date> {
  if (limit.unit === 'urgentHours')
    return { value: new Date(Math.floor(from.getTime() / 60_000) * 60_000 + limit.amount * 3_600_000), provisional: false };
  if (limit.unit === 'workingHours') return addWorkingTime(work.calendar, from, Math.round(limit.amount * 60));
  if (work.afterHours === 'atOnce') return endOfWorkingDay(work.calendar, from, limit.amount);
  const counted = nextWorkingMoment(work.calendar, from);
  const end = endOfWorkingDay(work.calendar, counted.value, limit.amount);
  return { value: end.value, provisional: counted.provisional || end.provisional };
}

/** Minutes of the clock's own time: round the clock for urgent hours, working time otherwise. */
function minutesOf(work: Clockwork, limit: Limit, from: Date, to: Date): Counted<number> {
  if (limit.unit === 'urgentHours')
    return { value: Math.floor(to.getTime() / 60_000) - Math.floor(from.getTime() / 60_000), provisional: false };
  return workingMinutesBetween(work.calendar, from, to);
}

function later(work: Clockwork, limit: Limit, from: Date, minutes: number): Counted<Date> {
  if (limit.unit === 'urgentHours') return { value: new Date(from.getTime() + minutes * 60_000), provisional: false };
  return addWorkingTime(work.calendar, from, minutes);
}

interface Due {
  at: Date;
  provisional: boolean;
  frozenSince: Date | null;
  /** Pauses that moved the due time. */
  readonly held: Pause[];
  /** Pauses that began when it was late already. */
  late: readonly Pause[];
}

/**
 * Pauses move the due time by what they lasted; one that begins after it only stops the clock: what was late by then
 * stays late. Extensions add to the due time; a pause that is before it then was in time after all.
 */
function dueOf(work: Clockwork, run: Run): Due {
  const base = addLimit(work, run.startedAt, run.limit);
  const due: Due = { at: base.value, provisional: base.provisional, frozenSince: null, held: [], late: [] };
  const steps = [
    ...run.pauses.map((pause) => ({ at: pause.from, pause, extra: null })),
    ...run.extensions.map((extension) => ({ at: extension.at, pause: null, extra: extension.extra })),
  ];
  for (const step of steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (step.pause) holdBy(work, run, due, step.pause);
    if (!step.extra) continue;
    move(due, addExtra(work, due.at, step.extra));
    const again = due.late;
    due.late = [];
    for (const pause of again) holdBy(work, run, due, pause);
  }
  return due;
}

function move(due: Due, to: Counted<Date>): void {
  due.at = to.value;
  due.provisional ||= to.provisional;
}

/** More time goes on from the due time itself: days then end with the n-th worked day after it. */
function addExtra(work: Clockwork, from: Date, extra: Limit): Counted<Date> {
  return extra.unit === 'workingDays' ? endOfWorkingDay(work.calendar, from, extra.amount) : addLimit(work, from, extra);
}

function holdBy(work: Clockwork, run: Run, due: Due, pause: Pause): void {
  if (pause.from >= due.at) {
    due.late = [...due.late, pause];
    return;
  }
  due.held.push(pause);
  const until = pause.to ?? run.endedAt;
  if (until === null) {
    due.frozenSince = pause.from;
    return;
  }
  const length = minutesOf(work, run.limit, pause.from, until);
  const moved = later(work, run.limit, due.at, length.value);
  move(due, { value: moved.value, provisional: moved.provisional || length.provisional });
}

type Measure = (from: Date, to: Date) => number;

/** Of the last pause that began when it was late: how late it was, and until when it stood. */
function lateStopOf(due: Due, measure: Measure): LateStop | null {
  const last = due.late.at(-1);
  if (!last) return null;
  const stood = due.late.slice(0, -1).reduce((sum, pause) => sum + (pause.to ? measure(pause.from, pause.to) : 0), 0);
  return { minutes: measure(due.at, last.from) - stood, until: last.to };
}

/** Minutes late at a moment, counting nothing of the pauses. */
export const lateAfter = (stop: LateStop, now: Date, measure: Measure): number =>
  stop.minutes + (stop.until && stop.until < now ? measure(stop.until, now) : 0);

const endBy = (pause: Pause, end: Date): Date => (pause.to && pause.to < end ? pause.to : end);

/** Reads one run at a moment. */
export function readRun(work: Clockwork, run: Run, now: Date): Reading {
  const due = dueOf(work, run);
  const end = run.endedAt ?? now;
  const measure: Measure = (from, to) => minutesOf(work, run.limit, from, to).value;
  const pauses = [...due.held, ...due.late];
  const pausedMinutes = pauses.reduce((sum, pause) => sum + Math.max(0, measure(pause.from, endBy(pause, end))), 0);
  const stopped = due.frozenSince ?? end;
  const holding = run.endedAt ? undefined : pauses.find((pause) => pause.from <= now && (pause.to === null || pause.to > now));
  const lateStop = lateStopOf(due, measure);
  // While a pause with a known end lasts, the due time already lies behind it.
  const heldAhead = holding?.to ? measure(now, holding.to) : 0;
  const limitMinutes =
    measure(run.startedAt, due.at) - due.held.reduce((sum, pause) => sum + (pause.to ? measure(pause.from, pause.to) : 0), 0);
  return {
    ...run,
    dueAt: due.frozenSince ? null : due.at,
    lateStop,
    paused: holding !== undefined,
    limitMinutes,
    usedMinutes: Math.max(0, measure(run.startedAt, end) - pausedMinutes),
    pausedMinutes,
    remainingMinutes: lateStop ? -lateAfter(lateStop, end, measure) : measure(stopped, due.at) - heldAhead,
    onTime: stopped <= due.at,
    provisional: due.provisional,
  };
}

/** States in which a clock runs. The handling clock runs from the dispatch on; the receipt is its first part. */
export const runsIn: Record<Exclude<ClockName, 'total'>, readonly CaseState[]> = {
  acceptance: ['reported', 'verifying'],
  dispatch: ['filed', 'returned', 'reopened', 'adjudicating'],
  receipt: ['assigned'],
  handling: ['assigned', 'inProgress', 'rework', 'onLongTermList'],
  check: ['handled'],
};
const ends: readonly CaseState[] = ['closed', 'declined', 'merged'];
/** A new handling run: another unit, or once more. */
export const restarts: ReadonlySet<string> = new Set(['dispatch', 'adjudicate', 'rework', 'split']);

interface OpenRun {
  clock: ClockName;
  startedAt: Date;
}

function runsOver(clock: ClockName, state: CaseState): boolean {
  return clock === 'total' ? !ends.includes(state) : runsIn[clock].includes(state);
}

function closeRun(open: OpenRun, endedAt: Date | null, limits: Limits, pauses: readonly Pause[], history: readonly HistoryEntry[]): Run {
  const within = (at: Date) => at >= open.startedAt && (endedAt === null || at < endedAt);
  const pausable = open.clock === 'handling' || open.clock === 'total' || open.clock === 'dispatch';
  return {
    clock: open.clock,
    limit: limits[open.clock],
    startedAt: open.startedAt,
    endedAt,
    pauses: pausable
      ? pauses
          .filter((pause) => within(pause.from))
          .map((pause) => (endedAt && (pause.to === null || pause.to > endedAt) ? { ...pause, to: endedAt } : pause))
      : [],
    extensions:
      open.clock === 'handling' || open.clock === 'total'
        ? history.flatMap((entry) =>
            entry.extra && entry.act === 'grant' && within(entry.at) ? [{ at: entry.at, extra: entry.extra, why: entry.words }] : [],
          )
        : [],
  };
}

/** All runs of one clock, in order. */
export function runsOf(work: Clockwork, clock: ClockName, history: readonly HistoryEntry[], limits: Limits): readonly Run[] {
  const pauses = pausesOf(work, history);
  const runs: Run[] = [];
  let open: OpenRun | null = null;
  for (const entry of history) {
    const on = runsOver(clock, entry.to);
    const again = clock === 'handling' && on && (restarts.has(entry.act) || (entry.act === 'revive' && entry.to === 'assigned'));
    if (open && (!on || again)) {
      runs.push(closeRun(open, entry.at, limits, pauses, history));
      open = null;
    }
    if (!open && on) open = { clock, startedAt: entry.at };
  }
  if (open) runs.push(closeRun(open, null, limits, pauses, history));
  return runs;
}

const clockOrder = ['acceptance', 'dispatch', 'receipt', 'handling', 'check', 'total'] as const;

/** Every run of every clock, read at a moment. */
export function readClocks(work: Clockwork, history: readonly HistoryEntry[], limits: Limits, now: Date): readonly Reading[] {
  return clockOrder.flatMap((clock) => runsOf(work, clock, history, limits).map((run) => readRun(work, run, now)));
}

/** The clock that tells what has to happen next in a state. */
export function clockOf(state: CaseState): ClockName | null {
  if (ends.includes(state)) return null;
  if (state === 'assigned') return 'receipt';
  return clockOrder.find((clock) => clock !== 'total' && runsOver(clock, state)) ?? null;
}

/** Minutes by which the last run of a clock is late at a moment, its pauses not counted; below zero: so many are left. */
export function minutesLate(work: Clockwork, clock: ClockName, history: readonly HistoryEntry[], limits: Limits, now: Date): number {
  const run = runsOf(work, clock, history, limits).at(-1);
  return run ? -readRun(work, run, now).remainingMinutes : 0;
}

/** What the list keeps in columns; always equal to what the history gives. */
export interface DueColumns {
  readonly clock: ClockName | null;
  readonly dueAt: Date | null;
  readonly paused: boolean;
  /** End of a pause that ends by itself. */
  readonly pausedUntil: Date | null;
  /** Of a clock that was late already when it was stopped: minutes late by then, and from when on it is later still. */
  readonly lateMinutes: number | null;
  readonly lateFrom: Date | null;
  readonly provisional: boolean;
  readonly handlingDueAt: Date | null;
  /** Was the last handling in time? Null while it is not over, or where only a provisional calendar could tell. */
  readonly handlingOnTime: boolean | null;
  readonly totalDueAt: Date | null;
}

/** The last run of a clock, read at the moment of the last entry. */
function newestReading(work: Clockwork, clock: ClockName, history: readonly HistoryEntry[], limits: Limits): Reading | null {
  const run = runsOf(work, clock, history, limits).at(-1);
  return run ? readRun(work, run, history.at(-1)?.at ?? run.startedAt) : null;
}

const wasOnTime = (history: readonly HistoryEntry[], handling: Reading | null): boolean | null =>
  handling?.endedAt && !handling.provisional && history.some((entry) => entry.act === 'handle') ? handling.onTime : null;

const dueIn = (reading: Reading | null): Pick<DueColumns, 'dueAt' | 'lateMinutes' | 'lateFrom'> => ({
  dueAt: reading?.dueAt ?? null,
  lateMinutes: reading?.lateStop?.minutes ?? null,
  lateFrom: reading?.lateStop?.until ?? null,
});

export function dueColumns(work: Clockwork, history: readonly HistoryEntry[], limits: Limits): DueColumns {
  const last = history.at(-1);
  const newest = (clock: ClockName) => newestReading(work, clock, history, limits);
  const clock = last ? clockOf(last.to) : null;
  const [handling, total, current] = [newest('handling'), newest('total'), clock ? newest(clock) : null];
  // A paused handling also holds the receipt.
  const paused = current?.paused === true || (clock === 'receipt' && handling?.paused === true);
  return {
    clock,
    ...dueIn(current),
    paused,
    pausedUntil: paused ? (handling?.pauses.at(-1)?.to ?? null) : null,
    provisional: [current, total, handling].some((reading) => reading?.provisional === true),
    handlingDueAt: handling?.dueAt ?? null,
    handlingOnTime: wasOnTime(history, handling),
    totalDueAt: total?.dueAt ?? null,
  };
}

/** Working minutes until the first and until the last closing. */
export function resolutions(
  work: Clockwork,
  history: readonly HistoryEntry[],
): { readonly first: number | null; readonly total: number | null } {
  const start = history[0]?.at;
  const closings = history.filter((entry) => entry.to === 'closed' && (entry.act === 'close' || entry.act === 'check'));
  const minutes = (at: Date | undefined) => (start && at ? workingMinutesBetween(work.calendar, start, at).value : null);
  return { first: minutes(closings[0]?.at), total: minutes(closings.at(-1)?.at) };
}
