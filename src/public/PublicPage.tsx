import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { useAround, useTexts, useWord } from './site.ts';
import { switchAddress } from './switches.ts';
import { frameTexts } from './text.ts';

interface Props {
  /** The section this page belongs to, by its address. */
  readonly section?: string;
  /** Where one came from: the link above the title. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Uses the whole width of a desktop. */
  readonly wide?: boolean;
  /** A page that ends in its act (a form) has no foot below it. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/** The frame of every public page: skip link, head, main part, foot. */
export function PublicPage({ section, back, wide, bare, children }: Props): ReactElement {
  const t = useTexts(frameTexts);
  return (
    <>
      <a className="skip vh" href="#main">
        {t('skip')}
      </a>
      <Head section={section} />
      <main id="main" className={wide ? 'wide' : undefined}>
        {back && (
          <a className="back" href={back.href}>
            <Icon name="back" />
            {back.label}
          </a>
        )}
        {children}
      </main>
      {!bare && <Foot section={section} wide={wide} />}
    </>
  );
}

function Head({ section }: { readonly section?: string }): ReactElement {
  const { site, visit } = useAround();
  const t = useTexts(frameTexts);
  const word = useWord();
  return (
    <header className="top">
      <a className="brand" href="/">
        {word(site.brand)}
      </a>
      <nav className="sections" aria-label={t('sections')}>
        {site.sections.map(({ href, label }) => (
          <a key={href} href={href} aria-current={href === section ? 'page' : undefined}>
            {word(label)}
          </a>
        ))}
      </nav>
      <a href={switchAddress(visit.path, { large: visit.large ? '0' : '1' })} rel="nofollow">
        {t(visit.large ? 'normal' : 'large')}
      </a>
      {visit.locale === 'zh' ? (
        <a href={switchAddress(visit.path, { lang: 'en' })} lang="en" hrefLang="en" rel="nofollow">
          English
        </a>
      ) : (
        <a href={switchAddress(visit.path, { lang: 'zh' })} lang="zh-CN" hrefLang="zh-CN" rel="nofollow">
          中文
        </a>
      )}
    </header>
  );
}

function Foot({ section, wide }: { readonly section?: string; readonly wide?: boolean }): ReactElement {
  const { site } = useAround();
  const t = useTexts(frameTexts);
  const word = useWord();
  return (
    <footer className={wide ? 'foot wide' : 'foot'}>
      <nav aria-label={t('otherPages')}>
        {site.sections
          .filter(({ href }) => href !== section)
          .map(({ href, label }) => (
            <a key={href} href={href}>
              {word(label)}
            </a>
          ))}
      </nav>
      {site.phone && (
        <p>
          {t('footCall')} <a href={`tel:${site.phone}`}>{site.phone}</a>
          {t('footCallAfter', { hours: word(site.phoneHours) })}
        </p>
      )}
      <p>{word(site.office)}</p>
      <p className="more">
        <a href="/about">{t('about')}</a>
        <a href="/privacy">{t('privacy')}</a>
        <a href="/accessibility">{t('accessibility')}</a>
        <a href="/feed.atom">{t('feed')}</a>
      </p>
    </footer>
  );
}
