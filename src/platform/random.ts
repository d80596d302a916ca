import { createHash, randomInt } from 'node:crypto';

/** A number of so many digits, leading zeros kept, that nobody can guess. */
export const randomDigits = (count: number): string => Array.from({ length: count }, () => String(randomInt(10))).join('');

/** Where an item comes in an order that a published seed decides: anybody can compute it again with any SHA-256. */
export const seededRank = (seed: string, item: string): string => createHash('sha256').update(`${seed}\n${item}`).digest('hex');

/** Numbers in [0, 1) from a seed, always the same ones (mulberry32); for demo and generated data, never for secrets. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
