/**
 * SHA-256 in plain script, for the work in a form's ticket: the browser's own digest answers one promise per call and is
 * missing on plain-http addresses, where thousands of tiny hashes are needed at once.
 */
const K = new Uint32Array(64);
const START = new Uint32Array(8);

/** The constants are the fractions of the cube and square roots of the first primes. */
for (let n = 2, found = 0; found < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (!prime) continue;
  K[found] = (Math.cbrt(n) % 1) * 0x1_0000_0000;
  if (found < 8) START[found] = (Math.sqrt(n) % 1) * 0x1_0000_0000;
  found += 1;
}

const W = new Uint32Array(64);
const at = (words: Uint32Array, index: number): number => words[index] ?? 0;
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** Gives the first 32 bits of the hash of a text that begins like this; of ASCII characters. What is the same each time is worked out once. */
export function startingWith(beginning: string): (rest: string) => number {
  const known = Math.floor(beginning.length / 64);
  const begun = START.slice();
  for (let block = 0; block < known; block += 1) mixBlock(begun, beginning, block, false);
  const tail = beginning.slice(known * 64);
  const state = new Uint32Array(8);
  return (rest) => {
    const text = tail + rest;
    state.set(begun);
    const blocks = Math.ceil((text.length + 9) / 64);
    for (let block = 0; block < blocks; block += 1) mixBlock(state, text, block, block === blocks - 1, (known * 64 + text.length) * 8);
    return at(state, 0);
  };
}

function mixBlock(state: Uint32Array, text: string, block: number, last: boolean, bits = 0): void {
  for (let i = 0; i < 16; i += 1) W[i] = wordAt(text, block * 64 + i * 4);
  if (last) W[15] = bits;
  mix(state);
}

function wordAt(text: string, from: number): number {
  let word = 0;
  for (let i = from; i < from + 4; i += 1) word = (word << 8) | (i < text.length ? text.charCodeAt(i) : i === text.length ? 0x80 : 0);
  return word;
}

function mix(state: Uint32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [at(W, i - 15), at(W, i - 2)];
    W[i] = at(W, i - 16) + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + at(W, i - 7) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(W, i)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + value;
}
