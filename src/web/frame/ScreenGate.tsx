import { type ReactNode, useEffect } from 'react';
import { useWord } from '../../ui/i18n.ts';
import type { Screen } from '../../ui/screen.ts';
import { useSession } from '../../ui/session.ts';
import { MissingPage } from '../pages/MissingPage.tsx';
import { noteOpened } from './recent.ts';
import { usePlace } from '../../ui/place.ts';

/** A page that the person's posts do not show answers like one that does not exist. */
export function ScreenGate({ screen, children }: { readonly screen: Screen; readonly children: ReactNode }) {
  const session = useSession();
  const word = useWord();
  const { path } = usePlace();
  const allowed = session.may(screen.permission);
  const title = word(screen.title);
  useEffect(() => {
    document.title = `${title} · ${word({ zh: '同创', en: 'Tongchuang' })}`;
  });
  useEffect(() => {
    if (allowed && screen.entry) noteOpened(path);
  }, [allowed, screen, path]);
  return allowed ? children : <MissingPage />;
}
