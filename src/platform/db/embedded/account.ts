import { spawn, type SpawnOptions } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { EmbeddedDatabaseError } from './error.ts';

/**
 * Under which system account PostgreSQL's processes run. PostgreSQL refuses to run as root, so a
 * root process hands them to somebody else; everybody else runs them as themselves.
 */
export interface Account {
  /** Numeric owner of the cluster's files; undefined when we are not root. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  /** The capability the account needs to pass a root-only folder, e.g. below /root. */
  readonly passage: 'dac_read_search' | 'dac_override' | undefined;
}

export const OURSELVES: Account = { ids: undefined, passage: undefined };

export interface Ran {
  readonly code: number | null;
  /** Standard output and standard error, in order of arrival. */
  readonly output: string;
}

/**
 * Program, arguments and spawn options that start `program` under `account`.
 * The environment is minimal: PGOPTIONS, PGDATA and the like must not change the cluster, and
 * the server need not know our secrets. cwd is "/" because ours may be closed to the account.
 */
export function command(account: Account, program: string, args: readonly string[]) {
  const { PATH, TMPDIR, SystemRoot, TEMP, TMP } = process.env;
  const windows = process.platform === 'win32';
  const options: SpawnOptions = {
    env: { PATH, LC_ALL: 'C', TZ: 'UTC', ...(TMPDIR && { TMPDIR }), ...(windows && { SystemRoot, TEMP, TMP }) },
    cwd: windows ? undefined : '/',
    windowsHide: true,
  };
  if (!account.ids) return { program, args: [...args], options };
  if (!account.passage) return { program, args: [...args], options: { ...options, ...account.ids } };
  // setpriv replaces itself by the program, so the process id stays that of the program.
  const capability = `-all,+${account.passage}`;
  const { uid, gid } = account.ids;
  const become = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${capability}`, `--ambient-caps=${capability}`];
  return { program: 'setpriv', args: [...become, '--no-new-privs', program, ...args], options };
}

/** Runs a short program to its end. Rejects only if it cannot be started. */
export function run(program: string, args: readonly string[], account: Account = OURSELVES): Promise<Ran> {
  const start = command(account, program, args);
  return new Promise((resolve, reject) => {
    const child = spawn(start.program, start.args, { ...start.options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/**
 * Chooses the account for a data folder.
 * @param folders folders and programs that PostgreSQL must be able to reach
 * @throws EmbeddedDatabaseError startFailed: no usable account, or no way to a root-only folder
 */
export async function chooseAccount(dataDir: string, clusterDir: string, folders: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0) return OURSELVES;
  const ids = (await ownerOf(clusterDir)) ?? (await knownOwner(dataDir)) ?? (await systemAccount());
  if (!ids) {
    throw new EmbeddedDatabaseError(
      'startFailed',
      'PostgreSQL 不能以 root 身份运行，本机也没有可用的普通系统用户。请先执行 “useradd --system tongchuang”，或改用普通用户启动。',
      'PostgreSQL refuses to run as root and no unprivileged system user could be found or created. Run "useradd --system tongchuang" first, or start as an ordinary user.',
    );
  }
  return { ids, passage: await neededPassage(ids, folders) };
}

/** The owner of an existing cluster stays its owner. One that root copied here (a restored backup) gets a new one. */
async function ownerOf(folder: string) {
  const found = await stat(folder).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

/** `sudo npm start` in somebody's home: that person can reach the folder and can go on without sudo later. */
async function knownOwner(folder: string) {
  const owner = await ownerOf(folder);
  // initdb insists on a name in the user database, which a bare number from a container lacks.
  return owner && (await run('id', ['-un', String(owner.uid)])).code === 0 ? owner : undefined;
}

async function systemAccount() {
  const existing = (await lookUp('tongchuang')) ?? (await lookUp('postgres'));
  if (existing) return existing;
  // "nobody" last: other services may run under it and would own our files as well.
  const made = await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'tongchuang'])
    .catch(() => run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'tongchuang']))
    .catch(() => undefined);
  return (made && (await lookUp('tongchuang'))) ?? (await lookUp('nobody'));
}

async function lookUp(name: string) {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined;
}

/**
 * A checkout below /root (0700) is common on rented servers: neither the data nor the programs can
 * be reached by another account. On Linux we then give the server the one capability to pass closed
 * folders: reading only where we may hand that on, Docker's default set has only the wider one.
 */
async function neededPassage(ids: { uid: number; gid: number }, folders: readonly string[]): Promise<Account['passage']> {
  const tests = folders.map((_, index) => `test -x "$${index + 1}"`).join(' && ');
  const reachable = await run('/bin/sh', ['-c', tests, 'sh', ...folders], { ids, passage: undefined });
  if (reachable.code === 0) return undefined;
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  const bits = { dac_read_search: 2n, dac_override: 1n } as const;
  for (const passage of ['dac_read_search', 'dac_override'] as const) {
    if (!((effective >> bits[passage]) & 1n)) continue;
    const tried = await run('/bin/sh', ['-c', tests, 'sh', ...folders], { ids, passage }).catch(() => undefined);
    if (tried?.code === 0) return passage;
  }
  throw new EmbeddedDatabaseError(
    'startFailed',
    `PostgreSQL 不能以 root 身份运行，而系统用户（uid ${ids.uid}）进不了下列文件夹之一：${folders.join('、')}。请把 DATA_DIR 和程序放到 /srv 或 /opt 之类的位置，或改用普通用户启动。`,
    `PostgreSQL refuses to run as root, and the system user (uid ${ids.uid}) cannot reach one of these: ${folders.join(', ')}. Put DATA_DIR and the program below /srv or /opt, or start as an ordinary user.`,
  );
}
