import { cityFactWords } from './fact-words.ts';
import type { Slice } from '../platform/slice.ts';
import { cityDemo } from './demo.ts';
import { cityMeasures } from './measures.ts';
import { cityGrants } from './policy.ts';
import { cityRoutes } from './routes.ts';
import { citySearch } from './search.ts';
import { citySheets } from './sheets.ts';
import { cityToday } from './today.ts';

export const citySlice: Slice = {
  name: 'city',
  grants: cityGrants,
  routes: cityRoutes,
  measures: cityMeasures,
  today: cityToday,
  search: citySearch,
  sheets: citySheets,
  demo: cityDemo,
  facts: cityFactWords,
};
