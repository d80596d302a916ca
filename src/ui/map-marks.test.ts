import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besideCorner, clusterMark, gathered, pointMark } from './map-marks.ts';

const point = (id: string) => ({ id, lng: 0, lat: 0, label: id, tone: 'calm' as const });
const cluster = (count: number) => ({ lng: 0, lat: 0, count });

describe('marks that lie on each other', () => {
  test('become one between them, nearer to the larger', () => {
    const [only, ...others] = gathered([clusterMark(cluster(30), { x: 0, y: 0 }), clusterMark(cluster(10), { x: 20, y: 0 })]);
    expect(others).toEqual([]);
    expect(only).toEqual({ x: 5, y: 0, size: 32, count: 40, points: [] });
  });

  test('two cases at one door are one mark that knows both', () => {
    const [only] = gathered([pointMark(point('a'), { x: 9, y: 9 }), pointMark(point('b'), { x: 9, y: 9 })]);
    expect(only?.count).toBe(2);
    expect(only?.points.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
  });

  test('side by side they stay two', () => {
    expect(gathered([pointMark(point('a'), { x: 0, y: 0 }), pointMark(point('b'), { x: 24, y: 0 })])).toHaveLength(2);
  });

  const place = { x: fc.integer({ min: 0, max: 360 }), y: fc.integer({ min: 0, max: 400 }) };
  const mark = fc.oneof(
    fc.record(place).map((at) => pointMark(point(`${at.x}-${at.y}`), at)),
    fc.record({ ...place, count: fc.integer({ min: 2, max: 5000 }) }).map(({ count, ...at }) => clusterMark(cluster(count), at)),
  );
  test('wherever they lie, none overlaps another and no case is lost', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 80 }), (marks) => {
        const drawn = gathered(marks);
        const sum = (of: typeof marks) => of.reduce((total, { count }) => total + count, 0);
        expect(sum(drawn)).toBe(sum(marks));
        expect(drawn.flatMap(({ points }) => points)).toHaveLength(marks.flatMap(({ points }) => points).length);
        for (const [index, a] of drawn.entries())
          for (const b of drawn.slice(index + 1))
            expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual((a.size + b.size) / 2 - 1e-9);
      }),
    );
  });

  test('what would lie under the buttons in the corner stands below them', () => {
    const corner = { left: 240, bottom: 40 };
    expect(besideCorner(clusterMark(cluster(2), { x: 300, y: 20 }), corner).y).toBe(56);
    expect(besideCorner(clusterMark(cluster(2), { x: 200, y: 20 }), corner).y).toBe(20);
    expect(besideCorner(clusterMark(cluster(2), { x: 300, y: 60 }), corner).y).toBe(60);
    // Out of sight above the map.
    expect(besideCorner(clusterMark(cluster(2), { x: 300, y: -30 }), corner).y).toBe(-30);
  });
});
