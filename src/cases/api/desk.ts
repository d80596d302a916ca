import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { moment } from '../../kernel/time.ts';
import { bilingual, bounded, caseNumber, neighbour, unitBrief } from '../schema.ts';
import { contactFields, routeQuery } from '../schema/inputs.ts';
import { caseProblems as refusals } from '../schema/problems.ts';

/** What the desk asks while somebody is on the line, before there is a case. */

export const reserveNumber = operation({
  id: 'cases.reserveNumber',
  method: 'POST',
  path: '/case-numbers',
  summary: { zh: '预留一个编号，登记前先念给对方', en: 'Reserve a number, to be read out before the case is registered' },
  permission: 'cases.report',
  // Nobody begins more calls than that; each that is not used is a gap in the month's numbers.
  perMinute: 12,
  output: z.object({ number: caseNumber, until: moment }),
});

export const earlierCalls = operation({
  id: 'cases.earlierCalls',
  method: 'POST',
  path: '/earlier-calls',
  summary: { zh: '这个号码今年反映过什么（留痕）', en: 'What this telephone told us of this year (journalled)' },
  permission: 'cases.callBack',
  // The input is somebody's contact, and the answer tells whose case it was.
  secret: true,
  body: { phone: contactFields.phone.unwrap() },
  output: z.object({
    count: bounded,
    items: z.array(
      neighbour
        .pick({ id: true, number: true, title: true, state: true, outcome: true, unitName: true })
        // When this telephone told of it.
        .extend({ at: moment }),
    ),
  }),
});

export const previewReport = operation({
  id: 'cases.previewReport',
  method: 'GET',
  path: '/case-report-preview',
  summary: { zh: '登记前可以告诉对方什么：期限、谁负责', en: 'What may be told before a case is registered: by when, and who answers' },
  permission: 'cases.report',
  query: { ...routeQuery, category: routeQuery.category.optional() },
  output: z.object({
    promise: z.object({ at: moment, urgent: z.boolean(), provisional: z.boolean(), why: bilingual }).nullable(),
    answering: z
      .object({
        area: z.string(),
        held: z.enum(['own', 'around', 'vacant']),
        by: z.string().nullable(),
        unit: unitBrief.extend({ phone: z.string().nullable() }).nullable(),
      })
      .nullable(),
    /** Codes of the category's questions, by what their answer changes. */
    deciding: z.object({ unit: z.array(z.string()), urgency: z.array(z.string()) }),
  }),
  errors: [refusals['cases.categoryUnknown'], refusals['cases.outsideCity'], refusals['cases.placeMissing']],
});
