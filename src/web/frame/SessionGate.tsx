import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { me } from '../../platform/identity/api.ts';
import { sessionOf } from '../../platform/identity/ui/session-of.ts';
import type { AnswerOf } from '../../kernel/operation.ts';
import { useTexts } from '../../ui/i18n.ts';
import { usePlace } from '../../ui/place.ts';
import { forgetPerson, queries, useOperation } from '../../ui/query.ts';
import { takeOver } from '../../ui/memory.ts';
import { SessionContext } from '../../ui/session.ts';
import { ProblemLine } from '../../ui/States.tsx';
import { CallProblem } from '../../ui/call.ts';
import { frameTexts } from './text.ts';

const FirstSteps = lazy(async () => ({ default: (await import('../../platform/identity/ui/FirstSteps.tsx')).FirstSteps }));
type Need = AnswerOf<typeof me>['needs'][number];

/** Lets in who is signed in and has done what had to be done first; everybody else goes to the sign-in page. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const t = useTexts(frameTexts);
  const place = usePlace();
  const who = useOperation(me, {});
  useSignedOut(() => {
    // Several answers may say it; the first one leaves, and names the page it left.
    if (location.pathname.startsWith('/work'))
      place.go(`/sign-in?next=${encodeURIComponent(`${location.pathname}${location.search}`)}`, 'replace');
  });
  // A step that was begun stays until its person leaves it: backup codes are shown after the need is met.
  const [begun, setBegun] = useState<Need | null>(null);
  const step = begun ?? who.data?.needs[0];
  if (step && begun !== step) setBegun(step);
  const session = useMemo(() => {
    if (!who.data) return null;
    // Before the screens are drawn: they read what is kept while they are.
    takeOver(who.data.personId);
    return sessionOf(who.data);
  }, [who.data]);
  if (who.problem?.status === 401) return null;
  if (who.problem && !session) return <ProblemLine problem={who.problem} again={who.again} />;
  if (!session || !who.data) return <output className="tc-opening">{t('opening')}</output>;
  if (step)
    return (
      <Suspense>
        <FirstSteps key={step} step={step} me={who.data} done={() => setBegun(null)} />
      </Suspense>
    );
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Any answer that says "not signed in" ends the session on this screen too. */
function useSignedOut(leave: () => void): void {
  useEffect(() => {
    const seen = (error: unknown) => {
      if (!(error instanceof CallProblem) || error.code !== 'notSignedIn') return;
      forgetPerson();
      leave();
    };
    const reads = queries
      .getQueryCache()
      .subscribe((event) => event.type === 'updated' && event.action.type === 'error' && seen(event.action.error));
    const writes = queries
      .getMutationCache()
      .subscribe((event) => event.type === 'updated' && event.action.type === 'error' && seen(event.action.error));
    return () => {
      reads();
      writes();
    };
  });
}
