import { describe, expect, test } from 'vitest';
import area from '@turf/area';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { readCollection } from '../border-file.ts';
import { outsideParent } from '../nesting.ts';
import { shapeOf } from '../shape.ts';
import { seededNumbers } from '../../platform/random.ts';
import { demoAreas } from './areas.ts';

const areas = demoAreas(seededNumbers(7));
const byCode = new Map(areas.map((one) => [one.code, one]));

test('has the areas of the source: 3 districts, 9 streets, 22 communities, one of them with 22 compounds', () => {
  const count = (kind: string) => areas.filter((one) => one.kind === kind).length;
  expect([count('district'), count('street'), count('community')]).toEqual([3, 9, 22]);
  const riverside = areas.find((one) => one.name === '河滨社区')?.code ?? '';
  expect(areas.filter((one) => one.kind === 'compound' && one.code.startsWith(`${riverside}-`))).toHaveLength(22);
  expect(new Set(areas.map((one) => one.code)).size).toBe(areas.length);
  expect(new Set(areas.map((one) => one.name)).size).toBe(areas.length);
});

test('is the same on every run', () => {
  expect(demoAreas(seededNumbers(7))).toEqual(areas);
});

describe('borders', () => {
  test('pass the import as they are', async () => {
    const features = areas.map(({ code, name, kind, parentCode, polygon }) => ({
      type: 'Feature',
      properties: { code, name, kind, parent: parentCode },
      geometry: polygon,
    }));
    const { faults } = await readCollection({ type: 'FeatureCollection', features }, { coordinates: 'wgs84', turnRings: false });
    expect(faults).toEqual([]);
  });

  test.each(areas.filter((one) => one.parentCode !== null).map((one) => [one.name, one] as const))(
    '%s lies within its parent',
    (_name, child) => {
      const parent = byCode.get(child.parentCode ?? '');
      expect(parent).toBeDefined();
      if (parent) expect(outsideParent({ ...child, path: '' }, parent)).toEqual([]);
    },
  );

  test('of brothers do not overlap: their centres and corners lie in one only, and together they fill the parent', () => {
    for (const parent of areas.filter((one) => one.kind !== 'compound')) {
      const children = areas.filter((one) => one.parentCode === parent.code);
      for (const child of children) {
        const { lng, lat } = shapeOf(child.polygon);
        const holding = children.filter((other) => booleanPointInPolygon([lng ?? 0, lat ?? 0], other.polygon));
        expect(holding.map((other) => other.name)).toEqual([child.name]);
        const inner = children.filter(
          (other) =>
            other !== child &&
            child.polygon.coordinates[0]?.some((corner) =>
              booleanPointInPolygon(corner as number[], other.polygon, { ignoreBoundary: true }),
            ),
        );
        expect(inner.map((other) => `${child.name} in ${other.name}`)).toEqual([]);
      }
      const filled = children.reduce((sum, child) => sum + area(child.polygon), 0) / area(parent.polygon);
      if (children.length > 0 && children[0]?.kind !== 'compound') expect(filled).toBeCloseTo(1, 6);
    }
  });
});
