import type { Bilingual } from './text.ts';

/** A line of 今日: what waits for the person, why it is here, and the one act. */
export interface TodayLine {
  readonly id: string;
  /** Larger first: 100 overdue, 80 sent back to me, 60 waiting for me, 40 due soon, 20 slipping under me. */
  readonly weight: number;
  readonly title: string;
  readonly why: Bilingual;
  readonly act: Bilingual;
  readonly href: string;
  readonly due: Date | null;
  /** Late, although it stands below what waits for the person: somebody else's to do. */
  readonly overdue?: boolean | undefined;
  /** What is left until then by the calendar that counts for it, below zero when late; for saying it in hours and days. */
  readonly left?: { readonly minutes: number; readonly dayMinutes: number } | undefined;
}
