/** Half a surrogate pair (a cut emoji) and NUL are no characters: the database keeps neither, JSON brings both. */
const noCharacter = /[\0\p{Cs}]/gu;
const isKept = (text: string): boolean => text.search(noCharacter) < 0;

/** Paths of texts, names of fields included, that could not be kept. A loop, not a recursion: a body may nest as deep as it likes. */
export function unkept(value: unknown): string[] {
  const found: string[] = [];
  const open: { readonly value: unknown; readonly path: string }[] = [{ value, path: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value === 'string' && !isKept(next.value)) found.push(next.path);
    if (typeof next.value !== 'object' || next.value === null) continue;
    // A map of borders is a million pairs of numbers.
    if (Array.isArray(next.value) && next.value.every((item) => typeof item === 'number')) continue;
    for (const [name, inner] of Object.entries(next.value)) {
      const path = next.path === '' ? name : `${next.path}.${name}`;
      if (isKept(name)) open.push({ value: inner, path });
      else found.push(path.replace(noCharacter, '\uFFFD'));
    }
  }
  return found;
}
