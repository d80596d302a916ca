import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** README speaks both languages: who reads only one of them misses nothing. */

const text = await readFile('README.md', 'utf8');
const [chinese = '', english = ''] = text.split(/^## English$/m);

const all = (side: string, what: RegExp): string[] => [...side.matchAll(what)].map(([, found = '']) => found);
const plain = (found: readonly string[]) => [...new Set(found.filter((one) => !/\p{Script=Han}/u.test(one)))].toSorted();
const pictures = (side: string) => all(side, /!\[[^\]]+\]\(([^)]+)\)/g);

test('both sides name the same commands, settings, accounts, addresses and documents', () => {
  const code = (side: string) => plain(all(side, /`([^`\n]+)`/g)).filter((one) => !one.startsWith('npm run rescue'));
  expect(code(english)).toEqual(code(chinese));
  expect(code(english).length).toBeGreaterThan(40);
  const links = (side: string) => plain(all(side, /(?<!!)\[[^\]]+\]\(([^)#]+)\)/g));
  expect(links(english)).toEqual(links(chinese));
});

test('both sides have as many steps to try and as many parts', () => {
  for (const part of [/^(\d\.) /gm, /^\*\*([^*]+)\*\*/gm, /^```(sh)$/gm]) expect(all(english, part).length).toBe(all(chinese, part).length);
  expect(all(english, /^### (.+)$/gm).length).toBe(all(chinese, /^## (.+)$/gm).length);
});

test('both sides show the same screens, each in its language', async () => {
  const kept = await readdir('docs/images');
  expect(pictures(english)).toEqual(pictures(chinese).map((path) => path.replace(/\.png$/, '-en.png')));
  expect([...pictures(chinese), ...pictures(english)].map((path) => path.replace('docs/images/', '')).toSorted()).toEqual(kept.toSorted());
});
