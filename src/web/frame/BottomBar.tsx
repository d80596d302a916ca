import { Go } from '../../ui/Go.tsx';
import { useTexts, useWord } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icons.tsx';
import { usePlace } from '../../ui/place.ts';
import { sections } from '../../ui/screen.ts';
import { useSession } from '../../ui/session.ts';
import { hrefOf, screenAt, sectionIcons, sectionsFor } from './navigation.ts';
import { frameTexts } from './text.ts';

/** On a phone: the first sections, search, and the rest behind one button. */
export function BottomBar({ more, find }: { readonly more: () => void; readonly find: () => void }) {
  const t = useTexts(frameTexts);
  const word = useWord();
  const session = useSession();
  const { path } = usePlace();
  const open = screenAt(path)?.section;
  return (
    <nav className="tc-bottom" aria-label={t('mainMenu')}>
      {sectionsFor(session)
        .slice(0, 3)
        .map(({ section, entries: [first] }) =>
          first ? (
            <Go
              key={section}
              href={hrefOf(first)}
              className={section === open ? 'tc-on' : undefined}
              aria-current={section === open ? 'true' : undefined}
            >
              <Icon name={sectionIcons[section]} size={20} />
              <span>{word(sections[section])}</span>
            </Go>
          ) : null,
        )}
      <button type="button" onClick={find}>
        <Icon name="search" size={20} />
        <span>{t('searchShort')}</span>
      </button>
      <button type="button" onClick={more}>
        <Icon name="menu" size={20} />
        <span>{t('more')}</span>
      </button>
    </nav>
  );
}
