import { randomUUID } from 'node:crypto';
import { generatedCases, loadGeneratedCases } from '../src/cases/bulk/load.ts';
import { personByUserName } from '../src/city/exports.ts';
import { loadDemoBase } from '../e2e/demo-city.ts';
import { freePort } from '../e2e/free-port.ts';
import type { Actor } from '../src/kernel/actor.ts';
import { readConfig } from '../src/platform/config/config.ts';
import type { WriteContext } from '../src/platform/context.ts';
import type { Read } from '../src/platform/db/read.ts';
import { systemActor } from '../src/platform/http/deps.ts';
import { startRuntime, type Runtime } from '../src/runtime.ts';

const CITY = 1;
export const viewers = ['office', 'chengguan', 'street', 'community'] as const;
export type Viewer = (typeof viewers)[number];

export interface Bench {
  readonly cases: number;
  readonly address: string;
  readonly read: Read;
  /** Seconds that loading took; null for a city that was there already. */
  readonly loaded: number | null;
  /** A session of the office, which sees everything, of a department, a street or a community. */
  cookieOf(viewer: Viewer): Promise<string>;
  close(): Promise<void>;
}

async function transact<T>(runtime: Runtime, actor: Actor, now: Date, work: (ctx: WriteContext) => Promise<T>): Promise<T> {
  return runtime.app.transact({ actor, now, locale: 'zh', requestId: 'bench', ip: '', agent: '', publicUrl: runtime.publicUrl }, work);
}

/** Signs somebody in by a one-time link and gives the session's cookie. */
async function signIn(runtime: Runtime, address: string, userName: string, now: Date): Promise<string> {
  const url = await transact(runtime, systemActor(CITY), now, async (ctx) => {
    const person = await personByUserName(ctx.tx, userName);
    if (!person) throw new Error(`the demo city has no ${userName}`);
    const userId =
      person.userId ??
      (await runtime.identity.createAccount(ctx, {
        personId: person.id,
        name: person.name,
        userName,
        password: { text: `Aa-${randomUUID()}`, handedOut: false },
      }));
    return (await runtime.identity.issueSignInLink(ctx, { userId, purpose: 'demo', expires: new Date(now.getTime() + 3_600_000) })).url;
  });
  const { pathname } = new URL(url);
  const answer = await fetch(`${address}${pathname}`, { method: 'POST', redirect: 'manual', headers: { origin: address } });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const tried = await fetch(`${address}/api/v1/cases?limit=1`, { headers: { cookie } });
  if (!tried.ok) throw new Error(`${userName}: signing in answered ${answer.status}, then ${tried.status} ${await tried.text()}`);
  return cookie;
}

/** Sessions end when nobody uses them for a while, and it may be long until somebody's turn comes. */
const KEPT_MS = 300_000;
function sessions(runtime: Runtime, address: string): Bench['cookieOf'] {
  const kept = new Map<Viewer, { readonly until: number; readonly cookie: string }>();
  return async (viewer) => {
    const known = kept.get(viewer);
    if (known && known.until > Date.now()) return known.cookie;
    const cookie = await signIn(runtime, address, viewer, new Date());
    kept.set(viewer, { until: Date.now() + KEPT_MS, cookie });
    return cookie;
  };
}

interface BenchOptions {
  readonly dataDir: string;
  readonly cases: number;
  readonly say: (text: string) => void;
}

/** The demo city without its year of work, then generated cases. Gives the seconds that these took. */
async function fill(runtime: Runtime, options: BenchOptions, now: Date): Promise<number> {
  await loadDemoBase(runtime, now);
  const started = performance.now();
  await loadGeneratedCases({
    connection: runtime.connection,
    cityId: CITY,
    count: options.cases,
    until: now,
    seed: 1,
    onProgress: (step, done, of) => {
      if (step === 'cases' && done > 0 && done % 100_000 === 0) options.say(`  ${done} / ${of}`);
    },
  });
  return Math.round((performance.now() - started) / 1000);
}

/** Opens a city with so many cases; one that is already there is taken as it is. */
export async function openBench(options: BenchOptions): Promise<Bench> {
  const now = new Date();
  const config = readConfig({ DATA_DIR: options.dataDir, PORT: String(await freePort()), LOG_LEVEL: 'error' });
  const runtime = await startRuntime(config, { rateLimits: false });
  const read = runtime.app.database.reader(CITY);
  const loaded = (await generatedCases(read)) === 0 ? await fill(runtime, options, now) : null;
  if (loaded !== null) options.say(`${options.cases} cases loaded in ${loaded} s`);
  // What setting up has queued would else be done while somebody measures.
  await runtime.app.drain();
  const address = await runtime.listen();
  return { cases: options.cases, address, read, loaded, cookieOf: sessions(runtime, address), close: () => runtime.stop() };
}
