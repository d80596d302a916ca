import type { SheetTemplate } from '../platform/sheets/template.ts';
import { areasSheet } from './sheets/areas.ts';
import { dutiesSheet } from './sheets/duties.ts';
import { peopleSheet } from './sheets/people.ts';
import { postsSheet } from './sheets/posts.ts';
import { unitsSheet } from './sheets/units.ts';

/** What the city keeps in spreadsheets, the same template both ways. */
export const citySheets: readonly SheetTemplate[] = [unitsSheet, peopleSheet, postsSheet, areasSheet, dutiesSheet];
