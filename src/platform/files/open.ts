import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Streamed } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import { newId } from '../ids.ts';
import { BlobMissing, derivedKey, originalKey, type Blobs } from './blobs.ts';
import { DiskBlobs } from './disk.ts';
import { renderMasked } from './masks.ts';
import { S3Blobs } from './s3.ts';
import { s3Place } from './s3-place.ts';
import { fileProblems } from './schema.ts';
import { tidyIncoming } from './spool.ts';
import { stage } from './staging.ts';
import type { FileStore, FileSubject, Mask, Putting, StagedFile, StoredFile, Variant } from './store.ts';
import { sweep } from './sweep.ts';
import * as tables from './tables.ts';

export interface FileStoreOptions {
  readonly dataDir: string;
  /** Null or `file:` = the folder `files` in dataDir. */
  readonly storageUrl: string | null;
}

/** Opens the file store that the configuration names. */
export function openFileStore({ dataDir, storageUrl }: FileStoreOptions): FileStore {
  const bucket = storageUrl === null ? null : s3Place(storageUrl);
  if (bucket) return new BlobFileStore(new S3Blobs(bucket), join(tmpdir(), 'tongchuang-incoming'));
  const root = storageUrl === null ? join(dataDir, 'files') : fileURLToPath(storageUrl);
  // Beside the blobs, on the same file system, so that keeping is a rename.
  return new BlobFileStore(new DiskBlobs(root), join(root, 'incoming'));
}

const notFound = () => new Problem(problems.notFound);
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** In the storage: key and type of one variant of a file; null when it has none. */
function placeOf(row: tables.FileRow, variant: Variant): { readonly key: string; readonly mediaType: string } | null {
  if (variant === 'original') return { key: originalKey(row.sha256), mediaType: row.mediaType };
  if (row.kind !== 'image') return null;
  if (variant === 'shown' || variant === 'thumb') return { key: derivedKey(row.sha256, variant), mediaType: 'image/jpeg' };
  const published = variant === 'published' ? row.publishedSha256 : row.publishedThumbSha256;
  return published === null ? null : { key: originalKey(published), mediaType: 'image/jpeg' };
}

class BlobFileStore implements FileStore {
  constructor(
    private readonly blobs: Blobs,
    private readonly incoming: string,
  ) {}

  stage: FileStore['stage'] = (bytes, options) => stage(this.blobs, this.incoming, bytes, options);

  async keep(who: Putting, staged: StagedFile): Promise<StoredFile> {
    const { staged: _mark, ...file } = staged;
    await tables.holdContent(who.tx, file.sha256);
    // Swept between staging and here: the sender tries again and stages anew.
    if (!(await this.complete(file))) throw new Problem(problems.unavailable);
    const { personId } = who.actor;
    const row = {
      ...file,
      id: newId(),
      createdAt: who.now,
      createdBy: personId,
      publishedSha256: null,
      publishedThumbSha256: null,
      releasedAt: null,
      releasedBy: null,
    };
    if (await tables.insertFile(who.tx, row)) return tables.fileOf({ ...row, cityId: who.tx.cityId });
    const earlier = personId === null ? null : await tables.fileByContent(who.tx, personId, file.sha256);
    if (!earlier) throw new Error(`file ${file.sha256} neither inserted nor found`);
    return earlier;
  }

  async put(who: Putting, bytes: AsyncIterable<Uint8Array> | Uint8Array, options: Parameters<FileStore['put']>[2]): Promise<StoredFile> {
    const stream = bytes instanceof Uint8Array ? only(bytes) : bytes;
    return this.keep(who, await this.stage(stream, options));
  }

  find: FileStore['find'] = tables.fileByContent;
  describe: FileStore['describe'] = tables.filesById;
  linked: FileStore['linked'] = tables.linkedFiles;
  masks: FileStore['masks'] = tables.masksOf;
  unlink: FileStore['unlink'] = tables.deleteLinks;

