import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { startingWith } from './scripts/sha256.ts';

it.each([0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 200])('agrees with the library on %d characters', (length) => {
  const text = 'ab.1'.repeat(60).slice(0, length);
  const expected = createHash('sha256').update(text).digest().readUInt32BE(0);
  for (const known of [0, 1, 63, 64, 65, 128, length])
    if (known <= length) expect(startingWith(text.slice(0, known))(text.slice(known)) >>> 0).toBe(expected);
});
