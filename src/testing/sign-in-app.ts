import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject } from 'vitest';
import { allCities, cityOfHost, createCity, findPerson, linkAccount, loadActor } from '../city/exports.ts';
import { citySlice } from '../city/slice.ts';
import { allGrants, assemble, type App } from '../platform/assemble.ts';
import type { WriteContext } from '../platform/context.ts';
import { openDatabase, type Database } from '../platform/db/database.ts';
import { openFileStore } from '../platform/files/open.ts';
import { systemActor } from '../platform/http/deps.ts';
import { createIdentity } from '../platform/identity/identity.ts';
import type { Identity } from '../platform/identity/ports.ts';
import { openOutside } from '../platform/notify/outside.ts';
import type { Slice } from '../platform/slice.ts';
import { createDatabaseFromTemplate, dropDatabase } from '../platform/testing/cluster.ts';
import { nobodyOutside, TEST_NOW } from './app.ts';
import { TEMPLATE } from './global-setup.ts';
import { refuseUnreadFacts } from './readable-facts.ts';

/** The product with its real sign-in: the city and identity, nothing else. */
export interface SignInApp {
  readonly app: App;
  readonly identity: Identity;
  readonly database: Database;
  readonly cityId: number;
  readonly publicUrl: string;
  /** What the sign-in library wanted to log. */
  readonly logged: string[];
  readonly clock: { now(): Date; forward(minutes: number): void };
  /** Runs a use case as the system, in a transaction of its own. */
  act<T>(work: (ctx: WriteContext) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Starts it on a database of its own, cloned from the migrated template; the city is still to be set up. */
export async function startSignInApp(publicUrl: string): Promise<SignInApp> {
  const cluster = inject('cluster');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const connection = await createDatabaseFromTemplate(cluster, TEMPLATE, name);
  const dataDir = await mkdtemp(join(tmpdir(), 'tongchuang-files-'));
  const cityId = 1;
  let now = TEST_NOW;
  const clock = () => now;
  const database = openDatabase({ write: connection, poolSize: 8 });
  const files = openFileStore({ dataDir, storageUrl: null });
  const secret = 'a secret of the tests, long enough to sign with';
  const cityFor = async (host: string) => (await cityOfHost(database.reader(0), host)) ?? { cityId, name: '' };
  const logged: string[] = [];
  let app: App | null = null;
  const started = () => {
    if (!app) throw new Error('not started');
    return app;
  };
  const transact: App['transact'] = (origin, work) => started().transact(origin, work);
  const originOf = (actor: ReturnType<typeof systemActor>, ip: string) => ({
    actor,
    now,
    locale: actor.locale,
    requestId: 'test',
    ip,
    agent: 'test',
    publicUrl,
  });
  let slices: readonly Slice[] = [];
  const identity = createIdentity({
    database,
    secret,
    publicUrl,
    clock,
    cityFor,
    onError: (message) => logged.push(message),
    ports: {
      loadActor,
      findPerson,
      linkAccount,
      createCity,
      grants: () => allGrants(slices),
      facts: () => slices.flatMap((slice) => slice.facts ?? []),
      transact: (_city, who, work) => transact(originOf(who.actor, who.ip), work),
    },
  });
  slices = [citySlice, identity.slice];
  app = await assemble({
    slices,
    database,
    files,
    clock,
    secret,
    outside: openOutside(nobodyOutside),
    cityFor,
    cities: () => allCities(database.reader(0)),
    authenticate: identity.authenticate,
    publicUrl: () => publicUrl,
    publicUrlOfJobs: publicUrl,
    background: false,
    storageReady: () => files.ping(),
    version: 'test',
    logger: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    trustProxy: false,
    rateLimits: false,
    sessionMark: identity.sessionMark,
    metricsToken: null,
    tileHosts: [],
    problemPage: async (problem) => ({ text: problem.kind.zh, contentType: 'text/plain; charset=utf-8', status: problem.kind.status }),
    mount: identity.mount,
  });
  return {
    app,
    identity,
    database,
    cityId,
    publicUrl,
    logged,
    clock: {
      now: clock,
      forward: (minutes) => {
        now = new Date(now.getTime() + minutes * 60_000);
      },
    },
    act: (work) => transact(originOf(systemActor(cityId), ''), work),
    close: async () => {
      await refuseUnreadFacts(database.reader(cityId), slices).finally(() => started().close());
      await dropDatabase(cluster, name);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface BrowserAnswer {
  readonly status: number;
  /** A JSON answer; an empty object for anything else. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The problem's stable code, null for an answer that is none. */
  readonly code: string | null;
  readonly text: string;
  readonly location: string | undefined;
  /** Seconds after which a refused request may come again. */
  readonly retryAfter: string | undefined;
  /** Set-Cookie lines as they came. */
  readonly setCookies: readonly string[];
}

/** A browser with its own cookies, sending what browsers send. */
export interface Browser {
  readonly cookies: Map<string, string>;
  send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<BrowserAnswer>;
}

export function openBrowser({ app, publicUrl }: SignInApp, address = '10.1.2.3'): Browser {
  const cookies = new Map<string, string>();
  const host = new URL(publicUrl).host;
  return {
    cookies,
    send: async (method, url, body, headers = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await app.http.inject({
        method,
        url,
        remoteAddress: address,
        headers: {
          host,
          ...(method === 'GET' ? {} : { origin: publicUrl, 'sec-fetch-site': 'same-origin' }),
          ...(cookie ? { cookie } : {}),
          'user-agent': 'test browser',
          ...headers,
        },
        ...(body ? { payload: body } : {}),
      });
      const raw = response.headers['set-cookie'];
      const setCookies = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
      for (const line of setCookies) keep(cookies, line);
      const isJson = String(response.headers['content-type'] ?? '').includes('json');
      const parsed: unknown = isJson && response.body ? response.json() : {};
      const answer = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
      const code: unknown = Reflect.get(answer, 'code');
      return {
        status: response.statusCode,
        body: answer,
        code: typeof code === 'string' ? code : null,
        text: response.body,
        location: response.headers.location,
        retryAfter: response.headers['retry-after'],
        setCookies,
      };
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const [name = '', ...value] = pair.split('=');
  if (attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0')) cookies.delete(name);
  else cookies.set(name, value.join('='));
}
