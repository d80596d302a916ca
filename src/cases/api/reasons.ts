import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import { reason, reasonCode, reasonFields, reasonKind, toldReason } from '../schema/reasons.ts';

/** The lists of reasons: why a report is declined, a case is given back, something has to wait. */

export const listReasons = operation({
  id: 'cases.reasons',
  method: 'GET',
  path: '/case-reasons',
  summary: { zh: '不予受理、退单、挂账的理由', en: 'Reasons to decline, to give back, to put on the long-term list' },
  permission: 'signedIn',
  query: { kind: reasonKind.optional(), all: z.enum(['true', 'false']).optional() },
  output: z.object({ items: z.array(reason) }),
});
export const addReason = operation({
  id: 'cases.addReason',
  method: 'POST',
  path: '/case-reasons',
  summary: { zh: '新增一条理由', en: 'Add a reason' },
  permission: 'cases.settings',
  body: { kind: reasonKind, code: reasonCode, ...reasonFields },
  output: reason,
  errors: [refusals['cases.codeTaken']],
});
export const changeReason = operation({
  id: 'cases.changeReason',
  method: 'PUT',
  path: '/case-reasons/:kind/:code',
  summary: { zh: '改一条理由，或停用', en: 'Change a reason, or switch it off' },
  permission: 'cases.settings',
  params: { kind: reasonKind, code: reasonCode },
  body: reasonFields,
  output: reason,
  errors: [problems.notFound, refusals['cases.reasonsEmpty']],
});
export const publicReasons = operation({
  id: 'cases.publicReasons',
  method: 'GET',
  path: '/public/case-reasons',
  summary: { zh: '公布的不予受理和挂账理由', en: 'The published reasons to decline, and to wait' },
  permission: 'public',
  output: z.object({ items: z.array(toldReason.extend({ kind: reasonKind, active: z.boolean(), provisional: z.boolean() })) }),
});
