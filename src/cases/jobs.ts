import type { Job } from '../platform/slice.ts';
import { recomputeDue } from './service/recompute.ts';
import { foldTallies } from './store/tallies.ts';

export const caseJobs: readonly Job[] = [
  { name: 'cases.fold', cron: '* * * * *', run: async (ctx) => foldTallies(ctx.tx) },
  { name: 'cases.recompute', run: recomputeDue },
];
