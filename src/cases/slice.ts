import { caseFactWords } from './fact-words.ts';
import type { Slice } from '../platform/slice.ts';
import { casesDemo } from './demo.ts';
import { caseFiles } from './file-access.ts';
import { caseJobs } from './jobs.ts';
import { caseMeasures } from './measures.ts';
import { casePages } from './pages.tsx';
import { caseGrants } from './policy.ts';
import { caseNotices, caseReactions } from './reactions.ts';
import { caseRoutes } from './routes.ts';
import { caseSearch } from './search.ts';
import { caseSheets } from './sheets.ts';
import { casesToday } from './today.ts';

export const casesSlice: Slice = {
  name: 'cases',
  grants: caseGrants,
  routes: caseRoutes,
  pages: casePages,
  reactions: caseReactions,
  jobs: caseJobs,
  measures: caseMeasures,
  today: casesToday,
  search: caseSearch,
  sheets: caseSheets,
  fileAccess: caseFiles,
  notices: caseNotices,
  demo: casesDemo,
  facts: caseFactWords,
};
