import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { newId } from '../ids.ts';
import { BlobMissing, type Blobs } from './blobs.ts';

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A new name in a folder is durable only after the folder itself is written out. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; NTFS journals names by itself.
  if (process.platform === 'win32') return;
  await syncPath(folder, 'r');
}

async function syncPath(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Blobs as files of a local folder, sharded by the first four digits of the key. */
export class DiskBlobs implements Blobs {
  private readonly known = new Set<string>();

  constructor(private readonly root: string) {}

  async keepFile(key: string, path: string): Promise<void> {
    const target = join(this.root, key);
    await this.makeFolders(dirname(target));
    if (!(await this.has(key))) {
      await syncPath(path, 'r+');
      await rename(path, target);
    }
    // Also when another upload of the same content was first: it may not have come to this line yet.
    await syncFolder(dirname(target));
  }

  async keepBytes(key: string, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.root, 'incoming', newId());
    await this.makeFolders(dirname(temporary));
    try {
      await writeFile(temporary, bytes, { flag: 'wx' });
      await this.keepFile(key, temporary);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async has(key: string): Promise<boolean> {
    return access(join(this.root, key)).then(
      () => true,
      () => false,
    );
  }

  async open(key: string) {
    const path = join(this.root, key);
    const found = await stat(path).catch((error: unknown) => {
      throw isMissing(error) ? new BlobMissing(key) : error;
    });
    return { stream: createReadStream(path), bytes: found.size };
  }

  async read(key: string): Promise<Buffer> {
    return readFile(join(this.root, key)).catch((error: unknown) => {
      throw isMissing(error) ? new BlobMissing(key) : error;
    });
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.root, key), { force: true });
  }

  async *list(folder: string) {
    const shards = await readdir(join(this.root, folder)).catch((): string[] => []);
    for (const shard of shards) {
      for (const name of await readdir(join(this.root, folder, shard))) {
        const key = `${folder}/${shard}/${name}`;
        // Gone meanwhile: somebody else sweeps too.
        const found = await stat(join(this.root, key)).catch(() => null);
        if (found) yield { key, since: found.mtime };
      }
    }
  }

  async ping(): Promise<void> {
    await mkdir(this.root, { recursive: true });
    await access(this.root);
  }

  /** Makes each missing folder and writes its parent out, from the root down. */
  private async makeFolders(folder: string): Promise<void> {
    if (this.known.has(folder)) return;
    await mkdir(folder, { recursive: true });
    let parent = dirname(this.root);
    for (const part of ['', ...relative(this.root, folder).split(sep)]) {
      await syncFolder(parent);
      parent = part === '' ? this.root : join(parent, part);
    }
    this.known.add(folder);
  }
}
