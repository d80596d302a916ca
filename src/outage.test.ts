import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCity } from './city/fixtures.ts';
import { readConfig } from './platform/config/config.ts';
import type { WriteContext } from './platform/context.ts';
import { isAlive } from './platform/db/embedded/processes.ts';
import { systemActor } from './platform/http/deps.ts';
import { newId } from './platform/ids.ts';
import { startRuntime, type Runtime } from './runtime.ts';

/** The product on a database of its own, which is killed while it serves. */

let dataDir: string;
let runtime: Runtime;
let address: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongchuang-outage-'));
  runtime = await startRuntime(readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }));
  address = await runtime.listen();
  await asSystem((ctx) => aCity(ctx.tx));
});

afterAll(async () => {
  await runtime.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const asSystem = (work: (ctx: WriteContext) => Promise<unknown>) =>
  runtime.app.transact(
    { actor: systemActor(1), now: new Date(), locale: 'zh', requestId: 'test', ip: '', agent: '', publicUrl: address },
    work,
  );

const file = (...parts: string[]) => join(dataDir, 'postgres', ...parts);

/** Kills the postmaster and keeps it from starting until the answer is called. */
async function killDatabase(): Promise<() => Promise<void>> {
  const pid = Number((await readFile(file('postmaster.pid'), 'utf8')).split('\n')[0]);
  await rename(file('global', 'pg_control'), file('pg_control.aside'));
  process.kill(pid, 'SIGKILL');
  while (await isAlive(pid)) await turn();
  return () => rename(file('pg_control.aside'), file('global', 'pg_control'));
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await turn();
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${address}${path}`, { headers });
const one = async (query: ReturnType<typeof sql<{ n: number }>>) => (await runtime.app.database.reader(1).rows(query))[0]?.n ?? 0;

test('a killed database: 503 with words meanwhile, then everything goes on in the same process', async () => {
  expect((await get('/readyz')).status).toBe(200);
  const letItStart = await killDatabase();

  const unready = await get('/readyz');
  expect([unready.status, await unready.json()]).toEqual([503, { status: 'unavailable' }]);
  expect((await get('/healthz')).status).toBe(200);
  const refused = await get('/api/v1/setup', { 'accept-language': 'en' });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.json()).toMatchObject({ code: 'outage', title: expect.stringContaining('try again') });
  const page = await get('/report', { accept: 'text/html' });
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('请稍后再试')]);
  const signIn = await fetch(`${address}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'nobody', password: 'nothing' }),
  });
  expect([signIn.status, await signIn.json()]).toEqual([503, expect.objectContaining({ code: 'outage' })]);

  await letItStart();
  await until(async () => (await get('/readyz')).status === 200);
  expect((await get('/api/v1/setup')).status).toBe(200);

  // The listener of facts is back, and with it what follows from a commit: facts are delivered and jobs run.
  await until(async () => (await one(sql`select count(*) as n from pg_stat_activity where application_name = 'tongchuang-outbox'`)) === 1);
  await asSystem(async (ctx) => {
    await ctx.enqueue('notify.tidy', {});
    await ctx.tx.rows(sql`insert into outbox (city_id, journal_id, reaction, due_at) values (1, ${newId()}, 'gone', now())`);
  });
  await until(async () => (await one(sql`select count(*) as n from outbox`)) === 0);
  await until(async () => (await one(sql`select count(*) as n from jobs.job where name = 'notify.tidy' and state = 'completed'`)) === 1);
});
