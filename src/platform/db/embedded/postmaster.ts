import { spawn } from 'node:child_process';
import { link, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { command, run } from './account.ts';
import { answers, listenSettings, type Endpoint } from './endpoint.ts';
import { EmbeddedDatabaseError } from './error.ts';
import type { Place } from './place.ts';
import { isAlive, mayBePostmaster, watchFolder } from './processes.ts';
import { asArguments } from './settings.ts';

/** What the running (or killed) server says about itself in postmaster.pid. */
export interface PidFile {
  readonly pid: number;
  /** Undefined in the first milliseconds of a start. */
  readonly endpoint: Endpoint | undefined;
  readonly text: string;
}

/** Milliseconds for a shutdown with its checkpoint: 256 MB of buffers on a slow disk. */
const SHUTDOWN = 30_000;
/** Milliseconds for one without; after 5,000 the server kills its processes that did not heed. */
const QUIT = 10_000;

const pidPath = (clusterDir: string) => join(clusterDir, 'postmaster.pid');

export async function readPidFile(clusterDir: string): Promise<PidFile | undefined> {
  const text = await readFile(pidPath(clusterDir), 'utf8').catch(() => undefined);
  if (!text) return undefined;
  const [pid, , , port, socketDir, address] = text.split('\n');
  const complete = address !== undefined && Number(port) > 0;
  // A negative number is a server in single-user mode.
  return { pid: Math.abs(Number(pid)), endpoint: complete ? { host: socketDir || '127.0.0.1', port: Number(port) } : undefined, text };
}

export type Found = { state: 'none' } | { state: 'stale'; file: PidFile } | { state: 'live'; file: PidFile };

/**
 * Is a server running on this cluster?
 * @throws EmbeddedDatabaseError folderInUse: one runs where we cannot see its process, e.g. in another container
 */
export async function findRunning(clusterDir: string): Promise<Found> {
  const file = await readPidFile(clusterDir);
  if (!file) return { state: 'none' };
  const alive = await isAlive(file.pid);
  if (alive && (await mayBePostmaster(file.pid, clusterDir))) return { state: 'live', file };
  if (await answers({ host: clusterDir, port: file.endpoint?.port ?? 5432 })) {
    // Or one that started this moment: then the file has changed.
    if ((await readPidFile(clusterDir))?.text !== file.text) return findRunning(clusterDir);
    throw new EmbeddedDatabaseError(
      'folderInUse',
      `数据库文件夹 ${clusterDir} 正被另一个容器或另一台机器上的 PostgreSQL 使用。请先停止它。`,
      `The database folder ${clusterDir} is in use by a PostgreSQL in another container or on another machine. Stop that one first.`,
    );
  }
  if (alive) await setAside(clusterDir, file);
  return { state: 'stale', file };
}

/**
 * PostgreSQL itself clears a pid file whose process is dead, but refuses to start when the number has
 * passed to another process of the same user: usual after a container restarts.
 */
async function setAside(clusterDir: string, judged: PidFile): Promise<void> {
  const aside = `${pidPath(clusterDir)}.${process.pid}`;
  await rename(pidPath(clusterDir), aside).catch(() => {});
  const taken = await readFile(aside, 'utf8').catch(() => judged.text);
  // A server that started between reading and renaming gets its file back.
  if (taken !== judged.text) await link(aside, pidPath(clusterDir)).catch(() => {});
  await rm(aside, { force: true });
}

/** Was the cluster shut down cleanly? Reads the state in pg_control: bytes 16 to 19, 1 = shut down. */
export async function wasShutDown(clusterDir: string): Promise<boolean> {
  const handle = await open(join(clusterDir, 'global', 'pg_control')).catch(() => undefined);
  if (!handle) return false;
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 16).finally(() => handle.close());
  return (process.platform !== 'win32' && isBigEndian ? buffer.readInt32BE() : buffer.readInt32LE()) === 1;
}

const isBigEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0;

export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process has ended; never rejects. */
  readonly ended: Promise<void>;
  /** What it printed on standard error and wrote to its log since its start. */
  lastWords(): Promise<string>;
}

