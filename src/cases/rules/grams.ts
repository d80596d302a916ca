/** Pairs of neighbouring characters: the index of the search in Chinese, where two characters already are a word. */

const letters = /[\p{L}\p{N}]+/gu;

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return [];
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

const runsOf = (text: string): readonly string[] => text.toLowerCase().normalize('NFKC').match(letters) ?? [];

/** Every pair of the texts, once each, lower case. */
export function gramsOf(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap(runsOf).flatMap(pairsOf))];
}

/** What a text must hold to be found: all of some pairs, and one of each of some groups. */
export interface Sought {
  readonly all: readonly string[];
  readonly anyOf: readonly (readonly string[])[];
}

const han = /\p{Script=Han}/u;

/**
 * Pairs to look for. Chinese is typed without spaces: who types 楼道纸箱 looks for both words, wherever they stand, and
 * no dictionary knows the words of this work (ICU takes 楼道 and 井盖 for two words each). So a run is held to where its
 * characters stand as they were typed, each beside one of its neighbours: the ends, and of what lies between no two in a
 * row may stand otherwise. Numbers and letters are always held to.
 */
export function soughtIn(text: string): Sought {
  const found = runsOf(text).map(soughtInRun);
  const all = [...new Set(found.flatMap((run) => run.all))];
  const anyOf = found.flatMap((run) => run.anyOf).filter((group) => !group.some((pair) => all.includes(pair)));
  const once = new Map(anyOf.map((group) => [group.join(' '), group]));
  return { all, anyOf: [...once.values()] };
}

function soughtInRun(run: string): Sought {
  const pairs = pairsOf(run);
  const characters = Array.from(run);
  const groups = characters.slice(1, -1).map((character, at) =>
    // Beside either neighbour; of Chinese, this one or the next.
    pairs.slice(at, han.test(character) ? at + 3 : at + 2),
  );
  const inner = groups.filter((group, at) => group.length === 2 || at < groups.length - 1);
  const exact = pairs.filter((pair) => !han.test(pair));
  return { all: [...pairs.slice(0, 1), ...exact, ...pairs.slice(-1)], anyOf: inner };
}
