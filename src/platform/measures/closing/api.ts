import { z } from 'zod';
import { operation } from '../../../kernel/operation.ts';
import { closedMonth, closingDay, closingProblems as p, month, previewed } from './schema.ts';

export const listClosedMonths = operation({
  id: 'closing.list',
  method: 'GET',
  path: '/closed-months',
  summary: { zh: '已封存的月份', en: 'Months that are closed' },
  permission: 'signedIn',
  output: z.object({
    items: z.array(closedMonth),
    /** The newest month that is over and not closed; null when there is none. */
    next: month.nullable(),
    day: closingDay,
  }),
});

export const previewClosing = operation({
  id: 'closing.preview',
  method: 'GET',
  path: '/closed-months/:month/preview',
  summary: { zh: '封存前看一看：每个统计量会定格成多少', en: 'Before closing: at what each figure will stay' },
  permission: 'measures.close',
  params: { month },
  output: previewed,
  errors: [p.monthNotOver, p.monthClosed],
});

export const closeMonth = operation({
  id: 'closing.close',
  method: 'POST',
  path: '/closed-months',
  summary: {
    zh: '封存一个月：数字定格，之后的变化列为更正',
    en: 'Close a month: its figures stay, later changes are listed as corrections',
  },
  permission: 'measures.close',
  body: { month },
  output: z.object({ month, figures: z.int() }),
  errors: [p.monthNotOver, p.monthClosed],
});

export const setClosingDay = operation({
  id: 'closing.setDay',
  method: 'PUT',
  path: '/closing-settings',
  summary: { zh: '每月几号自动封存上个月', en: 'On which day the last month is closed by itself' },
  permission: 'measures.close',
  body: { day: closingDay },
  output: z.object({ day: closingDay }),
});
