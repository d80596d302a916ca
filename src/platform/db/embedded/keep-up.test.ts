import { EventEmitter, once } from 'node:events';
import { rename } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import {
  answering,
  ask,
  begin,
  copyOfPristine,
  DURABLE,
  inData,
  inRoot,
  kill,
  killPostmaster,
  onLinux,
  postmasterOf,
  serversBelow,
  until,
  useDataFolders,
  usersOf,
} from '../../testing/embedded.ts';
import { readPidFile } from './postmaster.ts';
import { isAlive } from './processes.ts';

useDataFolders();

describe('a server that is to be kept up', () => {
  test('comes back by itself where it was, with its data, as often as it is killed', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    const steps: string[] = [];
    const database = await begin({ settings: DURABLE, keepUp: true, onProgress: (step) => steps.push(step) });
    await ask(database, 'create table kept as select 42 as n');
    for (let round = 0; round < 3; round++) {
      const pid = await killPostmaster();
      await answering(database);
      expect(await postmasterOf()).not.toBe(pid);
      expect(await ask<number>(database, 'select n from kept')).toEqual([42]);
    }
    expect(steps).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('重新启动')));
    const last = await postmasterOf();
    await database.stop();
    expect(await isAlive(last)).toBe(false);
    expect(await readPidFile(inData('postgres'))).toBeUndefined();
  });

  test('is brought back once by two users of it, who both go on', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    const first = await begin({ keepUp: true });
    const second = await begin({ keepUp: true });
    await killPostmaster();
    await Promise.all([first, second].map(answering));
    const next = await postmasterOf();
    // Both are users of it again, so that the first to leave is not the last.
    await until(async () => (await usersOf(first)).length === 2);
    await first.stop();
    expect(await isAlive(next)).toBe(true);
    await second.stop();
    expect(await isAlive(next)).toBe(false);
  });

  test('stays down when its last user leaves at that moment', async () => {
    await copyOfPristine();
    const database = await begin({ keepUp: true });
    kill(await postmasterOf());
    await database.stop();
    // The killed one's backends may live for some milliseconds more; a server that was started would stay.
    await until(async () => (await serversBelow(inData())).length === 0);
    expect(await readPidFile(inData('postgres')).then((file) => file && isAlive(file.pid))).toBeFalsy();
  });

  test('that cannot start again is tried again, and says why', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    const troubles: unknown[] = [];
    const told = new EventEmitter();
    const onTrouble = (error: unknown) => void (troubles.push(error), told.emit('trouble'));
    const database = await begin({ keepUp: true, onTrouble });
    const [control, aside] = [inData('postgres', 'global', 'pg_control'), inData('control-aside')];
    await rename(control, aside);
    const heard = once(told, 'trouble');
    kill(await postmasterOf());
    await heard;
    expect(troubles[0]).toMatchObject({ code: 'startFailed', message: expect.stringContaining('pg_control') as string });
    await rename(aside, control);
    await answering(database);
  });

  test.runIf(onLinux)('comes back on loopback and in a temporary folder too', { timeout: 30_000 }, async () => {
    for (const temporary of ['', inRoot('z'.repeat(100))]) {
      await copyOfPristine(`${temporary ? 'p' : 'q'}${'y'.repeat(100)}`);
      if (temporary) vi.stubEnv('TMPDIR', temporary);
      const database = await begin({ keepUp: true }).finally(() => vi.unstubAllEnvs());
      expect(database.connection.host).toMatch(temporary ? /^127/ : /tongchuang-pg-/);
      await killPostmaster();
      await answering(database);
      await database.stop();
    }
  });
});
