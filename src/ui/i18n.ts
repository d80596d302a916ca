import { useSyncExternalStore } from 'react';
import { type Bilingual, fill, type Locale, type Texts } from '../kernel/text.ts';

/** The screen's language is a plain store: texts are typed objects, so a library of string keys would add nothing (docs/decisions/0006). */
const listeners = new Set<() => void>();
let current: Locale = first();

/** The cookie `lang` is the one memory of the language: the server reads it for problems, downloads and public pages. */
function first(): Locale {
  // Rules that tests run outside of a browser speak Chinese.
  if (typeof document === 'undefined') return 'zh';
  const kept = /(?:^|; )lang=(zh|en)/.exec(document.cookie)?.[1];
  if (kept === 'zh' || kept === 'en') return kept;
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh';
}

/** The language now, outside of components. */
export const locale = (): Locale => current;

/** Switches the language and remembers it on this device. */
export function speak(next: Locale): void {
  current = next;
  document.cookie = `lang=${next}; path=/; max-age=31536000; samesite=lax`;
  showLanguage();
  for (const listener of listeners) listener();
}

/** Tells the document its language, for screen readers and fonts. */
export function showLanguage(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

/** Calls when the language was switched; gives back how to stop it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLocale = (): Locale => useSyncExternalStore(onLanguage, locale);

export type Values = Readonly<Record<string, string | number>>;
export type Translate<K extends string> = (key: K, values?: Values) => string;

/** `const t = useTexts(caseTexts); t('due', { n: 3 })`. English plurals: `{n} {n|case|cases}`. */
export function useTexts<K extends string>(texts: Texts<K>): Translate<K> {
  const now = useLocale();
  return (key, values) => say(texts[now][key], values);
}

/** The same outside of components. */
export const textOf = <K extends string>(texts: Texts<K>, key: K, values?: Values): string => say(texts[current][key], values);

function say(text: string, values: Values = {}): string {
  return fill(
    text.replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, other: string) => (values[name] === 1 ? one : other)),
    values,
  );
}

/** Gives the side of a bilingual name that the screen speaks; the other one where it is empty. */
export function useWord(): (name: Bilingual | null | undefined) => string {
  const now = useLocale();
  return (name) => (name ? name[now] || name.zh || name.en : '');
}
