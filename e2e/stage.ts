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
import { freePort } from './free-port.ts';

/** The product as it is served, on a database of its own, with a browser's way in. */
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

export async function openStage(): Promise<Stage> {
  const cluster = inject('cluster');
  const name = `stage_${randomUUID().replaceAll('-', '')}`;
  const connection = await createDatabaseFromTemplate(cluster, TEMPLATE, name);
  const dataDir = await mkdtemp(join(tmpdir(), 'tongchuang-stage-'));
  const config = readConfig({
    DATABASE_URL: addressOf(connection),
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  });
  const runtime = await startRuntime(config, { rateLimits: false });
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
      await runtime.stop();
      await dropDatabase(cluster, name);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
