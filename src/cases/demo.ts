import { seededNumbers } from '../platform/random.ts';
import type { DemoContext, DemoPart } from '../platform/slice.ts';
import { actOut } from './demo/current.ts';
import { loadYear } from './demo/history.ts';
import { loadDuties, loadPresets } from './service/presets.ts';
import { foldTallies } from './store/tallies.ts';

const CASES = 3000;

async function load(demo: DemoContext): Promise<void> {
  const chance = seededNumbers(20_261_123);
  const yearAgo = new Date(demo.today.getTime() - 365 * 86_400_000);
  await demo.as('system', yearAgo, async (ctx) => {
    await loadPresets(ctx);
    await loadDuties(ctx);
  });
  await demo.as('system', demo.today, async (ctx) => {
    await loadYear(ctx, CASES, demo.today, chance, (done) => demo.progress(`${done} 件`));
    await foldTallies(ctx.tx);
  });
  await actOut(demo, chance);
}

export const casesDemo: readonly DemoPart[] = [{ name: { zh: '一年的问题件', en: 'A year of cases' }, order: 10, load }];
