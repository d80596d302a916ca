import { caseField } from '../cases/ui/field.ts';
import type { FieldSet, FieldTab } from '../ui/field.ts';

/** What the slices contribute to the field app. */
const sets: readonly FieldSet[] = [caseField];

export const tabs: readonly FieldTab[] = sets.flatMap((set) => set.tabs).toSorted((a, b) => a.order - b.order);
export const starts = sets.flatMap((set) => (set.start ? [set.start] : []));
