import { route, type Measure, type Slice } from '../../slice.ts';
import * as api from './api.ts';
import { closingFactWords } from './fact-words.ts';
import { closeDue, closeMonth, listClosed, previewOf, setDay } from './service.ts';

const CLOSE_DUE = 'closing.closeDue';

/** Closing months over all measures that the other slices contribute. */
export const closingSlice = (measures: readonly Measure[]): Slice => ({
  name: 'closing',
  grants: { 'measures.close': ['officeHead'] },
  routes: [
    route(api.listClosedMonths, (ctx) => listClosed(ctx)),
    route(api.previewClosing, (ctx, input) => previewOf(measures)(ctx, input)),
    route(api.closeMonth, (ctx, input) => closeMonth(measures)(ctx, input)),
    route(api.setClosingDay, (ctx, input) => setDay(ctx, input)),
  ],
  facts: closingFactWords,
  // At night, when few change a record of last month.
  jobs: [{ name: CLOSE_DUE, cron: '40 3 * * *', run: closeDue(measures, CLOSE_DUE) }],
});
