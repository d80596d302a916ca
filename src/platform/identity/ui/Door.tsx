import './door.css';
import { type ReactNode, useEffect } from 'react';
import { cityAbout } from '../../../city/api.ts';
import { speak, useLocale, useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
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
  const city = useOperation(cityAbout, {});
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  });
  return (
    <div className="tc-door">
      <header>
        <strong>{t('product')}</strong>
        <span>{city.data ? word({ zh: city.data.name, en: city.data.nameEn }) : ''}</span>
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
