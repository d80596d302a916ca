import { createServer } from 'node:net';
import { sql } from 'kysely';
import { loadGeneratedCases } from '../src/cases/bulk/load.ts';
import { personByUserName, loadActorOfPerson } from '../src/city/exports.ts';
import type { Actor } from '../src/kernel/actor.ts';
import { readConfig } from '../src/platform/config/config.ts';
import type { WriteContext } from '../src/platform/context.ts';
import type { Read } from '../src/platform/db/read.ts';
import { systemActor } from '../src/platform/http/deps.ts';
import { startRuntime, type Runtime } from '../src/runtime.ts';

const CITY = 1;

export interface Bench {
  readonly runtime: Runtime;
  readonly address: string;
  readonly read: Read;
  /** Cookie of somebody of the office, who sees everything. */
  readonly cookie: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function transact<T>(runtime: Runtime, actor: Actor, now: Date, work: (ctx: WriteContext) => Promise<T>): Promise<T> {
  return runtime.app.transact({ actor, now, locale: 'zh', requestId: 'bench', ip: '', agent: '', publicUrl: runtime.publicUrl }, work);
}

/** The demo city without its own cases: the same units, areas and settings whatever the size. */
async function loadCity(runtime: Runtime, now: Date): Promise<void> {
  const read = runtime.app.database.reader(CITY);
  for (const part of runtime.slices.flatMap((slice) => slice.demo ?? []).toSorted((a, b) => a.order - b.order)) {
    if (part.order > 10) continue;
    await part.load({
      as: async (who, at, act) => {
        if (typeof who === 'string') return transact(runtime, systemActor(CITY), at, act);
        const personId = 'personId' in who ? who.personId : (await personByUserName(read, who.userName))?.id;
        const actor = personId ? await loadActorOfPerson(read, personId, at, 'zh') : null;
        if (!actor) throw new Error('nobody to act');
        return transact(runtime, actor, at, act);
      },
      today: now,
      progress: () => undefined,
      locale: 'zh',
    });
  }
}

/** Signs somebody of the office in by a one-time link and gives the session's cookie. */
async function signIn(runtime: Runtime, now: Date): Promise<string> {
  const url = await transact(runtime, systemActor(CITY), now, async (ctx) => {
    const person = await personByUserName(ctx.tx, 'office');
    if (!person) throw new Error('the demo city has no office');
    const userId = await runtime.identity.createAccount(ctx, { personId: person.id, name: person.name, userName: 'office' });
    return (await runtime.identity.issueSignInLink(ctx, { userId, purpose: 'demo', expires: new Date(now.getTime() + 3_600_000) })).url;
  });
  const answer = await fetch(url, { method: 'POST', redirect: 'manual' });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

export async function openBench(options: { readonly dataDir: string; readonly cases: number; readonly say: (text: string) => void }): Promise<Bench> {
  const now = new Date();
  const config = readConfig({ DATA_DIR: options.dataDir, PORT: String(await freePort()), LOG_LEVEL: 'error' });
  const runtime = await startRuntime(config, { rateLimits: false });
  await loadCity(runtime, now);
  const started = performance.now();
  await loadGeneratedCases({
    connection: runtime.connection,
    cityId: CITY,
    count: options.cases,
    until: now,
    seed: 1,
    onProgress: (done) => {
      if (done % 100_000 === 0) options.say(`  ${done} / ${options.cases}`);
    },
  });
  options.say(`${options.cases} cases loaded in ${Math.round((performance.now() - started) / 1000)} s`);
  const address = await runtime.listen();
  const cookie = await signIn(runtime, now);
  const read = runtime.app.database.reader(CITY);
  const [count] = await read.rows(sql<{ n: number }>`select count(*) as n from cases where city_id = ${CITY}`);
  if ((count?.n ?? 0) < options.cases) throw new Error('not all cases were loaded');
  return { runtime, address, read, cookie, close: () => runtime.stop() };
}
