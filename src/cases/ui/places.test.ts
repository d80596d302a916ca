import { describe, expect, it } from 'vitest';
import { placeWords } from './places.ts';

const street = { id: 's', kind: 'street', name: '石桥街道' } as const;
const block = { id: 'b', kind: 'block', name: '四片' } as const;

describe('a place in a list', () => {
  it.each([
    [{ place: '市场路 18 号', areas: [street] }, '石桥 市场路 18 号'],
    [{ place: '石桥街道清河桥社区', areas: [street] }, '石桥 清河桥社区'],
    [{ place: '石桥街道 清河桥社区', areas: [street] }, '石桥 清河桥社区'],
    [{ place: '石桥东侧', areas: [street] }, '石桥东侧'],
    [{ place: '', areas: [street] }, '石桥'],
    [{ place: '楼下', areas: [block] }, '四片 楼下'],
    [{ place: '楼下', areas: [] }, '楼下'],
  ])('%j: %s', (of, words) => {
    expect(placeWords(of)).toBe(words);
  });
});
