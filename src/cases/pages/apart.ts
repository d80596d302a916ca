import { merged } from '../../kernel/merged.ts';
import { type Box, project } from '../../public/projection.ts';
import type { MapMark } from '../schema.ts';

/** Pixels between the middles of two marks, so that neither lies on the other and a thumb meets the one it means. */
const APART = 32;

/** What is added up when two marks become one. */
const together = (a: MapMark, b: MapMark): MapMark => {
  const count = a.count + b.count;
  const middle = (of: 'lng' | 'lat') => (a[of] * a.count + b[of] * b.count) / count;
  return {
    lng: middle('lng'),
    lat: middle('lat'),
    count,
    open: a.open + b.open,
    longTerm: a.longTerm + b.longTerm,
    case: null,
  };
};

/**
 * Marks that would lie on each other are told as one group, which a nearer look takes apart: the server's squares meet at
 * their edges, and what lies in two of them may be next to each other.
 */
export function keepApart(marks: readonly MapMark[], box: Box, width: number): readonly MapMark[] {
  const to = project(box, width);
  const near = (a: MapMark, b: MapMark) => Math.hypot(to.x(a.lng) - to.x(b.lng), to.y(a.lat) - to.y(b.lat)) < APART;
  return merged(marks, near, together);
}
