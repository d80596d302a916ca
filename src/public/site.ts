import { createContext, useContext } from 'react';
import { type Bilingual, fill, type Locale, type Texts } from '../kernel/text.ts';

/** A part of the site, in the head on wide screens and in the foot on phones. */
export interface Section {
  readonly href: string;
  readonly label: Bilingual;
}

/** Who speaks: the same on every page of a city. */
export interface Site {
  readonly brand: Bilingual;
  readonly city: Bilingual;
  /** Who answers for the site, in the foot. */
  readonly office: Bilingual;
  /** The number to call instead; null = the city has none. */
  readonly phone: string | null;
  readonly phoneHours: Bilingual;
  readonly sections: readonly Section[];
}

/** How this visitor reads. */
export interface Visit {
  readonly locale: Locale;
  /** 大字版. */
  readonly large: boolean;
  /** Address of the page with its query: where the switches of language and type size lead back to. */
  readonly path: string;
}

export interface Around {
  readonly site: Site;
  readonly visit: Visit;
}

export const AroundContext = createContext<Around | null>(null);

/** What surrounds the page that is being rendered. */
export function useAround(): Around {
  const around = useContext(AroundContext);
  if (!around) throw new Error('A public page is rendered by renderDocument only');
  return around;
}

export const useLocale = (): Locale => useAround().visit.locale;

export type Values = Readonly<Record<string, string | number>>;
export type Say<K extends string> = (key: K, values?: Values) => string;

/** Fills a text; English plurals are written `{n} {n|case|cases}`. */
export function say<K extends string>(texts: Texts<K>, locale: Locale): Say<K> {
  return (key, values = {}) => {
    const chosen = texts[locale][key].replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, other: string) =>
      Number(values[name]) === 1 ? one : other,
    );
    return fill(chosen, values);
  };
}

/** `const t = useTexts(reportTexts); t('title')`. */
export const useTexts = <K extends string>(texts: Texts<K>): Say<K> => say(texts, useLocale());

/** The side of a bilingual name that the page speaks. */
export function useWord(): (name: Bilingual) => string {
  const locale = useLocale();
  return (name) => name[locale] || name.zh;
}
