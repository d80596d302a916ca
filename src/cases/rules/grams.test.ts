import { describe, expect, test } from 'vitest';
import { gramsOf, soughtIn } from './grams.ts';

/** As the database decides it. */
function finds(query: string, text: string): boolean {
  const grams = new Set(gramsOf(text));
  const { all, anyOf } = soughtIn(query);
  return all.every((pair) => grams.has(pair)) && anyOf.every((group) => group.some((pair) => grams.has(pair)));
}

describe('what is typed without spaces', () => {
  test.each([
    ['楼道纸箱', '楼道口堆了纸箱'],
    ['楼道堆纸箱', '楼道口堆了纸箱'],
    ['楼道口纸箱', '楼道口堆了纸箱'],
    ['楼道 纸箱', '楼道口堆了纸箱'],
    ['纸箱楼道', '楼道口堆了纸箱'],
    ['北门垃圾', '垃圾没清，市场北门'],
    ['消防通道停车', '乱停车，占了消防通道'],
    ['幸福里小区东门积水', '路面积水，幸福里小区东门'],
    ['井盖', '污水井盖缺损'],
    ['3号楼电梯', '锦绣花园3号楼的电梯停了'],
    ['锦绣花园3号楼', '灯不亮，锦绣花园3号楼'],
    ['WiFi', '广场 wifi 断了'],
    ['ＷｉＦｉ', '广场 wifi 断了'],
    ['灯不亮', '路灯不亮'],
    ['2611-00012', '2611-00012 路灯不亮'],
  ])('%s finds %s', (query, text) => expect(finds(query, text)).toBe(true));

  test.each([
    ['楼道纸箱', '楼道口堆了沙发'],
    ['楼道纸箱', '门口堆了纸箱'],
    ['消防通道停车', '消防栓旁停车'],
    ['锦绣花园3号楼', '灯不亮，锦绣花园5号楼'],
    ['3号楼电梯', '5号楼电梯停了'],
    ['幸福里小区东门积水', '路面积水，幸福里西门'],
    ['灯不亮', '路灯坏了'],
    ['wifi', '无线网 wi 断了'],
    ['2611-00012', '2611-00021 路灯不亮'],
    ['00034', '2611-00043 路灯不亮'],
    ['13号楼', '3号楼'],
  ])('%s does not find %s', (query, text) => expect(finds(query, text)).toBe(false));

  test.each([
    ['', { all: [], anyOf: [] }],
    ['灯', { all: [], anyOf: [] }],
    ['路灯', { all: ['路灯'], anyOf: [] }],
    ['灯不亮', { all: ['灯不', '不亮'], anyOf: [] }],
    ['楼道纸箱', { all: ['楼道', '纸箱'], anyOf: [] }],
    ['消防通道停车', { all: ['消防', '停车'], anyOf: [['防通', '通道', '道停']] }],
    ['垃圾垃圾', { all: ['垃圾'], anyOf: [] }],
  ])('%s asks for %o', (query, sought) => expect(soughtIn(query)).toEqual(sought));
});
