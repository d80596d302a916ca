/**
 * What a person began to write and has not sent, kept in this browser until it is. Computers are shared: every key names
 * the person, nobody else is shown it, and who signs out is asked what becomes of it.
 */
const prefix = (personId: string): string => `tongchuang.draft.${personId}.`;

/** Where a draft is kept; `name` is unique for the form and its record. */
export const draftKey = (personId: string, name: string): string => `${prefix(personId)}${name}`;

const keysOf = (personId: string): readonly string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix(personId)));

/** Goes with a draft and is none itself: what was sent and not answered yet. */
export const sentKey = (personId: string, name: string): string => `${draftKey(personId, name)}.sent`;

/** How many drafts of this person are in this browser. */
export const countDrafts = (personId: string): number => keysOf(personId).filter((key) => !key.endsWith('.sent')).length;

export function dropDrafts(personId: string): void {
  for (const key of keysOf(personId)) localStorage.removeItem(key);
}
