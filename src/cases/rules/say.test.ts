import { expect, test } from 'vitest';
import { saidOf, type Said } from './say.ts';

const at = (text: string) => new Date(`2026-11-${text.replace(' ', 'T')}:00+08:00`);
const now = at('23 09:20');
const unitName = '城市管理局';
const running = { unitName, dueAt: at('25 18:00'), handlingDueAt: at('25 18:00'), paused: false };

test.each<readonly [string, Said, string, string]>([
  [
    'a dispatched case is to be accepted first, and names both moments',
    { ...running, state: 'assigned', dueAt: at('23 11:20') },
    '已派给城市管理局，最晚今天 11:20 前签收，周三 18:00 前办完。',
    'Dispatched to 城市管理局; to be accepted by today 11:20 and done by Wednesday 18:00 at the latest.',
  ],
  [
    'at work',
    { ...running, state: 'inProgress' },
    '城市管理局处置中，最晚周三 18:00 前。',
    '城市管理局 working on it, at the latest by Wednesday 18:00.',
  ],
  [
    'paused in time',
    { ...running, state: 'onLongTermList', dueAt: null, paused: true },
    '已挂账，计时暂停。',
    'On the long-term list; the clock stands still.',
  ],
  [
    'late when it was paused',
    { ...running, state: 'adjudicating', dueAt: at('20 18:00'), paused: true },
    '第二次退单，转创文办裁定，计时暂停；之前已逾期，暂停期间不再累计。',
    'Second return; the office adjudicates, the clock stands still; it was overdue before and gets no later meanwhile.',
  ],
  ['over', { ...running, state: 'closed', dueAt: null }, '已结案。', 'Closed.'],
])('%s', (_what, said, zh, en) => expect(saidOf(said, now)).toEqual({ zh, en }));
