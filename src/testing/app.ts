import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { pino, type Logger } from 'pino';
import { inject } from 'vitest';
import { allCities, cityOfHost, loadActorOfPerson } from '../city/exports.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CityId, Id } from '../kernel/ids.ts';
import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import type { Locale } from '../kernel/text.ts';
import { assemble, type App } from '../platform/assemble.ts';
import type { WriteContext } from '../platform/context.ts';
import { openDatabase, type Connection } from '../platform/db/database.ts';
import { openFileStore } from '../platform/files/open.ts';
import { systemActor, type Origin } from '../platform/http/deps.ts';
import type { ProblemBody } from '../platform/http/answer-problem.ts';
import { publicActor } from '../platform/identity/parts.ts';
import { openOutside, type OutsideConfig } from '../platform/notify/outside.ts';
import type { Slice } from '../platform/slice.ts';
import type { SliceDeps } from '../slices.ts';
import { createDatabaseFromTemplate, dropDatabase } from '../platform/testing/cluster.ts';
import { TEMPLATE } from './global-setup.ts';
import { refuseUnreadFacts } from './readable-facts.ts';

/** Monday, 23 November 2026, 09:20 in the city; every test may set another moment. */
export const TEST_NOW = new Date('2026-11-23T09:20:00+08:00');
const PERSON_HEADER = 'x-test-person';
/** Citizens cannot be reached; a test that wants it names a server. */
export const nobodyOutside: OutsideConfig = { smtpUrl: null, mailFrom: null, smsWebhookUrl: null, smsWebhookSecret: null };
const SECRET = 'a secret of the tests, long enough to sign with';

export type As = 'public' | { readonly personId: Id };

export interface TestAnswer<Body> {
  readonly status: number;
  readonly body: Body;
  /** The same body read as a problem, for refusals. */
  readonly problem: ProblemBody;
  readonly headers: LightMyRequestResponse['headers'];
}

export interface TestApp {
  readonly app: App;
  readonly cityId: CityId;
  readonly connection: Connection;
  readonly clock: { now(): Date; set(to: Date): void; forward(ms: number): void };
  /** One call through HTTP. `key` is the Idempotency-Key, `file` the body of a raw operation. */
  call<Op extends Operation>(
    operation: Op,
    input: SentBy<Op>,
    options?: { readonly as?: As; readonly key?: string; readonly file?: Uint8Array; readonly locale?: Locale },
  ): Promise<TestAnswer<AnswerOf<Op>>>;
  /** Any other request; `as` signs the person in. */
  inject(request: {
    readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly url: string;
    readonly payload?: string | Buffer | object;
    readonly headers?: Record<string, string>;
    readonly as?: As;
  }): Promise<LightMyRequestResponse>;
  /** Runs a use case in a transaction of its own, to arrange what a test needs. */
  as<T>(who: 'system' | As, work: (ctx: WriteContext) => Promise<T>): Promise<T>;
  /** Delivers facts and runs jobs until nothing is left. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Without it every slice of the product. */
  readonly slices?: readonly Slice[] | ((deps: SliceDeps) => readonly Slice[]);
  readonly cityId?: CityId;
  readonly rateLimits?: boolean;
  /** How citizens are reached; without it nobody is. */
  readonly outside?: Partial<OutsideConfig>;
  readonly metricsToken?: string;
  /** Where a test reads the log. */
  readonly logger?: Logger;
}

/** Loaded only where a test wants the whole product. */
async function everySlice(deps: SliceDeps): Promise<readonly Slice[]> {
  const { allSlices } = await import('../slices.ts');
  return allSlices(deps);
}

/** The operation's address and body from one flat input, as a client would put it. */
function split(operation: Operation, input: Record<string, unknown>): { readonly url: string; readonly body: object | undefined } {
  const path = operation.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(input[name])));
  const query = new URLSearchParams();
  for (const name of Object.keys(operation.query)) {
    const value = input[name];
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const body = Object.fromEntries(Object.keys(operation.body).flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));
  const search = query.size > 0 ? `?${query}` : '';
  return { url: `/api/v1${path}${search}`, body: operation.method === 'GET' ? undefined : body };
}

