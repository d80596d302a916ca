import sharp from 'sharp';
import { asJpeg, decoding, smaller } from './images.ts';
import type { Mask } from './store.ts';

/** Six squares along the longer edge: a plate's seven signs or a face cannot be told from them again. */
const SQUARES = 6;
const FILLING = { r: 40, g: 44, b: 52 };

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The whole pixels that a mask touches. */
export function boxOf(mask: Mask, width: number, height: number): Box {
  const left = Math.min(Math.floor(mask.x * width), width - 1);
  const top = Math.min(Math.floor(mask.y * height), height - 1);
  const right = Math.min(Math.ceil((mask.x + mask.width) * width), width);
  const bottom = Math.min(Math.ceil((mask.y + mask.height) * height), height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

async function cover(picture: Buffer, box: Box, style: Mask['style']): Promise<Buffer> {
  if (style === 'fill')
    return sharp({ create: { width: box.width, height: box.height, channels: 3, background: FILLING } })
      .png()
      .toBuffer();
  const square = Math.max(box.width, box.height) / SQUARES;
  const few = await sharp(picture)
    .extract(box)
    .resize(Math.max(1, Math.round(box.width / square)), Math.max(1, Math.round(box.height / square)), { fit: 'fill', kernel: 'linear' })
    .png()
    .toBuffer();
  return sharp(few).resize(box.width, box.height, { fit: 'fill', kernel: 'nearest' }).png().toBuffer();
}

/** The copy for the public: the shown picture with its masks burnt in, and its thumb. */
export async function renderMasked(shown: Buffer, masks: readonly Mask[]): Promise<{ readonly picture: Buffer; readonly thumb: Buffer }> {
  return decoding(async () => {
    const { width, height } = await sharp(shown).metadata();
    const covers = [];
    for (const mask of masks) {
      const box = boxOf(mask, width, height);
      covers.push({ input: await cover(shown, box, mask.style), left: box.left, top: box.top });
    }
    const picture = await asJpeg(sharp(shown).composite(covers)).toBuffer();
    return { picture, thumb: await smaller(picture) };
  });
}
