import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Endpoint } from './endpoint.ts';
import { giveTo, SUPERUSER, type Place } from './place.ts';

/**
 * Several processes may use one cluster (a server, its worker, a command beside them); the last one
 * out shuts it down. Each holds a shared advisory lock on its own connection, which PostgreSQL
 * releases when the process dies, however it dies: there are no files to go stale. Shutting down
 * takes the exclusive lock, so nobody can join in the meantime.
 */
const LOCK = '1953459815, 1'; // "tong" in ASCII (hexadecimal literals came with 16); locks belong to a database, and this one is in "postgres"

/** Milliseconds. A restart of all backends takes 100, recovering a large log some thousands; what cannot start is left alone for longer. */
const SHORTEST_WAIT = 250;
const LONGEST_WAIT = 30_000;

export class Lease {
  readonly #endpoint: Endpoint;
  readonly #secret: string;
  #client: Client;
  #released = false;
  #start: (() => Promise<boolean>) | null = null;
  #onTrouble: (error: unknown) => void = () => undefined;
  #starting: Promise<boolean> | null = null;
  #wait = SHORTEST_WAIT;

  private constructor(endpoint: Endpoint, secret: string, client: Client) {
    this.#endpoint = endpoint;
    this.#secret = secret;
    this.#client = this.#guard(client);
  }

  /**
   * Connects and joins the users of the cluster.
   * @throws the error of pg: see `isNotYet` and `isWrongPassword`
   */
  static async take(endpoint: Endpoint, secret: string): Promise<Lease> {
    return new Lease(endpoint, secret, await connectAndLock(endpoint, secret));
  }

  /** From now on a server that does not listen any more is started by `startAgain`; it says whether it did. */
  keepUp(startAgain: () => Promise<boolean>, onTrouble: (error: unknown) => void): void {
    this.#start = startAgain;
    this.#onTrouble = onTrouble;
  }

  /** Runs one statement on this lease's connection to the database "postgres". */
  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    setRef(this.#client, true);
    try {
      return (await this.#client.query<Row>(text, values)).rows;
    } finally {
      setRef(this.#client, false);
    }
  }

  /**
   * Leaves. True: nobody else is left and nobody can join until `close` or the end of the server.
   * A server that does not answer has no other users either.
   */
  async release(): Promise<boolean> {
    this.#released = true;
    // A start that has begun is seen to its end, so that what it started is shut down.
    await this.#starting;
    try {
      return await this.#isLast().catch(async () => {
        // The connection was cut and not yet renewed: the server may have restarted with other users on it.
        this.#client = await connectAndLock(this.#endpoint, this.#secret);
        return this.#isLast();
      });
    } catch {
      return true;
    }
  }

  async #isLast(): Promise<boolean> {
    setRef(this.#client, true);
    await this.#client.query('select pg_advisory_unlock_all()');
    const { rows } = await this.#client.query<{ last: boolean }>(`select pg_try_advisory_lock(${LOCK}) as last`);
    return rows[0]?.last ?? false;
  }

  async close(): Promise<void> {
    this.#released = true;
    await this.#client.end().catch(() => {});
  }

  /** When a backend crashes, the server ends all connections and goes on: join again. */
  #guard(client: Client): Client {
    client.once('end', () => this.#rejoin());
    // The application's own connections keep the process alive, not this one.
    setRef(client, false);
    return client;
  }

  #rejoin(): void {
    if (this.#released) return;
    connectAndLock(this.#endpoint, this.#secret).then(
      async (client) => {
        this.#wait = SHORTEST_WAIT;
        this.#client = this.#guard(client);
        if (this.#released) await client.end();
      },
      async (error: unknown) => {
        if (isWrongPassword(error)) return;
        const started = !isBusy(error) && (await this.#startAgain());
        setTimeout(() => this.#rejoin(), started ? 0 : this.#wait).unref();
      },
    );
  }

  async #startAgain(): Promise<boolean> {
    if (this.#released || !this.#start) return false;
    this.#starting = this.#start().catch((error: unknown) => {
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
      this.#onTrouble(error);
      return false;
    });
    return this.#starting;
  }
}

async function connectAndLock(endpoint: Endpoint, secret: string): Promise<Client> {
  const client = new Client({
    ...endpoint,
    user: SUPERUSER,
    password: secret,
    database: 'postgres',
    ssl: false,
    application_name: 'tongchuang-lease',
    connectionTimeoutMillis: 10_000,
    options: '-c idle_session_timeout=0',
  });
  // Without a listener, an end of the server would end our process.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${LOCK})`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** pg has ref() and unref(), its type declarations have not. */
function setRef(client: Client, keepsAlive: boolean): void {
  const handle = client as Client & { ref(): void; unref(): void };
  if (keepsAlive) handle.ref();
  else handle.unref();
}

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code ?? '';

/** The server is starting, recovering or shutting down, and says so. */
export const isBusy = (error: unknown) => ['57P01', '57P02', '57P03', '53300'].includes(codeOf(error));

/** Not listening (yet), or the connection was cut. */
export const isNotYet = (error: unknown) =>
  isBusy(error) ||
  ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAGAIN'].includes(codeOf(error)) ||
  /Connection terminated|timeout expired/.test(String(error));

export const isWrongPassword = (error: unknown) => ['28P01', '28000'].includes(codeOf(error));

/** Does this server really serve this folder? It must be able to read back what we just wrote there. */
export async function servesFolder(lease: Lease, { clusterDir, account }: Place): Promise<boolean> {
  const [name, token] = [`tongchuang-${randomUUID()}`, randomUUID()];
  const file = join(clusterDir, name);
  try {
    await writeFile(file, token, { mode: 0o600 });
    await giveTo(account, file, 0o600);
    const rows = await lease.query<{ read: string | null }>('select pg_read_file($1, true) as read', [name]);
    return rows[0]?.read === token;
  } finally {
    await rm(file, { force: true });
  }
}
