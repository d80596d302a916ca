import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { FieldTab } from '../ui/field.ts';
import { Go } from '../ui/Go.tsx';
import { useTexts, useWord } from '../ui/i18n.ts';
import { Icon } from '../ui/icons.tsx';
import { usePlace } from '../ui/place.ts';
import { type Session, SessionContext, useSession } from '../ui/session.ts';
import { Guard, useOnline } from '../ui/States.tsx';
import { usePerson } from './person.ts';
import { starts, tabs } from './screens.ts';
import { fieldFrameTexts } from './text.ts';

/** The field app: one page, tabs at the thumb, and the word that the network is gone. */
export function FieldFrame() {
  const t = useTexts(fieldFrameTexts);
  const who = usePerson();
  const online = useOnline();
  if (who === 'loading') return <output className="tc-field-plain">{t('opening')}</output>;
  if (who === 'stranger') {
    return (
      <main className="tc-field-plain">
        <h1>{t('product')}</h1>
        <p>{t('signIn')}</p>
        {online ? null : <p>{t('signInOffline')}</p>}
        <a className="tc-field-act" href="/sign-in?next=/field/">
          {t('signInAct')}
        </a>
      </main>
    );
  }
  return (
    <SessionContext value={who.session}>
      <Shell session={who.session} signedOut={who.problem === 'signedOut'} unreachable={who.problem === 'unreachable'} />
    </SessionContext>
  );
}

function Shell({
  session,
  signedOut,
  unreachable,
}: {
  readonly session: Session;
  readonly signedOut: boolean;
  readonly unreachable: boolean;
}) {
  const t = useTexts(fieldFrameTexts);
  const place = usePlace();
  const online = useOnline();
  useEffect(() => {
    const stops = starts.map((start) => start(session.personId));
    return () => {
      for (const stop of stops) stop();
    };
  }, [session.personId]);
  return (
    <div className="tc-field">
      <output>
        {!online || unreachable ? (
          <span className="tc-field-line">
            <Icon name="offline" size={20} />
            {t('offline')}
          </span>
        ) : null}
        {signedOut ? (
          <span className="tc-field-line">
            <Icon name="lock" size={20} />
            <span>{t('signedOut')}</span>
            <a href={`/sign-in?next=${encodeURIComponent(place.path)}`}>{t('signInAct')}</a>
          </span>
        ) : null}
      </output>
      <div className="tc-field-page">
        <Guard key={place.path}>
          <Outlet />
        </Guard>
      </div>
      <Tabs />
    </div>
  );
}

const permitted = (session: Session) => tabs.filter((tab) => session.may(tab.permission));

function Tabs() {
  const t = useTexts(fieldFrameTexts);
  const session = useSession();
  const { path } = usePlace();
  return (
    <nav className="tc-field-tabs" aria-label={t('tabs')}>
      {permitted(session).map((tab) => (
        <Tab key={tab.path} tab={tab} on={path === tab.path || path.startsWith(`${tab.path}/`)} />
      ))}
    </nav>
  );
}

function Tab({ tab, on }: { readonly tab: FieldTab; readonly on: boolean }) {
  const word = useWord();
  return (
    <Go href={tab.path} className={on ? 'tc-on' : undefined} aria-current={on ? 'page' : undefined}>
      <span className="tc-field-icon">
        <Icon name={tab.icon} size={24} />
        {tab.useCount ? <Count useCount={tab.useCount} /> : null}
      </span>
      {word(tab.name)}
    </Go>
  );
}

function Count({ useCount }: { readonly useCount: () => number | undefined }) {
  const count = useCount();
  return count ? <b>{count}</b> : null;
}

/** `/field` itself, and addresses that no tab has: the first tab. */
export function FieldStart() {
  const t = useTexts(fieldFrameTexts);
  const session = useSession();
  const { go } = usePlace();
  const first = permitted(session)[0]?.path;
  useEffect(() => {
    if (first) go(first, 'replace');
  }, [first, go]);
  return first ? null : (
    <main className="tc-field-plain">
      <h1>{t('product')}</h1>
      <p>{t('nothing')}</p>
      <a className="tc-field-act" href="/work/">
        {t('toWork')}
      </a>
    </main>
  );
}
