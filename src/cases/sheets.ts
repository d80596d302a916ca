import type { SheetTemplate } from '../platform/sheets/template.ts';
import { calendarSheet } from './sheets/calendar.ts';
import { categoriesSheet } from './sheets/categories.ts';
import { dutyRulesSheet } from './sheets/duty-rules.ts';
import { reasonsSheet } from './sheets/reasons.ts';

/** What casework keeps in spreadsheets, the same template both ways. */
export const caseSheets: readonly SheetTemplate[] = [categoriesSheet, reasonsSheet, dutyRulesSheet, calendarSheet];
