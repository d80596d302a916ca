import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import phash from 'sharp-phash';
import { Problem } from '../../kernel/problem.ts';
import { pictureData } from './exif.ts';
import { limited } from './limit.ts';
import { fileProblems } from './schema.ts';
import type { PictureData } from './store.ts';

/** 60 megapixels: the largest that phones take by default is 50. Decoded whole it is 180 MB. */
export const MOST_PIXELS = 60_000_000;
export const SHOWN_EDGE = 1600;
export const THUMB_EDGE = 320;

// One thread and no cache for each picture, two pictures at once: the memory has a bound, and the server keeps a core.
sharp.concurrency(1);
sharp.cache(false);
/** Decoding is done by at most two at once. */
export const decoding = limited(2);

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly phash: string;
  readonly exif: PictureData | null;
  readonly shown: Buffer;
  readonly thumb: Buffer;
}

/** JPEG and not WebP, since the same pictures go into Word documents; sharp leaves all metadata out by itself. */
export const asJpeg = (picture: Sharp) => picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82 });

const broken = () => new Problem(fileProblems.pictureBroken);

/** Looks at width and height in the header alone, and gives the EXIF block. @throws Problem pictureTooLarge, pictureBroken */
async function checkSize(picture: Buffer): Promise<Buffer | undefined> {
  const header = await sharp(picture, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw broken();
    });
  const pixels = header.width * header.height;
  if (pixels <= MOST_PIXELS) return header.exif;
  throw new Problem(fileProblems.pictureTooLarge, {
    pixels: Math.round(pixels / 10_000),
    limit: MOST_PIXELS / 10_000,
    megapixels: Math.round(pixels / 1_000_000),
    limitMegapixels: MOST_PIXELS / 1_000_000,
  });
}

async function render(picture: Buffer): Promise<Omit<Picture, 'exif'>> {
  const upright = sharp(picture, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' }).autoOrient();
  const { autoOrient } = await upright.metadata();
  const shown = await asJpeg(upright.resize(SHOWN_EDGE, SHOWN_EDGE, { fit: 'inside', withoutEnlargement: true })).toBuffer();
  const thumb = await smaller(shown);
  return { width: autoOrient.width, height: autoOrient.height, phash: await phash(thumb), shown, thumb };
}

/** The thumb of a shown or published picture. */
export async function smaller(shown: Buffer): Promise<Buffer> {
  return asJpeg(sharp(shown).resize(THUMB_EDGE, THUMB_EDGE, { fit: 'inside', withoutEnlargement: true })).toBuffer();
}

/**
 * Checks a local picture and makes what is shown of it: upright, small, without any metadata. Pictures wait for their
 * turn on disk, not in memory.
 * @throws Problem pictureTooLarge before anything is decoded; pictureBroken when it cannot be decoded to its end
 */
export async function readPicture(path: string): Promise<Picture> {
  return decoding(async () => {
    const picture = await readFile(path);
    const exif = await pictureData(await checkSize(picture));
    const rendered = await render(picture).catch(() => {
      throw broken();
    });
    return { ...rendered, exif };
  });
}

/** How many of the 64 bits differ: up to 6 it is the same picture resized or recompressed, above 20 another. */
export function pictureDistance(a: string, b: string): number {
  let distance = Math.abs(a.length - b.length);
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) distance++;
  return distance;
}
