import Dexie, { type Table } from 'dexie';
import type { Channel } from '../../schema/words.ts';

/** A photo in the phone, and its id on the server once it has arrived there. */
export interface CapturedPhoto {
  readonly id: string;
  readonly blob: Blob;
  readonly fileId?: string;
}

/**
 * What becomes of a capture. unsorted: waits for its kind. waiting: for the network. sending: now. needsYou: the server
 * asks for a correction. sent: acknowledged, with its number. dropped: taken back, kept for a day.
 */
export type CaptureState = 'unsorted' | 'waiting' | 'sending' | 'needsYou' | 'sent' | 'dropped';

/** One place as it was found. Its id is the Idempotency-Key: sent twice, it is one case. */
export interface Capture {
  readonly id: string;
  readonly personId: string;
  readonly at: number;
  /** What a find by this person counted as when it was made. */
  readonly channel: Channel;
  readonly photos: readonly CapturedPhoto[];
  readonly words: string;
  readonly category: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  /** Metres. */
  readonly accuracy: number | null;
  /** Named from the position, by the borders in the phone. */
  readonly found: string;
  /** Corrected or added by hand. */
  readonly place: string;
  readonly areaId: string | null;
  readonly state: CaptureState;
  readonly problem: string;
  readonly number: string;
  readonly changedAt: number;
}

/** Lists that the phone needs without a network: kinds of problems, borders. */
interface CachedList {
  readonly name: string;
  readonly value: unknown;
  readonly at: number;
}

class FieldStore extends Dexie {
  captures!: Table<Capture, string>;
  lists!: Table<CachedList, string>;

  constructor() {
    super('tongchuang-field');
    this.version(1).stores({ captures: 'id, [personId+state], changedAt', lists: 'name' });
  }
}

export const store = new FieldStore();

const DAY_MS = 86_400_000;

/** Asks the browser not to clear the store when space runs short, once something is in it. */
async function keepSafe(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}

/** @throws Error when the phone has no room left; the photo is then still on the screen */
export async function keep(capture: Capture): Promise<void> {
  await store.captures.put(capture);
  void keepSafe();
}

export async function change(id: string, patch: Partial<Capture>): Promise<void> {
  await store.captures.update(id, { ...patch, changedAt: Date.now() });
}

/** Changes a capture only as long as it is in one of these states; gives whether it was. */
export async function changeIf(id: string, states: readonly CaptureState[], patch: Partial<Capture>): Promise<boolean> {
  return store.transaction('rw', store.captures, async () => {
    const now = await store.captures.get(id);
    if (!now || !states.includes(now.state)) return false;
    await store.captures.put({ ...now, ...patch, changedAt: Date.now() });
    return true;
  });
}

/** Everything of this person that is not through yet, oldest first. */
export async function pending(personId: string): Promise<Capture[]> {
  const found = await store.captures
    .where('[personId+state]')
    .anyOf(['unsorted', 'waiting', 'sending', 'needsYou'].map((state) => [personId, state]))
    .toArray();
  return found.sort((a, b) => a.at - b.at);
}

/** What was sent or taken back since this moment, newest first. */
export async function finished(personId: string, since: number): Promise<Capture[]> {
  const found = await store.captures.where('changedAt').aboveOrEqual(since).toArray();
  return found
    .filter((one) => one.personId === personId && (one.state === 'sent' || one.state === 'dropped'))
    .sort((a, b) => b.changedAt - a.changedAt);
}

/** What is acknowledged stands on the server; what was taken back is over: both leave the phone after a day. */
export async function tidy(now: number): Promise<void> {
  await store.captures
    .where('changedAt')
    .below(now - DAY_MS)
    .filter((one) => one.state === 'sent' || one.state === 'dropped')
    .delete();
}

/** How many more photos the phone can hold, roughly; null when the browser does not tell. */
export async function roomFor(photos: readonly Blob[]): Promise<number | null> {
  const { quota, usage }: StorageEstimate = (await navigator.storage?.estimate?.().catch(() => ({}))) ?? {};
  if (quota === undefined || usage === undefined) return null;
  const average = photos.length > 0 ? photos.reduce((sum, photo) => sum + photo.size, 0) / photos.length : 500_000;
  return Math.floor((quota - usage) / average);
}
