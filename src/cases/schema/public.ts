import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { moment } from '../../kernel/time.ts';
import { attributeValue, bilingual, lat, lng } from '../schema.ts';
import { contactFields, reportFields } from './inputs.ts';
import { offeredReason, toldReason } from './reasons.ts';
import { caseState, channel, outcome } from './words.ts';

/** What the public sees: no person, no reporter, only released photos. */

/** The few states that the public is told. */
export const publicStates = {
  received: { zh: '已收到', en: 'Received' },
  working: { zh: '处理中', en: 'In progress' },
  solved: { zh: '已解决', en: 'Solved' },
  answered: { zh: '已答复', en: 'Answered' },
  longTerm: { zh: '挂账', en: 'On the long-term list' },
} as const;
export type PublicState = keyof typeof publicStates;
export const publicState = z.enum(Object.keys(publicStates) as [PublicState, ...PublicState[]]);

export const publicPhoto = z.object({ fileId: id, stage: z.enum(['before', 'after']), at: moment });
export const publicLine = z.object({ at: moment, text: bilingual, photos: z.array(id) });

/** A released case, or the reporter's own with number and code. */
export const publicCaseView = z.object({
  id,
  number: z.string(),
  title: z.string(),
  /** Only in the reporter's own view. */
  words: z.string().nullable(),
  state: publicState,
  caseState,
  outcome: outcome.nullable(),
  category: z.object({ code: z.string(), name: bilingual, classCode: z.string() }),
  channel,
  place: z.string(),
  areas: z.array(z.object({ id, name: z.string(), kind: z.string() })),
  lng: lng.nullable(),
  lat: lat.nullable(),
  unitName: z.string().nullable(),
  why: z.array(bilingual),
  reportedAt: moment,
  updatedAt: moment,
  dueAt: moment.nullable(),
  /** Why by then: the limit, and the hours and days that count. */
  dueWhy: bilingual,
  closedAt: moment.nullable(),
  provisional: z.boolean(),
  /** Why it was not taken, from the published list. */
  declined: toldReason.nullable(),
  longTerm: z.object({ reason: bilingual, leadName: z.string(), expected: z.string() }).nullable(),
  photos: z.array(publicPhoto),
  timeline: z.array(publicLine),
  /** A question of the office that waits for the reporter. */
  question: z.string().nullable(),
  /** Only in the reporter's own view: may rate or say "not solved" until then. */
  answerUntil: moment.nullable(),
  /** How who asks is told of progress, and whether a telephone is kept for a call; null for everyone else. */
  told: z.object({ sms: z.boolean(), email: z.boolean(), phone: z.boolean() }).nullable(),
  rated: z.object({ solved: z.boolean(), satisfied: z.number().int().nullable() }).nullable(),
  subscribers: z.number().int(),
  version: z.number().int(),
  /** What the reporter answered to the category's questions; only in their own view. */
  attributes: z.array(attributeValue),
  released: z.boolean(),
});
export type PublicCaseView = z.infer<typeof publicCaseView>;

export const publicCaseItem = publicCaseView
  .pick({
    id: true,
    number: true,
    title: true,
    state: true,
    outcome: true,
    category: true,
    place: true,
    lng: true,
    lat: true,
    unitName: true,
    reportedAt: true,
    updatedAt: true,
    dueAt: true,
    closedAt: true,
    longTerm: true,
  })
  .extend({ photoId: id.nullable() });
export type PublicCaseItem = z.infer<typeof publicCaseItem>;

/** A similar case that is offered before sending: "is it the same place?". */
export const publicNeighbour = z.object({
  id,
  number: z.string(),
  title: z.string(),
  state: publicState,
  metres: z.number().int().nullable(),
  reportedAt: moment,
  unitName: z.string().nullable(),
  dueAt: moment.nullable(),
});
export type PublicNeighbour = z.infer<typeof publicNeighbour>;

export const publicReportBody = {
  ...reportFields,
  contact: z.object(contactFields).optional(),
  /** Proof of being human, as the page's form gives it; checked by the pages. */
  proof: z.string().max(2000).optional(),
};
export const followFields = { number: z.string().trim().max(20), code: z.string().trim().max(12) };
export const publicFilters = {
  state: publicState.optional(),
  category: z.string().max(40).optional(),
  area: id.optional(),
  days: z.coerce.number().int().min(1).max(730).optional(),
};
export const publicCategory = z.object({
  code: z.string(),
  name: bilingual,
  tile: bilingual.nullable(),
  order: z.number().int().nullable(),
  description: bilingual,
  classCode: z.string(),
  className: bilingual,
  urgent: z.boolean(),
  attributes: z.number().int(),
});

/** The case as the addressee of a unit's phone link sees it. */
export const linkView = z.object({
  number: z.string(),
  title: z.string(),
  words: z.string(),
  place: z.string(),
  lng: lng.nullable(),
  lat: lat.nullable(),
  state: caseState,
  version: z.number().int(),
  unitName: z.string(),
  personName: z.string(),
  why: z.array(bilingual),
  standard: bilingual,
  photosNeeded: z.number().int(),
  dueAt: moment.nullable(),
  remainingMinutes: z.number().int().nullable(),
  dayMinutes: z.number().int(),
  paused: z.boolean(),
  photos: z.array(id),
  canAccept: z.boolean(),
  canReturn: z.boolean(),
  canHandle: z.boolean(),
  /** Reasons for which it can be given back. */
  returnReasons: z.array(offeredReason),
  expiresAt: moment,
});
export type LinkView = z.infer<typeof linkView>;
