import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDatabaseFromTemplate, dropDatabase, startTestCluster, temporaryParent, type TestCluster } from '../testing/cluster.ts';
import { startEmbedded, type EmbeddedDatabase } from './embedded.ts';
import { readPidFile } from './embedded/postmaster.ts';
import { isAlive, watchFolder } from './embedded/processes.ts';

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' };
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '32MB' };
const asRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

/** A cluster made once; tests that need not see an initdb begin with a copy of it (20 ms, not 600). */
let pristine: string;
let root: string;
let dataDir: string;
let number = 0;
const open: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(await temporaryParent(), 'embedded-test-')));
  await chmod(root, 0o755);
  pristine = join(root, 'pristine');
  const made = await startEmbedded({ dataDir: pristine, settings: FAST });
  await made.stop();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

afterAll(async () => {
  const left = await serversBelow(root);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  await rm(root, { recursive: true, force: true });
  expect(left).toEqual([]);
});

/** Process ids of servers that work in a folder below. */
async function serversBelow(folder: string): Promise<number[]> {
  const pids = onLinux ? (await readdir('/proc')).filter((name) => /^\d+$/.test(name)) : [];
  const at = pids.map(async (pid) => [Number(pid), await readlink(`/proc/${pid}/cwd`).catch(() => '')] as const);
  return (await Promise.all(at)).filter(([, cwd]) => cwd.startsWith(folder)).map(([pid]) => pid);
}

const begin = async (settings: Record<string, string> = {}, folder = dataDir) => {
  const database = await startEmbedded({ dataDir: folder, settings: { ...FAST, ...settings } });
  open.push(database);
  return database;
};

const newFolder = (name = `d${(number += 1)}`) => (dataDir = join(root, name));

/** A data folder with a cluster that was shut down cleanly. As root, its owner is root until the start. */
async function copyOfPristine(name?: string): Promise<string> {
  await cp(pristine, newFolder(name), { recursive: true, preserveTimestamps: true });
  await chmod(join(dataDir, 'postgres'), 0o700);
  return dataDir;
}

async function ask<T = string>({ connection }: Pick<EmbeddedDatabase, 'connection'>, query: string): Promise<T[]> {
  const client = new Client(connection);
  await client.connect();
  const { rows } = await client.query({ text: query, rowMode: 'array' }).finally(() => client.end());
  return rows.map((row: T[]) => row[0]).filter((first) => first !== undefined);
}

const postmasterOf = async (folder = dataDir) => (await readPidFile(join(folder, 'postgres')))?.pid ?? 0;

async function gone(pid: number) {
  const changes = watchFolder(join(dataDir, 'postgres'));
  while (await isAlive(pid)) await changes.next(20);
  changes.close();
}

