import { expect, test } from 'vitest';
import { mayTryCode } from './guessing.ts';

test.each([
  // here, from this address, for this number
  [0, 0, 0, true],
  [9, 9, 9, true],
  [10, 10, 10, false],
  [0, 59, 0, true],
  [0, 60, 0, false],
  [1, 1, 199, true],
  [1, 1, 200, false],
  [0, 0, 200, true],
  [0, 0, 100_000, true],
])('after %i wrong codes here, %i from the address, %i for the number: %s', (here, fromAddress, forNumber, may) => {
  expect(mayTryCode({ here, fromAddress, forNumber })).toBe(may);
});
