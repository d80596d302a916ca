import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { both } from '../../kernel/problem.ts';
import { day, moment } from '../../kernel/time.ts';
import { bilingual, unitBrief } from '../schema.ts';
import { limits } from './words.ts';

/** What a city decides about cases: categories, limits, duty list, calendar, views. All of it is data with versions. */

const code = z.string().regex(/^[0-9a-z][0-9a-z-]{0,38}$/);

const distinct = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;

export const attributeDefinition = z
  .object({
    code: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/),
    name: bilingual,
    hint: bilingual.optional(),
    type: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
    required: z.boolean().default(false),
    values: z
      // `urgent`: who answers this tells of a danger.
      .array(z.object({ key: z.string().min(1).max(60), name: bilingual, urgent: z.boolean().optional() }))
      .max(60)
      .default([]),
  })
  // A question with nothing to choose could not be answered, and a required one would stop every report.
  .refine(({ type, values }) => !type.endsWith('list') || (values.length > 0 && distinct(values.map(({ key }) => key))), {
    path: ['values'],
    message: both('选择题要有选项，选项代码不能重复', 'A list needs choices, each with a key of its own'),
  });
export type AttributeDefinition = z.infer<typeof attributeDefinition>;

export const categoryFields = {
  name: bilingual,
  /** Class of GB/T 30428, `e01`; classes are categories without parent. */
  classCode: code.nullable(),
  kind: z.enum(['event', 'component']),
  description: bilingual,
  /** What counts as done. */
  standard: bilingual,
  keywords: z.array(z.string().max(30)).max(40).default([]),
  /** Offered to the public, in this order; null = only behind "more". */
  publicOrder: z.number().int().nullable(),
  /** Short name on the public's tiles. */
  tile: bilingual.nullable(),
  urgent: z.boolean(),
  photosNeeded: z.number().int().min(0).max(9),
  /** Metres within which another report may be the same: for the public, for staff. */
  nearPublic: z.number().int().min(10).max(5000),
  nearStaff: z.number().int().min(10).max(5000),
  attributes: z
    .array(attributeDefinition)
    .max(20)
    .refine((list) => distinct(list.map(({ code: one }) => one)), both('问题的代码不能重复', 'Each question needs a code of its own')),
  /** Our own preset, not from an official table. */
  provisional: z.boolean(),
  source: z.string().max(300),
  active: z.boolean(),
};
export const category = z.object({ code, ...categoryFields, limits });
export type Category = z.infer<typeof category>;

/** One version of all limits; a case keeps those under which it was reported. */
export const policy = z.object({
  version: z.number().int(),
  validFrom: day,
  note: z.string(),
  defaults: limits,
  /** What differs by category. */
  byCategory: z.record(z.string(), limits.partial()),
  provisional: z.boolean(),
  madeAt: moment,
  madeBy: z.string(),
});
export type Policy = z.infer<typeof policy>;
export const policyBody = {
  validFrom: day,
  note: z.string().trim().max(500).default(''),
  defaults: limits,
  byCategory: z.record(z.string(), limits.partial()).default({}),
  provisional: z.boolean().default(false),
};

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const season = z.object({
  /** From this month and day on, `05-01`; the season before it ends. */
  from: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  hours: z
    .array(z.object({ from: clockTime, to: clockTime }))
    .min(1)
    .max(4)
    // A day whose work ends before it begins has no working time, and a limit that runs over such days never ends.
    .refine(
      (spans) => spans.every(({ from, to }, index) => from < to && (index === 0 || (spans[index - 1]?.to ?? '') <= from)),
      both('每段要先开始后结束，按先后排列，不能重叠', 'Each span ends after it begins; in order, without overlap'),
    ),
});
export const caseSettings = z.object({
  /** Working hours of a day, by season. */
  seasons: z.array(season).min(1).max(6),
  /** A receipt after hours or on a rest day: counts at once, or as if received when work starts again. */
  afterHours: z.enum(['atOnce', 'nextWorkingTime']),
  /** Longest pause while the reporter is asked, in working days. */
  askPauseDays: z.number().int().min(1).max(30),
  disputeDays: z.number().int().min(1).max(90),
  recurrenceDays: z.number().int().min(1).max(365),
  undoSeconds: z.number().int().min(0).max(120),
  /** Reports from outside have to be verified on the spot before filing. */
  verifyOutside: z.boolean(),
  revisitShare: z.number().min(0).max(1),
  /** Days after the end of a case until its contacts are erased; never before the days of "not solved" are over. */
  contactDays: z.number().int().min(1).max(365).default(30),
  /** The unit is told when this share of the limit is left, or so many minutes of it; 0 = not by this. */
  dueSoonShare: z.number().min(0).max(0.5).default(0.25),
  dueSoonMinutes: z.number().int().min(0).max(4800).default(60),
  /** The office is told, once a day, of what is overdue by so many minutes of the clock's own time. */
  overdueOfficeMinutes: z.number().int().min(0).max(9600).default(240),
});
export type CaseSettings = z.infer<typeof caseSettings>;