/** Starts the database in a process of its own, which prints `how` and waits to be killed. */
async function otherProcess(folder = dataDir) {
  const vite = pathToFileURL(join(import.meta.dirname, '../../../node_modules/vite/dist/node/index.js')).href;
  const script = `
    const { runnerImport } = await import(${JSON.stringify(vite)});
    const { module } = await runnerImport(${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}, { configFile: false, logLevel: 'silent' });
    const options = { dataDir: process.argv[1], settings: ${JSON.stringify(FAST)}, onProgress: () => console.log('busy') };
    process.stdin.resume();
    const database = await module.startEmbedded(options).catch((error) => ({ how: 'failed: ' + error.message }));
    console.log(database.how);
    process.stdin.once('data', () => database.stop().then(() => process.exit(0)));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
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

describe('a new folder', () => {
  test('gets a cluster with the settings we rely on', { timeout: 20_000 }, async () => {
    newFolder();
    const steps: string[] = [];
    const database = await startEmbedded({ dataDir, settings: { fsync: 'off' }, onProgress: (step) => steps.push(step) });
    open.push(database);
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
      log_directory: join(dataDir, 'postgres-log'),
    });
    expect(await ask(database, `select concat(datlocprovider, ' ', datlocale) from pg_database where datname = 'tongchuang'`)).toEqual([
      'b C.UTF-8',
    ]);
    expect(await ask(database, `select distinct auth_method from pg_hba_file_rules`)).toEqual(['scram-sha-256']);
    expect(await ask(database, `select current_user || '@' || current_database()`)).toEqual(['tongchuang@tongchuang']);
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres-log', 'postgres-password']);
    expect(await readdir(join(dataDir, 'postgres-log'))).toEqual([expect.stringMatching(/^postgresql-\w{3}\.log$/)]);
  });

  test('keeps fsync on unless told otherwise', async () => {
    await copyOfPristine();
    const database = await startEmbedded({ dataDir });
    open.push(database);
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
    expect(await readPidFile(join(dataDir, 'postgres'))).toBeUndefined();
    const second = await begin();
    expect(second.how).toBe('started');
    expect(second.connection).toEqual(first.connection);
    expect(await ask<number>(second, 'select n from kept')).toEqual([42]);
  });

  test('stop may be called again, and after the server died', async () => {
    await copyOfPristine();
    const database = await begin();
    const pid = await postmasterOf();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
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
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    const error = await begin().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'EmbeddedDatabaseError', code: 'otherMajorVersion' });
    expect(String(error)).toMatch(/15[^]*18[^]*pg_dump[^]*pg_upgrade[^]*DATABASE_URL[^]*\n[^]*holds data of PostgreSQL 15/);
  });

  test('that holds something else is left alone', async () => {
    await mkdir(join(newFolder(), 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'letter.txt'), 'mine');
    await expect(begin()).rejects.toMatchObject({ code: 'initFailed' });
    expect(await readFile(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('mine');
  });

  test('says what PostgreSQL said when it does not start', async () => {
    await copyOfPristine();
    await expect(begin({ shared_buffers: 'many' })).rejects.toMatchObject({
      code: 'startFailed',
      message: expect.stringMatching(/启动失败[^]*did not start[^]*shared_buffers.*many/) as string,
    });
    // This one fails only after the server has turned to its log file.
    await rm(join(dataDir, 'postgres', 'pg_wal'), { recursive: true });
    await expect(begin()).rejects.toMatchObject({ code: 'startFailed', message: expect.stringContaining('pg_wal') as string });
  });

  test('with a lost or wrong password file is refused with a reason, and no server stays', async () => {
    await copyOfPristine();
    await rm(join(dataDir, 'postgres-password'));
    const refusal = { code: 'startFailed', message: expect.stringMatching(/密码[^]*password/) as string };
    await expect(begin()).rejects.toMatchObject(refusal);
    await writeFile(join(dataDir, 'postgres-password'), 'wrong');
    await expect(begin()).rejects.toMatchObject(refusal);
    expect(await readPidFile(join(dataDir, 'postgres'))).toBeUndefined();
  });
});

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
    const changes = watchFolder(dataDir);
    const unfinished = async () => (await readdir(dataDir)).filter((name) => name.startsWith('postgres.init-'));
    while ((await unfinished()).length === 0) await changes.next(20);
    changes.close();
    await other.kill();
    const [left] = await unfinished();
    expect(left).toBeDefined();
    expect((await begin()).how).toBe('initialised');
    expect(await readdir(dataDir)).not.toContain(left);
  });

  test('of the server, committed data are recovered', async () => {
    await copyOfPristine();
    const first = await begin(DURABLE);
    await ask(first, 'create table kept as select generate_series(1, 1000) as n');
    const pid = await postmasterOf();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const steps: string[] = [];
    const second = await startEmbedded({ dataDir, settings: FAST, onProgress: (step) => steps.push(step) });
    open.push(second);
    expect(second.how).toBe('recovered');
    expect(steps).toEqual([expect.stringContaining('恢复')]);
    expect(await ask(second, 'select count(*) from kept')).toEqual(['1000']);
  });

  test.runIf(onLinux)('a process number that passed to another process does not block the start', async () => {
    await copyOfPristine();
    const first = await begin();
    const pid = await postmasterOf();
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    process.kill(pid, 'SIGKILL');
    await gone(pid);
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

  test('of one backend, the server restarts its connections and we stay a user of it', async () => {
    await copyOfPristine();
    const first = await begin();
    const second = await begin();
    const held = `select pid from pg_locks where locktype = 'advisory' and granted`;
    const [victim] = await ask<number>(first, held);
    process.kill(victim ?? 0, 'SIGKILL');
    const changes = watchFolder(join(dataDir, 'postgres'));
    while ((await ask<number>(first, held).catch(() => [])).length < 2) await changes.next(50);
    changes.close();
    await first.stop();
    expect(await ask(second, 'select 1::text')).toEqual(['1']);
  });
});

describe('a server that is to be kept up', () => {
  const answering = async (database: EmbeddedDatabase) => {
    const changes = watchFolder(join(dataDir, 'postgres'));
    while ((await ask(database, 'select 1::text').catch(() => [])).length === 0) await changes.next(50);
    changes.close();
  };

  test('comes back by itself where it was, with its data, as often as it is killed', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    const steps: string[] = [];
    const database = await startEmbedded({ dataDir, settings: DURABLE, keepUp: true, onProgress: (step) => steps.push(step) });
    open.push(database);
    await ask(database, 'create table kept as select 42 as n');
    for (let round = 0; round < 3; round++) {
      const pid = await postmasterOf();
      process.kill(pid, 'SIGKILL');
      await gone(pid);
      await answering(database);
      expect(await postmasterOf()).not.toBe(pid);
      expect(await ask<number>(database, 'select n from kept')).toEqual([42]);
    }
    expect(steps).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('重新启动')));
    const last = await postmasterOf();
    await database.stop();
    expect(await isAlive(last)).toBe(false);
    expect(await readPidFile(join(dataDir, 'postgres'))).toBeUndefined();
  });

  test('is brought back once by two users of it, who both go on', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    const first = await startEmbedded({ dataDir, settings: FAST, keepUp: true });
    const second = await startEmbedded({ dataDir, settings: FAST, keepUp: true });
    open.push(first, second);
    const pid = await postmasterOf();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    await Promise.all([first, second].map(answering));
    const next = await postmasterOf();
    // Both are users of it again, so that the first to leave is not the last.
    const users = `select count(*)::int from pg_locks where locktype = 'advisory' and granted`;
    const changes = watchFolder(join(dataDir, 'postgres'));
    while ((await ask<number>(first, users))[0] !== 2) await changes.next(50);
    changes.close();
    await first.stop();
    expect(await isAlive(next)).toBe(true);
    await second.stop();
    expect(await isAlive(next)).toBe(false);
  });

  test('stays down when its last user leaves at that moment', async () => {
    await copyOfPristine();
    const database = await startEmbedded({ dataDir, settings: FAST, keepUp: true });
    const pid = await postmasterOf();
    process.kill(pid, 'SIGKILL');
    await database.stop();
    // The killed one's backends may live for some milliseconds more; a server that was started would stay.
    const changes = watchFolder(join(dataDir, 'postgres'));
    while ((await serversBelow(dataDir)).length > 0) await changes.next(50);
    changes.close();
    expect(await readPidFile(join(dataDir, 'postgres')).then((file) => file && isAlive(file.pid))).toBeFalsy();
  });

  test('that cannot start again is tried again, and says why', { timeout: 30_000 }, async () => {
    await copyOfPristine();
    const troubles: unknown[] = [];
    const told = new EventEmitter();
    const onTrouble = (error: unknown) => void (troubles.push(error), told.emit('trouble'));
    const database = await startEmbedded({ dataDir, settings: FAST, keepUp: true, onTrouble });
    open.push(database);
    const [control, aside] = [join(dataDir, 'postgres', 'global', 'pg_control'), join(dataDir, 'control-aside')];
    await rename(control, aside);
    const pid = await postmasterOf();
    const heard = once(told, 'trouble');
    process.kill(pid, 'SIGKILL');
    await heard;
    expect(troubles[0]).toMatchObject({ code: 'startFailed', message: expect.stringContaining('pg_control') as string });
    await rename(aside, control);
    await answering(database);
  });

  test.runIf(onLinux)('comes back on loopback and in a temporary folder too', { timeout: 30_000 }, async () => {
    for (const temporary of ['', join(root, 'z'.repeat(100))]) {
      await copyOfPristine(`${temporary ? 'p' : 'q'}${'y'.repeat(100)}`);
      if (temporary) vi.stubEnv('TMPDIR', temporary);
      const database = await startEmbedded({ dataDir, settings: FAST, keepUp: true }).finally(() => vi.unstubAllEnvs());
      open.push(database);
      expect(database.connection.host).toMatch(temporary ? /^127/ : /tongchuang-pg-/);
      const pid = await postmasterOf();
      process.kill(pid, 'SIGKILL');
      await gone(pid);
      await answering(database);
      await database.stop();
    }
  });
});

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
    expect(await readPidFile(join(dataDir, 'postgres'))).toBeUndefined();
  });

  test('a server that is not ours is left alone', async () => {
    await copyOfPristine();
    await begin();
    const pid = await postmasterOf();
    await writeFile(join(dataDir, 'postgres-password'), 'another');
    await expect(begin()).rejects.toMatchObject({ code: 'folderInUse' });
    expect(await isAlive(pid)).toBe(true);
  });

  test.runIf(onLinux)('a copy of a folder in use is a cluster of its own', async () => {
    await copyOfPristine();
    const original = await begin();
    const copy = join(root, `copy${(number += 1)}`);
    await cp(dataDir, copy, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') });
    await chmod(join(copy, 'postgres'), 0o700);
    const database = await begin({}, copy);
    expect(database.how).toBe('recovered');
    expect(database.connection.host).not.toBe(original.connection.host);
  });
});

describe('the place', () => {
  test('may have a path too long for a socket, with blanks, commas and Chinese in it', async () => {
    await copyOfPristine(`数据, "文件夹" ${'x'.repeat(100)}`);
    const database = await begin();
    expect(database.connection.host).toMatch(/tongchuang-pg-\w{6}$/);
    expect((await stat(database.connection.host)).mode & 0o777).toBe(0o700);
    expect(await ask(database, 'select 1::text')).toEqual(['1']);
    const pid = await postmasterOf();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const again = await begin();
    expect(await stat(database.connection.host).catch(() => 'removed')).toBe('removed');
    await again.stop();
    expect(await stat(again.connection.host).catch(() => 'removed')).toBe('removed');
  });

  test('falls back to loopback with the password where no socket is possible', async () => {
    await copyOfPristine('y'.repeat(100));
    vi.stubEnv('TMPDIR', join(root, 'z'.repeat(100)));
    const database = await begin().finally(() => vi.unstubAllEnvs());
    expect(database.connection.host).toBe('127.0.0.1');
    expect(await ask(database, 'show listen_addresses')).toEqual(['127.0.0.1']);
    const pid = await postmasterOf();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect((await begin()).how).toBe('recovered');
    expect((await begin()).how).toBe('adopted');
  });

  test.runIf(asRoot && onLinux)('may be below a folder that only root can enter', async () => {
    const closed = join(root, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await copyOfPristine('closed/data');
    const database = await begin();
    expect(await ask(database, 'select 1::text')).toEqual(['1']);
    const status = await readFile(`/proc/${await postmasterOf()}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:\s+0/m);
    // One capability: to read past closed folders or, where we lack that one ourselves, to pass them.
    expect(status).toMatch(/^CapEff:\s+000000000000000[42]$/m);
  });

  test.runIf(asRoot)('runs as an ordinary user without capabilities otherwise', async () => {
    await copyOfPristine();
    await begin();
    const status = await readFile(`/proc/${await postmasterOf()}/status`, 'utf8');
    expect(status).toMatch(/^CapEff:\s+0000000000000000$/m);
    expect(status).not.toMatch(/^Uid:\s+0/m);
  });

  test.runIf(onLinux)('the server leads its own session, out of reach of Ctrl-C', async () => {
    await copyOfPristine();
    await begin();
    const pid = await postmasterOf();
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    expect(fields.slice(2, 4)).toEqual([String(pid), String(pid)]); // process group, session
  });
});

