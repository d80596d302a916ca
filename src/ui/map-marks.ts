import { merged } from '../kernel/merged.ts';
import type { MapCluster, MapPoint } from './map.ts';

/** A mark where it stands on the screen, in pixels; its size is the diameter. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Cases behind it. */
  readonly count: number;
  /** The single ones that it stands for; what the server counted already is not among them. */
  readonly points: readonly MapPoint[];
}

/** Pixels. A point can be hit with a finger's tip: WCAG 2.2, 2.5.8. */
const POINT = 24;
const clusterSize = (count: number) => (count < 100 ? 32 : count < 1000 ? 40 : 48);

export const pointMark = (point: MapPoint, at: { readonly x: number; readonly y: number }): Mark => ({
  ...at,
  size: POINT,
  count: 1,
  points: [point],
});

export const clusterMark = ({ count }: MapCluster, at: { readonly x: number; readonly y: number }): Mark => ({
  ...at,
  size: clusterSize(count),
  count,
  points: [],
});

/** The buttons in the upper right corner of a map, as what they cover of it. */
export interface Corner {
  readonly left: number;
  readonly bottom: number;
}

/** Nothing lies under the buttons, where it could not be pressed: it stands below them. */
export function besideCorner(mark: Mark, { left, bottom }: Corner): Mark {
  const half = mark.size / 2;
  const covered = mark.x + half > left && mark.y - half < bottom && mark.y > -half;
  return covered ? { ...mark, y: bottom + half } : mark;
}

/**
 * Marks that would lie on each other become one, between them, which counts both: what a finger cannot
 * tell apart is not offered as two. No two of the marks it gives overlap, and no case is lost.
 */
export const gathered = (marks: readonly Mark[]): Mark[] =>
  merged(
    marks.toSorted((a, b) => b.count - a.count),
    overlap,
    joined,
  );

const overlap = (a: Mark, b: Mark) => Math.hypot(a.x - b.x, a.y - b.y) < (a.size + b.size) / 2;

function joined(a: Mark, b: Mark): Mark {
  const count = a.count + b.count;
  return {
    x: (a.x * a.count + b.x * b.count) / count,
    y: (a.y * a.count + b.y * b.count) / count,
    size: clusterSize(count),
    count,
    points: [...a.points, ...b.points],
  };
}
