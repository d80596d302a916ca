import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { boundsOf, frame, middleOf, pathOf, project, type Shape } from './projection.ts';
import { switchAddress } from './switches.ts';

const square = (west: number, south: number, size: number): Shape => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const box = { west: 107.6, south: 37, east: 107.64, north: 37.02 };

describe('a map picture', () => {
  test('keeps the corners of its box', () => {
    const to = project(box, 360);
    expect([to.x(box.west), to.y(box.north)]).toEqual([0, 0]);
    expect(to.x(box.east)).toBeCloseTo(360, 0);
    expect(to.y(box.south)).toBeCloseTo(to.height, 0);
  });

  property.prop([
    fc.double({ min: 73, max: 135, noNaN: true }),
    fc.double({ min: 18, max: 53, noNaN: true }),
    fc.double({ min: 0.002, max: 0.5, noNaN: true }),
    fc.double({ min: 0.002, max: 0.5, noNaN: true }),
  ])('a frame holds its box and has the wanted shape on the ground', (west, south, wide, high) => {
    const framed = frame({ west, south, east: west + wide, north: south + high }, 1.44);
    const shrink = Math.cos((((framed.south + framed.north) / 2) * Math.PI) / 180);
    expect(((framed.east - framed.west) * shrink) / (framed.north - framed.south)).toBeCloseTo(1.44, 6);
    expect(framed.west).toBeLessThanOrEqual(west);
    expect(framed.east).toBeGreaterThanOrEqual(west + wide);
    expect(framed.south).toBeLessThanOrEqual(south);
    expect(framed.north).toBeGreaterThanOrEqual(south + high);
  });

  test('leaves out points less than a pixel apart', () => {
    const fine: Shape = { type: 'Polygon', coordinates: [Array.from({ length: 1000 }, (_, n) => [107.6 + n * 0.000_001, 37.01])] };
    expect(pathOf(fine, project(box, 360)).length).toBeLessThan(120);
    expect(pathOf(square(107.61, 37.005, 0.01), project(box, 360))).toMatch(/^M\d+ \d+(L\d+ \d+)+Z$/);
  });

  test('knows where a name stands: in the middle of what can be seen', () => {
    const [lng = 0, lat = 0] = middleOf(square(107.595, 37.005, 0.01), box) ?? [];
    expect([lng, lat].map((value) => value.toFixed(4))).toEqual(['107.6025', '37.0100']);
    expect(middleOf(square(100, 30, 0.01), box)).toBeNull();
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([{ type: 'MultiPolygon', coordinates: [square(1, 2, 1).coordinates, square(5, 6, 1).coordinates] as never }])).toEqual({
      west: 1,
      south: 2,
      east: 6,
      north: 7,
    });
  });
});

test.each([
  ['/', { lang: 'en' }, '/?lang=en'],
  ['/nearby?days=90&lang=zh', { large: '1' }, '/nearby?days=90&large=1'],
  ['/nearby?area=a%20b', { lang: 'zh' }, '/nearby?area=a+b&lang=zh'],
] as const)('the switch on %s', (path, change, address) => {
  expect(switchAddress(path, change)).toBe(address);
});
