import { firstWord } from './sha256.ts';

/** Kept in step with `WORK_BITS` of the server's ticket. */
const BITS = 15;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Finds the number that goes with a ticket, in slices of a few milliseconds, so that the page stays responsive. */
export async function workFor(ticket: string): Promise<string> {
  for (let n = 0; ;) {
    for (const end = n + 400; n < end; n += 1) if (firstWord(`${ticket}:${n}`) >>> (32 - BITS) === 0) return String(n);
    await pause();
  }
}
