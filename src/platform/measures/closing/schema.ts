import { z } from 'zod';
import { id } from '../../../kernel/ids.ts';
import { both, defineProblems } from '../../../kernel/problem.ts';
import { moment } from '../../../kernel/time.ts';

export const closingProblems = defineProblems({
  monthNotOver: { status: 422, zh: '{month} 还没有过完，不能封存。', en: '{month} is not over and cannot be closed.' },
  monthClosed: { status: 409, zh: '{month} 已经封存。', en: '{month} is closed already.' },
});

/** `2026-10`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, both('月份写成 2026-10', 'a month is written 2026-10'));

export const closedMonth = z.object({
  month,
  closedAt: moment,
  /** Null: on the set day, by itself. */
  closedBy: z.string().nullable(),
});
export type ClosedMonth = z.output<typeof closedMonth>;

const parts = { value: z.number().nullable(), numerator: z.number().optional(), denominator: z.number().optional() };

/** What of a figure comes from closed months. */
export const frozen = z.object({
  months: z.array(closedMonth),
  /**
   * `kept`: as it was when they were closed; `mixed`: their kept figures and the open days together; `recomputed`: from the
   * records as they stood when each month was closed (a breakdown that is not kept, some days of a month, a median over
   * several months); `live`: from the records of now, because the measure keeps no earlier state of them.
   */
  basis: z.enum(['kept', 'mixed', 'recomputed', 'live']),
  /** What the records of now would give. */
  now: z.object(parts),
});
export type Frozen = z.output<typeof frozen>;

/** How a record stands in a figure. */
export const standing = z.enum(['absent', 'notCounted', 'counted']);
export type Standing = z.output<typeof standing>;

/** A record that changed after its month was closed, so that the figure would be another one now. */
export const correction = z.object({
  id,
  month,
  title: z.string(),
  href: z.string(),
  was: standing,
  is: standing,
  /** Minutes of a median. */
  wasMinutes: z.number().nullable(),
  isMinutes: z.number().nullable(),
  at: moment,
  /** What happened, as the record's own history says it. */
  why: z.object({ zh: z.string(), en: z.string() }),
  words: z.string(),
  by: z.string(),
});
export type Correction = z.output<typeof correction>;

export const previewed = z.object({
  month,
  measures: z.array(
    z.object({
      id: z.string(),
      name: z.object({ zh: z.string(), en: z.string() }),
      kind: z.enum(['count', 'rate', 'median']),
      ...parts,
      records: z.int(),
    }),
  ),
  /** How many figures will be kept, over all units, areas, categories and channels. */
  figures: z.int(),
});

export const closingDay = z.int().min(1).max(28).nullable();
/** Without a setting a month is closed on the fifth of the next one. */
export const DEFAULT_CLOSING_DAY = 5;
