/** A part of the earth, WGS 84. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export type Ring = readonly (readonly number[])[];
export type Shape =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly x: (lng: number) => number;
  readonly y: (lat: number) => number;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Within a city a plain projection is exact enough: longitude shrinks by the cosine of the middle latitude. */
export function project(box: Box, width: number): Projection {
  const shrink = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180);
  const scale = width / ((box.east - box.west) * shrink);
  const height = Math.round((box.north - box.south) * scale);
  return {
    width,
    height,
    x: (lng) => round((lng - box.west) * shrink * scale),
    y: (lat) => round((box.north - lat) * scale),
  };
}

/** The box with these proportions (width : height on the ground) that holds the given one, with a margin. */
export function frame(box: Box, ratio: number, margin = 0.06): Box {
  const lng = (box.west + box.east) / 2;
  const lat = (box.south + box.north) / 2;
  const shrink = Math.cos((lat * Math.PI) / 180);
  const least = 0.002;
  let wide = Math.max(box.east - box.west, least) * shrink * (1 + 2 * margin);
  let high = Math.max(box.north - box.south, least) * (1 + 2 * margin);
  if (wide / high < ratio) wide = high * ratio;
  else high = wide / ratio;
  return { west: lng - wide / shrink / 2, east: lng + wide / shrink / 2, south: lat - high / 2, north: lat + high / 2 };
}

const ringsOf = (shape: Shape): readonly Ring[] => (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat());

/** The smallest box around the shapes; null without a point. */
export function boundsOf(shapes: readonly Shape[]): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of shapes.flatMap(ringsOf)) {
    for (const [lng = 0, lat = 0] of ring) {
      west = Math.min(west, lng);
      east = Math.max(east, lng);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return west === Infinity ? null : { west, south, east, north };
}

/** The shape as an SVG path; points less than a pixel apart are left out, so that a page stays light. */
export function pathOf(shape: Shape, to: Projection): string {
  return ringsOf(shape)
    .map((ring) => {
      let path = '';
      let last: readonly [number, number] | null = null;
      for (const [lng = 0, lat = 0] of ring) {
        const point = [Math.round(to.x(lng)), Math.round(to.y(lat))] as const;
        if (last && Math.abs(last[0] - point[0]) < 1 && Math.abs(last[1] - point[1]) < 1) continue;
        path += `${last ? 'L' : 'M'}${point[0]} ${point[1]}`;
        last = point;
      }
      return `${path}Z`;
    })
    .join('');
}

/** Where a name stands: the middle of the part of the shape that is in the picture. */
export function middleOf(shape: Shape, box: Box): readonly [number, number] | null {
  const bounds = boundsOf([shape]);
  if (!bounds) return null;
  const west = Math.max(bounds.west, box.west);
  const east = Math.min(bounds.east, box.east);
  const south = Math.max(bounds.south, box.south);
  const north = Math.min(bounds.north, box.north);
  return west < east && south < north ? [(west + east) / 2, (south + north) / 2] : null;
}
