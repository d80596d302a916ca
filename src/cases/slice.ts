import type { Slice } from '../platform/slice.ts';
import { caseJobs } from './jobs.ts';
import { feedPages } from './pages/feed.ts';
import { followPages } from './pages/follow.tsx';
import { nearbyPages } from './pages/nearby.tsx';
import { sitePages } from './pages/site.tsx';
import { caseGrants } from './policy.ts';
import { caseRoutes } from './routes.ts';

export const casesSlice: Slice = {
  name: 'cases',
  grants: caseGrants,
  routes: caseRoutes,
  pages: [...sitePages, ...followPages, ...nearbyPages, ...feedPages],
  jobs: caseJobs,
};