/** Starts the product on a database of its own, cloned from the migrated template. One per test file. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const cluster = inject('cluster');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const connection = await createDatabaseFromTemplate(cluster, TEMPLATE, name);
  const dataDir = await mkdtemp(join(tmpdir(), 'tongchuang-files-'));
  const cityId = options.cityId ?? 1;
  let now = TEST_NOW;
  const clock = () => now;
  const database = openDatabase({ write: connection, poolSize: 6 });
  const files = openFileStore({ dataDir, storageUrl: null });
  const actorOf = async (personId: Id, locale: Locale) => {
    const actor = await loadActorOfPerson(database.reader(cityId), personId, now, locale);
    if (!actor) throw new Error(`no active person ${personId}`);
    return actor;
  };
  const sliceDeps: SliceDeps = {
    files,
    clock,
    database,
    connection,
    secret: SECRET,
    outgoing: { smtpUrl: null, mailFrom: null, webhookAllowPrivate: true },
  };
  const slices = typeof options.slices === 'function' ? options.slices(sliceDeps) : (options.slices ?? (await everySlice(sliceDeps)));
  const app = await assemble({
    slices,
    database,
    files,
    clock,
    secret: SECRET,
    outside: openOutside({ ...nobodyOutside, ...options.outside }),
    cityFor: (host) => cityOfHost(database.reader(0), host),
    cities: () => allCities(database.reader(0)),
    // The person is named by a header instead of a session: hashing a password takes 50 ms a sign-in, and sessions have tests of their own.
    authenticate: async (request, city, locale) => {
      const personId = request.headers[PERSON_HEADER];
      return typeof personId === 'string' ? actorOf(personId, locale) : publicActor(city, locale);
    },
    publicUrl: () => 'http://city.test',
    publicUrlOfJobs: 'http://city.test',
    background: false,
    storageReady: () => files.ping(),
    version: 'test',
    logger: options.logger ?? pino({ level: process.env.TEST_LOG ?? 'silent' }),
    trustProxy: false,
    rateLimits: options.rateLimits ?? false,
    sessionMark: () => null,
    metricsToken: options.metricsToken ?? null,
    tileHosts: [],
    problemPage: async (problem) => ({ text: problem.kind.zh, contentType: 'text/plain; charset=utf-8', status: problem.kind.status }),
  });
  const origin = (actor: Actor): Origin => ({
    actor,
    now,
    locale: actor.locale,
    requestId: 'test',
    ip: '127.0.0.1',
    agent: 'test',
    publicUrl: 'http://city.test',
  });
  const request: TestApp['inject'] = ({ as, headers, ...rest }) =>
    app.http.inject({ ...rest, headers: { ...headers, ...(as && as !== 'public' ? { [PERSON_HEADER]: as.personId } : {}) } });

  return {
    app,
    cityId,
    connection,
    clock: {
      now: clock,
      set: (to) => {
        now = to;
      },
      forward: (ms) => {
        now = new Date(now.getTime() + ms);
      },
    },
    inject: request,
    call: async (operation, input, { as, key, file, locale } = {}) => {
      const { url, body } = split(operation, input as Record<string, unknown>);
      const response = await request({
        method: operation.method,
        url,
        payload: file ? Buffer.from(file) : body,
        headers: {
          ...(file ? { 'content-type': 'application/octet-stream' } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...(locale ? { 'accept-language': locale } : {}),
        },
        ...(as ? { as } : {}),
      });
      const isJson = String(response.headers['content-type'] ?? '').includes('json');
      const parsed = isJson && response.body ? response.json() : response.body;
      return { status: response.statusCode, body: parsed, problem: parsed, headers: response.headers };
    },
    as: async (who, work) => {
      const actor =
        who === 'system' ? systemActor(cityId) : who === 'public' ? publicActor(cityId, 'zh') : await actorOf(who.personId, 'zh');
      return app.transact(origin(actor), work);
    },
    drain: () => app.drain(),
    close: async () => {
      const readable = refuseUnreadFacts(database.reader(cityId), slices);
      await readable.finally(() => app.close());
      await dropDatabase(cluster, name);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
