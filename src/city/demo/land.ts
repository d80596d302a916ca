import type { PolygonGeometry } from '../schema.ts';

/**
 * The land of the demo city: a plane of cells, bent into a river valley. Areas are rectangles of the plane, so that they
 * nest and touch exactly; bending keeps that, because neighbours share the bent corners. One cell is about 100 m.
 */

/** A rectangle of the plane of 120 x 60 cells: west, south, east, north. The river runs along y = 20. */
export type Rect = readonly [west: number, south: number, east: number, north: number];

/** Hills between two real counties, far from either town. */
const origin = { lng: 107.62, lat: 37.02 };
const CELL = 100;
const METRES_PER_DEGREE = 111_320;
const metresPerLng = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180);

/** A number in -1..1 for a lattice point; the same on every machine. */
function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263) ^ Math.imul(seed, 2_147_483_647);
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  return ((h ^ (h >>> 16)) >>> 0) / 2_147_483_648 - 1;
}

const smooth = (t: number) => t * t * (3 - 2 * t);
const mix = (a: number, b: number, t: number) => a + (b - a) * t;

/** Smooth noise in -1..1: it has no folds, so what does not cross on the plane does not cross on the land. */
function noise(x: number, y: number, seed: number): number {
  const [left, low] = [Math.floor(x), Math.floor(y)];
  const [tx, ty] = [smooth(x - left), smooth(y - low)];
  const below = mix(hash(left, low, seed), hash(left + 1, low, seed), tx);
  const above = mix(hash(left, low + 1, seed), hash(left + 1, low + 1, seed), tx);
  return mix(below, above, ty);
}

/** Where a point of the plane lies on earth, to six decimals (10 cm). */
function bend(x: number, y: number): readonly [lng: number, lat: number] {
  const east = (x - 60) * CELL + 190 * noise(x / 13, y / 13, 1) + 38 * noise(x / 4, y / 4, 2);
  // Two bows of the valley, and a town that is widest in its middle.
  const bow = 900 * Math.sin((x / 120) * 5.4 + 0.5) - 260 * Math.sin((x / 120) * 11);
  const width = 0.86 + 0.2 * Math.sin((x / 120) * Math.PI);
  const north = (y - 30) * CELL * width + bow + 190 * noise(x / 11, y / 11, 3) + 38 * noise(x / 4, y / 4, 4);
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return [round(origin.lng + east / metresPerLng), round(origin.lat + north / METRES_PER_DEGREE)];
}

/** The border of a rectangle, counter-clockwise, with a corner at each `step` cells. */
export function border([west, south, east, north]: Rect, step = 1): PolygonGeometry {
  const corners = [
    ...along(west, east, step).map((x) => [x, south] as const),
    ...along(south, north, step).map((y) => [east, y] as const),
    ...along(east, west, step).map((x) => [x, north] as const),
    ...along(north, south, step).map((y) => [west, y] as const),
  ];
  const ring = corners.map(([x, y]) => [...bend(x, y)]);
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] };
}

/** From one coordinate towards the other, without the last. */
function along(from: number, to: number, step: number): number[] {
  const count = Math.max(1, Math.round(Math.abs(to - from) / step));
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / count);
}

/** Cuts a rectangle into so many plots, each time across the longer side, a little off the middle. */
export function plots(rect: Rect, count: number, dice: () => number): Rect[] {
  if (count <= 1) return [rect];
  const [west, south, east, north] = rect;
  const first = Math.floor(count / 2);
  const share = first / count + (dice() - 0.5) * 0.08;
  if (east - west >= north - south) {
    const cut = west + (east - west) * share;
    return [...plots([west, south, cut, north], first, dice), ...plots([cut, south, east, north], count - first, dice)];
  }
  const cut = south + (north - south) * share;
  return [...plots([west, cut, east, north], count - first, dice), ...plots([west, south, east, cut], first, dice)];
}

/** A compound on its plot: lanes around it, now and then a corner cut off. */
export function compoundBorder([west, south, east, north]: Rect, dice: () => number): PolygonGeometry {
  const [width, height] = [east - west, north - south];
  const lane = (size: number) => size * (0.05 + dice() * 0.05);
  const [w, s, e, n] = [west + lane(width), south + lane(height), east - lane(width), north - lane(height)];
  const cut = dice() < 0.35 ? [(e - w) * (0.2 + dice() * 0.2), (n - s) * (0.2 + dice() * 0.2)] : null;
  const corner = cut
    ? [
        [e, n - (cut[1] ?? 0)],
        [e - (cut[0] ?? 0), n - (cut[1] ?? 0)],
        [e - (cut[0] ?? 0), n],
      ]
    : [[e, n]];
  const middle = [(w + e) / 2, (s + n) / 2] as const;
  const points = [[w, s], [middle[0], s], [e, s], ...corner, [w, n], [w, middle[1]]];
  const ring = points.map(([x = 0, y = 0]) => [...bend(x, y)]);
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] };
}
