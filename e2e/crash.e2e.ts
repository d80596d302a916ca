import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../src/platform/config/config.ts';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { packageRoot } from '../src/platform/paths.ts';
import { startRuntime } from '../src/runtime.ts';
import { loadDemoBase } from './demo-city.ts';
import { freePort } from './free-port.ts';

const REPORTS = 500;
const AT_ONCE = 10;
/** Acknowledged reports after which the process is killed: in the middle of the stream. */
const KILL_AFTER = 150;

interface Receipt {
  readonly id: string;
  readonly number: string;
}
interface Aim {
  readonly category: string;
  readonly lng: number;
  readonly lat: number;
}

let folder: string;
let port: number;
let aim: Aim;
let server: ChildProcess | null = null;

/** Starts the built server as `npm start` does; gives it back once it says that it runs. */
async function serve(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('dist/server/server.js', packageRoot))], {
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'fatal', RATE_LIMITS: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('is running')) resolve();
    });
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  server = child;
  return child;
}

/** Ends it and waits until it is gone; it may have ended by itself. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

const postmasterOf = async (dataDir: string) =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

/** Waits until the server says that everything an answer needs is there. */
async function ready(): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (answer.ok) return;
    expect(answer.status).toBe(503);
  }
}

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method: 'POST', headers, body });
  return answer.ok ? await answer.json() : null;
}

const pictures = new Map<string, Uint8Array<ArrayBuffer>>();

async function pictureOf(run: string, n: number): Promise<Uint8Array<ArrayBuffer>> {
  const known = pictures.get(`${run} ${n}`);
  if (known) return known;
  const drawn = await sharp({
    create: { width: 60, height: 40, channels: 3, background: { r: n % 256, g: Math.floor(n / 256), b: run.length } },
  })
    .jpeg()
    .toBuffer();
  const picture = new Uint8Array(drawn);
  pictures.set(`${run} ${n}`, picture);
  return picture;
}

/** Sends report `n` with a picture that no other report has. Null = not acknowledged. */
async function send(run: string, n: number): Promise<Receipt | null> {
  const picture = await pictureOf(run, n);
  try {
    const file = (await post(`/public/files?name=${n}.jpg`, picture, {
      'content-type': 'application/octet-stream',
      'idempotency-key': `${run}-photo-${n}`,
    })) as { id: string } | null;
    if (!file) return null;
    const report = { ...aim, words: `${run} 第 ${n} 件`, photos: [file.id] };
    return (await post('/public/cases', JSON.stringify(report), {
      'content-type': 'application/json',
      'idempotency-key': `${run}-report-${n}`,
    })) as Receipt | null;
  } catch {
    // The connection broke with the process: nobody was told that it arrived.
    return null;
  }
}

/** Sends all reports, some at once; `onAcknowledged` hears how many have an answer. */
async function sendAll(run: string, onAcknowledged: (count: number) => void): Promise<Map<number, Receipt>> {
  const receipts = new Map<number, Receipt>();
  let next = 0;
  const sender = async () => {
    while (next < REPORTS) {
      const n = next++;
      const receipt = await send(run, n);
      if (!receipt) continue;
      receipts.set(n, receipt);
      onAcknowledged(receipts.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return receipts;
}

interface Stored {
  readonly number: string;
  readonly n: number;
  readonly photos: number;
}

/** What the database holds of a run, by report. */
async function stored(run: string): Promise<Stored[]> {
  const database = await startEmbedded({ dataDir: folder });
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    const { rows } = await client.query<Stored>(
      `select c.number, substring(c.words from '第 (\\d+) 件')::int as n, (select count(*)::int from case_photos p where p.city_id = c.city_id and p.case_id = c.id) as photos
       from cases c where c.words like $1 order by n`,
      [`${run} 第 %`],
    );
    return rows;
  } finally {
    await client.end();
    await database.stop();
  }
}

async function photosOf(numbers: readonly string[]): Promise<number> {
  const database = await startEmbedded({ dataDir: folder });
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ sha256: string }>(
      `select f.sha256 from cases c join case_photos p on p.city_id = c.city_id and p.case_id = c.id join files f on f.city_id = p.city_id and f.id = p.file_id where c.number = any($1)`,
      [numbers],
    );
    const found = await Promise.all(
      rows.map(({ sha256 }) =>
        readFile(join(folder, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)).then((bytes) => bytes.byteLength > 0),
      ),
    );
    return found.filter(Boolean).length;
  } finally {
    await client.end();
    await database.stop();
  }
}

/** Every acknowledged report is there once, with its attachment; repeating all of them adds none. */
async function checkAll(run: string, receipts: ReadonlyMap<number, Receipt>): Promise<void> {
  const after = await stored(run);
  const byReport = new Map(after.map((row) => [row.n, row]));
  expect(after).toHaveLength(byReport.size);
  for (const [n, receipt] of receipts) expect(byReport.get(n)).toEqual({ number: receipt.number, n, photos: 1 });
  expect(await photosOf([...receipts.values()].map((receipt) => receipt.number))).toBe(receipts.size);

  const child = await serve();
  const repeated = await sendAll(run, () => undefined);
  expect(repeated.size).toBe(REPORTS);
  for (const [n, receipt] of receipts) expect(repeated.get(n)).toEqual(receipt);
  const again = await sendAll(run, () => undefined);
  expect(again).toEqual(repeated);
  await end(child);
  expect(await stored(run)).toHaveLength(REPORTS);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongchuang-crash-'));
  port = await freePort();
  const runtime = await startRuntime(readConfig({ DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'fatal' }), { rateLimits: false });
  await loadDemoBase(runtime, new Date());
  const [place] = await runtime.app.database
    .reader(1)
    .tables<{ areas: { cityId: number; kind: string; lng: number | null; lat: number | null } }>()
    .selectFrom('areas')
    .select(['lng', 'lat'])
    .where('cityId', '=', 1)
    .where('kind', '=', 'community')
    .limit(1)
    .execute();
  const categories = (await runtime.app.http.inject({ url: '/api/v1/public/categories' })).json<{ items: { code: string }[] }>();
  aim = { category: categories.items[0]?.code ?? '', lng: place?.lng ?? 0, lat: place?.lat ?? 0 };
  await runtime.stop();
});

afterAll(async () => {
  server?.kill('SIGKILL');
  const database = await startEmbedded({ dataDir: folder });
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

test('kill -9 of the server while 500 reports arrive loses none that was acknowledged', async () => {
  const child = await serve();
  const receipts = await sendAll('server', (count) => {
    if (count === KILL_AFTER) child.kill('SIGKILL');
  });
  expect(receipts.size).toBeGreaterThanOrEqual(KILL_AFTER);
  expect(receipts.size).toBeLessThan(REPORTS);
  await checkAll('server', receipts);
});

test("kill -9 of the database's postmaster while 500 reports arrive loses none that was acknowledged; the server brings it back", async () => {
  const child = await serve();
  const postmaster = await postmasterOf(folder);
  const receipts = await sendAll('database', (count) => {
    if (count === KILL_AFTER) process.kill(postmaster, 'SIGKILL');
  });
  expect(receipts.size).toBeGreaterThanOrEqual(KILL_AFTER);
  await ready();
  expect(child.exitCode).toBeNull();
  expect(await postmasterOf(folder)).not.toBe(postmaster);
  // The same process goes on: what was refused meanwhile is sent again and stands once.
  const repeated = await sendAll('database', () => undefined);
  expect(repeated.size).toBe(REPORTS);
  for (const [n, receipt] of receipts) expect(repeated.get(n)).toEqual(receipt);
  await end(child);
  await checkAll('database', repeated);
});
