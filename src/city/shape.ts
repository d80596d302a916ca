import centerOfMass from '@turf/center-of-mass';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { PolygonGeometry } from './schema.ts';

export interface Shape {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly minLng: number | null;
  readonly minLat: number | null;
  readonly maxLng: number | null;
  readonly maxLat: number | null;
}

const none: Shape = { lng: null, lat: null, minLng: null, minLat: null, maxLng: null, maxLat: null };

/** The rings of all parts. */
export const ringsOf = (polygon: PolygonGeometry): readonly (readonly (readonly number[])[])[] =>
  polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat();

/** Centre and box of a border, as columns beside it. */
export function shapeOf(polygon: PolygonGeometry | null): Shape {
  if (!polygon) return none;
  const box = { minLng: Infinity, minLat: Infinity, maxLng: -Infinity, maxLat: -Infinity };
  for (const [lng = 0, lat = 0] of ringsOf(polygon).flat()) {
    box.minLng = Math.min(box.minLng, lng);
    box.minLat = Math.min(box.minLat, lat);
    box.maxLng = Math.max(box.maxLng, lng);
    box.maxLat = Math.max(box.maxLat, lat);
  }
  const [lng = 0, lat = 0] = centreOf(polygon);
  return { lng, lat, ...box };
}

/** The centre of mass, or for a bent shape that does not hold it the middle of a line across. */
function centreOf(polygon: PolygonGeometry): readonly number[] {
  const centre = centerOfMass(polygon).geometry.coordinates;
  if (booleanPointInPolygon(centre, polygon)) return centre;
  const lat = centre[1] ?? 0;
  const crossings = ringsOf(polygon)
    .flatMap((ring) => ring.flatMap((from, index) => crossing(from, ring[index + 1], lat)))
    .sort((a, b) => a - b);
  const [west = centre[0] ?? 0, east = west] = crossings;
  return [(west + east) / 2, lat];
}

function crossing(from: readonly number[], to: readonly number[] | undefined, lat: number): number[] {
  const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [from, to ?? from];
  return y1 > lat === y2 > lat ? [] : [x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)];
}
