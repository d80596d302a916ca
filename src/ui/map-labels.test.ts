import { describe, expect, test } from 'vitest';
import { type LabelPlace, printedLabels } from './map-labels.ts';

const place = (id: string, more: Partial<LabelPlace> = {}): LabelPlace => ({
  id,
  x: 100,
  y: 100,
  width: 80,
  height: 60,
  name: '教师新村',
  note: '周谷雨',
  first: false,
  ...more,
});
const printed = (...places: LabelPlace[]) => Object.fromEntries(printedLabels(places));

describe('names on a map', () => {
  test.each([
    ['both lines where there is room', place('a'), { a: 'both' }],
    ['the name alone where the area is flat', place('a', { height: 20 }), { a: 'name' }],
    ['the name alone where the note is too long', place('a', { note: '郑白露 逾期 1', width: 60 }), { a: 'name' }],
    ['nothing where the area is too small', place('a', { width: 30 }), {}],
    ['a name without a note', place('a', { note: '', height: 20 }), { a: 'name' }],
  ])('%s', (_, one, labels) => {
    expect(printed(one)).toEqual(labels);
  });

  test('the larger area keeps its name where two would lie over each other', () => {
    expect(printed(place('small', { x: 130, width: 60 }), place('large', { width: 120 }))).toEqual({ large: 'both' });
  });

  test('what waits for somebody comes before what is larger', () => {
    expect(printed(place('large', { width: 120 }), place('late', { x: 130, width: 60, first: true }))).toEqual({ late: 'both' });
  });

  test('names side by side and above each other are all printed', () => {
    expect(printed(place('a'), place('b', { x: 152 }), place('c', { y: 136 }))).toEqual({ a: 'both', b: 'both', c: 'both' });
  });
});
