import type { Slice } from '../slice.ts';
import { sheetFactWords } from './fact-words.ts';
import { sheetRoutes } from './routes.ts';
import type { SheetTemplate } from './template.ts';

/** Sheets as a contribution; `templates` are those of all other slices. */
export const sheetsSlice = (templates: readonly SheetTemplate[]): Slice => ({
  name: 'sheets',
  grants: {},
  routes: sheetRoutes(templates),
  facts: sheetFactWords(templates),
});
