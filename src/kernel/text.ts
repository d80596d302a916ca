/** Both languages of one set of texts. Keys are those of the Chinese side; a missing English one does not compile. */
export interface Texts<K extends string = string> {
  readonly zh: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
}

export type Locale = 'zh' | 'en';

/** Declares texts; `{name}` in a text is filled when it is used. */
export function defineTexts<const K extends string>(zh: Record<K, string>, en: Record<NoInfer<K>, string>): Texts<K> {
  return { zh, en };
}

/** A name in both languages, for what is data in code (roles, states, measures). */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Fills `{name}` in a text; a name without a value stays visible, so that a mistake is seen. */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
