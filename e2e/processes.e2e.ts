import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { packageRoot } from '../src/platform/paths.ts';
import { createDatabaseFromTemplate, dropDatabase } from '../src/platform/testing/cluster.ts';
import { TEMPLATE } from '../src/testing/global-setup.ts';
import { freePort } from './free-port.ts';

/** Several processes of the built server on one database, started as a service manager starts them. */

const SECRET = 'a secret of the tests, long enough to sign with';
const name = `processes_${randomUUID().replaceAll('-', '')}`;
let folder: string;
let database: pg.Client;
let url: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongchuang-processes-'));
  const connection = await createDatabaseFromTemplate(inject('cluster'), TEMPLATE, name);
  if (!('host' in connection)) throw new Error('the test cluster is reached by a socket');
  const { host, port, user, password } = connection;
  url = `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${name}`;
  database = new pg.Client(connection);
  await database.connect();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.end();
  await dropDatabase(inject('cluster'), name);
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  /** Everything that it printed. */
  readonly said: () => string;
}

/** Starts a process and waits for a sentence of it. */
async function start(says: string, env: Record<string, string> = {}): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL('dist/server/server.js', packageRoot))], {
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: folder, SECRET, PORT: String(port), LOG_LEVEL: 'fatal', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes(says)) resolve();
    });
    child.once('exit', () => reject(new Error(`it ended, saying: ${said}`)));
  });
  return { child, port, said: () => said };
}

async function end({ child }: Started): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await exit) as [number | null];
  return code;
}

const queued = async (state: string) =>
  Number((await database.query(`select count(*) from jobs.job where name = 'notify.tidy' and state = $1`, [state])).rows[0]?.count);

test('one that serves only, and one that works only: facts and jobs of the first are done by the second', async () => {
  const serving = await start('is running', { WORKER: 'off' });
  expect((await fetch(`http://127.0.0.1:${serving.port}/readyz`)).status).toBe(200);
  await database.query(`insert into cities (city_id, name, name_en) values (1, '安塬市', 'Anyuan')`);
  await database.query(`insert into outbox (city_id, journal_id, reaction, due_at) values (1, gen_random_uuid(), 'gone', now())`);
  await database.query(`insert into jobs.job (name, data) values ('notify.tidy', '{"cityId":1,"input":{}}')`);
  expect(await queued('created')).toBe(1);

  const working = await start('does not listen', { WORKER: 'only' });
  await expect(fetch(`http://127.0.0.1:${working.port}/healthz`)).rejects.toThrow();
  while ((await queued('completed')) === 0) await database.query('select pg_sleep(0.1)');
  while (Number((await database.query('select count(*) from outbox')).rows[0]?.count) > 0) await database.query('select pg_sleep(0.1)');
  expect(await end(working)).toBe(0);
  expect(await end(serving)).toBe(0);
});

test('two that serve and work take every job once', async () => {
  const both = await Promise.all([start('is running'), start('is running')]);
  await database.query(`insert into jobs.job (name, data) select 'notify.tidy', '{"cityId":1,"input":{}}' from generate_series(1, 40)`);
  const before = await queued('completed');
  while ((await queued('completed')) < before + 40) await database.query('select pg_sleep(0.1)');
  expect((await database.query(`select max(retry_count) as most from jobs.job where name = 'notify.tidy'`)).rows).toEqual([{ most: 0 }]);
  expect(await Promise.all(both.map(end))).toEqual([0, 0]);
});

test('a request that has begun is answered before the process ends; a new one is not taken', async () => {
  const serving = await start('is running', { WORKER: 'off' });
  const socket = createConnection(serving.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += String(chunk);
  });
  const body = JSON.stringify({ token: 'x', city: { name: '安塬市', nameEn: '', code: '610000' } });
  socket.write(
    `POST /api/v1/setup HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`,
  );
  // Half of the body, so that the request is on its way when the signal comes.
  await new Promise((resolve) => socket.write(body.slice(0, 10), resolve));
  while (!(await fetch(`http://127.0.0.1:${serving.port}/healthz`)).ok);
  const exit = once(serving.child, 'exit');
  serving.child.kill('SIGTERM');
  while (
    await fetch(`http://127.0.0.1:${serving.port}/healthz`).then(
      (taken) => taken.ok,
      () => false,
    )
  );
  expect(serving.child.exitCode).toBeNull();
  socket.write(body.slice(10));
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 422 /);
  expect(answer).toContain('invalidInput');
  expect((await exit)[0]).toBe(0);
});

test('public pages are rendered by the production build of React, whatever the environment says', async () => {
  const chunks = new URL('dist/server/chunks/', packageRoot);
  const names = (await readdir(chunks)).filter((file) => file.endsWith('.js'));
  const texts = await Promise.all(names.map((file) => readFile(new URL(file, chunks), 'utf8')));
  expect(texts.some((text) => text.includes('renderToStaticMarkup'))).toBe(true);
  for (const text of texts) expect(text).not.toMatch(/(from|require\() ?["']react|react[a-z-]*\.development/);
});
