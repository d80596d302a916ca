import type { Slice } from '../platform/slice.ts';
import { cityGrants } from './policy.ts';
import { cityRoutes } from './routes.ts';

export const citySlice: Slice = {
  name: 'city',
  grants: cityGrants,
  routes: cityRoutes,
};
