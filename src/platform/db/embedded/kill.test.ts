import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  ask,
  asRoot,
  begin,
  copyOfPristine,
  DURABLE,
  inData,
  killPostmaster,
  newFolder,
  onLinux,
  otherProcess,
  postmasterOf,
  useDataFolders,
} from '../../testing/embedded.ts';
import { isAlive, watchFolder } from './processes.ts';

useDataFolders();

describe('after a kill', () => {
  test('of our process, its server is adopted and stopped later', { timeout: 20_000 }, async () => {
    await copyOfPristine();
    const other = await otherProcess();
    expect(await other.how()).toBe('started');
    const pid = await postmasterOf();
    await other.kill();
    expect(await isAlive(pid)).toBe(true);
    const database = await begin();
    expect(database.how).toBe('adopted');
    expect(await postmasterOf()).toBe(pid);
    expect(await ask(database, 'select 1::text')).toEqual(['1']);
    await database.stop();
    expect(await isAlive(pid)).toBe(false);
  });

  test('of our process during initdb, the work is redone', { timeout: 20_000 }, async () => {
    newFolder();
    const other = await otherProcess();
    expect(await other.line()).toBe('busy');
    const changes = watchFolder(inData());
    const unfinished = async () => (await readdir(inData())).filter((name) => name.startsWith('postgres.init-'));
    while ((await unfinished()).length === 0) await changes.next(20);
    changes.close();
    await other.kill();
    const [left] = await unfinished();
    expect(left).toBeDefined();
    expect((await begin()).how).toBe('initialised');
    expect(await readdir(inData())).not.toContain(left);
  });

  test('of the server, committed data are recovered', async () => {
    await copyOfPristine();
    const first = await begin({ settings: DURABLE });
    await ask(first, 'create table kept as select generate_series(1, 1000) as n');
    await killPostmaster();
    const steps: string[] = [];
    const second = await begin({ onProgress: (step) => steps.push(step) });
    expect(second.how).toBe('recovered');
    expect(steps).toEqual([expect.stringContaining('恢复')]);
    expect(await ask(second, 'select count(*) from kept')).toEqual(['1000']);
  });

  test.runIf(onLinux)('a process number that passed to another process does not block the start', async () => {
    await copyOfPristine();
    const first = await begin();
    const file = inData('postgres', 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await killPostmaster();
    // The same user as the server's: PostgreSQL alone would refuse to start now.
    const owner = await stat(file);
    const bystander = spawn('sleep', ['60'], asRoot ? { uid: owner.uid, gid: owner.gid } : {});
    await once(bystander, 'spawn');
    try {
      await writeFile(file, text.replace(/^\d+/, String(bystander.pid)));
      expect((await begin()).how).toBe('recovered');
      expect(bystander.exitCode).toBeNull();
    } finally {
      bystander.kill();
      await first.stop();
    }
  });
});
