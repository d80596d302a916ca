import { fc, test as property } from '@fast-check/vitest';
import gcoord from 'gcoord';
import { describe, expect, test } from 'vitest';
import { readCollection } from './border-file.ts';
import { distanceFrom, MAX_VERTICES, readBorder } from './borders.ts';
import { aRectangle } from './fixtures.ts';
import { outsideParent } from './nesting.ts';
import { shapeOf } from './shape.ts';

const wgs84 = { coordinates: 'wgs84', turnRings: false } as const;
const square = aRectangle(107.6, 37, 107.61, 37.01);
const ring = (...points: (readonly [number, number])[]) => ({ type: 'Polygon', coordinates: [points.map((point) => [...point])] });
const codes = (geometry: unknown, options: { coordinates: 'wgs84' | 'gcj02'; turnRings: boolean } = wgs84) =>
  readBorder(geometry, 'g', '河滨', options).faults.map((fault) => fault.code);

describe('a border', () => {
  test('in order is kept as it is', () => {
    expect(readBorder(square, 'g', '河滨', wgs84)).toEqual({ polygon: square, faults: [] });
  });

  test.each([
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [107, 37],
          [108, 37],
        ],
      },
      'notPolygon',
    ],
    ['nothing', null, 'notPolygon'],
    ['a text', { type: 'Polygon', coordinates: 'everywhere' }, 'notPolygon'],
    ['no ring', { type: 'Polygon', coordinates: [] }, 'notPolygon'],
    ['two points', ring([107.6, 37], [107.61, 37], [107.6, 37]), 'tooFewPoints'],
    ['an open ring', ring([107.6, 37], [107.61, 37], [107.61, 37.01], [107.6, 37.01]), 'notClosed'],
    [
      'a word for a number',
      {
        type: 'Polygon',
        coordinates: [
          [
            [107.6, 37],
            ['x', 37],
            [107.6, 37.01],
            [107.6, 37],
          ],
        ],
      },
      'notPosition',
    ],
    [
      'not a number',
      {
        type: 'Polygon',
        coordinates: [
          [
            [107.6, 37],
            [NaN, 37],
            [107.6, 37.01],
            [107.6, 37],
          ],
        ],
      },
      'notPosition',
    ],
    ['a bow tie', ring([107.6, 37], [107.61, 37.01], [107.61, 37], [107.6, 37.012], [107.6, 37]), 'selfCrossing'],
    ['an even bow tie', ring([107.6, 37], [107.61, 37.01], [107.61, 37], [107.6, 37.01], [107.6, 37]), 'selfCrossing'],
    ['a clockwise ring', ring([107.6, 37], [107.6, 37.01], [107.61, 37.01], [107.61, 37], [107.6, 37]), 'ringOrder'],
    ['metres of a projection', ring([421_000, 4_097_000], [422_000, 4_097_000], [422_000, 4_098_000], [421_000, 4_097_000]), 'projected'],
    ['latitude first', ring([37, 107.6], [37, 107.61], [37.01, 107.61], [37, 107.6]), 'swapped'],
    ['Paris', ring([2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]), 'elsewhere'],
    ['a line there and back', ring([107.6, 37], [107.61, 37], [107.6, 37], [107.6, 37]), 'noArea'],
    ['a slanting line', ring([107.6, 37], [107.61, 37.01], [107.62, 37.02], [107.6, 37]), 'noArea'],
    ['one point over and over', ring([107.6, 37], [107.6, 37], [107.6, 37], [107.6, 37]), 'noArea'],
    ['an empty ring', { type: 'Polygon', coordinates: [[]] }, 'tooFewPoints'],
    ['no part', { type: 'MultiPolygon', coordinates: [] }, 'notPolygon'],
    ['a part without a ring', { type: 'MultiPolygon', coordinates: [[]] }, 'notPolygon'],
    ['across the antimeridian', ring([179, 37], [-179, 37], [-179, 38], [179, 37]), 'elsewhere'],
    ['beyond all numbers', ring([1e308, 1e308], [1e308, 0], [0, 0], [1e308, 1e308]), 'projected'],
    [
      'texts for numbers',
      {
        type: 'Polygon',
        coordinates: [
          [
            ['107.6', '37'],
            ['107.61', '37'],
            ['107.61', '37.01'],
            ['107.6', '37'],
          ],
        ],
      },
      'notPosition',
    ],
    ['a spike', ring([107.6, 37], [107.61, 37], [107.62, 37], [107.61, 37], [107.61, 37.01], [107.6, 37.01], [107.6, 37]), 'selfCrossing'],
    [
      'a figure of eight that touches in its middle',
      ring([107.6, 37], [107.605, 37.005], [107.61, 37], [107.61, 37.01], [107.605, 37.005], [107.6, 37.01], [107.6, 37]),
      'selfCrossing',
    ],
    ['the same part twice', { type: 'MultiPolygon', coordinates: [square.coordinates, square.coordinates] }, 'selfCrossing'],
    [
      'two parts that overlap',
      { type: 'MultiPolygon', coordinates: [square.coordinates, aRectangle(107.605, 37.005, 107.62, 37.02).coordinates] },
      'selfCrossing',
    ],
  ])('that is %s is refused', (_name, geometry, code) => {
    expect(codes(geometry)).toContain(code);
  });

  test('with too many corners is refused before anything slow', () => {
    const circle = Array.from({ length: MAX_VERTICES + 1 }, (_, index) => {
      const angle = (index / (MAX_VERTICES + 1)) * 2 * Math.PI;
      return [107.6 + Math.cos(angle) / 100, 37 + Math.sin(angle) / 100];
    });
    expect(codes({ type: 'Polygon', coordinates: [[...circle, circle[0]]] })).toEqual(['tooManyPoints']);
  });

  test('is named by its path', () => {
    const multi = {
      type: 'MultiPolygon',
      coordinates: [
        square.coordinates,
        [
          [
            [107.7, 37],
            [107.7, 37.01],
            [107.71, 37],
            [107.7, 37],
          ],
        ],
      ],
    };
    expect(readBorder(multi, 'features.3.geometry', '河滨', wgs84).faults).toMatchObject([
      { code: 'ringOrder', path: 'features.3.geometry.coordinates.1.0' },
    ]);
  });

  test('is turned when that is wished', () => {
    const clockwise = { type: 'Polygon', coordinates: square.coordinates.map((one) => (one as number[][]).toReversed()) };
    expect(codes(clockwise)).toEqual(['ringOrder']);
    expect(codes(clockwise, { coordinates: 'wgs84', turnRings: true })).toEqual([]);
  });

  test('with a hole: the hole runs the other way', () => {
    const hole = [
      [107.603, 37.003],
      [107.603, 37.006],
      [107.606, 37.006],
      [107.606, 37.003],
      [107.603, 37.003],
    ];
    expect(codes({ type: 'Polygon', coordinates: [...square.coordinates, hole] })).toEqual([]);
    expect(codes({ type: 'Polygon', coordinates: [...square.coordinates, hole.toReversed()] })).toEqual(['ringOrder']);
  });

  test('with a hole outside, across or as large as the outer ring is refused', () => {
    const holed = (west: number, south: number, east: number, north: number) => ({
      type: 'Polygon',
      coordinates: [...square.coordinates, aRectangle(west, south, east, north).coordinates[0]?.toReversed()],
    });
    expect(codes(holed(107.7, 37.1, 107.71, 37.11))).toEqual(['holeOutside']);
    expect(codes(holed(107.605, 37.005, 107.62, 37.008))).toEqual(['selfCrossing']);
    expect(codes(holed(107.6, 37, 107.61, 37.01))).toEqual(['selfCrossing']);
  });

  test('with a corner that was measured twice is read without the second', () => {
    const [a, b, c, d] = [
      [107.6, 37],
      [107.61, 37],
      [107.61, 37.01],
      [107.6, 37.01],
    ] as const;
    const close = [107.610_000_001, 37.000_000_001] as const;
    expect(readBorder(ring(a, b, b, close, c, d, d, a), 'g', '河滨', wgs84)).toEqual({ polygon: ring(a, b, c, d, a), faults: [] });
  });

  test('of many corners that lies far beside its parent is looked at in a moment', () => {
    const wavy = (east: number) => {
      const corners = Array.from({ length: MAX_VERTICES - 1 }, (_, index) => {
        const angle = (index / (MAX_VERTICES - 1)) * 2 * Math.PI;
        const radius = 0.1 + 0.01 * Math.sin(angle * 50);
        return [107.6 + east + Math.cos(angle) * radius, 37 + Math.sin(angle) * radius];
      });
      return { type: 'Polygon' as const, coordinates: [[...corners, corners[0] ?? []]] };
    };
    const [found] = outsideParent({ polygon: wavy(0.3), path: 'g', name: '小区' }, { polygon: wavy(0), name: '社区' });
    expect(found?.zh).toContain(`有 ${MAX_VERTICES} 个点在上级“社区”之外`);
  });

  property.prop([fc.double({ min: 100, max: 115, noNaN: true }), fc.double({ min: 30, max: 40, noNaN: true })])(
    'of a GCJ-02 map comes back within a metre',
    (lng, lat) => {
      const corners = (
        [
          [0, 0],
          [0.01, 0],
          [0.01, 0.01],
          [0, 0.01],
          [0, 0],
        ] as const
      ).map(([dx, dy]) => [lng + dx, lat + dy] as [number, number]);
      const shifted = { type: 'Polygon', coordinates: [corners.map((corner) => gcoord.transform(corner, gcoord.WGS84, gcoord.GCJ02))] };
      const { polygon } = readBorder(shifted, 'g', '', { coordinates: 'gcj02', turnRings: false });
      const truth = { type: 'Polygon' as const, coordinates: [corners] };
      for (const corner of polygon?.coordinates[0] ?? [[0, 0]]) expect(distanceFrom(corner as number[], truth)).toBeLessThan(1);
    },
  );
});

