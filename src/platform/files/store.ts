import type { Actor } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Streamed } from '../../kernel/operation.ts';
import type { Read, Tx } from '../db/read.ts';

/** What an upload may be. `document`: PDF, office files, plain text and tables; `media`: sound and film. */
export type FileKind = 'image' | 'document' | 'media';

/**
 * original: the very bytes, with EXIF, for evidence. shown and thumb: without any metadata, upright, at most 1600 and
 * 320 px. published and publishedThumb: with the masks rendered, and only after release.
 */
export type Variant = 'original' | 'shown' | 'thumb' | 'published' | 'publishedThumb';

/** What the picture's EXIF told; kept as data, never served with the picture. */
export interface PictureData {
  /** As the camera wrote it, read as the city's time. */
  readonly takenAt?: string;
  readonly lng?: number;
  readonly lat?: number;
  readonly device?: string;
}

/** A file as a record. */
export interface StoredFile {
  readonly id: Id;
  readonly sha256: string;
  readonly bytes: number;
  /** Decided by content, never by name. */
  readonly mediaType: string;
  readonly name: string;
  readonly kind: FileKind;
  /** Upright size in pixels, of images. */
  readonly width: number | null;
  readonly height: number | null;
  /** Perceptual hash of images, 64 characters of 0 and 1; see `pictureDistance`. */
  readonly phash: string | null;
  readonly exif: PictureData | null;
  readonly createdAt: Date;
  /** The person; null for the public. */
  readonly createdBy: Id | null;
  /** When the published copy was released; null = nobody outside may see it. */
  readonly releasedAt: Date | null;
  /** Put into the address of the published copy as `?v=`, so that browsers may keep it; null before release. */
  readonly publishedVersion: string | null;
}

/** A rectangle over a face or a plate, in fractions of the upright picture (0..1). */
export interface Mask {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly style: 'pixelate' | 'fill';
}

export interface PutOptions {
  /** What is accepted; anything else is refused by its content. */
  readonly kind: FileKind | 'any';
  /** As the sender called it; made harmless. */
  readonly name?: string;
  /** Largest size in bytes, checked while streaming; without it 20 MiB for images, 100 MiB for others. */
  readonly limit?: number;
  /** What the sender says its content hashes to; other bytes arrived incomplete. */
  readonly sha256?: string;
}

/** Bytes that are checked, hashed and safe on storage, but that no record knows yet. */
export interface StagedFile extends Omit<StoredFile, 'id' | 'createdAt' | 'createdBy' | 'releasedAt' | 'publishedVersion'> {
  readonly staged: true;
}

/** Who puts a file, and when; every context fits. */
export interface Putting {
  readonly tx: Tx;
  readonly actor: Pick<Actor, 'personId'>;
  readonly now: Date;
}

/** The record to which a file is tied. */
export interface FileSubject {
  /** `case`, `caseEvent`; one `FileAccess` (access.ts) answers for each. */
  readonly kind: string;
  readonly id: Id;
}

/** The file store, `ctx.files`. */
export interface FileStore {
  /**
   * Streams, checks, hashes and makes durable, without a transaction, so that a slow sender holds no connection.
   * @throws Problem fileTooLarge, emptyFile, cutOff, typeRefused, typeLies, notAPicture,
   *   pictureTooLarge, pictureBroken, heicRefused, archiveBomb, macroRefused
   */
  stage(bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StagedFile>;
  /** Records a staged file in the transaction. The same content of the same person gives the same file. */
  keep(who: Putting, staged: StagedFile): Promise<StoredFile>;
  /** `stage` and `keep` in one; for what is made by the server or already in memory. */
  put(who: Putting, bytes: AsyncIterable<Uint8Array> | Uint8Array, options: PutOptions): Promise<StoredFile>;
  /** The file that this person sent before with this content; so that a broken transfer need not be repeated. */
  find(read: Read, personId: Id, sha256: string): Promise<StoredFile | null>;
  /** Records of the files, in the order of the ids; unknown ids are left out. */
  describe(read: Read, ids: readonly Id[]): Promise<readonly StoredFile[]>;
  /** Opens a variant, without asking who reads: the operations of api.ts ask. @throws Problem notFound */
  open(read: Read, fileId: Id, variant: Variant): Promise<Streamed>;
  /**
   * Ties files to a record, whose `FileAccess` then decides who sees them. Persons tie what they sent themselves, the
   * public what came without a person and is not tied yet. @throws Problem notFound
   */
  link(who: Putting, fileIds: readonly Id[], subject: FileSubject): Promise<void>;
  /** Ties all files of one record to another one too (a merged or split case). */
  linkAll(who: Putting, from: FileSubject, to: FileSubject): Promise<void>;
  /** Unties; the file stays for whoever else it is tied to. */
  unlink(tx: Tx, fileIds: readonly Id[], subject: FileSubject): Promise<void>;
  /** Files of one record, in the order they were tied. */
  linked(read: Read, subject: FileSubject): Promise<readonly StoredFile[]>;
  /** Masks in force. */
  masks(read: Read, fileId: Id): Promise<readonly Mask[]>;
  /** Replaces the masks; a released picture's published copy is rendered anew in the same transaction. */
  mask(who: Putting, fileId: Id, masks: readonly Mask[]): Promise<void>;
  /** Renders the published copy with the masks in force and lets the public see it. */
  release(who: Putting, fileId: Id): Promise<void>;
  /** Takes the published copy back. */
  withdraw(tx: Tx, fileId: Id): Promise<void>;
  /** Removes what nobody needs: see sweep.ts. Gives how many blobs went. */
  sweep(tx: Tx, now: Date): Promise<number>;
  /** Does the storage answer? @throws when not. */
  ping(): Promise<void>;
}
