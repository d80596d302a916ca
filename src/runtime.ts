import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { allCities, cityOfHost, createCity, findPerson, linkAccount, loadActor } from './city/exports.ts';
import type { CityId } from './kernel/ids.ts';
import { allGrants, assemble, type App } from './platform/assemble.ts';
import { ConfigError, type Config } from './platform/config/config.ts';
import { addressOf, listenFault } from './platform/config/places.ts';
import { openDatabase, type Connection, type Database } from './platform/db/database.ts';
import { startEmbedded, type EmbeddedDatabase } from './platform/db/embedded.ts';
import { migrate } from './platform/db/migrate.ts';
import { makeFolder } from './platform/folder.ts';
import { openFileStore } from './platform/files/open.ts';
import type { ServedCity } from './platform/http/deps.ts';
import { createIdentity } from './platform/identity/identity.ts';
import type { Identity } from './platform/identity/ports.ts';
import type { Worker } from './platform/jobs/worker.ts';
import { openOutside } from './platform/notify/outside.ts';
import { sectionsOf, type Slice } from './platform/slice.ts';
import { problemPage } from './problem-page.tsx';
import { allSlices } from './slices.ts';
import { mountStatic } from './static.ts';

export const VERSION = '0.1.0';

/** The product put together for a configuration; nothing listens yet. */
export interface Runtime {
  readonly app: App;
  readonly identity: Identity;
  readonly slices: readonly Slice[];
  readonly connection: Connection;
  readonly embedded: EmbeddedDatabase | null;
  readonly logger: Logger;
  readonly publicUrl: string;
  /** Listens and works in the background, as the configuration says. Gives the address; the public one where this process only works. */
  listen(): Promise<string>;
  stop(): Promise<void>;
}

export interface RuntimeOptions {
  readonly onProgress?: (step: string) => void;
  readonly clock?: () => Date;
  /** Over the configuration's. */
  readonly rateLimits?: boolean;
}

/** @throws ConfigError naming DATA_DIR */
async function makeDataDir({ dataDir }: Config): Promise<void> {
  await makeFolder(dataDir, 0o700).catch((error: Error) => {
    throw new ConfigError([`DATA_DIR 的文件夹 ${dataDir} 建不了 / the folder ${dataDir} of DATA_DIR cannot be made: ${error.message}`]);
  });
}

async function connect(
  config: Config,
  say: (step: string) => void,
  logger: Logger,
): Promise<{ connection: Connection; embedded: EmbeddedDatabase | null }> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, embedded: null };
  await makeDataDir(config);
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'the embedded database could not be started again');
  const embedded = await startEmbedded({ dataDir: config.dataDir, onProgress: say, keepUp: true, onTrouble });
  return { connection: embedded.connection, embedded };
}

