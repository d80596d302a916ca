import { setTimeout } from 'node:timers/promises';
import { ENDPOINTS, tidy, type Endpoint } from './embedded/endpoint.ts';
import { EmbeddedDatabaseError } from './embedded/error.ts';
import { initialise, password } from './embedded/initialise.ts';
import { isBusy, isNotYet, isWrongPassword, Lease, servesFolder } from './embedded/lease.ts';
import { DATABASE, findPlace, SUPERUSER, type Place } from './embedded/place.ts';
import {
  endServer,
  findRunning,
  readPidFile,
  shutDown,
  spawnPostmaster,
  wasShutDown,
  type PidFile,
  type Postmaster,
} from './embedded/postmaster.ts';
import { isAlive, watchFolder } from './embedded/processes.ts';

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
}

/** Milliseconds a server process may live without answering at all; while recovering it answers, and may take its time. */
const SILENCE = 30_000;
/** Milliseconds for the orphans of a killed postmaster to notice and leave; it takes them a few as a rule. */
const ORPHANS = 15_000;

interface Session {
  readonly place: Place;
  readonly secret: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly say: (step: string) => void;
}

interface Joined {
  readonly lease: Lease;
  readonly endpoint: Endpoint;
}
type Started = Joined | 'otherWasFaster';

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
      if (joined) return database(session, joined, 'adopted');
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
    if (started !== 'otherWasFaster') return database(session, started, made ? 'initialised' : crashed ? 'recovered' : 'started');
  }
  throw inUse(place);
}

async function database(session: Session, { lease, endpoint }: Joined, how: EmbeddedDatabase['how']): Promise<EmbeddedDatabase> {
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= leave(session, lease, endpoint));
  try {
    await createDatabase(lease);
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection: { ...endpoint, user: SUPERUSER, password: session.secret, database: DATABASE }, how, stop };
}

async function leave({ place }: Session, lease: Lease, endpoint: Endpoint): Promise<void> {
  const last = await lease.release();
  if (last) {
    await shutDown(place);
    await tidy(endpoint);
  }
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

async function start(session: Session, onBegin: () => void): Promise<Started> {
  const { place } = session;
  let output = '';
  for (const choose of ENDPOINTS) {
    const endpoint = await choose(place.clusterDir, place.account);
    if (!endpoint) continue;
    const result = await startOn(session, endpoint, onBegin);
    if (typeof result !== 'string') return result;
    await tidy(endpoint);
    if (/lock file "postmaster\.pid" already exists/.test(result)) return 'otherWasFaster';
    output = result;
    if (!/could not (create|bind|listen on) .*(socket|address)/i.test(output)) break;
  }
  throw new EmbeddedDatabaseError(
    'startFailed',
    `内置 PostgreSQL 启动失败（${place.clusterDir}），日志在 ${place.logDir}。`,
    `The embedded PostgreSQL did not start (${place.clusterDir}); its log is in ${place.logDir}.`,
    { output },
  );
}

/** Started there, or what the server said when it gave up. */
async function startOn(session: Session, endpoint: Endpoint, onBegin: () => void): Promise<Joined | string> {
  for (const since = Date.now(); ;) {
    const server = await spawnPostmaster(session.place, endpoint, session.settings);
    const reached = await reachOwn(session, endpoint, server, onBegin);
    if (typeof reached !== 'string') return reached;
    await endServer(session.place, server);
    const output = await server.lastWords();
    // Backends of a postmaster that was killed still hold its shared memory, and nothing tells us when they have gone.
    if (!/shared memory block/.test(output) || Date.now() - since > ORPHANS) return output;
    await setTimeout(20);
  }
}

async function reachOwn(session: Session, endpoint: Endpoint, server: Postmaster, onBegin: () => void) {
  const { place } = session;
  let begun = false;
  const where = async () => {
    if (!(await isAlive(server.pid))) return 'gone' as const;
    // Another process may be starting the same cluster: what listens there now need not be ours.
    if ((await readPidFile(place.clusterDir))?.pid !== server.pid) return undefined;
    if (!begun) onBegin();
    begun = true;
    return endpoint;
  };
  try {
    return await reach(session, where, server.ended);
  } catch (error) {
    await endServer(place, server);
    await tidy(endpoint);
    throw error;
  }
}

/**
 * Tries to connect until the server answers, woken by changes in its folder.
 * @param where tells where the server listens (undefined: not known yet), or that it is gone
 * @param ended for a server that we started: resolves with its end
 */
async function reach(
  session: Session,
  where: () => Promise<Endpoint | 'gone' | undefined>,
  ended?: Promise<void>,
): Promise<Joined | 'gone' | 'silent'> {
  const changes = watchFolder(session.place.clusterDir);
  let lastWord = Date.now();
  try {
    for (;;) {
      const endpoint = await where();
      if (endpoint === 'gone') return 'gone';
      const answer = endpoint ? await Lease.take(endpoint, session.secret).catch((error: unknown) => error) : undefined;
      if (endpoint && answer instanceof Lease) return { lease: answer, endpoint };
      if (endpoint && !isNotYet(answer)) throw refused(session.place, answer, ended !== undefined);
      if (isBusy(answer)) lastWord = Date.now();
      if (Date.now() - lastWord > SILENCE) return 'silent';
      // 50 ms where the folder reports nothing.
      await Promise.race([changes.next(50), ...(ended ? [ended] : [])]);
    }
  } finally {
    changes.close();
  }
}

function refused({ passwordFile, clusterDir }: Place, cause: unknown, startedByUs: boolean): EmbeddedDatabaseError {
  if (!isWrongPassword(cause)) {
    return new EmbeddedDatabaseError('startFailed', '无法连接内置 PostgreSQL。', 'Cannot connect to the embedded PostgreSQL.', {
      cause,
      output: String(cause),
    });
  }
  return new EmbeddedDatabaseError(
    startedByUs ? 'startFailed' : 'folderInUse',
    `${clusterDir} 上的 PostgreSQL 不接受 ${passwordFile} 中的密码：密码文件被替换过，或者数据库不是由本程序建立的。请恢复密码文件${startedByUs ? '' : '，或先停止该 PostgreSQL'}。`,
    `The PostgreSQL on ${clusterDir} does not accept the password in ${passwordFile}: the file was replaced, or the database was not made by this program. Restore the password file${startedByUs ? '' : ', or stop that PostgreSQL first'}.`,
    { cause },
  );
}

function inUse({ clusterDir }: Place): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'folderInUse',
    `数据库文件夹 ${clusterDir} 正被另一个 PostgreSQL 进程使用，且无法与它共用。进程号在其中的 postmaster.pid 里；请先停止它。`,
    `The database folder ${clusterDir} is in use by another PostgreSQL process that cannot be joined. Its process id is in postmaster.pid there; stop it first.`,
  );
}
