import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dropDatabase } from '../../testing/cluster.ts';
import {
  ask,
  begin,
  copyOfPristine,
  FAST,
  inData,
  killPostmaster,
  newFolder,
  postmasterOf,
  useDataFolders,
} from '../../testing/embedded.ts';
import { readPidFile } from './postmaster.ts';
import { isAlive } from './processes.ts';

useDataFolders();

describe('a new folder', () => {
  test('gets a cluster with the settings we rely on', { timeout: 20_000 }, async () => {
    newFolder();
    const steps: string[] = [];
    const database = await begin({ settings: { fsync: 'off' }, onProgress: (step) => steps.push(step) });
    expect(database.how).toBe('initialised');
    expect(steps).toEqual([expect.stringContaining('初始化')]);
    const settings = [
      'server_encoding',
      'data_checksums',
      'listen_addresses',
      'password_encryption',
      'shared_buffers',
      'max_connections',
      'synchronous_commit',
      'jit',
      'TimeZone',
      'fsync',
      'logging_collector',
      'log_directory',
    ];
    const values = await ask(database, `select current_setting(name) from unnest(array['${settings.join("','")}']) as name`);
    expect(Object.fromEntries(settings.map((name, index) => [name, values[index]]))).toEqual({
      server_encoding: 'UTF8',
      data_checksums: 'on',
      listen_addresses: '',
      password_encryption: 'scram-sha-256',
      shared_buffers: '256MB',
      max_connections: '100',
      synchronous_commit: 'on',
      jit: 'off',
      TimeZone: 'UTC',
      fsync: 'off',
      logging_collector: 'on',
      log_directory: inData('postgres-log'),
    });
    expect(await ask(database, `select concat(datlocprovider, ' ', datlocale) from pg_database where datname = 'tongchuang'`)).toEqual([
      'b C.UTF-8',
    ]);
    expect(await ask(database, `select distinct auth_method from pg_hba_file_rules`)).toEqual(['scram-sha-256']);
    expect(await ask(database, `select current_user || '@' || current_database()`)).toEqual(['tongchuang@tongchuang']);
    expect((await stat(inData('postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(inData())).sort()).toEqual(['postgres', 'postgres-log', 'postgres-password']);
    expect(await readdir(inData('postgres-log'))).toEqual([expect.stringMatching(/^postgresql-\w{3}\.log$/)]);
  });

  test('keeps fsync on unless told otherwise', async () => {
    await copyOfPristine();
    const database = await begin({ settings: {} });
    expect(await ask(database, 'show fsync')).toEqual(['on']);
  });

  test('finds Chinese words by trigrams and sorts them in pinyin order when asked', async () => {
    await copyOfPristine();
    const database = await begin();
    await ask(database, 'create extension pg_trgm');
    expect(await ask<boolean>(database, `select show_trgm('文明城市') <> '{}'`)).toEqual([true]);
    expect(await ask(database, `select word from unnest(array['张', '李', '阿']) as word order by word collate "zh-x-icu"`)).toEqual([
      '阿',
      '李',
      '张',
    ]);
  });

  test('refuses a wrong password', async () => {
    await copyOfPristine();
    const { connection } = await begin();
    await expect(ask({ connection: { ...connection, password: 'wrong' } }, 'select 1')).rejects.toThrow(/password authentication failed/);
  });
});

describe('an existing folder', () => {
  test('starts with its data and is gone after stop', async () => {
    await copyOfPristine();
    const first = await begin();
    expect(first.how).toBe('started');
    await ask(first, 'create table kept as select 42 as n');
    const pid = await postmasterOf();
    await first.stop();
    expect(await isAlive(pid)).toBe(false);
    expect(await readPidFile(inData('postgres'))).toBeUndefined();
    const second = await begin();
    expect(second.how).toBe('started');
    expect(second.connection).toEqual(first.connection);
    expect(await ask<number>(second, 'select n from kept')).toEqual([42]);
  });

  test('stop may be called again, and after the server died', async () => {
    await copyOfPristine();
    const database = await begin();
    await killPostmaster();
    await Promise.all([database.stop(), database.stop()]);
    await database.stop();
    // The next start also removes what the killed server left in shared memory.
    expect((await begin()).how).toBe('recovered');
  });

  test('makes the database again if the process was killed before', async () => {
    await copyOfPristine();
    const database = await begin();
    await dropDatabase(database.connection, 'tongchuang');
    await database.stop();
    expect(await ask(await begin(), 'select 1::text')).toEqual(['1']);
  });

  test('of another major version is left alone, with advice', async () => {
    await copyOfPristine();
    await writeFile(inData('postgres', 'PG_VERSION'), '15\n');
    const error = await begin().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'EmbeddedDatabaseError', code: 'otherMajorVersion' });
    expect(String(error)).toMatch(/15[^]*18[^]*pg_dump[^]*pg_upgrade[^]*DATABASE_URL[^]*\n[^]*holds data of PostgreSQL 15/);
  });

  test('that holds something else is left alone', async () => {
    await mkdir(join(newFolder(), 'postgres'), { recursive: true });
    await writeFile(inData('postgres', 'letter.txt'), 'mine');
    await expect(begin()).rejects.toMatchObject({ code: 'initFailed' });
    expect(await readFile(inData('postgres', 'letter.txt'), 'utf8')).toBe('mine');
  });

  test('says what PostgreSQL said when it does not start', async () => {
    await copyOfPristine();
    await expect(begin({ settings: { ...FAST, shared_buffers: 'many' } })).rejects.toMatchObject({
      code: 'startFailed',
      message: expect.stringMatching(/启动失败[^]*did not start[^]*shared_buffers.*many/) as string,
    });
    // This one fails only after the server has turned to its log file.
    await rm(inData('postgres', 'pg_wal'), { recursive: true });
    await expect(begin()).rejects.toMatchObject({ code: 'startFailed', message: expect.stringContaining('pg_wal') as string });
  });

  test('with a lost or wrong password file is refused with a reason, and no server stays', async () => {
    await copyOfPristine();
    await rm(inData('postgres-password'));
    const refusal = { code: 'startFailed', message: expect.stringMatching(/密码[^]*password/) as string };
    await expect(begin()).rejects.toMatchObject(refusal);
    await writeFile(inData('postgres-password'), 'wrong');
    await expect(begin()).rejects.toMatchObject(refusal);
    expect(await readPidFile(inData('postgres'))).toBeUndefined();
  });
});
