import { startingWith } from './sha256.ts';

/** Kept in step with `WORK_BITS` of the server's ticket. */
const BITS = 15;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The server takes no form sooner than three seconds after its ticket, which counts whole seconds. */
const LEAST_MS = 3200;

/** Longer pieces of work are felt by who types or scrolls meanwhile. */
const SLICE_MS = 12;

/** Finds the number that goes with a ticket, in slices of a few milliseconds on a slow phone too, so that the page stays responsive. */
async function workFor(ticket: string): Promise<string> {
  const firstWord = startingWith(`${ticket}:`);
  for (let n = 0; ;) {
    for (const end = performance.now() + SLICE_MS; performance.now() < end;)
      for (const next = n + 16; n < next; n += 1) if (firstWord(String(n)) >>> (32 - BITS) === 0) return String(n);
    await pause();
  }
}

/**
 * The proof that goes with a fresh ticket, not before the server takes it. Who sends at once (a draft that was restored,
 * quick thumbs) waits a moment instead of being asked a question that is meant for programs.
 */
export async function proofFor(ticket: string): Promise<string> {
  const [work] = await Promise.all([workFor(ticket), new Promise((resolve) => setTimeout(resolve, LEAST_MS))]);
  return work;
}
