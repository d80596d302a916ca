import type { Job, Slice } from '../slice.ts';
import { forgetKeys, forgetSealedAnswers } from './idempotency.ts';

const forgetSealed: Job = {
  name: 'http.forgetSealed',
  cron: '40 * * * *',
  run: (ctx) => forgetSealedAnswers(ctx.tx, ctx.now),
};

/** A transaction of so many takes a few hundredths of a second. */
const BATCH = 5000;
const sweepKeys: Job = {
  name: 'http.forgetKeys',
  cron: '25 3 * * *',
  run: async (ctx) => {
    if (await forgetKeys(ctx.tx, ctx.now, BATCH)) await ctx.enqueue('http.forgetKeys', {});
  },
};

/** Forgets what was kept for repeated requests: secrets after a day, keys after their time. */
export const httpSlice: Slice = { name: 'http', grants: {}, routes: [], jobs: [forgetSealed, sweepKeys] };
