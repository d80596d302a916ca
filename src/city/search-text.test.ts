import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { searchText } from './search-text.ts';

test.each([
  ['单晓禾', 'person', ['P1'], '单晓禾 shanxiaohe sxh p1'],
  ['河滨社区', 'other', ['690602001001', null], '河滨社区 hebinshequ hbsq 690602001001'],
  ['2号院 A区', 'other', ['2号院 A区'], '2号院 a区 2haoyuanaqu 2hyaq'],
  ['𠮷野家🙂', 'other', [], expect.stringContaining('𠮷野家🙂') as unknown as string],
] as const)('%s is found by name, pinyin and initials', (name, kind, more, expected) => {
  expect(searchText(name, kind, ...more)).toEqual(expected);
});

property.prop([fc.string({ unit: 'grapheme' })])('any name gives a text that it is found in', (name) => {
  const text = searchText(name, 'other');
  expect(text).toBe(text.toLowerCase());
  expect(text.includes(name.trim().replace(/\s+/g, ' ').toLowerCase())).toBe(true);
});
