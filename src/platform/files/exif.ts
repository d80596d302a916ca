import exifr from 'exifr';
import type { PictureData } from './store.ts';

const wanted = [
  'DateTimeOriginal',
  'CreateDate',
  'OffsetTimeOriginal',
  'OffsetTime',
  'Make',
  'Model',
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').trim() : '');

/** `2026:11:20 10:11:12` with or without an offset; without one the camera showed the city's time. */
function takenAt(tags: Record<string, unknown>): string | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text(tags['DateTimeOriginal'] ?? tags['CreateDate']));
  if (!parts) return undefined;
  const offset = /^[+-]\d\d:\d\d$/.exec(text(tags['OffsetTimeOriginal'] ?? tags['OffsetTime']))?.[0] ?? '+08:00';
  const at = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${offset}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Cameras without a fix write 0, 0; broken ones write numbers beyond the globe. */
function position(tags: Record<string, unknown>): { lng: number; lat: number } | undefined {
  const { longitude: lng, latitude: lat } = tags;
  if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat)) return undefined;
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90 || (lng === 0 && lat === 0)) return undefined;
  return { lng, lat };
}

/** Some formats keep the marker of a JPEG's segment before the data. */
const MARKER = 'Exif\0\0';

/**
 * What an EXIF block tells of time, place and device. A broken one tells nothing, and is no fault of the picture. Never
 * the whole picture: reading a PNG, the parser unpacks its colour profile, and 4 MB can unpack to 4 GB.
 */
export async function pictureData(block: Buffer | undefined): Promise<PictureData | null> {
  if (!block) return null;
  const parsed: unknown = await exifr
    .parse(block.subarray(0, MARKER.length).toString('latin1') === MARKER ? block.subarray(MARKER.length) : block, {
      tiff: true,
      exif: true,
      gps: true,
      pick: wanted,
      reviveValues: false,
      translateValues: false,
    })
    .catch(() => undefined);
  if (!isRecord(parsed)) return null;
  const taken = takenAt(parsed);
  const device = [text(parsed['Make']), text(parsed['Model'])].filter(Boolean).join(' ').slice(0, 100);
  const data: PictureData = { ...(taken ? { takenAt: taken } : {}), ...position(parsed), ...(device ? { device } : {}) };
  return Object.keys(data).length > 0 ? data : null;
}
