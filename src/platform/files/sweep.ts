import type { Tx } from '../db/read.ts';
import { hashOf, type Blobs } from './blobs.ts';
import { contentsInUse, deleteUnclaimed, isFirstCity, tryClaimContent } from './tables.ts';

const DAY = 86_400_000;
/** Long enough for a report that was begun offline and is sent days later to find its pictures. */
const UNCLAIMED_DAYS = 7;
/** A blob without a record younger than this may belong to a transaction that is not finished. */
const YOUNG = DAY;
/** The storage is looked through once in this many nights, eight of 256 folders a night. */
const NIGHTS = 32;
/** Each removal holds a lock to the end of the transaction. */
const MOST_REMOVED = 500;
const BATCH = 200;

const foldersOf = (now: Date) => {
  const night = Math.floor(now.getTime() / DAY) % NIGHTS;
  return Array.from({ length: 256 / NIGHTS }, (_, index) => (index * NIGHTS + night).toString(16).padStart(2, '0'));
};

/** Removes the blobs that no file has, of one batch; each under a lock that keeps anybody from recording it meanwhile. */
async function removeOrphans(tx: Tx, blobs: Blobs, keys: readonly string[]): Promise<number> {
  const used = await contentsInUse(tx, keys.map(hashOf));
  let removed = 0;
  for (const key of keys) {
    const hash = hashOf(key);
    if (used.has(hash) || !(await tryClaimContent(tx, hash))) continue;
    // Once more, now that nobody can record it.
    if ((await contentsInUse(tx, [hash])).has(hash)) continue;
    await blobs.remove(key);
    removed++;
  }
  return removed;
}

/**
 * Deletes pictures of the public that no report took up, and blobs that no record has: of transactions that failed, of
 * deleted rows, of copies that were masked anew.
 */
export async function sweep(tx: Tx, blobs: Blobs, now: Date): Promise<number> {
  await deleteUnclaimed(tx, new Date(now.getTime() - UNCLAIMED_DAYS * DAY));
  if (!blobs.list || !(await isFirstCity(tx))) return 0;
  let removed = 0;
  let batch: string[] = [];
  for (const folder of foldersOf(now)) {
    for await (const { key, since } of blobs.list(folder)) {
      if (now.getTime() - since.getTime() > YOUNG) batch.push(key);
      if (batch.length === BATCH) {
        removed += await removeOrphans(tx, blobs, batch);
        batch = [];
      }
      if (removed >= MOST_REMOVED) return removed;
    }
  }
  return removed + (batch.length > 0 ? await removeOrphans(tx, blobs, batch) : 0);
}
