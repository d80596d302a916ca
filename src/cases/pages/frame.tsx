import type { ReactElement } from 'react';
import { cityFacts } from '../../city/exports.ts';
import { fill, type Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { PageAnswer, PageCookie, PageRequest } from '../../platform/slice.ts';
import { alsoLoaded, scriptAddress, styleAddress } from '../../public/assets.ts';
import { PublicDocument } from '../../public/document.tsx';
import type { Around } from '../../public/site.ts';
import { siteOf } from '../../public/site-of.ts';

interface Shown {
  readonly title: Bilingual | string;
  readonly page: ReactElement;
  /** Names of modules in `public/scripts`. */
  readonly scripts?: readonly string[];
  readonly status?: number;
  readonly robots?: 'noindex';
  readonly cookie?: PageCookie;
  /** Where the switches of language and type size lead, when this page answers a form. */
  readonly path?: string;
}

/** What surrounds the city's pages for this visitor. */
export async function aroundOf(ctx: ReadContext, request: PageRequest, path = request.path): Promise<Around> {
  const site = siteOf(await cityFacts(ctx.read), request.sections);
  return { site, visit: { locale: ctx.locale, large: request.large, path } };
}

/** Answers with a page in the city's dress. */
export async function answerPage(ctx: ReadContext, request: PageRequest, shown: Shown): Promise<PageAnswer> {
  const around = await aroundOf(ctx, request, shown.path);
  const scripts = shown.scripts ?? [];
  const title = typeof shown.title === 'string' ? shown.title : shown.title[ctx.locale];
  return {
    title,
    page: (
      <PublicDocument
        around={around}
        title={title}
        style={styleAddress()}
        scripts={scripts.map(scriptAddress)}
        preload={alsoLoaded(scripts)}
      >
        {shown.page}
      </PublicDocument>
    ),
    ...(shown.status ? { status: shown.status } : {}),
    ...(shown.robots ? { robots: shown.robots } : {}),
    ...(shown.cookie ? { cookie: shown.cookie } : {}),
  };
}

/** One key of a text table in both languages, as a title. */
export const titleOf = <K extends string>(
  texts: { readonly zh: Readonly<Record<K, string>>; readonly en: Readonly<Record<K, string>> },
  key: K,
  values: Readonly<Record<string, string>> = {},
): Bilingual => ({
  zh: fill(texts.zh[key], values),
  en: fill(texts.en[key], values),
});
