import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Texts } from './kernel/text.ts';

/** Chinese punctuation belongs to the Chinese side of a text: on the English side, or in a screen's code, it reaches English readers. */

const fullWidth = /[\u3000-\u3003\u3008-\u3011\uff01-\uff5e]/;
const files = await readdir('src', { recursive: true });
const screensOf = files.filter((name) => /(^|\/)(ui|web|field|measures|sheets)\//.test(name) && name.endsWith('.tsx'));

/** Without its comments, which may quote what a screen says. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

test('no screen holds Chinese punctuation in its code', async () => {
  const found: string[] = [];
  for (const name of screensOf)
    for (const line of code(await readFile(`src/${name}`, 'utf8')).split('\n'))
      if (fullWidth.test(line)) found.push(`${name}: ${line.trim()}`);
  expect(screensOf.length).toBeGreaterThan(150);
  expect(found).toEqual([]);
});

/** `一,二,三`: not said, but taken apart by the code. */
const list = /^[^,]{1,2}(,[^,]{1,2})+$/;

const isTexts = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value && typeof value.en === 'object' && value.en !== null;

test('no English text holds Chinese punctuation, and no Chinese one an English comma or full stop', async () => {
  const catalogues = files.filter((name) => /(^|\/)(text\/[\w-]+|[\w-]*text)\.ts$/.test(name) && !name.startsWith('kernel/'));
  const found: string[] = [];
  let read = 0;
  for (const name of catalogues)
    for (const texts of Object.values<unknown>(await import(/* @vite-ignore */ `./${name}`)).filter(isTexts)) {
      read += 1;
      for (const [key, text] of Object.entries(texts.en)) if (fullWidth.test(text)) found.push(`${name} ${key}: ${text}`);
      for (const [key, text] of Object.entries(texts.zh))
        if (!list.test(text) && /\p{Script=Han}[,;!?:]|\p{Script=Han}\.(?!\w)/u.test(text)) found.push(`${name} ${key}: ${text}`);
    }
  expect(read).toBeGreaterThan(25);
  expect(found).toEqual([]);
});
