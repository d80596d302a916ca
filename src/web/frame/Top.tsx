import { Dropdown } from 'antd';
import { useSignOut } from '../../platform/identity/ui/useSignOut.tsx';
import { Bell } from '../../platform/notify/ui/Bell.tsx';
import { roles } from '../../kernel/actor.ts';
import { speak, useLocale, useTexts, useWord } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icons.tsx';
import { switchLetters, useLetters } from '../../ui/keys.ts';
import { usePlace } from '../../ui/place.ts';
import { useSession } from '../../ui/session.ts';
import { frameTexts } from './text.ts';

/** Search, bell, language, me. */
export function Top({ find }: { readonly find: () => void }) {
  const t = useTexts(frameTexts);
  const locale = useLocale();
  return (
    <header className="tc-top">
      <button type="button" className="tc-find" onClick={find} aria-keyshortcuts="Control+k">
        <Icon name="search" />
        <span>{t('search')}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <div className="tc-me">
        <Bell />
        <button type="button" lang={locale === 'zh' ? 'en' : 'zh-CN'} onClick={() => speak(locale === 'zh' ? 'en' : 'zh')}>
          <Icon name="globe" />
          {t('other')}
        </button>
        <MeMenu />
      </div>
    </header>
  );
}

function MeMenu() {
  const t = useTexts(frameTexts);
  const word = useWord();
  const place = usePlace();
  const session = useSession();
  const letters = useLetters();
  const [post] = session.posts;
  const signOut = useSignOut(session.personId);
  const items = [
    { key: 'account', label: t('account') },
    { key: 'keys', label: t(letters ? 'keysOff' : 'keysOn') },
    { key: 'out', label: t('signOut') },
  ];
  const acts: Record<string, () => void> = {
    account: () => place.go('/work/account'),
    keys: () => switchLetters(!letters),
    out: signOut.start,
  };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => acts[key]?.() }}>
        <button type="button" className="tc-me-name">
          <span>{session.name}</span>
          {post ? <em title={post.unitName}>{`${post.unitShortName} ${word(roles[post.role])}`}</em> : null}
          <Icon name="down" />
        </button>
      </Dropdown>
      {signOut.dialog}
    </>
  );
}
