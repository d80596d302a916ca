import type { WriteContext } from '../platform/context.ts';
import type { Job } from '../platform/slice.ts';
import { tellOfficeOfSlipping, tellUnitsOfDue } from './service/alerts.ts';
import { eraseEndedContacts } from './service/contacts.ts';
import { recordLapsedNumbers } from './service/numbers.ts';
import { recomputeDue } from './service/recompute.ts';
import { sendDueMessages, sendMessage } from './service/tell.ts';
import { addUp } from './store/sums/add-up.ts';
import { foldTallies } from './store/tallies.ts';

/** In pieces: a city that was brought to this version has years to add up. */
async function addUpDays(ctx: WriteContext): Promise<void> {
  if (await addUp(ctx.tx, ctx.now)) await ctx.enqueue('cases.addUp', {});
}

export const caseJobs: readonly Job[] = [
  { name: 'cases.fold', cron: '* * * * *', run: async (ctx) => foldTallies(ctx.tx) },
  { name: 'cases.addUp', cron: '*/5 * * * *', run: addUpDays },
  { name: 'cases.recompute', run: recomputeDue },
  { name: 'cases.due', cron: '*/5 * * * *', run: tellUnitsOfDue },
  { name: 'cases.slipping', cron: '30 7 * * *', run: tellOfficeOfSlipping },
  { name: 'cases.tell', run: sendMessage },
  { name: 'cases.tellAgain', cron: '* * * * *', run: sendDueMessages },
  { name: 'cases.eraseContacts', cron: '40 2 * * *', run: eraseEndedContacts },
  { name: 'cases.recordLapsedNumbers', cron: '50 2 * * *', run: recordLapsedNumbers },
];
