import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { aPicture } from './fixtures.ts';
import { boxOf, renderMasked } from './masks.ts';

async function pixels(picture: Buffer, box: { left: number; top: number; width: number; height: number }): Promise<Buffer> {
  return sharp(picture).extract(box).removeAlpha().raw().toBuffer();
}

/** Colours that lie apart by more than JPEG's own noise. */
function colours(raw: Buffer): number {
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 3) seen.add([0, 1, 2].map((part) => Math.round((raw[at + part] ?? 0) / 24)).join());
  return seen.size;
}

describe('rendering masks', () => {
  it('fills the rectangle with one colour and leaves the rest', async () => {
    const picture = await aPicture();
    const masked = await renderMasked(picture, [{ x: 0.25, y: 0.5, width: 0.25, height: 0.25, style: 'fill' }]);
    const inside = await pixels(masked.picture, { left: 208, top: 308, width: 184, height: 134 });
    expect(colours(inside)).toBe(1);
    const [r, g, b] = inside;
    expect([r, g, b].map((value) => Math.round((value ?? 0) / 16))).toEqual([3, 3, 3]);
    const outside = { left: 0, top: 0, width: 190, height: 280 };
    const [was, is] = await Promise.all([pixels(picture, outside), pixels(masked.picture, outside)]);
    const worst = was.reduce((most, value, at) => Math.max(most, Math.abs(value - (is[at] ?? 0))), 0);
    expect(worst).toBeLessThan(60);
  });

  it('pixelates fine detail beyond recognition', async () => {
    const stripes = Buffer.from(Array.from({ length: 400 * 300 }, (_, at) => (Math.floor((at % 400) / 4) % 2) * 255));
    const picture = await sharp(stripes, { raw: { width: 400, height: 300, channels: 1 } })
      .jpeg()
      .toBuffer();
    const box = { left: 110, top: 110, width: 180, height: 80 };
    expect(colours(await pixels(picture, box))).toBeGreaterThan(1);
    const masked = await renderMasked(picture, [{ x: 0.25, y: 1 / 3, width: 0.5, height: 1 / 3, style: 'pixelate' }]);
    const values = [...(await pixels(masked.picture, box))];
    // Black and white stripes become grey: neither black nor white is left.
    expect(Math.min(...values)).toBeGreaterThan(60);
    expect(Math.max(...values)).toBeLessThan(200);
  });

  it('makes the thumb from the masked picture', async () => {
    const masked = await renderMasked(await aPicture(), [{ x: 0, y: 0, width: 1, height: 1, style: 'fill' }]);
    expect(colours(await pixels(masked.thumb, { left: 5, top: 5, width: 300, height: 200 }))).toBe(1);
  });

  it('a box always lies within the picture and covers the whole rectangle', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fraction,
        fraction,
        fraction,
        fraction,
        fc.integer({ min: 1, max: 1600 }),
        fc.integer({ min: 1, max: 1600 }),
        (x, y, w, h, width, height) => {
          const mask = { x: x * 0.999, y: y * 0.999, width: w * (1 - x * 0.999), height: h * (1 - y * 0.999), style: 'fill' as const };
          const box = boxOf(mask, width, height);
          expect(box.left).toBeGreaterThanOrEqual(0);
          expect(box.left + box.width).toBeLessThanOrEqual(width);
          expect(box.top + box.height).toBeLessThanOrEqual(height);
          expect(box.width).toBeGreaterThanOrEqual(1);
          expect(box.left).toBeLessThanOrEqual(mask.x * width);
          expect(box.left + box.width + 1e-6).toBeGreaterThanOrEqual(Math.min(width, (mask.x + mask.width) * width));
        },
      ),
    );
  });
});
