import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { Fault } from '../kernel/problem.ts';
import { distanceFrom, TOLERANCE } from './borders.ts';
import type { PolygonGeometry } from './schema.ts';
import { ringsOf, shapeOf } from './shape.ts';

/** A corner that lies outside the parent by more than the tolerance: the first one, and how many there are. */
export function outsideParent(
  child: { readonly polygon: PolygonGeometry; readonly path: string; readonly name: string },
  parent: { readonly polygon: PolygonGeometry; readonly name: string },
): Fault[] {
  const box = shapeOf(parent.polygon);
  const inBox = (lng: number, lat: number) =>
    lng >= (box.minLng ?? 0) && lng <= (box.maxLng ?? 0) && lat >= (box.minLat ?? 0) && lat <= (box.maxLat ?? 0);
  const outside = ringsOf(child.polygon)
    .flat()
    .filter(
      ([lng = 0, lat = 0]) =>
        !(inBox(lng, lat) && booleanPointInPolygon([lng, lat], parent.polygon)) && distanceFrom([lng, lat], parent.polygon) > TOLERANCE,
    );
  const [first] = outside;
  if (!first) return [];
  const [lng = 0, lat = 0] = first;
  const metres = Math.round(distanceFrom(first, parent.polygon));
  const at = `${lng.toFixed(6)}, ${lat.toFixed(6)}`;
  return [
    {
      path: `${child.path}.coordinates`,
      code: 'outsideParent',
      zh: `${child.name}：有 ${outside.length} 个点在上级“${parent.name}”之外，如 ${at}（超出 ${metres} 米）。`,
      en: `${child.name}: ${outside.length} point(s) lie outside "${parent.name}", such as ${at} (by ${metres} m).`,
    },
  ];
}