  async open(...[read, fileId, variant]: Parameters<FileStore['open']>): Promise<Streamed> {
    const row = await tables.fileRow(read, fileId);
    const place = row && placeOf(row, variant);
    if (!row || !place) throw notFound();
    const { stream } = await this.blobs.open(place.key).catch((error: unknown) => {
      if (error instanceof BlobMissing) throw notFound();
      throw error;
    });
    // Only pictures and sound are shown in place; a document is always a download, so that nothing in it runs here.
    return { stream, contentType: place.mediaType, ...(row.kind === 'document' ? { fileName: row.name } : {}) };
  }

  async link(who: Putting, fileIds: readonly string[], subject: FileSubject): Promise<void> {
    if (fileIds.length === 0) return;
    const mine = await tables.tieable(who.tx, fileIds, who.actor.personId, subject);
    if (fileIds.some((id) => !mine.has(id))) throw notFound();
    await tables.insertLinks(who.tx, fileIds, subject, who.now);
  }

  async linkAll(who: Putting, from: FileSubject, to: FileSubject): Promise<void> {
    const files = await tables.linkedFiles(who.tx, from);
    if (files.length > 0)
      await tables.insertLinks(
        who.tx,
        files.map((file) => file.id),
        to,
        who.now,
      );
  }

  async mask(who: Putting, fileId: string, masks: readonly Mask[]): Promise<void> {
    const row = await this.picture(who, fileId);
    await tables.replaceMasks(who.tx, {
      fileId,
      masks: masks.map((mask) => ({ ...mask, id: newId() })),
      by: who.actor.personId,
      at: who.now,
    });
    if (row.releasedAt) await this.publish(who, row, row);
  }

  async release(who: Putting, fileId: string): Promise<void> {
    const row = await this.picture(who, fileId);
    if (!row.releasedAt) await this.publish(who, row, { releasedAt: who.now, releasedBy: who.actor.personId });
  }

  async withdraw(...[tx, fileId]: Parameters<FileStore['withdraw']>): Promise<void> {
    await tables.setPublication(tx, fileId, { publishedSha256: null, publishedThumbSha256: null, releasedAt: null, releasedBy: null });
  }

  sweep: FileStore['sweep'] = async (tx, now) => {
    await tidyIncoming(this.incoming, now);
    return sweep(tx, this.blobs, now);
  };
  ping: FileStore['ping'] = () => this.blobs.ping();

  private async complete({ sha256, kind }: Pick<StagedFile, 'sha256' | 'kind'>): Promise<boolean> {
    const keys = kind === 'image' ? [originalKey(sha256), derivedKey(sha256, 'shown'), derivedKey(sha256, 'thumb')] : [originalKey(sha256)];
    return (await Promise.all(keys.map((key) => this.blobs.has(key)))).every(Boolean);
  }

  private async picture(who: Putting, fileId: string): Promise<tables.FileRow> {
    const row = await tables.lockFile(who.tx, fileId);
    if (!row) throw notFound();
    if (row.kind !== 'image') throw new Problem(fileProblems.notAnImage);
    return row;
  }

  private async publish(who: Putting, row: tables.FileRow, released: Pick<tables.FileRow, 'releasedAt' | 'releasedBy'>): Promise<void> {
    const shown = await this.blobs.read(derivedKey(row.sha256, 'shown'));
    const { picture, thumb } = await renderMasked(shown, await tables.masksOf(who.tx, row.id));
    const hashes = { publishedSha256: sha256Of(picture), publishedThumbSha256: sha256Of(thumb) };
    for (const hash of Object.values(hashes)) await tables.holdContent(who.tx, hash);
    await this.blobs.keepBytes(originalKey(hashes.publishedSha256), picture, 'image/jpeg');
    await this.blobs.keepBytes(originalKey(hashes.publishedThumbSha256), thumb, 'image/jpeg');
    await tables.setPublication(who.tx, row.id, { ...hashes, releasedAt: released.releasedAt, releasedBy: released.releasedBy });
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
