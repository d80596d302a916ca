import type { ReactElement } from 'react';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useTexts, useWord, type Values } from '../../public/site.ts';
import { frameTexts } from '../../public/text.ts';
import { fill, type Bilingual } from '../../kernel/text.ts';

export interface ProsePart {
  readonly title: Bilingual;
  /** Paragraphs; `{city}`, `{office}`, `{phone}` and what the page gives are filled. */
  readonly text: readonly Bilingual[];
  /** A page that says more. */
  readonly link?: { readonly href: string; readonly label: Bilingual };
}

export interface Prose {
  readonly title: Bilingual;
  readonly lead: Bilingual;
  readonly parts: readonly ProsePart[];
}

/** A page that only informs. */
export function ProsePage({ prose, values = {} }: { readonly prose: Prose; readonly values?: Values }): ReactElement {
  const frame = useTexts(frameTexts);
  const word = useWord();
  const { site } = useAround();
  const words = (text: Bilingual) =>
    fill(word(text), { ...values, city: word(site.city), office: word(site.office), phone: site.phone ?? '—' });
  return (
    <PublicPage back={{ href: '/', label: frame('home') }}>
      <h1>{words(prose.title)}</h1>
      <p className="lead">{words(prose.lead)}</p>
      {prose.parts.map((part) => (
        <section key={part.title.zh}>
          <h2>{words(part.title)}</h2>
          {part.text.map((text) => (
            <p key={text.zh}>{words(text)}</p>
          ))}
          {part.link && (
            <p>
              <a href={part.link.href}>{words(part.link.label)}</a>
            </p>
          )}
        </section>
      ))}
    </PublicPage>
  );
}