/** The secret of the settings, else one that is made once and kept beside the data, readable by its owner only. */
async function secretOf(config: Config): Promise<string> {
  if (config.secret) return config.secret;
  const path = join(config.dataDir, 'secret');
  await makeDataDir(config);
  // 'wx' fails when another process was faster; then that one's secret counts.
  await writeFile(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(() => undefined);
  return (await readFile(path, 'utf8')).trim();
}

const CITY_KEPT_MS = 5000;
const FIRST_CITY = 1;

/** The city of a host; every host of a deployment that is still empty stands for the city that will be set up. */
async function servedCity(database: Database, host: string): Promise<ServedCity | null> {
  const city = await cityOfHost(database.reader(0), host);
  if (city) return city;
  const cities = await allCities(database.reader(0));
  return cities.length === 0 ? { cityId: FIRST_CITY, name: '' } : null;
}

/** Host names change rarely: what they stand for is kept for five seconds. */
function cityLookup(database: Database, clock: () => number): (host: string) => Promise<ServedCity | null> {
  const kept = new Map<string, { readonly until: number; readonly city: Promise<ServedCity | null> }>();
  return (host) => {
    const found = kept.get(host);
    if (found && found.until > clock()) return found.city;
    if (kept.size > 1000) kept.clear();
    const city = servedCity(database, host);
    kept.set(host, { until: clock() + CITY_KEPT_MS, city });
    city.then((answer) => answer ?? kept.delete(host)).catch(() => kept.delete(host));
    return city;
  };
}

/**
 * Starts the database where it is ours, brings it to the newest schema and puts the product together.
 * @throws ConfigError naming DATA_DIR, EmbeddedDatabaseError, MigrationError naming DATABASE_URL where it is at fault
 */
export async function startRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const say = options.onProgress ?? (() => undefined);
  const clock = options.clock ?? (() => new Date());
  const logger = pino({ level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] });
  const { connection, embedded } = await connect(config, say, logger);
  try {
    await migrate(connection, (name) => say(`数据库迁移 ${name} / migrating`));
    return await put(config, { ...options, clock }, { connection, embedded, logger });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

interface Base {
  readonly connection: Connection;
  readonly embedded: EmbeddedDatabase | null;
  readonly logger: Logger;
}

async function put(config: Config, options: RuntimeOptions & { readonly clock: () => Date }, base: Base): Promise<Runtime> {
  const { clock } = options;
  const { connection, embedded, logger } = base;
  const database = openDatabase({
    write: connection,
    ...(config.readDatabaseUrl ? { read: { connectionString: config.readDatabaseUrl } } : {}),
    poolSize: config.databasePool,
  });
  const files = openFileStore({ dataDir: config.dataDir, storageUrl: config.storageUrl });
  const secret = await secretOf(config);
  const publicUrl = config.publicUrl ?? addressOf(config);
  const cityFor = cityLookup(database, () => clock().getTime());
  let app: App | null = null;
  let slices: readonly Slice[] = [];
  const identity = createIdentity({
    database,
    secret,
    publicUrl,
    clock,
    cityFor,
    onError: (message) => logger.error({ message }, 'sign-in'),
    ports: {
      loadActor,
      findPerson,
      linkAccount,
      createCity,
      grants: () => allGrants(slices),
      facts: () => slices.flatMap((slice) => slice.facts ?? []),
      transact: (_cityId, who, work) => {
        if (!app) throw new Error('not started');
        return app.transact(
          { actor: who.actor, now: clock(), locale: who.actor.locale, requestId: 'sign-in', ip: who.ip, agent: '', publicUrl },
          work,
        );
      },
    },
  });
  slices = [...allSlices({ files, database, clock, secret, connection, outgoing: config }), identity.slice];
  app = await assemble({
    slices,
    database,
    files,
    clock,
    secret,
    outside: openOutside(config),
    cityFor,
    cities: (): Promise<readonly CityId[]> => allCities(database.reader(0)),
    authenticate: identity.authenticate,
    publicUrl: (request) => config.publicUrl ?? `${request.protocol}://${request.host}`,
    publicUrlOfJobs: publicUrl,
    background: config.worker !== 'off',
    storageReady: () => files.ping(),
    version: VERSION,
    logger,
    trustProxy: config.trustProxy,
    rateLimits: options.rateLimits ?? config.rateLimits,
    sessionMark: identity.sessionMark,
    metricsToken: config.metricsToken,
    tileHosts: [],
    problemPage: problemPage({ cityFor, database, sections: () => sectionsOf(slices.flatMap((slice) => slice.pages ?? [])) }),
    mount: async (http) => {
      await identity.mount(http);
      await mountStatic(http);
    },
  });
  return running({ config, app, identity, slices, base, publicUrl, embedded });
}

interface Parts {
  readonly config: Config;
  readonly app: App;
  readonly identity: Identity;
  readonly slices: readonly Slice[];
  readonly base: Base;
  readonly publicUrl: string;
  readonly embedded: EmbeddedDatabase | null;
}

function running({ config, app, identity, slices, base, publicUrl, embedded }: Parts): Runtime {
  let worker: Worker | null = null;
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await worker?.stop();
    await app.close();
    await embedded?.stop();
  };
  return {
    app,
    identity,
    slices,
    connection: base.connection,
    embedded,
    logger: base.logger,
    publicUrl,
    listen: async () => {
      if (config.worker !== 'off') worker = await app.startWork(base.connection);
      if (config.worker === 'only') return publicUrl;
      return app.http.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
        throw new ConfigError([listenFault(error, config)]);
      });
    },
    stop: () => (stopping ??= stop()),
  };
}
