import { describe, expect, it } from 'vitest';
import { defineTexts } from '../kernel/text.ts';
import { textOf } from './i18n.ts';

const texts = defineTexts({ due: '{n} {n|件|件}，{at} 到期', left: '剩 {n} 个' }, { due: '{n} {n|case|cases} due {at}', left: '{n} left' });

describe('texts', () => {
  it('are filled, with the plural that the number takes', () => {
    expect(textOf(texts, 'due', { n: 1, at: '明天' })).toBe('1 件，明天 到期');
    expect(textOf(texts, 'left', { n: 0 })).toBe('剩 0 个');
  });

  it('show a value that was forgotten', () => {
    expect(textOf(texts, 'left')).toBe('剩 {n} 个');
  });
});
