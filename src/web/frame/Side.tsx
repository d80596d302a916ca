import { Go } from '../../ui/Go.tsx';
import { useTexts, useWord } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icons.tsx';
import { usePlace } from '../../ui/place.ts';
import { type Screen, sections } from '../../ui/screen.ts';
import { useCityName, useSession } from '../../ui/session.ts';
import { entryAt, hrefOf, screenAt, sectionIcons, sectionsFor, type SectionEntries } from './navigation.ts';
import { frameTexts } from './text.ts';

/** The side: a person sees only what their posts use. */
export function Side() {
  const t = useTexts(frameTexts);
  const word = useWord();
  const city = useCityName();
  return (
    <nav className="tc-side" aria-label={t('mainMenu')}>
      <Go href="/work/today" className="tc-brand">
        <strong>{t('product')}</strong> <span>{word(city)}</span>
      </Go>
      <SectionLinks />
    </nav>
  );
}

/** The sections with the open one's pages below it; also the content of the drawer on a phone. */
export function SectionLinks() {
  const session = useSession();
  const { path } = usePlace();
  const open = screenAt(path)?.section;
  return (
    <ul>
      {sectionsFor(session).map((each) => (
        <SectionLink key={each.section} of={each} open={each.section === open} path={path} />
      ))}
    </ul>
  );
}

function SectionLink({
  of: { section, entries },
  open,
  path,
}: {
  readonly of: SectionEntries;
  readonly open: boolean;
  readonly path: string;
}) {
  const word = useWord();
  const [first] = entries;
  if (!first) return null;
  const at = entryAt(path, entries);
  const alone = entries.length === 1;
  return (
    <li>
      <Go
        href={hrefOf(first)}
        className={open ? 'tc-on' : undefined}
        aria-current={open && alone && path === hrefOf(first) ? 'page' : open ? 'true' : undefined}
      >
        <Icon name={sectionIcons[section]} />
        <span>{word(sections[section])}</span>
        <Count of={first} />
      </Go>
      {open && !alone ? (
        <ul className="tc-sub">
          {entries.map((entry) => (
            <li key={entry.path}>
              <Go href={hrefOf(entry)} className={entry === at ? 'tc-on' : undefined} aria-current={entry === at ? 'page' : undefined}>
                <span>{word(entry.entry?.name ?? entry.title)}</span>
                {entry === first ? null : <Count of={entry} />}
              </Go>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Count({ of }: { readonly of: Screen }) {
  const useCount = of.entry?.useCount;
  return useCount ? <LiveCount useCount={useCount} /> : null;
}

function LiveCount({ useCount }: { readonly useCount: () => number | undefined }) {
  const count = useCount();
  return count ? <b>{count > 999 ? '999+' : count}</b> : null;
}
