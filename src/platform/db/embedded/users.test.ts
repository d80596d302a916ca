import { cp, chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ask,
  begin,
  copyOfPristine,
  inData,
  inRoot,
  newFolder,
  onLinux,
  otherProcess,
  postmasterOf,
  useDataFolders,
} from '../../testing/embedded.ts';
import { readPidFile } from './postmaster.ts';
import { isAlive } from './processes.ts';

useDataFolders();

describe('two users of one folder', () => {
  test('started at once in two processes: both get the same server, the last one stops it', { timeout: 30_000 }, async () => {
    newFolder();
    const others = await Promise.all([otherProcess(), otherProcess()]);
    const hows = await Promise.all(others.map((other) => other.how()));
    expect(hows.filter((how) => how === 'adopted')).toHaveLength(1);
    expect(hows.some((how) => how === 'initialised' || how === 'started')).toBe(true);
    const pid = await postmasterOf();
    await others[0]?.stop();
    expect(await isAlive(pid)).toBe(true);
    await others[1]?.stop();
    expect(await isAlive(pid)).toBe(false);
  });

  test('stopping and starting at the same time never leaves a user without a server', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    let current = await begin();
    for (let round = 0; round < 10; round++) {
      const [next] = await Promise.all([begin(), current.stop()]);
      expect(await ask(next, 'select 1::text')).toEqual(['1']);
      current = next;
    }
    const all = await Promise.all([begin(), begin(), begin()]);
    await Promise.all([current, ...all].map((database) => database.stop()));
    expect(await readPidFile(inData('postgres'))).toBeUndefined();
  });

  test('a server that is not ours is left alone', async () => {
    await copyOfPristine();
    await begin();
    const pid = await postmasterOf();
    await writeFile(inData('postgres-password'), 'another');
    await expect(begin()).rejects.toMatchObject({ code: 'folderInUse' });
    expect(await isAlive(pid)).toBe(true);
  });

  test.runIf(onLinux)('a copy of a folder in use is a cluster of its own', async () => {
    await copyOfPristine();
    const original = await begin();
    const copy = inRoot('copy');
    await cp(inData(), copy, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') });
    await chmod(join(copy, 'postgres'), 0o700);
    const database = await begin({ dataDir: copy });
    expect(database.how).toBe('recovered');
    expect(database.connection.host).not.toBe(original.connection.host);
  });
});