export const dayKinds = ['workday', 'rest', 'holiday', 'makeup'] as const;
export const calendarDay = z.object({ day, kind: z.enum(dayKinds), name: z.string().max(40).default('') });
export const calendarYear = z.object({ year: z.number().int(), official: z.boolean(), source: z.string(), days: z.array(calendarDay) });
export type CalendarYear = z.infer<typeof calendarYear>;
export const calendarBody = { official: z.boolean(), source: z.string().trim().max(300), days: z.array(calendarDay).max(366) };

export const dutyRule = z.object({
  id,
  /** Number in the city's duty list, `4.1`. */
  article: z.string().max(20),
  text: z.string().max(500),
  /** A category, or a class with all of its categories. */
  category: z.string(),
  /** Only there; null = everywhere. */
  area: z.object({ id, name: z.string() }).nullable(),
  /** Only when this question of the category was answered with one of `answers`; null = always. */
  answerTo: z.string().nullable(),
  answers: z.array(z.string()),
  lead: z.union([z.object({ by: z.literal('unit'), unit: unitBrief }), z.object({ by: z.enum(['district', 'street', 'community']) })]),
  joint: z.array(unitBrief),
  validFrom: day,
  validTo: day.nullable(),
  /** Set when an adjudication made it. */
  fromCase: z.object({ id, number: z.string() }).nullable(),
  active: z.boolean(),
  /** Last 90 days. */
  past: z.object({ got: z.number().int(), returned: z.number().int() }),
});
export type DutyRule = z.infer<typeof dutyRule>;
export const dutyRuleBody = {
  article: z.string().trim().max(20),
  text: z.string().trim().max(500),
  category: z.string().max(40),
  areaId: id.nullable().default(null),
  answerTo: z.string().max(60).nullable().default(null),
  answers: z.array(z.string().max(60)).max(60).default([]),
  leadUnitId: id.nullable().default(null),
  leadBy: z.enum(['unit', 'district', 'street', 'community']).default('unit'),
  jointUnitIds: z.array(id).max(8).default([]),
  validFrom: day,
  validTo: day.nullable().default(null),
  active: z.boolean().default(true),
};

/** Something that the presets have and the city has not. */
export const presetNews = z.object({
  /** Names it when it is taken over: `category:e01-09`, `question:e01-01/kind`, `reason:decline/outsideCity`. */
  key: z.string(),
  kind: z.enum(['category', 'question', 'reason']),
  code: z.string(),
  name: bilingual,
  /** The category that a question belongs to. */
  of: bilingual.nullable(),
});
export type PresetNews = z.infer<typeof presetNews>;

export const savedView = z.object({
  id,
  name: z.string(),
  query: z.record(z.string(), z.string()),
  columns: z.array(z.string()),
  shared: z.boolean(),
  own: z.boolean(),
});
export const savedViewBody = {
  name: z.string().trim().min(1).max(40),
  query: z.record(z.string().max(40), z.string().max(300)),
  columns: z.array(z.string().max(40)).max(30).default([]),
  shared: z.boolean().default(false),
};

export const revisit = z.object({
  id,
  seed: z.string(),
  from: day,
  to: day,
  share: z.number(),
  population: z.number().int(),
  madeAt: moment,
  madeBy: z.string(),
  done: z.number().int(),
  total: z.number().int(),
});
export const revisitItem = z.object({
  caseId: id,
  number: z.string(),
  title: z.string(),
  place: z.string(),
  unitName: z.string().nullable(),
  closedAt: moment,
  result: z.enum(['holds', 'back', 'partly']).nullable(),
  note: z.string().nullable(),
  checkedBy: z.string().nullable(),
});
export const limitPreview = z.object({
  category: z.string(),
  receivedAt: moment,
  dueAt: z.record(z.string(), moment),
  provisional: z.boolean(),
});
