import { pinyin } from 'pinyin-pro';

const apart = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const;

/**
 * What a name is found by: itself, its full pinyin and its initials (`河滨社区 hebinshequ hbsq 610…`), lower case.
 * A person's first character is read as a surname (单 shan, 曾 zeng).
 */
export function searchText(name: string, kind: 'person' | 'other', ...more: readonly (string | null)[]): string {
  const syllables = pinyin(name, { ...apart, ...(kind === 'person' ? { surname: 'head' as const } : {}) }).map((syllable) =>
    syllable.trim(),
  );
  const initials = syllables.map((syllable) => String.fromCodePoint(...firstOf(syllable))).join('');
  const others = more.filter((text) => text !== null && text !== name);
  return [...new Set([name, syllables.join(''), initials, ...others])].join(' ').replace(/\s+/g, ' ').toLowerCase();
}

const firstOf = (syllable: string): number[] => [syllable.codePointAt(0) ?? []].flat();
