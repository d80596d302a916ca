import { caseProblems } from '../schema/problems.ts';
import type { Casework, CategoryRow } from '../store/casework.ts';
import { refusedField } from './refusal.ts';

/** A category that a case may have from now on: neither a class of them nor one that is out of use. @throws Problem categoryUnknown */
export function reportable(work: Casework, code: string): CategoryRow {
  const category = work.categories.get(code);
  if (category?.active && category.classCode !== null) return category;
  throw refusedField('category', { refused: caseProblems['cases.categoryUnknown'], detail: { category: code } });
}
