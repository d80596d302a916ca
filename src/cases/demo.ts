import { seededNumbers } from '../platform/random.ts';
import type { DemoContext, DemoPart } from '../platform/slice.ts';
import { actOut } from './demo/current.ts';
import { loadYear } from './demo/history.ts';
import { loadDuties, loadPresets } from './service/presets.ts';
import { addUp } from './store/sums/add-up.ts';
import { foldTallies } from './store/tallies.ts';

const CASES = 3000;

/** What casework needs before the first case: categories, limits, calendar and who answers for what. */
async function prepare(demo: DemoContext): Promise<void> {
  const yearAgo = new Date(demo.today.getTime() - 365 * 86_400_000);
  await demo.as('system', yearAgo, async (ctx) => {
    await loadPresets(ctx);
    await loadDuties(ctx);
  });
}

async function load(demo: DemoContext): Promise<void> {
  const chance = seededNumbers(20_261_123);
  await demo.as('system', demo.today, async (ctx) => {
    await loadYear(ctx, CASES, demo.today, chance, (done) => demo.progress(`${done} 件`));
    await foldTallies(ctx.tx);
    while (await addUp(ctx.tx, demo.today));
  });
  await actOut(demo, chance);
}

/** Settings come at 10 with every other part that a city needs before it works; the year of work comes later. */
export const casesDemo: readonly DemoPart[] = [
  { name: { zh: '类别、时限、日历、权责清单', en: 'Categories, limits, calendar, duties' }, order: 10, load: prepare },
  { name: { zh: '一年的问题件', en: 'A year of cases' }, order: 20, load },
];
