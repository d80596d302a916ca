import type { Day } from '../kernel/time.ts';
import type { DemoContext, DemoPart } from '../platform/slice.ts';
import { seededNumbers } from '../platform/random.ts';
import { loadCompounds, loadVenues } from './demo/compounds.ts';
import { loadDuties } from './demo/duties.ts';
import { loadCity } from './demo/load.ts';
import { cityDay } from './rules.ts';

/** The demo city began its campaign on the first working Monday of the year before. */
const beginning = (today: Date): Day => `${Number(cityDay(today).slice(0, 4)) - 1}-01-06`;
const atNine = (day: Day): Date => new Date(`${day}T09:00:00+08:00`);

async function load(demo: DemoContext): Promise<void> {
  const dice = seededNumbers(7);
  const since = beginning(demo.today);
  const handedOver = `${cityDay(demo.today).slice(0, 4)}-03-02`;
  await demo.as('system', atNine(since), async (ctx) => {
    const city = await loadCity(ctx, dice, since);
    await loadDuties(ctx, city, since, handedOver < cityDay(demo.today) ? handedOver : since);
    await loadCompounds(ctx, city, dice, since);
    await loadVenues(ctx, city, dice);
    demo.progress(`${city.areas.size} 个片区，${city.units.size} 个单位，${city.people.length} 人`);
  });
}

/** 安塬市: first of all parts, everything else stands on it. */
export const cityDemo: readonly DemoPart[] = [{ name: { zh: '城市、单位、人员、片区', en: 'City, units, people, areas' }, order: 0, load }];
