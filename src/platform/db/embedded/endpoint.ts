import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Account } from './account.ts';
import { giveTo } from './place.ts';

/** Where the server listens: `host` is a folder (Unix socket) or 127.0.0.1. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Only part of the socket's file name, no TCP port is opened. */
const SOCKET_PORT = 5432;
/** sizeof(sockaddr_un.sun_path) less the closing zero. */
const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;
const SOCKET_FOLDER = 'tongchuang-pg-';

export const isSocket = ({ host }: Endpoint) => host !== '127.0.0.1';
const isTemporary = (endpoint: Endpoint) => isSocket(endpoint) && basename(endpoint.host).startsWith(SOCKET_FOLDER);
export const socketPath = ({ host, port }: Endpoint) => join(host, `.s.PGSQL.${port}`);

/**
 * Ways to listen, best first; the next one is tried when the server cannot open the one before (some
 * mounted file systems have no sockets). In the cluster's own folder (0700) only its owner can connect.
 */
export const ENDPOINTS: readonly ((clusterDir: string, account: Account) => Promise<Endpoint | undefined>)[] =
  process.platform === 'win32' ? [loopback] : [inCluster, inTemporaryFolder, loopback];

async function inCluster(clusterDir: string): Promise<Endpoint | undefined> {
  return fits({ host: clusterDir, port: SOCKET_PORT });
}

async function inTemporaryFolder(_clusterDir: string, account: Account): Promise<Endpoint | undefined> {
  if (!fits({ host: join(tmpdir(), `${SOCKET_FOLDER}XXXXXX`), port: SOCKET_PORT })) return undefined;
  // A random name: a fixed one in a folder open to all could be taken by somebody else first.
  const host = await mkdtemp(join(tmpdir(), SOCKET_FOLDER));
  await giveTo(account, host);
  return { host, port: SOCKET_PORT };
}

async function loopback(): Promise<Endpoint> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { host: '127.0.0.1', port };
}

function fits(endpoint: Endpoint): Endpoint | undefined {
  return Buffer.byteLength(socketPath(endpoint)) <= LONGEST_SOCKET_PATH ? endpoint : undefined;
}

/** Server settings that make it listen there and nowhere else. */
export function listenSettings(endpoint: Endpoint): Record<string, string> {
  const socket = isSocket(endpoint);
  return {
    listen_addresses: socket ? '' : endpoint.host,
    port: String(endpoint.port),
    // The value is a list: quoted, so that a comma or a space in the path is no separator.
    unix_socket_directories: socket ? `"${endpoint.host.replaceAll('"', '""')}"` : '',
    unix_socket_permissions: '0700',
  };
}

/** Removes the temporary socket folder, if that is what it is. */
export async function tidy(endpoint: Endpoint): Promise<void> {
  if (isTemporary(endpoint)) await rm(endpoint.host, { recursive: true, force: true });
}

/** Makes sure that the temporary socket folder is there, under the name that it had. */
export async function remake(endpoint: Endpoint, account: Account): Promise<void> {
  if (!isTemporary(endpoint)) return;
  await mkdir(endpoint.host, { recursive: true, mode: 0o700 });
  await giveTo(account, endpoint.host);
}

/** Does anybody accept connections on this Unix socket? */
export function answers(endpoint: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(endpoint));
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
