import { describe, expect, test } from 'vitest';
import { dangerIn, numberIn, placeIn, timeIn, tinted, titleOf } from './recognise.ts';

const court = { name: '铁路二院' };
const TODAY = '2026-11-27';

describe('the place in what somebody says', () => {
  test.each([
    ['我住在铁路二院5号楼，楼下那个窨井盖晃得厉害', court, '5号楼'],
    ['我住在铁路二院 5 号楼前的井盖', court, '5 号楼前'],
    ['铁路二院五号楼二单元的灯坏了', court, '五号楼二单元'],
    ['河滨社区菜市场门口垃圾堆了三天没人收。', { name: '河滨社区' }, '菜市场门口'],
    ['铁路二院的东门锁着', court, '东门'],
    ['铁路二院没人管，有人在3号楼烧垃圾', court, '3号楼'],
    ['就在市场路 18 号门口，摊位占道', undefined, '市场路 18 号门口'],
    ['铁路二院的喇叭太吵', court, ''],
    ['垃圾没人收', undefined, ''],
  ])('%s', (words, area, place) => {
    expect(placeIn(words, area)).toBe(place);
  });
});

describe('the time in what somebody says', () => {
  test.each([
    ['昨天晚上有个小孩踩上去差点掉下去', { words: '昨天晚上', day: '2026-11-26', time: '20:00' }],
    ['昨晚八点半开始吵', { words: '昨晚八点半', day: '2026-11-26', time: '20:30' }],
    ['今天早上7点就有人烧', { words: '今天早上7点', day: '2026-11-27', time: '07:00' }],
    ['前天下午三点', { words: '前天下午三点', day: '2026-11-25', time: '15:00' }],
    ['大前天就报过', { words: '大前天', day: '2026-11-24', time: null }],
    ['垃圾堆了三天没人收', { words: '三天', day: '2026-11-24', time: null }],
    ['十二天前来过', { words: '十二天前', day: '2026-11-15', time: null }],
    ['你们能不能今天就来个人，昨天报的', { words: '昨天', day: '2026-11-26', time: null }],
    ['今年一直这样，楼前面堆着', null],
    ['目前没人管，以前也没有', null],
    ['', null],
  ])('%s', (words, time) => {
    expect(timeIn(words, TODAY)).toEqual(time);
  });

  test.each([
    ['8', 8],
    ['三', 3],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
  ])('%s is %i', (said, number) => {
    expect(numberIn(said)).toBe(number);
  });
});

test.each([
  ['昨天晚上有个小孩踩上去差点掉下去。', '差点掉下去'],
  ['有人摔伤了', '摔伤'],
  ['配电箱漏电，冒烟', '漏电'],
  ['垃圾没人收', null],
  ['树掉叶子', null],
])('the danger in "%s": %s', (words, danger) => {
  expect(dangerIn(words)).toBe(danger);
});

describe('the title', () => {
  test.each([
    [
      '我住在铁路二院5号楼，楼下那个窨井盖晃得厉害，车一过就哐当响',
      { area: '铁路二院', place: '5号楼', things: ['窨井'] },
      '铁路二院5号楼楼下窨井盖晃得厉害',
    ],
    [
      '河滨社区菜市场门口垃圾堆了三天没人收。',
      { area: '河滨社区', place: '菜市场门口', things: ['垃圾'] },
      '河滨社区菜市场门口垃圾堆了三天没人收',
    ],
    ['喂，你好，我要反映一下路灯不亮，好几天了', {}, '路灯不亮'],
    ['井盖响。车一过就响', {}, '井盖响'],
    ['好吵', {}, '好吵'],
    ['', {}, ''],
  ])('%s', (words, heard, title) => {
    expect(titleOf(words, heard)).toBe(title);
  });
});

test('what was recognised is tinted where it stands, once and without overlap', () => {
  const words = '我住在铁路二院5号楼，楼下那个窨井盖响';
  expect(tinted(words, ['铁路二院5号楼', '5号楼', '窨井', '井盖', ''])).toMatchObject([
    { text: '我住在', on: false },
    { text: '铁路二院5号楼', on: true },
    { text: '，楼下那个', on: false },
    { text: '窨井盖', on: true },
    { text: '响', on: false },
  ]);
  expect(tinted('', ['x'])).toEqual([]);
});
