import { setTimeout } from 'node:timers/promises';
import { ENDPOINTS, remake, tidy, type Endpoint } from './endpoint.ts';
import { EmbeddedDatabaseError } from './error.ts';
import { Lease } from './lease.ts';
import type { Place } from './place.ts';
import { endServer, findRunning, readPidFile, spawnPostmaster, type Postmaster } from './postmaster.ts';
import { isAlive, watchFolder } from './processes.ts';
import { isBusy, isNotYet, isWrongPassword } from './user-lock.ts';

/** Milliseconds a server process may live without answering at all; while recovering it answers, and may take its time. */
const SILENCE = 30_000;
/** Milliseconds for the orphans of a killed postmaster to notice and leave; it takes them a few as a rule. */
const ORPHANS = 15_000;
const ALREADY_STARTED = /lock file "postmaster\.pid" already exists/;

/** One use of a data folder by this process. */
export interface Session {
  readonly place: Place;
  readonly secret: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly say: (step: string) => void;
}

export interface Joined {
  readonly lease: Lease;
  readonly endpoint: Endpoint;
}
export type Started = Joined | 'otherWasFaster';

/** Starts the server where it can listen. @throws EmbeddedDatabaseError startFailed */
export async function start(session: Session, onBegin: () => void): Promise<Started> {
  const { place } = session;
  let output = '';
  for (const choose of ENDPOINTS) {
    const endpoint = await choose(place.clusterDir, place.account);
    if (!endpoint) continue;
    const result = await startOn(session, endpoint, onBegin);
    if (typeof result !== 'string') return result;
    await tidy(endpoint);
    if (ALREADY_STARTED.test(result)) return 'otherWasFaster';
    output = result;
    if (!/could not (create|bind|listen on) .*(socket|address)/i.test(output)) break;
  }
  throw failed(place, output);
}

const failed = ({ clusterDir, logDir }: Place, output: string): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError(
    'startFailed',
    `内置 PostgreSQL 启动失败（${clusterDir}），日志在 ${logDir}。`,
    `The embedded PostgreSQL did not start (${clusterDir}); its log is in ${logDir}.`,
    { output },
  );

/**
 * Starts a server that died under its users, where it listened before: their pools keep that address. False: it runs
 * already, started by another user of the folder, or by itself. Who waits for it connects by the usual way.
 * @throws EmbeddedDatabaseError startFailed, folderInUse
 */
export async function startAgain(session: Session, endpoint: Endpoint): Promise<boolean> {
  const { place, say } = session;
  const found = await findRunning(place.clusterDir);
  if (found.state === 'live') return false;
  await remake(endpoint, place.account);
  const result = await startOn(session, endpoint, () => say('数据库意外停止，正在重新启动 / The database stopped; starting it again'));
  if (typeof result === 'string') {
    if (ALREADY_STARTED.test(result)) return false;
    throw failed(place, result);
  }
  await result.lease.close();
  return true;
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
export async function reach(
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
      const answer = endpoint ? await Lease.take({ ...session, endpoint }).catch((error: unknown) => error) : undefined;
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
