import { watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { run } from './account.ts';

/** False for a process that has ended, also while nobody has collected it (a zombie, usual in containers without init). */
export async function isAlive(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but not ours.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/^[ZX]/.test(state.slice(state.lastIndexOf(')') + 2));
}

/**
 * Is this living process the postmaster of that cluster, or did its number pass on to another?
 * On Linux its working folder proves it, or where that is hidden (in a container root may not look at
 * processes of other users) its command line. Elsewhere its name must do. The caller then asks the server itself.
 */
export async function mayBePostmaster(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const [its, ours] = await Promise.all([stat(`/proc/${pid}/cwd`).catch(() => undefined), stat(clusterDir).catch(() => undefined)]);
    if (its && ours) return its.ino === ours.ino && its.dev === ours.dev;
    const [program, option, folder] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    return basename(program ?? '') === 'postgres' && option === '-D' && folder === clusterDir;
  }
  const list = process.platform === 'win32' ? run('tasklist', ['/FI', `PID eq ${pid}`]) : run('ps', ['-p', String(pid), '-o', 'comm=']);
  return /postgres/i.test((await list.catch(() => ({ output: '' }))).output);
}

/** A folder that reports changes. `next` waits for the next one, at most `atMost` milliseconds. */
export interface Changes {
  next(atMost: number): Promise<void>;
  close(): void;
}

/** File systems without notification (some network and container mounts) are covered by `atMost`. */
export function watchFolder(folder: string): Changes {
  let seen = false;
  let wake = () => {};
  const watcher = watchQuietly(folder, () => {
    seen = true;
    wake();
  });
  return {
    async next(atMost) {
      if (!seen) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMost);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      seen = false;
    },
    close: () => watcher?.close(),
  };
}

function watchQuietly(folder: string, onChange: () => void) {
  try {
    return watch(folder, onChange).on('error', () => {});
  } catch {
    return undefined;
  }
}
