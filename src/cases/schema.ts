import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { day, moment } from '../kernel/time.ts';
import { reasonBrief, toldReason } from './schema/reasons.ts';
import { act, caseState, channel, clockName, limit, outcome, requestKind } from './schema/words.ts';

/** What the workbench shows of cases. Words are in `schema/words.ts`, inputs in `schema/inputs.ts`. */

export const bilingual = z.object({ zh: z.string(), en: z.string() });
export const lng = z.number().min(-180).max(180);
export const lat = z.number().min(-90).max(90);
/** `2611-00276`: year and month, then counted through the month. */
export const caseNumberShape = /^\d{4}-\d{5,}$/;
export const caseNumber = z.string().regex(caseNumberShape);

export const unitBrief = z.object({ id, name: z.string() });
export const areaBrief = z.object({ id, name: z.string(), kind: z.string() });

/** A row of a list, an inbox or a queue. */
export const caseSummary = z.object({
  id,
  number: caseNumber,
  version: z.number().int(),
  title: z.string(),
  state: caseState,
  outcome: outcome.nullable(),
  channel,
  category: z.object({ code: z.string(), name: bilingual, className: bilingual }),
  urgent: z.boolean(),
  supervised: z.boolean(),
  place: z.string(),
  /** Names of the areas around the place, largest first. */
  areas: z.array(areaBrief),
  lng: lng.nullable(),
  lat: lat.nullable(),
  unit: unitBrief.extend({ shortName: z.string() }).nullable(),
  reportedAt: moment,
  /** When it came to the unit that has it. */
  assignedAt: moment.nullable(),
  closedAt: moment.nullable(),
  /** The clock that runs, and until when; null when nothing runs. */
  clock: clockName.nullable(),
  dueAt: moment.nullable(),
  paused: z.boolean(),
  /** Minutes left on the running clock, below zero when late; null when nothing runs. */
  remainingMinutes: z.number().int().nullable(),
  /** Minutes that make a day of these: of a working day in this season, 1440 where the clock runs through the night. */
  dayMinutes: z.number().int(),
  /** The limit runs into a year without an official calendar. */
  provisional: z.boolean(),
  /** Waits for an answer to a request of its unit. */
  requestOpen: z.boolean(),
  returns: z.number().int(),
  reworks: z.number().int(),
  reopenings: z.number().int(),
  /** A case of the same kind at this place was closed less than 30 days before. */
  recurrence: z.boolean(),
  longTermExpected: day.nullable(),
  photoId: id.nullable(),
  released: z.boolean(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

/** Over a face or a plate, in fractions of the upright picture. */
export const rectangle = z.object({
  x: z.number().min(0).lt(1),
  y: z.number().min(0).lt(1),
  width: z.number().gt(0).max(1),
  height: z.number().gt(0).max(1),
  style: z.enum(['pixelate', 'fill']).default('pixelate'),
});
export const photoStages = ['before', 'verified', 'after', 'check'] as const;
export const photoStage = z.enum(photoStages);
export const casePhoto = z.object({
  id,
  fileId: id,
  stage: photoStage,
  at: moment,
  /** `来电人`, a unit's name: who took it, as far as this actor may know. */
  by: z.string(),
  lng: lng.nullable(),
  lat: lat.nullable(),
  /** Metres between where it was taken and the case's place. */
  metresOff: z.number().nullable(),
  masks: z.array(rectangle),
  released: z.boolean(),
  /** For the address of the published copy (`?v=`); null before release. */
  publishedVersion: z.string().nullable(),
});
export type CasePhoto = z.infer<typeof casePhoto>;

export const timelineEntry = z.object({
  id,
  at: moment,
  act,
  from: caseState.nullable(),
  to: caseState,
  /** Unit or desk; `反映人` for the public. */
  by: z.string(),
  /** Person, when this actor may know. */
  person: z.string().nullable(),
  /** What happened in words, `派给城管局`; null where the act's name says it all. */
  text: bilingual.nullable(),
  /** What was written or the reason, untouched. */
  words: z.string().nullable(),
  photoIds: z.array(id),
  public: z.boolean(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** One clock with its runs and pauses, all derived from the history. */
export const clockView = z.object({
  clock: clockName,
  limit,
  startedAt: moment,
  endedAt: moment.nullable(),
  dueAt: moment.nullable(),
  running: z.boolean(),
  paused: z.boolean(),
  /** Minutes of the clock's own time (working, or round the clock for urgent hours). */
  limitMinutes: z.number().int(),
  usedMinutes: z.number().int(),
  pausedMinutes: z.number().int(),
  remainingMinutes: z.number().int(),
  onTime: z.boolean(),
  provisional: z.boolean(),
  pauses: z.array(z.object({ from: moment, to: moment.nullable(), why: z.string(), minutes: z.number().int() })),
  extensions: z.array(z.object({ at: moment, extra: limit, why: z.string() })),
});

/** A fact that led to the suggested unit, as text for people. */
export const traceLine = z.object({
  what: z.enum(['place', 'category', 'duty', 'areaDuty', 'history', 'ruling', 'fallback']),
  text: bilingual,
});
export const suggestion = z.object({
  unit: unitBrief.extend({ shortName: z.string() }),
  /** Lead, joint unit of the rule, or by area. */
  as: z.enum(['lead', 'joint', 'area', 'fallback']),
  rule: z.object({ id, article: z.string(), text: z.string() }).nullable(),
  why: z.array(traceLine),
  /** Last 90 days of the same category: got, kept, given back. */
  past: z.object({ got: z.number().int(), kept: z.number().int(), returned: z.number().int() }),
  /** If dispatched now, by when 签收 and 交回. */
  receiptDueAt: moment,
  handlingDueAt: moment,
});
export type Suggestion = z.infer<typeof suggestion>;

/** What this actor may do now. A refused act carries the text that the UI shows beside the greyed button. */
export const actState = z.object({ act, allowed: z.boolean(), why: bilingual.nullable(), code: z.string().nullable() });
export type ActState = z.infer<typeof actState>;

export const neighbour = z.object({
  id,
  number: caseNumber,
  title: z.string(),
  state: caseState,
  outcome: outcome.nullable(),
  unitName: z.string().nullable(),
  reportedAt: moment,
  metres: z.number().int().nullable(),
  sameCategory: z.boolean(),
});
export type Neighbour = z.infer<typeof neighbour>;

export const openRequest = z.object({ kind: requestKind, at: moment, by: z.string(), reason: z.string(), extra: limit.nullable() });
export const longTermView = z.object({
  reason: reasonBrief,
  note: z.string(),
  lead: unitBrief,
  expected: day,
  public: z.boolean(),
  since: moment,
});
export const questionView = z.object({ at: moment, text: z.string(), answer: z.string().nullable(), answeredAt: moment.nullable() });
export const ratingView = z.object({
  at: moment,
  solved: z.boolean(),
  satisfied: z.number().int().min(1).max(5).nullable(),
  words: z.string().nullable(),
});
export const attributeValue = z.object({ code: z.string(), name: bilingual, value: z.array(bilingual) });

/** Everything the case page shows. */
export const caseView = caseSummary.extend({
  /** As it was said, untouched. */
  words: z.string(),
  attributes: z.array(attributeValue),
  /** What has to be reached, from the category. */
  standard: bilingual,
  photosNeeded: z.number().int(),
  photos: z.array(casePhoto),
  timeline: z.array(timelineEntry),
  clocks: z.array(clockView),
  /** Resolution of the first closing and of the last one, in working minutes. */
  firstResolutionMinutes: z.number().int().nullable(),
  totalResolutionMinutes: z.number().int().nullable(),
  /** In whose hands: `城管局`, `创文办派遣台`, `督查组`. */
  inHandsOf: bilingual,
  supervisedBy: unitBrief.nullable(),
  assisting: z.array(unitBrief),
  responsible: z.array(z.object({ name: z.string(), title: z.string(), areaName: z.string() })),
  why: z.array(traceLine),
  acts: z.array(actState),
  /** The one filled button; null when nothing is for this actor. */
  nextAct: act.nullable(),
  request: openRequest.nullable(),
  questions: z.array(questionView),
  longTerm: longTermView.nullable(),
  rating: ratingView.nullable(),
  declineReason: toldReason.nullable(),
  /** Every return in its order: who adjudicates hears all of them. */
  returned: z.array(z.object({ reason: reasonBrief, words: z.string(), at: moment, unitName: z.string() })),
  plan: z.string().nullable(),
  nearby: z.array(neighbour),
  earlier: z.array(neighbour),
  mergedInto: z.object({ id, number: caseNumber }).nullable(),
  mergedHere: z.array(z.object({ id, number: caseNumber })),
  parent: z.object({ id, number: caseNumber }).nullable(),
  parts: z.array(z.object({ id, number: caseNumber, state: caseState, unitName: z.string().nullable() })),
  /** Is there somebody to call back, and may this actor see who? Reading it is another, journalled operation. */
  reporter: z.object({ known: z.boolean(), mayRead: z.boolean(), erased: z.boolean(), subscribers: z.number().int() }),
  /** Until when a dispatch can be taken back by this actor. */
  undoUntil: moment.nullable(),
  disputableUntil: moment.nullable(),
});
export type CaseView = z.infer<typeof caseView>;

/** What every act answers: enough to show what happened and what comes next. */
export const actResult = z.object({
  id,
  number: caseNumber,
  version: z.number().int(),
  state: caseState,
  unit: unitBrief.nullable(),
  clock: clockName.nullable(),
  dueAt: moment.nullable(),
  paused: z.boolean(),
  provisional: z.boolean(),
  /** `已派给城管局，最晚周三 17:00 前回复`. */
  said: bilingual,
  undoUntil: moment.nullable(),
});
export type ActResult = z.infer<typeof actResult>;

/** A number that counts at most to a bound: `more` = there are more than `value`. */
export const bounded = z.object({ value: z.number().int(), more: z.boolean() });

export const caseCounts = z.object({
  byState: z.partialRecord(caseState, z.number().int()),
  open: z.number().int(),
  overdue: bounded,
  dueToday: bounded,
  assisting: bounded,
  requestsOpen: bounded,
  /** When the longest waiting one was reported: by state at the dispatch desk, and of those with an open request; empty for others. */
  oldest: z.partialRecord(z.enum([...caseState.options, 'requests']), moment),
});
export type CaseCounts = z.infer<typeof caseCounts>;

export const mapMark = z.object({
  lng,
  lat,
  count: z.number().int(),
  open: z.number().int(),
  longTerm: z.number().int(),
  /** Set when the mark is one case. */
  case: z.object({ id, number: caseNumber, title: z.string(), state: caseState, outcome: outcome.nullable() }).nullable(),
});
export type MapMark = z.infer<typeof mapMark>;

export const reporterView = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
});

/** The answer to a report, for the desk and the public alike. */
export const receipt = z.object({
  id,
  number: caseNumber,
  /** Six digits, read out in pairs. */
  code: z.string().regex(/^\d{6}$/),
  state: caseState,
  acceptanceDueAt: moment,
  totalDueAt: moment,
  /** What the reporter is told: of what is urgent the end of its handling, otherwise that of the whole. */
  promisedAt: moment,
  urgent: z.boolean(),
  /** Why by then: the limit, and the hours and days that count. */
  dueWhy: bilingual,
  provisional: z.boolean(),
  /** Unit that the duty list names, while nobody has decided yet. */
  likelyUnit: z.string().nullable(),
  /** Text messages go to the telephone number that was left. */
  texted: z.boolean(),
  /** Calendar days after the end within which the reporter may say that it is not solved. */
  disputeDays: z.number().int(),
});
export type Receipt = z.infer<typeof receipt>;
