import type { CaseState } from '../schema/words.ts';
import { isEnd } from './transitions.ts';

/** Tiles of the usual web map, named by one number: the quadkey in base four. Tiles inside a tile are a range of numbers. */

export const CELL_ZOOM = 20;
/** Zooms for which the number of cases a tile is kept. Further in, the cases themselves are few enough. */
export const keptZooms = [8, 10, 12, 14, 16] as const;

/** The mean latitude of the web map's square. */
const MAX_LAT = 85.051_128;

export interface Place {
  readonly lng: number;
  readonly lat: number;
}
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Column and row of a place at a zoom. */
export function columnRow({ lng, lat }: Place, zoom: number): readonly [number, number] {
  const size = 2 ** zoom;
  const sine = Math.sin((clamp(lat, -MAX_LAT, MAX_LAT) * Math.PI) / 180);
  const x = Math.floor(((lng + 180) / 360) * size);
  const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size);
  return [clamp(x, 0, size - 1), clamp(y, 0, size - 1)];
}

/** Interleaves column and row: at zoom 20 a number below 2^40. */
export function tileOf(x: number, y: number, zoom: number): number {
  let tile = 0;
  for (let bit = zoom - 1; bit >= 0; bit--) tile = tile * 4 + ((y >> bit) & 1) * 2 + ((x >> bit) & 1);
  return tile;
}

export const cellOf = (place: Place): number => tileOf(...columnRow(place, CELL_ZOOM), CELL_ZOOM);
/** The tile of a smaller zoom around a cell. */
export const tileAround = (cell: number, zoom: number): number => Math.floor(cell / 4 ** (CELL_ZOOM - zoom));

/** Ranges [from, to] of tiles at `zoom` that cover a box; neighbouring tiles are joined. At most `most` ranges, else coarser ones. */
export function rangesOver(box: Box, zoom: number, most = 64): readonly (readonly [number, number])[] {
  for (let coarse = zoom; coarse >= 0; coarse--) {
    const [left, top] = columnRow({ lng: box.west, lat: box.north }, coarse);
    const [right, bottom] = columnRow({ lng: box.east, lat: box.south }, coarse);
    if ((right - left + 1) * (bottom - top + 1) > most * 8) continue;
    const tiles: number[] = [];
    for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) tiles.push(tileOf(x, y, coarse));
    const ranges = joinedRanges(tiles, 4 ** (zoom - coarse));
    if (ranges.length <= most) return ranges;
  }
  return [[0, 4 ** zoom - 1]];
}

function joinedRanges(tiles: readonly number[], width: number): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const tile of tiles.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === tile * width - 1) last[1] = (tile + 1) * width - 1;
    else ranges.push([tile * width, (tile + 1) * width - 1]);
  }
  return ranges;
}

const EARTH = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function metresBetween(a: Place, b: Place): number {
  const half =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}

/** The box that holds every place within so many metres. */
export function boxAround(place: Place, metres: number): Box {
  const dLat = (metres / EARTH) * (180 / Math.PI);
  const dLng = dLat / Math.max(0.01, Math.cos(radians(place.lat)));
  return { west: place.lng - dLng, east: place.lng + dLng, south: place.lat - dLat, north: place.lat + dLat };
}

/** Which kept zoom shows a map of this zoom, in marks of 64 to 128 pixels; null = show the cases themselves. */
export const keptZoomFor = (zoom: number): (typeof keptZooms)[number] | null =>
  zoom >= 16 ? null : (keptZooms.find((kept) => kept > zoom) ?? null);

export type Band = 'open' | 'longTerm' | 'closed';
/** How the map tells cases apart; declined and merged ones are not shown. */
export function bandOf(state: CaseState): Band | null {
  if (state === 'closed') return 'closed';
  if (isEnd(state)) return null;
  return state === 'onLongTermList' ? 'longTerm' : 'open';
}
