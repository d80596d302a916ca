import type { Slice } from '../platform/slice.ts';
import { cityDemo } from './demo.ts';
import { cityGrants } from './policy.ts';
import { cityRoutes } from './routes.ts';

export const citySlice: Slice = {
  name: 'city',
  grants: cityGrants,
  routes: cityRoutes,
  demo: cityDemo,
};
