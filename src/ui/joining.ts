import type { Locale } from '../kernel/text.ts';
import { useLocale } from './i18n.ts';

/** What a screen puts together from several words, with the punctuation of its language. */
export interface Joining {
  /** Names of one kind: `甲、乙、丙`, `A, B, C`. */
  readonly names: (names: readonly string[]) => string;
  /** Parts that each say something of their own; empty ones are left out: `6 栋 214 户，无物业`. */
  readonly parts: (parts: readonly (string | null | undefined)[]) => string;
  /** Whole sentences one after the other; the last mark of each is put where it is missing. */
  readonly sentences: (sentences: readonly (string | null | undefined)[]) => string;
  /** What is said of whom: `城管局：修改`, `城管局: Edit`. */
  readonly about: (whom: string, what: string) => string;
  /** Said by the way, after a word: `联络员（代班）`, `Liaison (deputy)`. */
  readonly aside: (word: string, more: string) => string;
}

/** Narrow, because neither language's list of names wants an "and" before the last. */
const lists: Readonly<Record<Locale, Intl.ListFormat>> = {
  zh: new Intl.ListFormat('zh-CN', { type: 'conjunction', style: 'narrow' }),
  en: new Intl.ListFormat('en', { type: 'conjunction', style: 'narrow' }),
};
const marks = {
  zh: { part: '，', end: '。', next: '', about: '：', open: '（', shut: '）' },
  en: { part: ', ', end: '.', next: ' ', about: ': ', open: ' (', shut: ')' },
} as const satisfies Record<Locale, object>;

export function joiningOf(locale: Locale): Joining {
  const mark = marks[locale];
  return {
    names: (names) => lists[locale].format(names),
    parts: (parts) => parts.filter(Boolean).join(mark.part),
    sentences: (sentences) =>
      sentences.flatMap((each) => (each ? [/[。！？.!?]$/.test(each) ? each : `${each}${mark.end}`] : [])).join(mark.next),
    about: (whom, what) => `${whom}${mark.about}${what}`,
    aside: (word, more) => `${word}${mark.open}${more}${mark.shut}`,
  };
}

const both: Readonly<Record<Locale, Joining>> = { zh: joiningOf('zh'), en: joiningOf('en') };

/** `const join = useJoining(); join.names(units)`. */
export const useJoining = (): Joining => both[useLocale()];
