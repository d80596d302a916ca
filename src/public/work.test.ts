import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { firstWord } from './scripts/sha256.ts';

it.each([0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 200])('agrees with the library on %d characters', (length) => {
  const text = 'ab.1'.repeat(60).slice(0, length);
  expect(firstWord(text) >>> 0).toBe(createHash('sha256').update(text).digest().readUInt32BE(0));
});
