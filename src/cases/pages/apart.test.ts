import { expect, test } from 'vitest';
import type { MapMark } from '../schema.ts';
import { frame, project } from '../../public/projection.ts';
import { keepApart } from './apart.ts';

const box = frame({ west: 107.5, east: 107.7, south: 37, north: 37.1 }, 360 / 250);
const to = project(box, 360);
const group = (lng: number, lat: number, count: number): MapMark => ({ lng, lat, count, open: 1, longTerm: 0, case: null });

/** The same spread of marks each time. */
const scattered = Array.from({ length: 120 }, (_, n) => group(107.5 + ((n * 37) % 200) / 1000, 37 + ((n * 61) % 100) / 1000, 1 + (n % 5)));

test('no mark lies on another, and none of the cases is lost', () => {
  const apart = keepApart(scattered, box, 360);
  const total = (marks: readonly MapMark[]) => marks.reduce((sum, { count }) => sum + count, 0);
  expect(total(apart)).toBe(total(scattered));
  const close = apart.flatMap((a, index) =>
    apart.slice(index + 1).filter((b) => Math.hypot(to.x(a.lng) - to.x(b.lng), to.y(a.lat) - to.y(b.lat)) < 32),
  );
  expect(close).toEqual([]);
});

test('what stands alone stays as it is', () => {
  const alone = [group(107.51, 37.01, 3), group(107.69, 37.09, 4)];
  expect(keepApart(alone, box, 360)).toEqual(alone);
});
