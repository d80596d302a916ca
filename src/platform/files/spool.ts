import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../kernel/problem.ts';
import { newId } from '../ids.ts';
import { fileProblems } from './schema.ts';

export interface Spooled {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

const MEBI = 1024 ** 2;
/** `20 MB`, `64 KB`. */
export const sizeText = (bytes: number) => (bytes >= MEBI ? `${Math.round(bytes / MEBI)} MB` : `${Math.round(bytes / 1024)} KB`);

/** A sender who goes away is told apart from a disk that fails. */
async function* arriving(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch {
    throw new Problem(fileProblems.cutOff);
  }
}

async function write(path: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  let size = 0;
  try {
    for await (const chunk of arriving(bytes)) {
      size += chunk.length;
      if (size > limit) throw new Problem(fileProblems.fileTooLarge, { limit: sizeText(limit) });
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes: size };
}

/**
 * Streams into a temporary file, hashing, hands it to the work and removes it afterwards if the work left it there.
 * @throws Problem fileTooLarge as soon as the limit is passed, cutOff when the sender goes away, emptyFile
 */
export async function spooled<T>(folder: string, bytes: AsyncIterable<Uint8Array>, limit: number, work: (file: Spooled) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, newId());
  try {
    const written = await write(path, bytes, limit);
    if (written.bytes === 0) throw new Problem(fileProblems.emptyFile);
    return await work({ path, ...written });
  } finally {
    await rm(path, { force: true });
  }
}
