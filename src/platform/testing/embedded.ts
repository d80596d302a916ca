import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { startEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from '../db/embedded.ts';
import { readPidFile } from '../db/embedded/postmaster.ts';
import { isAlive, watchFolder } from '../db/embedded/processes.ts';
import { temporaryParent } from './cluster.ts';

/** What the tests of the embedded database share: data folders, databases that end with their test, other processes, kills. */

export const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' };
export const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '32MB' };
export const asRoot = process.getuid?.() === 0;
export const onLinux = process.platform === 'linux';

let root: string;
let dataDir: string;
let number = 0;
const open: { stop(): Promise<void> }[] = [];

/** Call at the top of a test file: gives it a root folder with a cluster made once, and ends what its tests left open. */
export function useDataFolders(): void {
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(await temporaryParent(), 'embedded-test-')));
    await chmod(root, 0o755);
    const made = await startEmbedded({ dataDir: inRoot('pristine'), settings: FAST });
    await made.stop();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
  });

  afterAll(async () => {
    try {
      // Backends of a postmaster that was killed notice it by themselves, on a busy machine after a second or two.
      await vi.waitFor(async () => expect(await serversBelow(root)).toEqual([]), { timeout: 15_000, interval: 100 });
    } finally {
      for (const pid of await serversBelow(root)) process.kill(pid, 'SIGKILL');
      await rm(root, { recursive: true, force: true });
    }
  });
}

export const inRoot = (...parts: string[]) => join(root, ...parts);
/** In the data folder that was made last. */
export const inData = (...parts: string[]) => join(dataDir, ...parts);

export const newFolder = (name = `d${(number += 1)}`) => (dataDir = inRoot(name));

/**
 * A data folder with a cluster that was shut down cleanly: a copy takes 20 ms, an initdb 600. As root, its owner
 * is root until the start.
 */
export async function copyOfPristine(name?: string): Promise<void> {
  await cp(inRoot('pristine'), newFolder(name), { recursive: true, preserveTimestamps: true });
  await chmod(inData('postgres'), 0o700);
}

/** Starts or joins the database of the last data folder. */
export async function begin(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, settings: FAST, ...options });
  open.push(database);
  return database;
}

/** The first column of the answer. */
export async function ask<T = string>({ connection }: Pick<EmbeddedDatabase, 'connection'>, query: string): Promise<T[]> {
  const client = new Client(connection);
  // The server may be killed under it; the query then says so.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query({ text: query, rowMode: 'array' }).finally(() => client.end());
  return rows.map((row: T[]) => row[0]).filter((first) => first !== undefined);
}

/** Waits until it holds, woken by changes in the cluster's folder; what throws does not hold. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const changes = watchFolder(inData('postgres'));
  while (!(await holds().catch(() => false))) await changes.next(20);
  changes.close();
}

export const answering = (database: EmbeddedDatabase) => until(async () => (await ask(database, 'select 1::text')).length > 0);

/** Process ids of servers that work in a folder below. */
export async function serversBelow(folder: string): Promise<number[]> {
  const pids = onLinux ? (await readdir('/proc')).filter((name) => /^\d+$/.test(name)) : [];
  const at = pids.map(async (pid) => [Number(pid), await readlink(`/proc/${pid}/cwd`).catch(() => '')] as const);
  return (await Promise.all(at)).filter(([, cwd]) => cwd.startsWith(folder)).map(([pid]) => pid);
}

export const postmasterOf = async (folder = dataDir) => (await readPidFile(join(folder, 'postgres')))?.pid ?? 0;

/** Kills the postmaster of the last data folder. Returns the process id that it had. */
export async function killPostmaster(): Promise<number> {
  const pid = await postmasterOf();
  kill(pid);
  await until(async () => !(await isAlive(pid)));
  return pid;
}

/** Process ids of the backends by which the users of a cluster hold its lock. */
export const usersOf = (database: EmbeddedDatabase) =>
  ask<number>(database, `select pid from pg_locks where locktype = 'advisory' and granted`);

/**
 * Kills the backend by which one user holds the lock; the server then ends all connections and restarts them.
 * Returns its process id, which is among those of the users until then.
 */
export async function killOneUser(database: EmbeddedDatabase): Promise<number> {
  const [victim = 0] = await usersOf(database);
  kill(victim);
  return victim;
}

export function kill(pid: number): void {
  // Number 0 would be our own process group.
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, 'SIGKILL');
}

/** Starts the database in a process of its own, which prints `how` and waits to be told to stop. */
export async function otherProcess() {
  const vite = pathToFileURL(join(import.meta.dirname, '../../../node_modules/vite/dist/node/index.js')).href;
  // Told to stop, it does not call exit: what is left of the database must not keep it alive.
  const script = `
    const { runnerImport } = await import(${JSON.stringify(vite)});
    const { module } = await runnerImport(${JSON.stringify(join(import.meta.dirname, '../db/embedded.ts'))}, { configFile: false, logLevel: 'silent' });
    const options = { dataDir: process.argv[1], settings: ${JSON.stringify(FAST)}, onProgress: () => console.log('busy') };
    process.stdin.resume();
    const database = await module.startEmbedded(options).catch((error) => ({ how: 'failed: ' + error.message }));
    console.log(database.how);
    process.stdin.once('data', () => database.stop().then(() => process.stdin.destroy()));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const line = async () => {
    while (lines.length === 0)
      lines.push(
        ...String((await once(child.stdout, 'data'))[0])
          .trim()
          .split('\n'),
      );
    return lines.shift() ?? '';
  };
  const ended = once(child, 'exit');
  open.push({ stop: async () => void (child.kill('SIGKILL'), await ended) });
  const how = async () => {
    for (;;) {
      const word = await line();
      if (word !== 'busy') return word;
    }
  };
  return {
    line,
    how,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.stdin.write('stop\n');
      await ended;
    },
  };
}
