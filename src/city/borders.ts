import kinks from '@turf/kinks';
import area from '@turf/area';
import gcoord from 'gcoord';
import type { Fault } from '../kernel/problem.ts';
import type { PolygonGeometry } from './schema.ts';
import { ringsOf } from './shape.ts';

/** Reads borders that somebody drew elsewhere, and names every fault by its path. Pure: no database. */

/** A compound has 10 to 50 corners, a district some hundred; more is a coastline, or a mistake. */
export const MAX_VERTICES = 5_000;
/** Square metres; less is a line or a point. */
const LEAST_AREA = 1;
const DECIMALS = 1e7;

type Ring = readonly (readonly number[])[];
export interface BorderOptions {
  /** gcj02: the file comes from a commercial Chinese map and is converted. */
  readonly coordinates: 'wgs84' | 'gcj02';
  readonly turnRings: boolean;
}

const fault = (path: string, code: string, zh: string, en: string): Fault => ({ path, code, zh, en });
const place = ([lng = 0, lat = 0]: readonly number[]) => `${lng.toFixed(6)}, ${lat.toFixed(6)}`;

/** A checked border, ready to be kept: WGS 84, right ring order, seven decimals (1 cm). Or what is wrong with it. */
export function readBorder(
  geometry: unknown,
  path: string,
  who: string,
  options: BorderOptions,
): { readonly polygon: PolygonGeometry | null; readonly faults: readonly Fault[] } {
  const polygon = asPolygon(geometry);
  if (!polygon) {
    return refusal(
      fault(
        `${path}.type`,
        'notPolygon',
        `${who}：图形必须是 Polygon 或 MultiPolygon。`,
        `${who}: the geometry must be a Polygon or MultiPolygon.`,
      ),
    );
  }
  const rings = withPaths(polygon, path);
  const shape = rings.flatMap((ring) => ringFaults(ring, who));
  if (shape.length > 0) return { polygon: null, faults: shape };
  const vertices = rings.reduce((sum, { ring }) => sum + ring.length, 0);
  if (vertices > MAX_VERTICES) return refusal(tooMany(path, who, vertices));
  const wrongSystem = systemFault(rings, who);
  if (wrongSystem) return refusal(wrongSystem);
  const converted = mapRings(polygon, (ring) => ring.map((position) => convert(position, options.coordinates)));
  const turned = options.turnRings
    ? mapRings(converted, (ring, index) => (clockwise(ring) === index > 0 ? ring : ring.toReversed()))
    : converted;
  const faults = [...orderFaults(turned, path, who), ...crossings(turned, path, who)];
  if (faults.length === 0 && area(turned) < LEAST_AREA) {
    return refusal(fault(`${path}.coordinates`, 'noArea', `${who}：边界围不出面积。`, `${who}: the border encloses nothing.`));
  }
  return faults.length > 0 ? { polygon: null, faults } : { polygon: turned, faults: [] };
}

const refusal = (one: Fault) => ({ polygon: null, faults: [one] });

function asPolygon(geometry: unknown): PolygonGeometry | null {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry) || !('coordinates' in geometry)) return null;
  const { type, coordinates } = geometry;
  if (!Array.isArray(coordinates) || coordinates.length === 0) return null;
  if (type === 'Polygon' && coordinates.every(isRing)) return { type, coordinates };
  const isMulti =
    type === 'MultiPolygon' && coordinates.every((part: unknown) => Array.isArray(part) && part.length > 0 && part.every(isRing));
  return isMulti ? { type, coordinates } : null;
}

const isRing = (ring: unknown): ring is number[][] => Array.isArray(ring) && ring.every((position) => Array.isArray(position));

interface PlacedRing {
  readonly ring: Ring;
  readonly path: string;
}

function withPaths(polygon: PolygonGeometry, path: string): PlacedRing[] {
  const parts = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
  const partPath = (part: number) => (polygon.type === 'Polygon' ? `${path}.coordinates` : `${path}.coordinates.${part}`);
  return parts.flatMap((rings, part) => rings.map((ring, index) => ({ ring, path: `${partPath(part)}.${index}` })));
}

function ringFaults({ ring, path }: PlacedRing, who: string): Fault[] {
  const bad = ring.findIndex((position) => position.length < 2 || position.length > 4 || !position.every((part) => Number.isFinite(part)));
  if (bad >= 0)
    return [
      fault(`${path}.${bad}`, 'notPosition', `${who}：第 ${bad + 1} 个点不是两个数字。`, `${who}: point ${bad + 1} is not two numbers.`),
    ];
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4)
    return [
      fault(
        path,
        'tooFewPoints',
        `${who}：一圈至少要 4 个点（首尾相同）。`,
        `${who}: a ring needs at least 4 points, the last equal to the first.`,
      ),
    ];
  const closed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return closed
    ? []
    : [
        fault(
          `${path}.${ring.length - 1}`,
          'notClosed',
          `${who}：这一圈没有闭合，最后一点应与第一点相同。`,
          `${who}: the ring is open; its last point must equal the first.`,
        ),
      ];
}

