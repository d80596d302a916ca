import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Actor } from '../src/kernel/actor.ts';
import { readConfig } from '../src/platform/config/config.ts';
import type { WriteContext } from '../src/platform/context.ts';
import { systemActor } from '../src/platform/http/deps.ts';
import { createDatabaseFromTemplate, dropDatabase } from '../src/platform/testing/cluster.ts';
import { startRuntime, type Runtime } from '../src/runtime.ts';
import { TEMPLATE } from '../src/testing/global-setup.ts';
import { loadDemoBase } from './demo-city.ts';
import { freePort } from './free-port.ts';

/** The product as it is served, on a copy of the demo city of its own, with a browser's way in. */
export interface Stage {
  readonly runtime: Runtime;
  /** `http://127.0.0.1:port` */
  readonly address: string;
  /** Runs a use case as the system, to arrange what a journey starts from. */
  arrange<T>(work: (ctx: WriteContext) => Promise<T>): Promise<T>;
  /** Signs a person in by a one-time link, the way the demo's table does. */
  signIn(context: BrowserContext, userId: string): Promise<Page>;
  close(): Promise<void>;
}

const addressOf = ({
  host,
  port,
  user,
  password,
  database,
}: {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}) =>
  `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host.startsWith('/') ? `localhost/${database}?host=${encodeURIComponent(host)}&port=${port}` : `${host}:${port}/${database}`}`;

// The demo city is loaded once and copied for every stage: what it sealed must open under each.
const SECRET = 'a secret of the tests, long enough to sign with';

/** Starts the product on a copy of a database; the copy stays when it stops. */
async function serve(template: string, name: string): Promise<{ readonly runtime: Runtime; readonly stop: () => Promise<void> }> {
  const connection = await createDatabaseFromTemplate(inject('cluster'), template, name);
  const dataDir = await mkdtemp(join(tmpdir(), 'tongchuang-stage-'));
  const config = readConfig({
    DATABASE_URL: addressOf(connection),
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    SECRET,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  });
  const runtime = await startRuntime(config, { rateLimits: false });
  return {
    runtime,
    stop: async () => {
      await runtime.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

let demoCity: Promise<string> | undefined;

/** Loads the demo city: 3 s, where a copy takes 40 ms. Gives the name of its database. */
async function loadDemoCity(): Promise<string> {
  const name = `demo_${randomUUID().replaceAll('-', '')}`;
  const { runtime, stop } = await serve(TEMPLATE, name);
  await loadDemoBase(runtime, new Date());
  // Once here, instead of in every copy.
  await runtime.app.drain();
  await stop();
  return name;
}

/** The product with the demo city. */
export async function openStage(): Promise<Stage> {
  demoCity ??= loadDemoCity();
  // A repetition tries anew.
  const template = await demoCity.catch((error: unknown) => {
    demoCity = undefined;
    throw error;
  });
  const name = `stage_${randomUUID().replaceAll('-', '')}`;
  const { runtime, stop } = await serve(template, name);
  const address = await runtime.listen();
  const system = (actor: Actor) => ({
    actor,
    now: new Date(),
    locale: 'zh' as const,
    requestId: 'stage',
    ip: '',
    agent: '',
    publicUrl: address,
  });
  const arrange: Stage['arrange'] = (work) => runtime.app.transact(system(systemActor(1)), work);
  return {
    runtime,
    address,
    arrange,
    signIn: async (context, userId) => {
      const expires = new Date(Date.now() + 600_000);
      const { url } = await arrange((ctx) => runtime.identity.issueSignInLink(ctx, { userId, purpose: 'demo', expires }));
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('button').first().click();
      await page.waitForURL('**/work**');
      return page;
    },
    close: async () => {
      await stop();
      await dropDatabase(inject('cluster'), name);
    },
  };
}
