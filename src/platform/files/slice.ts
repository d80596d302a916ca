import type { Job, Slice } from '../slice.ts';
import type { FileAccess } from './access.ts';
import { fileFactWords } from './fact-words.ts';
import { filesGrants } from './policy.ts';
import { fileRoutes } from './routes.ts';

const sweeping: Job = {
  name: 'files.sweep',
  cron: '40 3 * * *',
  run: async (ctx) => {
    await ctx.files.sweep(ctx.tx, ctx.now);
  },
};

/** Files as a contribution; `accesses` are those of all other slices. */
export const filesSlice = (accesses: readonly FileAccess[]): Slice => ({
  name: 'files',
  grants: filesGrants,
  routes: fileRoutes(accesses),
  jobs: [sweeping],
  facts: fileFactWords,
});
