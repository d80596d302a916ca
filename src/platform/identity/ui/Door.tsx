import './door.css';
import { type ReactNode, useEffect } from 'react';
import { speak, useLocale, useTexts, useWord } from '../../../ui/i18n.ts';
import { useCityName } from '../../../ui/session.ts';
import { signInTexts } from './text.ts';

/** A page before the workbench: one thing to do, nothing beside it. */
export function Door({
  title,
  note,
  wide,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTexts(signInTexts);
  const word = useWord();
  const locale = useLocale();
  const city = useCityName();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  });
  return (
    <div className="tc-door">
      <header>
        <strong>{t('product')}</strong>
        <span>{word(city)}</span>
        <button
          type="button"
          className="tc-link"
          lang={locale === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => speak(locale === 'zh' ? 'en' : 'zh')}
        >
          {t('language')}
        </button>
      </header>
      <main className={wide ? 'tc-door-wide' : undefined}>
        <h1 tabIndex={-1}>{title}</h1>
        {note ? <p className="tc-door-note">{note}</p> : null}
        {children}
      </main>
      <footer>
        <a href="/">{t('publicPages')}</a>
      </footer>
    </div>
  );
}
