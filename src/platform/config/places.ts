import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../folder.ts';
import { ConfigError, examine, type Config, type Examined } from './config.ts';

/** What a process does with its settings. */
export interface Use {
  /** Rescue and migration run beside a server that holds the port. */
  readonly listens: boolean;
}

/**
 * Reads the settings and tries the places that they name: can we listen there, can the folders be written?
 * @throws ConfigError naming every wrong setting, not only the first.
 */
export async function readSettings(env: Readonly<Record<string, string | undefined>>, use: Use): Promise<Config> {
  const examined = examine(env);
  const places = await Promise.all([
    use.listens && examined.config.worker !== 'only' ? placeToListen(examined) : null,
    dataFolder(examined),
    storageFolder(examined),
  ]);
  const sentences = [...examined.sentences, ...places.filter((sentence) => sentence !== null)];
  if (sentences.length > 0) throw new ConfigError(sentences);
  return examined.config;
}

/** Address of the server itself; an IPv6 address stands in brackets. */
export const addressOf = ({ host, port }: Pick<Config, 'host' | 'port'>): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Why one cannot listen there. @throws the error itself when the settings are not at fault */
export function listenFault(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): string {
  const code = String(error instanceof Error && 'code' in error ? error.code : '');
  if (code === 'EADDRINUSE')
    return `PORT ${port} 已被别的程序占用，请停下它或换一个 / PORT ${port} is in use by another program: stop it or choose another`;
  if (code === 'EACCES')
    return `PORT ${port} 不许本用户监听，请换 1024 以上的 / PORT ${port} may not be listened on by this user: choose one from 1024 up`;
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
    return `HOST ${host} 不是本机的地址 / HOST ${host} is not an address of this machine`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST ${host} 查不到地址，请写本机的 IP 地址或主机名 / HOST ${host} cannot be resolved: give an address or a name of this machine`;
  throw error;
}

async function placeToListen({ config, wrong }: Examined): Promise<string | null> {
  if (wrong.has('HOST') || wrong.has('PORT')) return null;
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host: config.host, port: config.port }, resolve);
    });
    await new Promise((resolve) => server.close(resolve));
    return null;
  } catch (error) {
    return listenFault(error, config);
  }
}

const needsDataFolder = ({ databaseUrl, storageUrl, secret }: Config) => databaseUrl === null || storageUrl === null || secret === null;

async function dataFolder({ config, wrong }: Examined): Promise<string | null> {
  if (wrong.has('DATA_DIR') || !needsDataFolder(config)) return null;
  return folderFault('DATA_DIR', config.dataDir, 0o700);
}

async function storageFolder({ config }: Examined): Promise<string | null> {
  return config.storageUrl?.startsWith('file:') ? folderFault('STORAGE_URL', fileURLToPath(config.storageUrl), 0o777) : null;
}

async function folderFault(name: string, folder: string, mode: number): Promise<string | null> {
  try {
    await makeFolder(folder, mode);
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    const { message } = error as Error;
    return `${name} 的文件夹 ${folder} 建不了或写不了 / the folder ${folder} of ${name} cannot be made or written: ${message}`;
  }
}
