import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Grants } from '../kernel/actor.ts';
import type { CityId } from '../kernel/ids.ts';
import type { WriteContext } from './context.ts';
import { ping, type Connection, type Database } from './db/database.ts';
import type { Tx } from './db/read.ts';
import type { FileStore } from './files/store.ts';
import { sealerOf, systemContext, writeContext, type HttpDeps, type Origin } from './http/deps.ts';
import { edgeOf } from './http/edge.ts';
import { buildHttp, type HttpOptions } from './http/server.ts';
import { openJobs, type Jobs } from './jobs/jobs.ts';
import { startWorker, type Worker } from './jobs/worker.ts';

import { deliverNext, type OutboxDelivery } from './journal/outbox.ts';
import { limitsOn } from './limits/limits.ts';
import { measureRoutes } from './measures/routes.ts';
import type { Outside } from './notify/outside.ts';
import type { Route, Slice } from './slice.ts';
import { todayRoutes } from './today/routes.ts';

export interface AssembleOptions extends Pick<
  HttpOptions,
  'version' | 'logger' | 'trustProxy' | 'rateLimits' | 'sessionMark' | 'metricsToken' | 'tileHosts' | 'problemPage'
> {
  readonly slices: readonly Slice[];
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: () => Date;
  readonly secret: string;
  readonly outside: Outside;
  readonly cityFor: HttpDeps['cityFor'];
  readonly cities: () => Promise<readonly CityId[]>;
  readonly authenticate: HttpDeps['authenticate'];
  readonly publicUrl: HttpDeps['publicUrl'];
  readonly publicUrlOfJobs: string;
  /** Does this process run background work? */
  readonly background: boolean;
  /** Does storage answer? Throws when not. */
  readonly storageReady: () => Promise<void>;
  readonly mount?: (app: FastifyInstance) => Promise<void>;
}

/** The running whole, without a listening socket. */
export interface App {
  readonly http: FastifyInstance;
  readonly database: Database;
  readonly jobs: Jobs;
  /** Runs a use case in a transaction of its own. */
  transact<T>(origin: Origin, work: (ctx: WriteContext) => Promise<T>): Promise<T>;
  /** Delivers every due fact and runs every due job; for tests. @throws the first error of a reaction or job */
  drain(): Promise<void>;
  /** Starts background work in this process. */
  startWork(connection: Connection): Promise<Worker>;
  close(): Promise<void>;
}

/** All slices' grants in one table. @throws Error when two slices declare the same permission */
export function allGrants(slices: readonly Slice[]): Grants {
  const entries = slices.flatMap((slice) => Object.entries(slice.grants));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`permission ${twice} is declared twice`);
  return Object.fromEntries(entries) as Grants;
}

/** Every operation of the product: the slices' own, and those over what they contribute. */
export const allRoutes = (slices: readonly Slice[]): readonly Route[] => [
  ...slices.flatMap((slice) => slice.routes),
  ...measureRoutes(slices.flatMap((slice) => slice.measures ?? [])),
  ...todayRoutes(
    slices.flatMap((slice) => (slice.today ? [slice.today] : [])),
    slices.flatMap((slice) => slice.search ?? []),
  ),
];

/** Puts the slices' contributions together. */
export async function assemble(options: AssembleOptions): Promise<App> {
  const { slices, database, clock, logger } = options;
  const reactions = slices.flatMap((slice) => slice.reactions ?? []);
  let jobs: Jobs | null = null;
  const jobsNow = () => {
    if (!jobs) throw new Error('the job queue is not open yet');
    return jobs;
  };
  const deps: HttpDeps = {
    database,
    files: options.files,
    jobs: jobsNow,
    grants: allGrants(slices),
    reactions,
    clock,
    cityFor: options.cityFor,
    authenticate: options.authenticate,
    publicUrl: options.publicUrl,
    secret: options.secret,
    limits: limitsOn(database, clock, sealerOf(options.secret)),
    limitsRequests: options.rateLimits,
    outside: options.outside,
  };
  const inSystem = (tx: Tx, at: Date) => systemContext(deps, tx, at, options.publicUrlOfJobs);
  const report = (error: unknown, work: string) => logError(logger, error, work);
  jobs = await openJobs({
    pool: database.pool,
    database,
    jobs: slices.flatMap((slice) => slice.jobs ?? []),
    systemContext: inSystem,
    clock,
    cities: options.cities,
    onError: report,
    background: options.background,
  });
  const delivery: OutboxDelivery = { database, reactions, systemContext: inSystem, clock, onError: report };
  const http = await buildHttp({
    ...options,
    deps,
    routes: allRoutes(slices),
    pages: slices.flatMap((slice) => slice.pages ?? []),
    ready: async () => {
      await Promise.all([ping(database), options.storageReady()]);
    },
    extend: async (app) => {
      for (const slice of slices) await slice.mount?.(app, edgeOf(deps));
      await options.mount?.(app);
    },
  });
  const queue = jobs;
  return {
    http,
    database,
    jobs: queue,
    transact: (origin, work) => database.write(origin.actor.cityId, (tx) => work(writeContext(deps, origin, tx))),
    drain: () => drain(queue, delivery),
    startWork: (connection) => startWorker({ delivery, jobs: queue, connection }),
    close: async () => {
      await http.close();
      await queue.stop();
      await database.close();
    },
  };
}

async function drain(jobs: Jobs, delivery: OutboxDelivery): Promise<void> {
  let failure: unknown;
  const strict: OutboxDelivery = {
    ...delivery,
    onError: (error) => {
      failure ??= error;
    },
  };
  for (let done = 1; done > 0;) {
    done = 0;
    while (await deliverNext(strict)) {
      done++;
      if (failure) throw failure;
    }
    done += await jobs.drain();
  }
}

function logError(logger: FastifyBaseLogger, error: unknown, work: string): void {
  logger.error({ err: error, work }, 'background work failed');
}
