import type { ReadContext } from '../../platform/context.ts';
import { metresBetween } from '../rules/tiles.ts';
import type { CasePhoto } from '../schema.ts';
import type { CaseRow } from '../store/rows.ts';
import { photosOf } from './photos.ts';

/** The photos of a case with their masks, as the case page shows them. */
export async function photoViews(ctx: ReadContext, row: CaseRow): Promise<(CasePhoto & { readonly eventId: string })[]> {
  const photos = await photosOf(ctx.read, row.id);
  if (photos.length === 0) return [];
  const files = new Map(
    (
      await ctx.files.describe(
        ctx.read,
        photos.map((photo) => photo.fileId),
      )
    ).map((file) => [file.id, file]),
  );
  const masks = await Promise.all(photos.map((photo) => ctx.files.masks(ctx.read, photo.fileId)));
  return photos.map((photo, index) => ({
    id: photo.id,
    eventId: photo.eventId,
    fileId: photo.fileId,
    stage: photo.stage,
    at: photo.at,
    by: photo.takenBy,
    lng: photo.lng,
    lat: photo.lat,
    metresOff:
      photo.lng !== null && photo.lat !== null && row.lng !== null && row.lat !== null
        ? Math.round(metresBetween({ lng: photo.lng, lat: photo.lat }, { lng: row.lng, lat: row.lat }))
        : null,
    masks: [...(masks[index] ?? [])],
    released: photo.releasedAt !== null,
    publishedVersion: photo.releasedAt ? (files.get(photo.fileId)?.publishedVersion ?? null) : null,
  }));
}
