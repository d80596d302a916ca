import { bordersOf } from '../../city/exports.ts';
import type { AreaKind } from '../../city/schema.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { MapArea } from '../../public/MapPicture.tsx';
import { type Box, boundsOf, frame } from '../../public/projection.ts';

export const MAP_RATIO = 360 / 250;

/** Below this width, in degrees, single compounds are drawn; above it communities, and streets for a whole city. */
const COMPOUNDS_BELOW = 0.035;
const COMMUNITIES_BELOW = 0.25;

/** The city's borders within a box, as fine as a small picture can show. */
export async function areasIn(ctx: ReadContext, box: Box, chosen?: string): Promise<readonly MapArea[]> {
  const wide = box.east - box.west;
  const kinds: readonly AreaKind[] =
    wide < COMPOUNDS_BELOW ? ['community', 'compound'] : wide < COMMUNITIES_BELOW ? ['community'] : ['district', 'street'];
  const borders = await bordersOf(ctx.read, { kinds, touching: box });
  return borders.map(({ id, name, polygon, kind }) => ({
    id,
    name: kind === 'community' ? name.replace(/社区$/, '') : name,
    shape: polygon,
    chosen: id === chosen,
  }));
}

/** The box around an area, or around the whole city; null where no border was drawn yet. */
export async function boxOf(ctx: ReadContext, areaId?: string): Promise<Box | null> {
  const borders = areaId ? await bordersOf(ctx.read, { ids: [areaId] }) : await bordersOf(ctx.read, { kinds: ['district'] });
  const found = boundsOf(
    (borders.length > 0 ? borders : await bordersOf(ctx.read, { kinds: ['community'] })).map(({ polygon }) => polygon),
  );
  return found && frame(found, MAP_RATIO);
}

/** A box of a given width around a point. */
export function boxAt(lng: number, lat: number, span: number): Box {
  return frame({ west: lng - span / 2, east: lng + span / 2, south: lat, north: lat }, MAP_RATIO, 0);
}

/** Somewhere to draw when a city has no borders and nothing is marked. */
export const nowhere: Box = frame({ west: 104, south: 35, east: 105, north: 35.5 }, MAP_RATIO);
