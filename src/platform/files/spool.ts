import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../kernel/problem.ts';
import { newId } from '../ids.ts';
import { fileProblems } from './schema.ts';

export interface Spooled {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Removes the file if it is still there. */
  readonly remove: () => Promise<void>;
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
 * Streams into a temporary file, hashing; the caller removes it.
 * @throws Problem fileTooLarge as soon as the limit is passed, cutOff when the sender goes away, emptyFile
 */
export async function spooled(folder: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Spooled> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, newId());
  const remove = () => rm(path, { force: true });
  try {
    const written = await write(path, bytes, limit);
    if (written.bytes === 0) throw new Problem(fileProblems.emptyFile);
    return { path, ...written, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

const ABANDONED = 86_400_000;

/** Removes what a killed process left unfinished. */
export async function tidyIncoming(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && now.getTime() - found.mtimeMs > ABANDONED) await rm(path, { force: true });
  }
}
