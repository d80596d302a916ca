/** Pairs of neighbouring characters: the index of the search in Chinese, where two characters already are a word. */

const letters = /[\p{L}\p{N}]+/gu;

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return [];
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

/** Every pair of the texts, once each, lower case. */
export function gramsOf(...texts: readonly string[]): string[] {
  const runs = texts.flatMap((text) => text.toLowerCase().normalize('NFKC').match(letters) ?? []);
  return [...new Set(runs.flatMap(pairsOf))];
}
