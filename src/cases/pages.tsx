import type { Page } from '../platform/slice.ts';
import { feedPages } from './pages/feed.ts';
import { figurePages } from './pages/figures.tsx';
import { followPages } from './pages/follow.tsx';
import { homePages } from './pages/home.tsx';
import { nearbyPages } from './pages/nearby.tsx';
import { reasonPages } from './pages/reasons.tsx';
import { reportPages } from './pages/report/pages.ts';
import { sitePages } from './pages/site.tsx';

/** What citizens see, rendered on the server; everything works without scripts. */
export const casePages: readonly Page[] = [
  ...homePages,
  ...reportPages,
  ...followPages,
  ...nearbyPages,
  ...feedPages,
  ...figurePages,
  ...reasonPages,
  ...sitePages,
];