const tooMany = (path: string, who: string, count: number): Fault =>
  fault(
    `${path}.coordinates`,
    'tooManyPoints',
    `${who}：有 ${count} 个点，上限 ${MAX_VERTICES}，请先简化。`,
    `${who}: ${count} points; the limit is ${MAX_VERTICES}, simplify it first.`,
  );

const inChina = (lng = 0, lat = 0) => lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54;

/** Positions of another system give themselves away: metres instead of degrees, latitude first, or elsewhere on earth. */
function systemFault(rings: readonly PlacedRing[], who: string): Fault | null {
  for (const { ring, path } of rings) {
    const index = ring.findIndex(([lng, lat]) => !inChina(lng, lat));
    const position = ring[index];
    if (!position) continue;
    const at = `${path}.${index}`;
    const [x = 0, y = 0] = position;
    if (inChina(y, x))
      return fault(
        at,
        'swapped',
        `${who}：经度和纬度写反了，应先经度后纬度。`,
        `${who}: longitude and latitude are swapped; longitude comes first.`,
      );
    if (Math.abs(x) > 180 || Math.abs(y) > 90)
      return fault(
        at,
        'projected',
        `${who}：坐标 ${x}, ${y} 不是经纬度（可能是以米为单位的投影坐标），请转成 CGCS2000 或 WGS 84 经纬度。`,
        `${who}: ${x}, ${y} is no longitude and latitude (metres of a projection?); convert to CGCS2000 or WGS 84.`,
      );
    return fault(
      at,
      'elsewhere',
      `${who}：位置 ${place(position)} 不在中国范围内，请检查坐标系。`,
      `${who}: ${place(position)} is not in China; check the coordinate system.`,
    );
  }
  return null;
}

function convert([lng = 0, lat = 0]: readonly number[], from: BorderOptions['coordinates']): number[] {
  const [x, y] = from === 'gcj02' ? gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84) : [lng, lat];
  return [Math.round(x * DECIMALS) / DECIMALS, Math.round(y * DECIMALS) / DECIMALS];
}

function mapRings(polygon: PolygonGeometry, change: (ring: Ring, index: number) => number[][] | Ring): PolygonGeometry {
  const part = (rings: readonly Ring[]) => rings.map((ring, index) => change(ring, index).map((position) => [...position]));
  return polygon.type === 'Polygon'
    ? { type: 'Polygon', coordinates: part(polygon.coordinates) }
    : { type: 'MultiPolygon', coordinates: polygon.coordinates.map(part) };
}

/** By the sign of the shoelace sum. */
function clockwise(ring: Ring): boolean {
  let sum = 0;
  for (const [index, [x = 0, y = 0]] of ring.entries()) {
    const [nextX = x, nextY = y] = ring[index + 1] ?? [];
    sum += (nextX - x) * (nextY + y);
  }
  return sum > 0;
}

/** RFC 7946: the outer ring runs counter-clockwise, holes clockwise. */
function orderFaults(polygon: PolygonGeometry, path: string, who: string): Fault[] {
  return withPaths(polygon, path).flatMap(({ ring, path: at }) => {
    const hole = !at.endsWith('.0');
    if (clockwise(ring) === hole) return [];
    return hole
      ? [fault(at, 'ringOrder', `${who}：内圈应为顺时针，现在是逆时针。`, `${who}: an inner ring must run clockwise.`)]
      : [fault(at, 'ringOrder', `${who}：外圈应为逆时针，现在是顺时针。`, `${who}: the outer ring must run counter-clockwise.`)];
  });
}

function crossings(polygon: PolygonGeometry, path: string, who: string): Fault[] {
  const [first] = kinks(polygon).features;
  if (!first) return [];
  const at = place(first.geometry.coordinates);
  return [fault(`${path}.coordinates`, 'selfCrossing', `${who}：边界在 ${at} 处自己交叉。`, `${who}: the border crosses itself at ${at}.`)];
}

const METRES_PER_DEGREE = 111_320;

/** How far outside the parent a corner may lie, in metres: borders of two surveys never agree to the centimetre. */
export const TOLERANCE = 5;

/** Distance of a position from the nearest line of a border, in metres; flat-earth arithmetic is exact enough here. */
export function distanceFrom(position: readonly number[], polygon: PolygonGeometry): number {
  const [lng = 0, lat = 0] = position;
  const scale = Math.cos((lat * Math.PI) / 180) * METRES_PER_DEGREE;
  let nearest = Infinity;
  for (const ring of ringsOf(polygon)) {
    for (const [index, [x1 = 0, y1 = 0]] of ring.entries()) {
      const [x2 = x1, y2 = y1] = ring[index + 1] ?? [];
      const from = [(x1 - lng) * scale, (y1 - lat) * METRES_PER_DEGREE] as const;
      const to = [(x2 - lng) * scale, (y2 - lat) * METRES_PER_DEGREE] as const;
      nearest = Math.min(nearest, distanceToLine(from, to));
    }
  }
  return nearest;
}

/** From the origin to a stretch of line. */
function distanceToLine([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / length));
  return Math.hypot(x1 + along * dx, y1 + along * dy);
}
