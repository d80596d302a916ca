import { chmod, chown, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../folder.ts';
import { chooseAccount, run, type Account } from './account.ts';
import { findBinaries, majorVersion, type Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './error.ts';

export const SUPERUSER = 'tongchuang';
export const DATABASE = 'tongchuang';

/** One data folder and all that is needed to work on it. Paths are absolute, without symbolic links. */
export interface Place {
  readonly dataDir: string;
  readonly clusterDir: string;
  readonly logDir: string;
  readonly passwordFile: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

/**
 * Makes the data folder if missing and finds programs and account.
 * @throws EmbeddedDatabaseError startFailed, otherMajorVersion
 */
export async function findPlace(folder: string, programs?: string): Promise<Place> {
  const dataDir = await madeFolder(resolve(folder));
  const clusterDir = join(dataDir, 'postgres');
  const logDir = join(dataDir, 'postgres-log');
  const binaries = await findBinaries(programs);
  const account = await chooseAccount(dataDir, clusterDir, [dataDir, binaries.postgres]);
  const place = {
    dataDir,
    clusterDir,
    logDir,
    binaries,
    account,
    passwordFile: join(dataDir, 'postgres-password'),
  };
  await checkOwner(place);
  await checkVersion(place);
  await mkdir(logDir, { recursive: true, mode: 0o700 });
  await giveTo(account, logDir);
  return place;
}

/** Makes a folder or file belong to the account of the server, with no access for others. */
export async function giveTo(account: Account, path: string, mode = 0o700): Promise<void> {
  await chmod(path, mode);
  if (account.ids) await chown(path, account.ids.uid, account.ids.gid);
}

async function madeFolder(folder: string): Promise<string> {
  try {
    await makeFolder(folder, 0o777);
    return await realpath(folder);
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'startFailed',
      `无法建立数据文件夹 ${folder}，请检查 DATA_DIR 及其权限。`,
      `Cannot make the data folder ${folder}: check DATA_DIR and its permissions.`,
      { cause, output: String(cause) },
    );
  }
}

async function checkOwner({ clusterDir, logDir, account }: Place): Promise<void> {
  const found = await stat(clusterDir).catch(() => undefined);
  if (!found || process.platform === 'win32') return;
  // A backup restored by root belongs to root; the server must own its files.
  if (account.ids) {
    if (found.uid !== account.ids.uid) await run('chown', ['-R', `${account.ids.uid}:${account.ids.gid}`, clusterDir, logDir]);
    return;
  }
  if (found.uid === process.getuid?.()) return;
  throw new EmbeddedDatabaseError(
    'startFailed',
    `数据库文件夹 ${clusterDir} 属于另一个系统用户（uid ${found.uid}）。请用该用户或 root 启动，或执行 “chown -R $(id -u) ${dirname(clusterDir)}”。`,
    `The database folder ${clusterDir} belongs to another system user (uid ${found.uid}). Start as that user or as root, or run "chown -R $(id -u) ${dirname(clusterDir)}".`,
  );
}

async function checkVersion({ clusterDir, binaries }: Place): Promise<void> {
  const found = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found === undefined) return;
  const [has, ours] = [found.trim(), await majorVersion(binaries)];
  if (has === ours) return;
  throw new EmbeddedDatabaseError(
    'otherMajorVersion',
    `${clusterDir} 是 PostgreSQL ${has} 的数据，而本程序自带 PostgreSQL ${ours}，不能直接打开。请任选一种办法：用原来的版本 pg_dump 导出后在新的 DATA_DIR 中导入；用 pg_upgrade 升级该文件夹；或用 PostgreSQL ${has} 打开它，并设置 DATABASE_URL。`,
    `${clusterDir} holds data of PostgreSQL ${has}, but this program brings PostgreSQL ${ours} and cannot open it. Either export with pg_dump of version ${has} and import into a new DATA_DIR, or upgrade the folder with pg_upgrade, or run PostgreSQL ${has} on it and set DATABASE_URL.`,
  );
}
