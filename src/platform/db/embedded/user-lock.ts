import { once } from 'node:events';
import { Socket } from 'node:net';
import { Client } from 'pg';
import type { Endpoint } from './endpoint.ts';
import { SUPERUSER } from './place.ts';

const LOCK = '1953459815, 1'; // "tong" in ASCII (hexadecimal literals came with 16); locks belong to a database, and this one is in "postgres"

/** Milliseconds. Who holds the exclusive lock ends the server, as a rule in less than one second. */
const LOCK_WAIT = 10_000;
/** Milliseconds for a connection, and for an answer on it; above LOCK_WAIT, so that the server gives up waiting before we do. */
const ANSWER = 12_000;
/** Milliseconds for a server that we bid farewell to hang up. */
const FAREWELL = 3_000;

/**
 * The lock of one user of a cluster, on a connection of its own: shared while it uses it, exclusive to
 * shut it down. A connection that has ended is not renewed: take another lock.
 */
export class UserLock {
  readonly #socket = new Socket();
  readonly #client: Client;

  private constructor(endpoint: Endpoint, secret: string) {
    this.#client = new Client({
      ...endpoint,
      user: SUPERUSER,
      password: secret,
      database: 'postgres',
      ssl: false,
      stream: () => this.#socket,
      application_name: 'tongchuang-lease',
      connectionTimeoutMillis: ANSWER,
      options: '-c idle_session_timeout=0',
    });
    // Without a listener, an end of the server would end our process.
    this.#client.on('error', () => {});
    // The application's own connections keep the process alive, not this one.
    this.#socket.unref();
  }

  /**
   * Connects and takes the shared lock.
   * @throws the error of pg: see `isBusy`, `isNotYet` and `isWrongPassword`
   */
  static async take(endpoint: Endpoint, secret: string): Promise<UserLock> {
    const lock = new UserLock(endpoint, secret);
    try {
      await lock.#client.connect();
      await lock.#ask(`set local lock_timeout = ${LOCK_WAIT}; select pg_advisory_lock_shared(${LOCK})`);
      return lock;
    } catch (error) {
      await lock.end();
      throw error;
    }
  }

  /** False once the connection has ended, and the lock with it. */
  get isHeld(): boolean {
    return !this.#socket.destroyed;
  }

  /** Resolves when the connection has ended, or at the signal. */
  async lost(signal: AbortSignal): Promise<void> {
    if (this.isHeld) await once(this.#socket, 'close', { signal }).catch(() => {});
  }

  /** Do others hold the lock, or wait for it? */
  async hasOthers(): Promise<boolean> {
    const { rows } = await this.#ask<{ others: boolean }>(
      `select count(*) > 0 as others from pg_locks where locktype = 'advisory' and (classid, objid) = (${LOCK}) and pid <> pg_backend_pid()`,
    );
    return rows[0]?.others ?? true;
  }

  /** Lets go of the shared lock. True: nobody else had one, and nobody can have one until this connection ends. */
  async makeExclusive(): Promise<boolean> {
    // Let go first: of two users who leave at once, neither would be the last as long as both hold it.
    await this.#ask('select pg_advisory_unlock_all()');
    const { rows } = await this.#ask<{ last: boolean }>(`select pg_try_advisory_lock(${LOCK}) as last`);
    return rows[0]?.last ?? false;
  }

  /** Runs one statement, which may take its time. */
  async query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return (await this.#client.query<Row>(text, values)).rows;
  }

  /** Ends the connection, if it has not ended; with the server's answer, so that the lock is free afterwards. Never throws. */
  async end(): Promise<void> {
    const impatient = setTimeout(() => this.#socket.destroy(), FAREWELL);
    await this.#client.end().catch(() => {});
    clearTimeout(impatient);
  }

  async #ask<Row extends object>(text: string) {
    const impatient = setTimeout(() => this.#socket.destroy(), ANSWER);
    return this.#client.query<Row>(text).finally(() => clearTimeout(impatient));
  }
}

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code ?? '';

/** The server is starting, recovering or shutting down, and says so; or another user is about to shut it down (55P03). */
export const isBusy = (error: unknown) => ['57P01', '57P02', '57P03', '53300', '55P03'].includes(codeOf(error));

/** Not listening (yet), or the connection was cut. */
export const isNotYet = (error: unknown) =>
  isBusy(error) ||
  ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAGAIN'].includes(codeOf(error)) ||
  /Connection terminated|timeout expired|not queryable/.test(String(error));

export const isWrongPassword = (error: unknown) => ['28P01', '28000'].includes(codeOf(error));
