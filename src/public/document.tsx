import type { ReactElement, ReactNode } from 'react';
import { type Around, AroundContext } from './site.ts';

interface Props {
  readonly around: Around;
  readonly title: string;
  /** Addresses of the built style sheet and of the page's modules. */
  readonly style: string;
  readonly scripts: readonly string[];
  /** What those modules import. */
  readonly preload: readonly string[];
  readonly children: ReactNode;
}

/** The HTML document of a public page; there is no script in it but the page's own modules by address. */
export function PublicDocument({ around, title, style, scripts, preload, children }: Props): ReactElement {
  const { site, visit } = around;
  const brand = site.brand[visit.locale];
  return (
    <html lang={visit.locale === 'zh' ? 'zh-CN' : 'en'} className={visit.large ? 'large' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
        <title>{title === brand ? title : `${title} - ${brand}`}</title>
        <meta name="theme-color" content="#1d5fa8" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="stylesheet" href={style} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="alternate" type="application/atom+xml" href="/feed.atom" title={brand} />
        {preload.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {scripts.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body>
        <AroundContext value={around}>{children}</AroundContext>
      </body>
    </html>
  );
}
