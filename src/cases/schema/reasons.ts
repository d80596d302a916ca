import { z } from 'zod';

/** What the office, a unit or a leader may give as the reason of an exit. Each city keeps its own lists; DESIGN principle 10. */

export const reasonKinds = {
  /** Published: a report may be declined only for a reason of this list. */
  decline: { zh: '不予受理', en: 'Declined' },
  /** Why a unit gives a case back; each teaches the duty list. */
  return: { zh: '退单', en: 'Returned' },
  longTerm: { zh: '挂账', en: 'Long-term list' },
} as const;
export type ReasonKind = keyof typeof reasonKinds;
export const reasonKind = z.enum(Object.keys(reasonKinds) as [ReasonKind, ...ReasonKind[]]);

/** Stays for ever: old cases name their reason by it. */
export const reasonCode = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,38}$/);

const text = z.object({ zh: z.string(), en: z.string() });
const line = (max: number) => z.object({ zh: z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) });
const maybe = (max: number) => z.object({ zh: z.string().trim().max(max), en: z.string().trim().max(max) });

export const reasonFields = {
  /** Short, for lists and timelines: `地点不在本市范围内`. */
  name: line(100),
  /** What the reporter reads, a whole sentence that says what to do instead. */
  told: maybe(300),
  /** Must whoever gives this reason add words of their own? */
  wordsNeeded: z.boolean(),
  /** What these words should say: `写明已告知的受理部门`. */
  wordsHint: maybe(120),
  /** Smaller first. */
  position: z.number().int().min(0).max(999),
  source: z.string().trim().max(300),
  /** Our own preset, not from an official list. */
  provisional: z.boolean(),
  /** Cannot be chosen any more when false; old cases still show it. */
  active: z.boolean(),
};
export const reason = z.object({ kind: reasonKind, code: reasonCode, ...reasonFields });
export type Reason = z.infer<typeof reason>;

/** A reason as a case shows it. */
export const reasonBrief = z.object({ code: z.string(), name: text });
/** As the reporter and the public read it. */
export const toldReason = reasonBrief.extend({ told: text });
/** As a form offers it. */
export const offeredReason = z.object({ code: z.string(), name: text, wordsNeeded: z.boolean(), wordsHint: text });
export type OfferedReason = z.infer<typeof offeredReason>;
