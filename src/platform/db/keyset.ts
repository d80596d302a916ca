import { Problem, problems } from '../../kernel/problem.ts';

/** A cursor is the sort key of the last row, as base64url of a JSON list. */
const encode = (key: readonly string[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** A cursor that we did not make. */
export const badCursor = () =>
  new Problem(problems.malformed, {}, [
    {
      path: 'cursor',
      code: 'cursor',
      zh: '翻页的位置读不出来，请从第一页重新看起。',
      en: 'This is no place in the list; start from the first page.',
    },
  ]);

/** Takes a cursor apart. @throws Problem malformed for one that we did not make */
export function afterCursor(cursor: string | undefined, parts: number): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')) return key;
  } catch {
    // Falls through to the refusal.
  }
  throw badCursor();
}

/** A page of at most `limit` from rows of which one more was asked for. */
export function pageFrom<T>(rows: readonly T[], limit: number, key: (row: T) => readonly string[]): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encode(key(last)) : null };
}
