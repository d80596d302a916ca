import { tidy, type Endpoint } from './embedded/endpoint.ts';
import { EmbeddedDatabaseError } from './embedded/error.ts';
import { initialise, password } from './embedded/initialise.ts';
import { servesFolder, type Lease } from './embedded/lease.ts';
import { DATABASE, findPlace, SUPERUSER, type Place } from './embedded/place.ts';
import { findRunning, shutDown, wasShutDown, type PidFile } from './embedded/postmaster.ts';
import { reach, start, startAgain, type Joined, type Session } from './embedded/start.ts';

/** A PostgreSQL that lives in our data folder and whose programs came with npm. */
export interface EmbeddedDatabase {
  /** Connection settings for pg.Pool / pg.Client: host is a Unix socket folder or 127.0.0.1. */
  readonly connection: { host: string; port: number; user: string; password: string; database: string };
  /**
   * What happened at the start: a new cluster was made; the server was started; a running server was
   * joined (one left by a killed process, or one that another process uses); the server was started
   * after a crash and recovered.
   */
  readonly how: 'initialised' | 'started' | 'adopted' | 'recovered';
  /**
   * Ends the use by this process. The last user shuts the server down (fast: remaining connections
   * are ended) and waits until its process is gone; before that, the server stays for the others.
   * Close pools first: an open connection gets the error 57P01.
   */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The cluster goes to `postgres`, its log to `postgres-log`, the password to `postgres-password` in it. */
  dataDir: string;
  /** Gets a short sentence (Chinese / English) for each step that takes noticeable time. */
  onProgress?: (step: string) => void;
  /** Server settings of this start, above those in postgresql.conf. They do not reach a server that is joined. */
  settings?: Record<string, string>;
  /** An installed package that brings the programs of another PostgreSQL; for tests. */
  programs?: string;
  /** Start the server again, where it was, when it dies under us (killed by hand or for lack of memory). For whoever serves. */
  keepUp?: boolean;
  /** Hears why it could not be started again; it is tried until it can. */
  onTrouble?: (error: unknown) => void;
}

/**
 * Starts the embedded PostgreSQL in `dataDir`, making the cluster when there is none, or joins the
 * server that already runs on it. Ready within 0.2 s (1 s when made new).
 * @throws EmbeddedDatabaseError otherMajorVersion: the data belong to another PostgreSQL; initFailed;
 *   startFailed; folderInUse: something we cannot join runs on the folder
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await findPlace(options.dataDir, options.programs);
  const session: Session = {
    place,
    secret: await password(place),
    settings: options.settings ?? {},
    say: options.onProgress ?? (() => {}),
  };
  // Every turn but the last means that another process started, stopped or made the cluster meanwhile.
  for (let turn = 0; turn < 20; turn++) {
    const found = await findRunning(place.clusterDir);
    if (found.state === 'live') {
      const joined = await join(session, found.file);
      if (joined) return database(session, joined, 'adopted', options);
      continue;
    }
    if (found.state === 'stale' && found.file.endpoint) await tidy(found.file.endpoint);
    const made = await initialise(place, {
      secret: session.secret,
      durable: session.settings['fsync'] !== 'off',
      onStart: () => session.say('正在初始化数据库 / Initialising the database'),
    });
    const crashed = !(await wasShutDown(place.clusterDir));
    const started = await start(session, () => {
      if (crashed) session.say('上次未正常关闭，正在恢复数据库 / The database was not shut down; recovering');
    });
    if (started !== 'otherWasFaster') return database(session, started, made ? 'initialised' : crashed ? 'recovered' : 'started', options);
  }
  throw inUse(place);
}

async function database(
  session: Session,
  { lease, endpoint }: Joined,
  how: EmbeddedDatabase['how'],
  options: EmbeddedOptions,
): Promise<EmbeddedDatabase> {
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= leave(session, lease, endpoint));
  try {
    await createDatabase(lease);
  } catch (error) {
    await stop();
    throw error;
  }
  if (options.keepUp) lease.keepUp(() => startAgain(session, endpoint), options.onTrouble ?? (() => undefined));
  return { connection: { ...endpoint, user: SUPERUSER, password: session.secret, database: DATABASE }, how, stop };
}

async function leave({ place }: Session, lease: Lease, endpoint: Endpoint): Promise<void> {
  const left = await lease.release();
  if (left === 'last') await shutDown(place);
  if (left !== 'others') await tidy(endpoint);
  await lease.close();
}

async function createDatabase(lease: Lease): Promise<void> {
  const found = await lease.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (found.length > 0) return;
  await lease.query(`create database ${DATABASE}`).catch((error: { code?: string }) => {
    // Two processes at once: the other one's is as good.
    if (!['42P04', '23505'].includes(error.code ?? '')) throw error;
  });
}

/** Joins a running server; undefined if it ended in the meantime. */
async function join(session: Session, file: PidFile): Promise<Joined | undefined> {
  const { place } = session;
  const reached = await reach(session, async () => {
    const now = await findRunning(place.clusterDir);
    if (now.state !== 'live' || now.file.pid !== file.pid) return 'gone';
    return now.file.endpoint;
  });
  if (reached === 'gone') return undefined;
  if (reached === 'silent') throw inUse(place);
  if (await servesFolder(reached.lease, place)) return reached;
  await reached.lease.close();
  throw inUse(place);
}

function inUse({ clusterDir }: Place): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'folderInUse',
    `数据库文件夹 ${clusterDir} 正被另一个 PostgreSQL 进程使用，且无法与它共用。进程号在其中的 postmaster.pid 里；请先停止它。`,
    `The database folder ${clusterDir} is in use by another PostgreSQL process that cannot be joined. Its process id is in postmaster.pid there; stop it first.`,
  );
}
