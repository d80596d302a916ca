import { sql } from 'kysely';
import type { Job, Slice } from '../slice.ts';

/** Counts that are over. The table holds what happened within the longest limit: some thousand rows, read as a whole. */
const sweep: Job = {
  name: 'limits.sweep',
  cron: '*/10 * * * *',
  run: async (ctx) => {
    await ctx.tx.rows(sql`delete from limit_counts where city_id = ${ctx.tx.cityId} and until <= ${ctx.now}`);
  },
};

/** Keeps the shared counts small. */
export const limitsSlice: Slice = { name: 'limits', grants: {}, routes: [], jobs: [sweep] };
