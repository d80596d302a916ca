import type { Readable } from 'node:stream';

/**
 * Where bytes are kept, under a key that their content gives. Nothing is ever overwritten by other bytes.
 * When a writing method returns, the bytes survive a crash of this machine.
 */
export interface Blobs {
  /** Keeps a local file, which is moved or read; a key that is there already is left as it is. */
  keepFile(key: string, path: string, mediaType: string): Promise<void>;
  keepBytes(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  has(key: string): Promise<boolean>;
  /** Bytes of the blob and their number. @throws BlobMissing */
  open(key: string): Promise<{ readonly stream: Readable; readonly bytes: number }>;
  /** All of it; only for what has a small limit. @throws BlobMissing */
  read(key: string): Promise<Buffer>;
  remove(key: string): Promise<void>;
  /** What lies in a folder of the first two digits, and since when; absent where the storage does not tell. */
  list?(folder: string): AsyncIterable<{ readonly key: string; readonly since: Date }>;
  /** Does the storage answer? @throws when not. */
  ping(): Promise<void>;
}

export class BlobMissing extends Error {
  constructor(readonly key: string) {
    super(`no blob ${key}`);
    this.name = 'BlobMissing';
  }
}

/** The very bytes of an upload: `ab/cd/abcd…`. */
export const originalKey = (sha256: string) => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
/** What was made from it: the same place with an ending. */
export const derivedKey = (sha256: string, variant: 'shown' | 'thumb') => `${originalKey(sha256)}.${variant}.jpg`;

/** The hash in a key of any kind. */
export const hashOf = (key: string) => key.split('/').at(-1)?.slice(0, 64) ?? '';
