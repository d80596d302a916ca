import { sql, type RawBuilder } from 'kysely';
import type { MeasureMeaning } from '../kernel/measure.ts';

/** What each figure of casework counts and what it does not. Formulas as in GB/T 30428.4 and GB/T 33357, in our wording: provisional. */

export interface CaseMeaning extends MeasureMeaning {
  /** The moment that puts a case into a period; each has an index. */
  readonly moment: 'reported_at' | 'closed_at' | 'handling_due_at' | 'rated_at';
  /** Which cases stand below the line. */
  readonly among: RawBuilder<unknown>;
  /** Which of them stand above it. */
  readonly counts: RawBuilder<unknown>;
}

const pieces = { zh: '件', en: 'cases' };
const percent = { zh: '%', en: '%' };
const groupings = ['unit', 'area', 'category', 'channel', 'month', 'day'] as const;

const base = { public: true, groupings } as const;
const all = sql`true`;

export const caseMeanings: readonly CaseMeaning[] = [
  {
    ...base,
    id: 'cases.received',
    kind: 'count',
    unit: pieces,
    moment: 'reported_at',
    among: all,
    counts: all,
    name: { zh: '受理件数', en: 'Received' },
    meaning: {
      zh: '期内反映的全部问题件，各来源都算；拆分出来的分件不另算。',
      en: 'All cases reported in the period, by every channel; parts of a split case are not counted again.',
    },
  },
  {
    ...base,
    id: 'cases.filed',
    kind: 'count',
    unit: pieces,
    moment: 'reported_at',
    among: all,
    counts: sql`cases.filed_at is not null`,
    name: { zh: '立案件数', en: 'Filed' },
    meaning: {
      zh: '期内反映、已经立案的。不予受理的、合并到别件而没有立案的不算。',
      en: 'Reported in the period and filed. Declined ones do not count.',
    },
  },
  {
    ...base,
    id: 'cases.filedRate',
    kind: 'rate',
    unit: percent,
    moment: 'reported_at',
    among: sql`cases.state not in ('reported', 'verifying')`,
    counts: sql`cases.filed_at is not null`,
    name: { zh: '有效上报率', en: 'Share filed' },
    meaning: {
      zh: '立案数 ÷ 期内反映且已有处理决定的件数。还在等受理的不进分母。',
      en: 'Filed over all reports of the period on which it was decided.',
    },
  },
  {
    ...base,
    id: 'cases.closed',
    kind: 'count',
    unit: pieces,
    moment: 'closed_at',
    among: all,
    counts: all,
    name: { zh: '结案件数', en: 'Closed' },
    meaning: { zh: '期内结案、到现在没有重开的，各种结果都算。', en: 'Closed in the period with any outcome and not reopened since.' },
  },
  {
    ...base,
    id: 'cases.fixed',
    kind: 'count',
    unit: pieces,
    moment: 'closed_at',
    among: all,
    counts: sql`cases.outcome = 'fixed'`,
    name: { zh: '核查属实的解决件数', en: 'Verified fixed' },
    meaning: {
      zh: '期内结案、经处置人以外的人现场核查属实的。“不属职责”“没有发现”“暂时办不了”不算解决。',
      en: 'Closed in the period and found fixed by somebody other than the handler. Other outcomes do not count.',
    },
  },
  {
    ...base,
    id: 'cases.closureRate',
    kind: 'rate',
    unit: percent,
    moment: 'reported_at',
    among: sql`cases.filed_at is not null`,
    counts: sql`cases.state = 'closed'`,
    name: { zh: '结案率', en: 'Closure rate' },
    meaning: {
      zh: '期内反映并立案的件中，现在已结案的比例。',
      en: 'Of the cases reported in the period and filed, the share closed by now.',
    },
  },
  {
    ...base,
    id: 'cases.onTime',
    kind: 'rate',
    unit: percent,
    moment: 'handling_due_at',
    among: sql`not cases.provisional`,
    counts: sql`coalesce(cases.handling_on_time, cases.handled_at <= cases.handling_due_at, false)`,
    name: { zh: '按期处置率', en: 'Handled on time' },
    meaning: {
      zh: '按期处置数 ÷ 应处置数（处置时限落在期内、已到期或已交回的）。暂停和批准的延期不算时间；时限落在没有官方日历年份的不进分母。',
      en: 'Handled on time over all whose handling was due in the period. Pauses and granted extensions do not count as time; limits in a year without an official calendar are left out.',
    },
  },
  {
    ...base,
    id: 'cases.reworkRate',
    kind: 'rate',
    unit: percent,
    moment: 'closed_at',
    among: all,
    counts: sql`cases.reworks > 0`,
    name: { zh: '返工率', en: 'Rework rate' },
    meaning: { zh: '期内结案的件中，被退回返工过的比例。', en: 'Share of the cases closed in the period that were sent back for rework.' },
  },
  {
    ...base,
    id: 'cases.recurrence',
    kind: 'rate',
    unit: percent,
    moment: 'closed_at',
    among: sql`cases.outcome = 'fixed'`,
    counts: sql`cases.recurred_by is not null`,
    name: { zh: '30 天复发率', en: 'Recurrence within 30 days' },
    meaning: {
      zh: '期内核查属实解决的件中，同一处同一类在规定天数（默认 30 天）内又被反映的比例。期末不满 30 天的也已计入，会随时间上升。',
      en: 'Of the cases verified fixed in the period, the share where the same was reported at the same place within 30 days. Recent closings may still recur.',
    },
  },
  {
    ...base,
    id: 'cases.response',
    kind: 'rate',
    unit: percent,
    moment: 'reported_at',
    among: sql`cases.state <> 'merged'`,
    counts: sql`cases.responded_at is not null`,
    name: { zh: '响应率', en: 'Response rate' },
    meaning: {
      zh: '期内反映的件中，已有单位签收或已答复的比例。',
      en: 'Of the cases reported in the period, the share that a unit accepted or the office answered.',
    },
  },
  {
    ...base,
    id: 'cases.solution',
    kind: 'rate',
    unit: percent,
    moment: 'rated_at',
    among: sql`cases.solved is not null`,
    counts: sql`cases.solved`,
    name: { zh: '解决率', en: 'Solution rate' },
    meaning: {
      zh: '期内反映人（网上或回访）说了“解决了”或“没解决”的件中，“解决了”的比例。没有评价的不进分母。',
      en: 'Of the cases on which the reporter said so in the period, the share said to be solved. Silence does not count.',
    },
  },
  {
    ...base,
    id: 'cases.satisfaction',
    kind: 'rate',
    unit: percent,
    moment: 'rated_at',
    among: sql`cases.satisfied is not null`,
    counts: sql`cases.satisfied >= 4`,
    name: { zh: '满意率', en: 'Satisfaction rate' },
    meaning: {
      zh: '期内打了满意度的件中，4 分和 5 分的比例。',
      en: 'Of the cases rated in the period, the share with four or five of five.',
    },
  },
  {
    ...base,
    id: 'cases.medianHours',
    kind: 'median',
    unit: { zh: '工作时', en: 'working hours' },
    moment: 'closed_at',
    among: sql`cases.resolution_minutes is not null`,
    counts: all,
    name: { zh: '办结用时中位数', en: 'Median time to closing' },
    meaning: {
      zh: '期内结案的件，从反映到最后一次结案的工作时，取中位数。',
      en: 'Working hours from the report to the last closing of the cases closed in the period; the median.',
    },
  },
];
