import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { measureScope } from '../../kernel/measure.ts';
import { operation, pageOf, paging } from '../../kernel/operation.ts';
import { defineProblems } from '../../kernel/problem.ts';
import { moment } from '../../kernel/time.ts';
import { correction, frozen } from './closing/schema.ts';

export const measureProblems = defineProblems({
  unknownMeasure: { status: 404, zh: '没有统计量 {measure}。', en: 'There is no measure {measure}.' },
  wrongPeriod: { status: 422, zh: '起止日期不对：{from} 到 {to}。', en: 'The period is wrong: {from} to {to}.' },
  notGrouped: { status: 422, zh: '这个统计量不能按“{by}”分组。', en: 'This measure cannot be grouped by {by}.' },
  recordsHidden: {
    status: 403,
    zh: '您可以看这个数，但不能看它背后的记录。',
    en: 'You may see this figure, but not the records behind it.',
  },
});

const bilingual = z.object({ zh: z.string(), en: z.string() });
const dimension = z.enum(['unit', 'area', 'category', 'channel', 'month', 'day']);

export const measureMeaning = z.object({
  id: z.string(),
  name: bilingual,
  unit: bilingual,
  meaning: bilingual,
  kind: z.enum(['count', 'rate', 'median']),
  public: z.boolean(),
  /** May who asks open the records behind it? A public figure is seen without them. */
  opens: z.boolean(),
  groupings: z.array(dimension),
});

const figure = {
  value: z.number().nullable(),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
};

/** `unit` is the unit id that the figure is asked for, as the public contract calls it; `unitId` is the same. */
const scopeFields = {
  from: measureScope.shape.from,
  to: measureScope.shape.to,
  unit: id.optional(),
  area: id.optional(),
  category: measureScope.shape.category,
  channel: measureScope.shape.channel,
};

export const listMeasures = operation({
  id: 'measures.list',
  method: 'GET',
  path: '/measures',
  summary: { zh: '统计量及其含义', en: 'Measures and what they mean' },
  permission: 'public',
  output: z.object({ items: z.array(measureMeaning) }),
});

export const getMeasure = operation({
  id: 'measures.get',
  method: 'GET',
  path: '/measures/:measure',
  summary: { zh: '一个数和它背后的记录', en: 'A figure and the records behind it' },
  permission: 'public',
  params: { measure: z.string().max(80) },
  query: scopeFields,
  output: z.object({
    id: z.string(),
    name: bilingual,
    unit: bilingual,
    ...figure,
    records: z.object({ count: z.number().int(), href: z.string() }),
    /** Where days of a closed month are in the period. */
    frozen: frozen.optional(),
    /** Records of closed months that stand otherwise now; counting stops at 1,000. */
    corrections: z.object({ count: z.number().int(), href: z.string() }).optional(),
  }),
  errors: [measureProblems.unknownMeasure, measureProblems.wrongPeriod],
});

export const groupMeasure = operation({
  id: 'measures.group',
  method: 'GET',
  path: '/measures/:measure/groups',
  summary: { zh: '一个数按单位、片区、类别、渠道、月、日分开', en: 'A figure by unit, area, category, channel, month or day' },
  permission: 'public',
  params: { measure: z.string().max(80) },
  query: { ...scopeFields, by: dimension },
  output: z.object({ items: z.array(z.object({ key: z.string(), label: z.string(), ...figure, records: z.number().int() })) }),
  errors: [measureProblems.unknownMeasure, measureProblems.wrongPeriod, measureProblems.notGrouped],
});

/** False: records that the reader may not see are left out; the figure counts them. */
const complete = z.boolean();

export const measureRecords = operation({
  id: 'measures.records',
  method: 'GET',
  path: '/measures/:measure/records',
  summary: { zh: '一个数背后的记录', en: 'The records behind a figure' },
  permission: 'signedIn',
  params: { measure: z.string().max(80) },
  query: { ...scopeFields, ...paging },
  output: pageOf(z.object({ id, title: z.string(), href: z.string(), at: moment, counts: z.boolean() })).extend({ complete }),
  errors: [measureProblems.unknownMeasure, measureProblems.wrongPeriod, measureProblems.recordsHidden],
});

export const measureCorrections = operation({
  id: 'measures.corrections',
  method: 'GET',
  path: '/measures/:measure/corrections',
  summary: { zh: '封存之后变化了的记录', en: 'Records that changed after their month was closed' },
  permission: 'signedIn',
  params: { measure: z.string().max(80) },
  query: { ...scopeFields, ...paging },
  output: pageOf(correction).extend({ complete }),
  errors: [measureProblems.unknownMeasure, measureProblems.wrongPeriod, measureProblems.recordsHidden],
});
