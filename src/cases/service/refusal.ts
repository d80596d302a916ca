import { inBoth, Problem, type Refusal } from '../../kernel/problem.ts';
import { fill, type Bilingual } from '../../kernel/text.ts';

/** A refusal in both languages, for a greyed button or a line of a bulk answer. */
export function refusalText({ refused, detail = {} }: Refusal): Bilingual {
  const text = (locale: 'zh' | 'en') => {
    const values = Object.entries(detail).map(([key, value]) => [key, typeof value === 'string' ? inBoth(value)[locale] : value] as const);
    return fill(refused[locale], Object.fromEntries(values));
  };
  return { zh: text('zh'), en: text('en') };
}

/** A rule's refusal that concerns one field of the input; the answer names it. */
export const refusedField = (path: string, refusal: Refusal): Problem =>
  new Problem(refusal.refused, refusal.detail, [{ path, code: refusal.refused.code, ...refusalText(refusal) }]);
