import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { paging } from '../../kernel/operation.ts';
import { day, moment } from '../../kernel/time.ts';
import { caseNumber, lat, lng, rectangle } from '../schema.ts';
import { reasonCode } from './reasons.ts';
import { caseState, channel, limit, outcome, requestKind } from './words.ts';

const words = (max: number) => z.string().trim().max(max);
const reason = words(2000).min(1);
const photos = z.array(id).max(9).default([]);

/** Every act names the version it was decided on; another one answers 409. */
export const versioned = { version: z.number().int().min(1) };
export const caseParams = { caseId: id };

/** A query value that may be given once, several times, or comma-separated. */
const many = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .union([z.array(z.string()), z.string()])
    .transform((value) => (Array.isArray(value) ? value : value.split(',')).map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(item).max(40))
    .optional();
const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();

/** Filters of lists, maps, counts and exports. */
export const caseFilters = {
  state: many(caseState),
  channel: many(channel),
  /** Codes of categories, or of a class (all its categories). */
  category: many(z.string().max(40)),
  unit: id.optional(),
  /** Any level: district, street, community, compound. */
  area: id.optional(),
  outcome: many(outcome),
  overdue: flag,
  /** Due within so many hours. */
  dueWithin: z.coerce.number().int().min(1).max(720).optional(),
  urgent: flag,
  supervised: flag,
  recurrence: flag,
  released: flag,
  requestOpen: flag,
  /** On the long-term list beyond the day that was expected. */
  passed: flag,
  /** Only where the actor's units assist. */
  assisting: flag,
  /** Only what waits for me or my units. */
  mine: flag,
  /** Only what I found. */
  found: flag,
  /** Days of the report, both included. */
  from: day.optional(),
  to: day.optional(),
  closedFrom: day.optional(),
  closedTo: day.optional(),
  /** Number, or words of title and place; at least two characters. */
  text: z.string().trim().max(60).optional(),
};
export const caseFilterFields = z.object(caseFilters);
export type CaseFilters = z.infer<typeof caseFilterFields>;

/** `due`: only cases on which a clock runs, first due first. `newest`: all, last reported first. `closed`: last closed first. */
export const caseSort = z.enum(['due', 'newest', 'closed', 'expected']);
export type CaseSort = z.infer<typeof caseSort>;
export const caseListQuery = { ...caseFilters, sort: caseSort.default('newest'), ...paging };

export const placeFields = {
  lng: lng.optional(),
  lat: lat.optional(),
  areaId: id.optional(),
  /** Place in words. */
  place: words(200).default(''),
};

/** What somebody tells us, by whatever channel. */
export const reportFields = {
  ...placeFields,
  category: z.string().max(40),
  words: words(20_000).default(''),
  title: words(120).optional(),
  photos,
  attributes: z.record(z.string().max(60), z.union([z.string().max(2000), z.array(z.string().max(200)).max(40)])).default({}),
};
export const contactFields = {
  name: words(60).optional(),
  phone: words(30)
    .regex(/^[0-9+() -]{5,30}$/)
    .optional(),
  email: z.email().max(120).optional(),
  address: words(200).optional(),
};
export const contact = z.object(contactFields);
export type Contact = z.infer<typeof contact>;

export const deskReportBody = {
  ...reportFields,
  /** Left out, the kind and what was answered decide. */
  urgent: z.boolean().optional(),
  channel,
  contact: contact.optional(),
  /** When it was said or written, if not now (letters). */
  saidAt: moment.optional(),
  /** File it at once (the desk has the right to). */
  file: z.boolean().default(false),
  /** Reserved by the same person while somebody was on the line. */
  number: caseNumber.optional(),
  /** The case that this report belongs to. */
  sameAs: id.optional(),
};

export const similarQuery = {
  text: z.string().trim().max(300).optional(),
  category: z.string().max(40).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  areaId: id.optional(),
  except: id.optional(),
  limit: z.coerce.number().int().min(1).max(20).default(6),
};

/** A report that nobody has made yet: for the desk while somebody talks, and for trying the duty list. */
export const routeQuery = {
  category: z.string().max(40),
  /** `owner:power`, as often as something was answered. */
  answer: many(z.string().max(130)),
  lng: z.coerce.number().min(-180).max(180).optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  areaId: id.optional(),
};

