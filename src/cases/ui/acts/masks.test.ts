import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { between, byKey, fitted } from './masks.ts';

const box = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

describe('covering by keyboard', () => {
  test.each([
    ['ArrowRight', false, false, { ...box, x: 0.41 }],
    ['ArrowUp', false, true, { ...box, y: 0.35 }],
    ['ArrowRight', true, false, { ...box, width: 0.21 }],
    ['ArrowUp', true, false, { ...box, height: 0.19 }],
    ['Tab', false, false, undefined],
  ])('%s, resize %s, large %s', (key, resize, large, to) => {
    expect(byKey(box, key, resize, large)).toEqual(to);
  });

  test('a drag in any direction gives the same rectangle', () => {
    expect(between(0.6, 0.7, 0.2, 0.3)).toEqual(between(0.2, 0.3, 0.6, 0.7));
  });

  const any = fc.double({ min: -2, max: 2, noNaN: true });
  property.prop([any, any, any, any])('never leaves the picture', (x, y, width, height) => {
    const mask = fitted({ x, y, width, height });
    expect(mask.width).toBeGreaterThan(0);
    expect(mask.x).toBeGreaterThanOrEqual(0);
    expect(mask.x + mask.width).toBeLessThanOrEqual(1.000_1);
    expect(mask.y + mask.height).toBeLessThanOrEqual(1.000_1);
  });
});
