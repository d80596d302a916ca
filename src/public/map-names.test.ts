import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeNames } from './map-names.ts';

const area = (id: string, x: number, y: number, more: object = {}) => ({ id, name: '枣林', x, y, ...more });
const placesOf = (areas: Parameters<typeof placeNames>[0], marks: Parameters<typeof placeNames>[1] = []) =>
  placeNames(areas, marks, 360, 250).map(({ id, x, y }) => [id, x, y]);

describe('names on a map', () => {
  test.each([
    ['stands in the middle', [], [['a', 100, 100]]],
    ['goes below a mark in the middle', [{ x: 100, y: 96 }], [['a', 100, 128]]],
    ['goes above where below is taken', [{ x: 100, y: 108 }], [['a', 100, 84]]],
    ['is left out where nothing is free', [60, 80, 100, 120, 140].map((y) => ({ x: 100, y })), []],
  ])('a name %s', (_what, marks, expected) => {
    expect(placesOf([area('a', 100, 100)], marks)).toEqual(expected);
  });

  test('a name makes room for an earlier one, the chosen one is always shown, none sticks out', () => {
    expect(placesOf([area('a', 100, 100), area('b', 104, 102)])).toEqual([
      ['a', 100, 100],
      ['b', 104, 118],
    ]);
    const crowd = [60, 80, 100, 120, 140].map((y) => ({ x: 100, y }));
    expect(placesOf([area('a', 100, 100, { chosen: true })], crowd)).toEqual([['a', 100, 100]]);
    expect(placesOf([area('a', 5, 100)])).toEqual([]);
    expect(placesOf([area('a', 100, 5), area('b', 200, 249)])).toEqual([
      ['a', 100, 21],
      ['b', 200, 233],
    ]);
  });

  test('whatever the map, no two names and no name and mark meet', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 360 }), y: fc.integer({ min: 0, max: 240 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), fc.array(point, { maxLength: 30 }), (middles, marks) => {
        const named = placeNames(
          middles.map(({ x, y }, index) => area(String(index), x, y)),
          marks,
          360,
          250,
        );
        for (const [index, one] of named.entries()) {
          for (const other of named.slice(index + 1)) expect(Math.abs(one.x - other.x) >= 24 || Math.abs(one.y - other.y) >= 15).toBe(true);
          for (const mark of marks) expect(Math.abs(mark.x - one.x) >= 27 || mark.y - one.y >= 18 || one.y - mark.y >= 27).toBe(true);
        }
      }),
    );
  });
});