/** Starts the server; it survives us and the terminal's Ctrl-C, because it leads its own session. */
export async function spawnPostmaster(place: Place, endpoint: Endpoint, settings: Readonly<Record<string, string>>): Promise<Postmaster> {
  const before = await logSizes(place.logDir);
  const args = ['-D', place.clusterDir, ...asArguments({ ...listenSettings(endpoint), log_directory: place.logDir, ...settings })];
  const start = command(place.account, place.binaries.postgres, args);
  const child = spawn(start.program, start.args, { ...start.options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-8000)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  // Neither the process nor its pipe keeps our event loop alive.
  child.unref();
  (child.stderr as Socket).unref();
  return { pid: child.pid ?? 0, ended, lastWords: async () => printed + (await logGrowth(place.logDir, before)) };
}

async function logSizes(logDir: string): Promise<Map<string, number>> {
  const names = (await readdir(logDir)).filter((name) => name.endsWith('.log'));
  const sizes = names.map(async (name) => [name, (await stat(join(logDir, name))).size] as const);
  return new Map(await Promise.all(sizes));
}

async function logGrowth(logDir: string, before: Map<string, number>): Promise<string> {
  let grown = '';
  for (const [name, size] of await logSizes(logDir)) {
    const old = before.get(name) ?? 0;
    if (size !== old) grown += (await readFile(join(logDir, name))).subarray(size > old ? old : 0).toString();
  }
  return grown.slice(-8000);
}

/** Does a living server listen there, or not yet say where it will? */
export async function runsAt(clusterDir: string, { host, port }: Endpoint): Promise<boolean> {
  const file = await readPidFile(clusterDir);
  if (!file || !(await isPostmaster(file.pid, clusterDir))) return false;
  return !file.endpoint || (file.endpoint.host === host && file.endpoint.port === port);
}

const isPostmaster = async (pid: number, clusterDir: string) => (await isAlive(pid)) && (await mayBePostmaster(pid, clusterDir));

/**
 * Shuts the server down (fast: open connections are ended) and waits until its process is gone. Ask only one that
 * accepts connections: PostgreSQL 18.4 that is asked while it restarts its backends after a crash never ends.
 * One that has not ended in SHUTDOWN is ended without a checkpoint; then its next start recovers.
 */
export async function shutDown(place: Place): Promise<void> {
  const { clusterDir } = place;
  const pid = (await readPidFile(clusterDir))?.pid;
  if (!pid || !(await isPostmaster(pid, clusterDir))) return;
  const changes = watchFolder(clusterDir);
  const endsBy = async (end: number) => {
    while (await isAlive(pid)) {
      if (performance.now() > end) return false;
      // Its pid file goes last; then the process has a millisecond or two to live.
      await changes.next((await readPidFile(clusterDir)) ? 100 : 2);
    }
    return true;
  };
  try {
    await signal(place, pid, 'SIGINT');
    if (await endsBy(performance.now() + SHUTDOWN)) return;
    await signal(place, pid, 'SIGQUIT');
    await endsBy(performance.now() + QUIT);
  } finally {
    changes.close();
  }
}

/** Ends a server that we started and cannot use. */
export async function endServer(place: Place, server: Postmaster): Promise<void> {
  // The server's process does not keep ours alive: without this, a failed start would end us silently.
  const awake = setInterval(() => {}, 1000);
  try {
    await signal(place, server.pid, 'SIGINT');
    const patience = new AbortController();
    // A server that keeps restarting a failing process may not heed the polite way.
    await Promise.race([server.ended, setTimeout(5000, undefined, { signal: patience.signal }).catch(() => {})]);
    patience.abort();
    await signal(place, server.pid, 'SIGQUIT');
    await server.ended;
  } finally {
    clearInterval(awake);
  }
}

/** SIGINT = fast shutdown, SIGQUIT = at once, without a checkpoint (the next start recovers). */
async function signal(place: Place, pid: number, name: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals: Node would kill the process outright.
    await run(place.binaries.pgCtl, ['kill', name.slice(3), String(pid)]);
    return;
  }
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
