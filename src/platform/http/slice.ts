import type { Job, Slice } from '../slice.ts';
import { forgetSealedAnswers } from './idempotency.ts';

const forgetSealed: Job = {
  name: 'http.forgetSealed',
  cron: '40 * * * *',
  run: (ctx) => forgetSealedAnswers(ctx.tx, ctx.now),
};

/** Forgets secrets that were kept for repeated requests. */
export const httpSlice: Slice = { name: 'http', grants: {}, routes: [], jobs: [forgetSealed] };