describe('a file', () => {
  const feature = (code: unknown, geometry: unknown = square, more: object = {}) => ({
    type: 'Feature',
    properties: { code, ...more },
    geometry,
  });
  const file = (features: unknown, more: object = {}) => readCollection({ type: 'FeatureCollection', features, ...more }, wgs84);
  const faultsOf = async (features: unknown, more: object = {}) =>
    (await file(features, more)).faults.map((fault) => `${fault.path} ${fault.code}`);

  test('gives its features', async () => {
    expect(await file([feature(690_602_001_001, square, { name: '河滨社区', kind: 'community', parent: '690602001' })])).toMatchObject({
      faults: [],
      features: [{ code: '690602001001', name: '河滨社区', kind: 'community', parentCode: '690602001', path: 'features.0' }],
    });
  });

  test.each([
    ['not a collection', { type: 'Feature' }, 'collection notCollection'],
    ['null', null, 'collection notCollection'],
    ['a list', [], 'collection notCollection'],
    ['without features', { type: 'FeatureCollection', features: [] }, 'features empty'],
    ['too many', { type: 'FeatureCollection', features: Array.from({ length: 20_001 }, () => 0) }, 'features tooManyFeatures'],
    [
      'in another system',
      { type: 'FeatureCollection', features: [1], crs: { properties: { name: 'urn:ogc:def:crs:EPSG::4548' } } },
      'collection.crs wrongSystem',
    ],
  ])('that is %s is refused', async (_name, collection, expected) => {
    expect((await readCollection(collection, wgs84)).faults.map((fault) => `${fault.path} ${fault.code}`)).toEqual([expected]);
  });

  test('in CGCS2000 or WGS 84 by name is fine', async () => {
    for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4490', 'EPSG:4326'])
      expect(await faultsOf([feature('a')], { crs: { type: 'name', properties: { name } } })).toEqual([]);
  });

  test('has every fault named by feature and path', async () => {
    const bow = ring([107.6, 37], [107.61, 37.01], [107.61, 37], [107.6, 37.012], [107.6, 37]);
    expect(await faultsOf(['x', feature(''), feature('a'), feature('a'), feature('b', null), feature('c', bow)])).toEqual([
      'features.0.type notFeature',
      'features.1.properties.code noCode',
      'features.3.properties.code codeTwice',
      'features.4.geometry.type notPolygon',
      expect.stringMatching(/^features\.5\.geometry\.coordinates (selfCrossing|ringOrder)/) as unknown,
      ...(await faultsOf([feature('c', bow)])).slice(1).map((text) => text.replace('features.0', 'features.5')),
    ]);
  });

  property.prop([fc.jsonValue()])('of any content is refused or read, never an accident', async (content) => {
    await expect(readCollection(content, wgs84)).resolves.toHaveProperty('faults');
    await expect(
      file([content, feature('a', content), { type: 'Feature', properties: content, geometry: { type: 'Polygon', coordinates: content } }]),
    ).resolves.toHaveProperty('faults');
  });
});

