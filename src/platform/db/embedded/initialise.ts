import { randomBytes } from 'node:crypto';
import { appendFile, chown, link, mkdir, mkdtemp, open, readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from './account.ts';
import { EmbeddedDatabaseError } from './error.ts';
import { giveTo, SUPERUSER, type Place } from './place.ts';
import { isAlive } from './processes.ts';
import { majorVersion } from './binaries.ts';
import { asArguments, INITIAL_SETTINGS } from './settings.ts';

/** Name of a cluster in the making: postgres.init-<process id>-<random>. */
const UNFINISHED = /^postgres\.init-(\d+)-/;

/**
 * LC_CTYPE only decides what counts as a letter where no collation is asked, above all in pg_trgm:
 * under plain "C" it drops every Chinese character and trigram search finds nothing. Not every
 * system has C.UTF-8, so the usual ones are tried in turn; sorting is built in and does not depend on it.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'zh_CN.UTF-8', 'UTF-8', 'C'];

/**
 * The superuser's password: read from its file, or made (256 random bits) and kept there, readable by its owner only.
 * @throws EmbeddedDatabaseError startFailed: unreadable, or lost while the cluster is still there
 */
export async function password({ passwordFile, dataDir, clusterDir }: Place): Promise<string> {
  const kept = await read(passwordFile);
  if (kept) return kept;
  if (await exists(join(clusterDir, 'PG_VERSION'))) throw lost(passwordFile, clusterDir);
  const mine = `${passwordFile}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(mine, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  if (process.getuid?.() === 0) {
    const owner = await stat(dataDir);
    await chown(mine, owner.uid, owner.gid);
  }
  // link() fails if the file exists: of two processes making a password at once, one wins and both use it.
  await link(mine, passwordFile).catch(ignore('EEXIST'));
  await rm(mine, { force: true });
  return read(passwordFile);
}

function lost(passwordFile: string, clusterDir: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'startFailed',
    `数据库 ${clusterDir} 在，但密码文件 ${passwordFile} 不见了。请从备份恢复该文件；或在 pg_hba.conf 中暂设 trust，用 psql 为用户 ${SUPERUSER} 设定新密码，再把新密码写入该文件（权限 0600）。`,
    `The database ${clusterDir} is there, but its password file ${passwordFile} is missing. Restore that file from a backup; or allow "trust" in pg_hba.conf for a moment, set a new password for the user ${SUPERUSER} with psql, and write it to that file (mode 0600).`,
  );
}

async function read(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new EmbeddedDatabaseError('startFailed', `无法读取数据库密码文件 ${file}。`, `Cannot read the database password file ${file}.`, {
      cause,
      output: String(cause),
    });
  }
}

/**
 * Makes the cluster if there is none. It is made beside its place and moved there when complete, so
 * a cluster that exists is whole: an initdb killed halfway leaves only a folder that the next start removes.
 * @returns true if this call made the cluster
 * @throws EmbeddedDatabaseError initFailed
 */
export async function initialise(place: Place, options: { secret: string; durable: boolean; onStart: () => void }): Promise<boolean> {
  await removeUnfinished(place.dataDir);
  if (await exists(join(place.clusterDir, 'PG_VERSION'))) return false;
  await checkEmpty(place.clusterDir);
  options.onStart();
  const workshop = await mkdtemp(join(place.dataDir, `postgres.init-${process.pid}-`));
  try {
    await giveTo(place.account, workshop);
    const fresh = join(workshop, 'data');
    await mkdir(fresh);
    await giveTo(place.account, fresh);
    const secretFile = join(workshop, 'password');
    await writeFile(secretFile, options.secret, { mode: 0o600 });
    await giveTo(place.account, secretFile, 0o600);
    await initdb(place, fresh, secretFile, options.durable);
    return await moveTo(place.clusterDir, fresh);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function initdb({ binaries, account }: Place, folder: string, secretFile: string, durable: boolean): Promise<void> {
  const major = Number(await majorVersion(binaries));
  const settings = major >= 16 ? asArguments(INITIAL_SETTINGS) : [];
  const fixed = [
    '-D',
    folder,
    '-U',
    SUPERUSER,
    `--pwfile=${secretFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--no-instructions',
    // Built-in C.UTF-8 sorts by code point, fast, and unlike libc or ICU never changes with a system update,
    // which would silently corrupt indexes. Pinyin order is asked for where wanted: COLLATE "zh-x-icu".
    // Before 17 there is no built-in one: byte order by C is as fast and as stable.
    '--encoding=UTF8',
    '--locale=C',
    ...(major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    ...(durable ? [] : ['--no-sync']),
    ...settings,
  ];
  let output = '';
  for (const type of CHARACTER_TYPES) {
    const ran = await run(binaries.initdb, [...fixed, `--lc-ctype=${type}`], account);
    if (ran.code === 0) {
      // initdb takes settings since 16.
      if (major < 16)
        await appendFile(
          join(folder, 'postgresql.conf'),
          Object.entries(INITIAL_SETTINGS)
            .map(([name, value]) => `${name} = '${value}'\n`)
            .join(''),
        );
      return;
    }
    output = ran.output;
    if (!/locale/.test(output)) break;
  }
  throw new EmbeddedDatabaseError('initFailed', `数据库初始化失败（${folder}）。`, `initdb failed (${folder}).`, { output });
}

async function moveTo(clusterDir: string, fresh: string): Promise<boolean> {
  await rmdir(clusterDir).catch(ignore('ENOENT', 'ENOTEMPTY', 'EEXIST'));
  try {
    await rename(fresh, clusterDir);
  } catch (cause) {
    // Another process finished first: use its cluster. Ours goes with the workshop.
    if (await exists(join(clusterDir, 'PG_VERSION'))) return false;
    throw new EmbeddedDatabaseError('initFailed', `无法把新数据库移到 ${clusterDir}。`, `Cannot move the new database to ${clusterDir}.`, {
      cause,
      output: String(cause),
    });
  }
  await syncFolder(dirname(clusterDir));
  return true;
}

/** Makes the renaming survive a power cut. Windows cannot open folders and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const maker = UNFINISHED.exec(name)?.[1];
    if (maker && !(await isAlive(Number(maker)))) await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function checkEmpty(clusterDir: string): Promise<void> {
  const names = await readdir(clusterDir).catch((): string[] => []);
  if (names.length === 0) return;
  throw new EmbeddedDatabaseError(
    'initFailed',
    `${clusterDir} 不是空的，也不是一个完整的 PostgreSQL 数据文件夹（缺少 PG_VERSION）。请把它移走或换一个 DATA_DIR；本程序不会删除其中的文件。`,
    `${basename(clusterDir)} in ${dirname(clusterDir)} is neither empty nor a complete PostgreSQL folder (PG_VERSION is missing). Move it away or choose another DATA_DIR; its files are left untouched.`,
  );
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const ignore =
  (...codes: string[]) =>
  (error: NodeJS.ErrnoException) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
