import type { ClockName } from '../../schema/words.ts';
import type { ClockRow } from '../answers.ts';

/** One piece of the time bar. */
export interface Piece {
  readonly kind: 'used' | 'now' | 'paused' | 'left' | 'late';
  readonly clock: ClockName;
  readonly minutes: number;
  readonly why: string;
}

/** The clocks that follow one another; receipt is a part of handling, total spans all. */
const chain = ['acceptance', 'dispatch', 'handling', 'check'] as const satisfies readonly ClockName[];

/** Clocks to be shown, in their order; of a clock that ran several times the last run. */
export function shownClocks(clocks: readonly ClockRow[]): ClockRow[] {
  return chain.flatMap((name) => clocks.filter((clock) => clock.clock === name).slice(-1));
}

/** What was used, what was paused and what is left, from left to right. */
export function piecesOf(clocks: readonly ClockRow[]): Piece[] {
  return shownClocks(clocks).flatMap((clock) => {
    const { pauses, running } = clock;
    const why = pauses
      .map((pause) => pause.why)
      .filter(Boolean)
      .join(' · ');
    const used = Math.min(clock.usedMinutes, clock.limitMinutes);
    const pieces: Piece[] = [
      { kind: running ? 'now' : 'used', clock: clock.clock, minutes: used, why: '' },
      { kind: 'late', clock: clock.clock, minutes: clock.usedMinutes - used, why: '' },
      { kind: 'paused', clock: clock.clock, minutes: clock.pausedMinutes, why },
      { kind: 'left', clock: clock.clock, minutes: running ? Math.max(0, clock.remainingMinutes) : 0, why: '' },
    ];
    return pieces.filter((piece) => piece.minutes > 0);
  });
}

/** Share of the bar of each piece; none becomes too thin to be seen. */
export function sharesOf(pieces: readonly Piece[]): number[] {
  const total = pieces.reduce((sum, piece) => sum + piece.minutes, 0);
  if (total === 0) return pieces.map(() => 0);
  const raw = pieces.map((piece) => Math.max(2, (piece.minutes / total) * 100));
  const all = raw.reduce((sum, share) => sum + share, 0);
  return raw.map((share) => Math.round((share / all) * 1000) / 10);
}

/** Hours with one decimal, as the bar's legend prints them. */
export const hours = (minutes: number): string => (minutes / 60).toFixed(1);
