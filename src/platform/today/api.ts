import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { moment } from '../../kernel/time.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

export const getToday = operation({
  id: 'today.list',
  method: 'GET',
  path: '/today',
  summary: { zh: '今天等我的事', en: 'What waits for me today' },
  permission: 'signedIn',
  output: z.object({
    /** At most twelve, by consequence. */
    items: z.array(
      z.object({
        id: z.string(),
        weight: z.number(),
        title: z.string(),
        why: bilingual,
        act: bilingual,
        href: z.string(),
        due: moment.nullable(),
        /** Late, although it stands below what waits for the person. */
        overdue: z.boolean().optional(),
        /** Minutes left by the calendar that counts, below zero when late, and how many make a day. */
        left: z.object({ minutes: z.number().int(), dayMinutes: z.number().int() }).optional(),
      }),
    ),
    /** How many more there are. */
    more: z.number().int(),
  }),
});

export const search = operation({
  id: 'search.find',
  method: 'GET',
  path: '/search',
  summary: { zh: '查找编号、单位、人员、片区', en: 'Find numbers, units, people, areas' },
  permission: 'signedIn',
  query: { text: z.string().trim().min(1).max(60) },
  output: z.object({ items: z.array(z.object({ kind: bilingual, title: z.string(), note: z.string(), href: z.string() })) }),
});
