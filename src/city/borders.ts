import kinks from '@turf/kinks';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
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
  const converted = mapRings(polygon, (ring) => withoutRepeats(ring.map((position) => convert(position, options.coordinates))));
  const turned = options.turnRings
    ? mapRings(converted, (ring, index) => (clockwise(ring) === index > 0 ? ring : ring.toReversed()))
    : converted;
  const crossed = crossings(turned, path, who);
  // Both halves of an even figure of eight cancel each other: it has no area because it crosses itself.
  if (flat(turned) && !(crossed.length > 0 && isEight(turned)))
    return refusal(fault(`${path}.coordinates`, 'noArea', `${who}：边界围不出面积。`, `${who}: the border encloses nothing.`));
  const order = crossed.length > 0 ? [] : orderFaults(turned, path, who);
  const faults = [...order, ...crossed, ...(crossed.length > 0 ? [] : strayHoles(turned, path, who))];
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

/** Surveys repeat a corner, and two corners within a centimetre become one by rounding: a border does not cross itself there. */
const withoutRepeats = (ring: Ring): Ring =>
  ring.filter(([lng, lat], index) => index === 0 || lng !== ring[index - 1]?.[0] || lat !== ring[index - 1]?.[1]);

/** Twice the area in square degrees by the shoelace formula, positive for a ring that runs clockwise. */
function shoelace(ring: Ring): number {
  let sum = 0;
  // From the first corner on: the digits that all corners share would drown a small area.
  const base = ring[0]?.[1] ?? 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [from, to] = [ring[index], ring[index + 1]];
    sum += ((to?.[0] ?? 0) - (from?.[0] ?? 0)) * ((to?.[1] ?? 0) - base + ((from?.[1] ?? 0) - base));
  }
  return sum;
}

const clockwise = (ring: Ring): boolean => shoelace(ring) > 0;

const METRES_PER_DEGREE = 111_320;

/** Does an outer ring enclose less than a line does? Where it lies changes a square metre by less than its half. */
const flat = (polygon: PolygonGeometry): boolean =>
  (polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates).some(([outer = []]) => flatRing(outer));
const flatRing = (ring: Ring): boolean => (Math.abs(shoelace(ring)) / 2) * METRES_PER_DEGREE ** 2 < LEAST_AREA;

/** Does a ring without area have corners apart from one line? */
const isEight = (polygon: PolygonGeometry): boolean =>
  (polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates).every(([outer = []]) =>
    outer.some((_corner, index) => index >= 2 && !flatRing([outer[0] ?? [], outer[index - 1] ?? [], outer[index] ?? [], outer[0] ?? []])),
  );

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

/** A hole belongs into its outer ring; as borders do not cross here, one corner tells. */
function strayHoles(polygon: PolygonGeometry, path: string, who: string): Fault[] {
  return withPaths(polygon, path).flatMap(({ ring, path: at }, index, rings) => {
    const [corner] = ring;
    const outer = rings.slice(0, index + 1).findLast((one) => one.path.endsWith('.0'));
    if (
      !corner ||
      !outer ||
      outer.path === at ||
      booleanPointInPolygon([...corner], { type: 'Polygon', coordinates: [[...outer.ring].map((one) => [...one])] })
    )
      return [];
    return [
      fault(
        at,
        'holeOutside',
        `${who}：内圈在外圈之外，如 ${place(corner)}。`,
        `${who}: an inner ring lies outside the outer one, at ${place(corner)}.`,
      ),
    ];
  });
}

/** How far outside the parent a corner may lie, in metres: borders of two surveys never agree to the centimetre. */
export const TOLERANCE = 5;

/**
 * Distance of a position from the nearest line of a border, in metres; flat-earth arithmetic is exact enough here. A
 * file whose every corner lies outside asks this 5,000 times of 5,000 lines: hence no object is made on the way.
 */
export function distanceFrom(position: readonly number[], polygon: PolygonGeometry): number {
  const [lng = 0, lat = 0] = position;
  const scale = Math.cos((lat * Math.PI) / 180) * METRES_PER_DEGREE;
  let nearest = Infinity;
  for (const ring of ringsOf(polygon)) {
    let [x1, y1] = [0, 0];
    for (let index = 0; index < ring.length; index += 1) {
      const corner = ring[index];
      const x2 = ((corner?.[0] ?? 0) - lng) * scale;
      const y2 = ((corner?.[1] ?? 0) - lat) * METRES_PER_DEGREE;
      if (index > 0) nearest = Math.min(nearest, squareToLine(x1, y1, x2, y2));
      x1 = x2;
      y1 = y2;
    }
  }
  return Math.sqrt(nearest);
}

/** Square of the distance from the origin to a stretch of line. */
function squareToLine(x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / length));
  const x = x1 + along * dx;
  const y = y1 + along * dy;
  return x * x + y * y;
}
