import { useEffect } from 'react';
import type { AnswerOf } from '../kernel/operation.ts';
import { me } from '../platform/identity/api.ts';
import { sessionOf } from '../platform/identity/ui/session-of.ts';
import { ownKeys } from '../ui/memory.ts';
import { useOperation } from '../ui/query.ts';
import type { Session } from '../ui/session.ts';
import { useOnline } from '../ui/States.tsx';

interface Known {
  readonly me: AnswerOf<typeof me>;
}

const key = ownKeys.field;

function remembered(): Known | null {
  const kept = localStorage.getItem(key);
  return kept ? JSON.parse(kept) : null;
}

export type Who = { readonly session: Session; readonly problem: 'none' | 'signedOut' | 'unreachable' } | 'loading' | 'stranger';

/** Who works with this device: as the server says, or as it said last when there is no network. Nobody after they signed out. */
export function usePerson(): Who {
  const asked = useOperation(me, {});
  const online = useOnline();
  const kept = remembered();
  useEffect(() => {
    if (asked.data) localStorage.setItem(key, JSON.stringify({ me: asked.data } satisfies Known));
  }, [asked.data]);
  const known = asked.data ? { me: asked.data } : kept;
  if (!known) return asked.problem || !online ? 'stranger' : 'loading';
  const problem = asked.problem ? (asked.problem.status === 401 ? 'signedOut' : 'unreachable') : 'none';
  return { session: sessionOf(known.me), problem };
}
