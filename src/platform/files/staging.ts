import { basename } from 'node:path';
import { Problem } from '../../kernel/problem.ts';
import { derivedKey, originalKey, type Blobs } from './blobs.ts';
import { readPicture } from './images.ts';
import { fileProblems } from './schema.ts';
import { refusalFor, sniff, type Sniffed } from './sniff.ts';
import { spooled, type Spooled } from './spool.ts';
import type { PutOptions, StagedFile } from './store.ts';

const MEBI = 1024 ** 2;
const PICTURE_LIMIT = 20 * MEBI;
const LIMIT = 100 * MEBI;

/** The sender's name without folders, control characters and what confuses file systems; with the content's own ending. */
export function harmlessName(name: string | undefined, ending: string): string {
  const last = basename((name ?? '').replaceAll('\\', '/'));
  const stem = Array.from(
    last
      .replace(/\.[A-Za-z0-9]{1,5}$/, '')
      .replace(/[\p{Cc}\p{Cf}<>:"/|?*]/gu, '')
      .trim(),
  )
    .slice(0, 120)
    .join('');
  return `${stem || 'file'}.${ending}`;
}

async function stagePicture(blobs: Blobs, file: Spooled) {
  if (file.bytes > PICTURE_LIMIT * 2) throw new Problem(fileProblems.fileTooLarge, { limit: '40 MB' });
  const { shown, thumb, ...data } = await readPicture(file.path);
  await blobs.keepBytes(derivedKey(file.sha256, 'shown'), shown, 'image/jpeg');
  await blobs.keepBytes(derivedKey(file.sha256, 'thumb'), thumb, 'image/jpeg');
  return data;
}

function checkWanted(wanted: PutOptions['kind'], found: Sniffed): void {
  if (wanted === 'any' || wanted === found.kind) return;
  throw new Problem(refusalFor(wanted), { type: found.ending });
}

/** Checks what arrives and makes it durable: the original last, so that whoever finds it finds its pictures too. */
export async function stage(blobs: Blobs, incoming: string, bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StagedFile> {
  const limit = options.limit ?? (options.kind === 'image' ? PICTURE_LIMIT : LIMIT);
  const file = await spooled(incoming, bytes, limit);
  try {
    if (options.sha256 !== undefined && options.sha256 !== file.sha256) throw new Problem(fileProblems.cutOff);
    const found = await sniff(file.path, options.name ?? '', options.kind);
    checkWanted(options.kind, found);
    const picture = found.kind === 'image' ? await stagePicture(blobs, file) : { width: null, height: null, phash: null, exif: null };
    await blobs.keepFile(originalKey(file.sha256), file.path, found.mediaType);
    const { sha256, bytes: size } = file;
    return {
      staged: true,
      sha256,
      bytes: size,
      mediaType: found.mediaType,
      kind: found.kind,
      name: harmlessName(options.name, found.ending),
      ...picture,
    };
  } finally {
    await file.remove();
  }
}
