import type { AnswerOf } from '../../../kernel/operation.ts';
import type { Session } from '../../../ui/session.ts';
import type { me } from '../api.ts';

/** What screens may know of the person that `me` answers for. */
export function sessionOf(who: AnswerOf<typeof me>): Session {
  const held = new Set(who.permissions);
  const one = (permission: string) =>
    permission === 'public' || permission === 'signedIn' || permission === 'ownAccount' || held.has(permission);
  return {
    personId: who.personId,
    name: who.name,
    userName: who.userName,
    posts: who.posts,
    may: (permission) => (typeof permission === 'string' ? one(permission) : permission.some(one)),
  };
}
