import { useEffect } from 'react';
import { call, CallProblem, newKey } from '../../../ui/call.ts';
import { useNow } from '../../../ui/useNow.ts';
import { useSession } from '../../../ui/session.ts';
import { reserveNumber } from '../../api/desk.ts';
import type { Desk } from './useDraft.ts';
import { unanswered } from './useDraft.ts';

const AGAIN_MS = 5000;

/**
 * Reserves a number as soon as something is typed, so that it can be read out. What was sent without an answer keeps
 * the number with which it was sent, even beyond its time: another one would make another case of it.
 */
export function useNumber({ draft, change }: Pick<Desk, 'draft' | 'change'>): void {
  const { personId } = useSession();
  const now = useNow(60_000).getTime();
  const { number, numberUntil, since } = draft;
  const over = number !== null && number !== '' && numberUntil !== null && Date.parse(numberUntil) <= now;
  const wanted = since !== null && (number === null || (over && localStorage.getItem(unanswered(personId)) === null));
  useEffect(() => {
    if (!wanted) return undefined;
    const key = newKey();
    let timer: ReturnType<typeof setTimeout>;
    let live = true;
    const reserve = () =>
      void call(reserveNumber, {}, { key }).then(
        ({ number: next, until }) => {
          if (live) change({ number: next, numberUntil: until });
        },
        (error: unknown) => {
          // Without a line the desk goes on without a number: it is given when the case is registered. A refusal stays one.
          const later = error instanceof CallProblem && (error.lost || error.status === 429 || error.status >= 500);
          if (live && later) timer = setTimeout(reserve, AGAIN_MS);
        },
      );
    reserve();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [wanted, change]);
}
