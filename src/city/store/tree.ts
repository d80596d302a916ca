import type { Id } from '../../kernel/ids.ts';

/** Every path of and below a record begins so: ids have one length, so no other path does. */
export const withinPattern = (path: string): string => `${path}%`;

/** A citizen's `%` is a percent sign. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Rows as a tree is read: each followed by its children. Rows whose parent is not among them stand at the top. */
export function inTreeOrder<T extends { readonly id: Id; readonly parentId: Id | null }>(rows: readonly T[]): T[] {
  const known = new Set(rows.map((row) => row.id));
  const children = new Map<Id | null, T[]>();
  for (const row of rows) {
    const parent = row.parentId !== null && known.has(row.parentId) ? row.parentId : null;
    const brothers = children.get(parent);
    if (brothers) brothers.push(row);
    else children.set(parent, [row]);
  }
  const ordered: T[] = [];
  const visit = (parent: Id | null): void => {
    for (const row of children.get(parent) ?? []) {
      ordered.push(row);
      visit(row.id);
    }
  };
  visit(null);
  return ordered;
}