describe('nesting', () => {
  const inner = { polygon: aRectangle(107.602, 37.002, 107.608, 37.008), path: 'g', name: '小区' };
  const parent = { polygon: square, name: '河滨社区' };
  test('a border on the parent’s border is within, one a few metres out as well', () => {
    expect(outsideParent(inner, parent)).toEqual([]);
    expect(outsideParent({ ...inner, polygon: square }, parent)).toEqual([]);
    expect(outsideParent({ ...inner, polygon: aRectangle(107.59997, 37.002, 107.608, 37.008) }, parent)).toEqual([]);
  });
  test('one further out is named with place and distance', () => {
    const [fault] = outsideParent({ ...inner, polygon: aRectangle(107.599, 37.002, 107.608, 37.008) }, parent);
    expect(fault).toMatchObject({ code: 'outsideParent', path: 'g.coordinates' });
    expect(fault?.zh).toContain('有 3 个点在上级“河滨社区”之外');
    expect(fault?.zh).toContain('超出 89 米');
  });
});

test('the centre of a bent shape lies inside it', () => {
  const bent = ring(
    [107.6, 37],
    [107.61, 37],
    [107.61, 37.001],
    [107.601, 37.001],
    [107.601, 37.009],
    [107.61, 37.009],
    [107.61, 37.01],
    [107.6, 37.01],
    [107.6, 37],
  );
  const { lng, lat, minLng, maxLat } = shapeOf(bent as typeof square);
  expect([minLng, maxLat]).toEqual([107.6, 37.01]);
  expect(distanceFrom([lng ?? 0, lat ?? 0], bent as typeof square)).toBeGreaterThan(10);
  expect(lng).toBeLessThan(107.601);
});