describe('the test cluster', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster({ shared_buffers: '32MB' });
    await ask(cluster, 'create database model');
    await ask({ connection: { ...cluster.connection, database: 'model' } }, `create table item as select '甲' as name`);
  });
  afterAll(() => cluster.stop());

  test('clones a template and drops the clone even when somebody is connected', async () => {
    const clone = await createDatabaseFromTemplate(cluster.connection, 'model', 'clone "1"');
    expect(await ask({ connection: clone }, 'select name from item')).toEqual(['甲']);
    const guest = new Client(clone);
    guest.on('error', () => {});
    await guest.connect();
    await dropDatabase(cluster.connection, 'clone "1"');
    await dropDatabase(cluster.connection, 'clone "1"');
    await expect(ask({ connection: clone }, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });

  test('goes with its folder, and takes abandoned ones of killed runs along', async () => {
    // As if its process had been killed: a folder with the number of a process that has ended.
    const ended = spawn('true');
    await once(ended, 'exit');
    const abandoned = join(root, '..', `tongchuang-test-${ended.pid}-x`);
    await cp(pristine, abandoned, { recursive: true });
    await begin({}, abandoned);
    const pid = await postmasterOf(abandoned);
    const next = await startTestCluster({ shared_buffers: '32MB' });
    expect(await isAlive(pid)).toBe(false);
    expect(await stat(abandoned).catch(() => 'removed')).toBe('removed');
    await next.stop();
    expect(await stat(join(next.connection.host, '..')).catch(() => 'removed')).toBe('removed');
  });
});