export const changeBody = {
  ...versioned,
  title: words(120).min(1).optional(),
  category: z.string().max(40).optional(),
  urgent: z.boolean().optional(),
  lng: lng.optional(),
  lat: lat.optional(),
  areaId: id.optional(),
  place: words(200).optional(),
};

export const verifyBody = { ...versioned, personId: id.optional(), unitId: id.optional(), note: words(500).default('') };
export const verifiedBody = { ...versioned, found: z.boolean(), note: reason, photos };
export const fileBody = { ...versioned, note: words(500).default('') };
/** A code of the city's list; whether words of one's own are needed is said by the reason itself. */
const listed = { reason: reasonCode, note: words(2000).default('') };
export const declineBody = { ...versioned, ...listed };
export const mergeBody = { ...versioned, into: id };
export const dispatchBody = {
  ...versioned,
  unitId: id,
  ruleId: id.optional(),
  assistUnitIds: z.array(id).max(6).default([]),
  note: words(500).default(''),
};
export const bulkBody = {
  items: z
    .array(z.object({ caseId: id, version: z.number().int().min(1), unitId: id }))
    .min(1)
    .max(100),
  note: words(500).default(''),
};
export const splitBody = {
  ...versioned,
  parts: z
    .array(z.object({ unitId: id, title: words(120).min(1), words: words(2000).default('') }))
    .min(2)
    .max(8),
};
export const superviseBody = { ...versioned, unitId: id.optional(), note: reason };
export const acceptBody = { ...versioned, note: words(500).default('') };
export const acceptManyBody = {
  items: z
    .array(z.object({ caseId: id, version: z.number().int().min(1) }))
    .min(1)
    .max(100),
};
export const returnBody = { ...versioned, ...listed, suggestedUnitId: id.optional(), photos };
export const adjudicateBody = {
  ...versioned,
  unitId: id,
  note: reason,
  /** Write the ruling into the duty list: this category in this area goes to this unit. */
  remember: z.boolean().default(true),
  areaId: id.optional(),
};
export const askBody = { ...versioned, text: reason };
export const answerBody = { ...versioned, text: reason };
export const requestBody = { ...versioned, kind: requestKind, reason, extra: limit.optional() };
export const decideRequestBody = { ...versioned, extra: limit.optional(), note: words(1000).default('') };
export const refuseRequestBody = { ...versioned, note: reason };
export const resumeBody = { ...versioned, note: words(500).default('') };
export const assistBody = { ...versioned, unitId: id, note: reason };
export const longTermBody = {
  ...versioned,
  ...listed,
  leadUnitId: id,
  expected: day,
  public: z.boolean().default(true),
};
export const reviveBody = { ...versioned, unitId: id.optional(), note: reason };
export const handleBody = { ...versioned, note: reason, photos };
/** `close` needs an outcome, `rework` a reason; the rule says so, so that the refusal has its own code. */
export const checkBody = {
  ...versioned,
  result: z.enum(['close', 'rework']),
  outcome: outcome.optional(),
  note: words(2000).default(''),
  plan: words(2000).optional(),
  planUntil: day.optional(),
  photos,
};
export const rateBody = { solved: z.boolean(), satisfied: z.number().int().min(1).max(5).optional(), words: words(2000).optional() };
export const callBackBody = {
  ...versioned,
  reached: z.boolean(),
  solved: z.boolean().optional(),
  satisfied: z.number().int().min(1).max(5).optional(),
  note: words(1000).default(''),
};
export const releaseBody = {
  ...versioned,
  title: words(120).optional(),
  /** Which photos go out; a photo without `masks` keeps those in force. */
  photos: z
    .array(z.object({ photoId: id, masks: z.array(rectangle).max(40).optional() }))
    .max(20)
    .default([]),
};
export const withdrawBody = { ...versioned, note: reason };
export const noteKinds = ['note', 'askDesk', 'askPhotos'] as const;
export const noteBody = { ...versioned, kind: z.enum(noteKinds).default('note'), text: reason, photos };
export const linkBody = { personId: id, hours: z.number().int().min(1).max(168).default(72) };
export const boxQuery = {
  west: z.coerce.number().min(-180).max(180),
  south: z.coerce.number().min(-90).max(90),
  east: z.coerce.number().min(-180).max(180),
  north: z.coerce.number().min(-90).max(90),
  zoom: z.coerce.number().int().min(3).max(20),
};
