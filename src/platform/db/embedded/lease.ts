import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Endpoint } from './endpoint.ts';
import { giveTo, type Place } from './place.ts';
import { runsAt } from './postmaster.ts';
import { isBusy, isWrongPassword, UserLock } from './user-lock.ts';

/** Milliseconds. A restart of all backends takes 100, recovering a large log some thousands; what cannot start is left alone for longer. */
const SHORTEST_WAIT = 100;
const LONGEST_WAIT = 30_000;
/** Milliseconds between two tries or looks of one who leaves. */
const TURN = 50;
/** Milliseconds that one who leaves tries to reach a server whose process lives. */
const PATIENCE = 30_000;
/**
 * Who joined again less than so many milliseconds ago looks so often for others before it takes itself for the
 * last: they try every 100 ms, too. Looks are counted, not time: a machine that stalls stalls both sides.
 */
const UNSETTLED = 10_000;
const LOOKS = 20;

export interface Server {
  readonly place: Place;
  readonly endpoint: Endpoint;
  readonly secret: string;
}

/**
 * `last`: nobody else is left, and nobody can join until `close` or the end of the server. `gone`: there is no server here any
 * more. `others`: it has other users, or could not be asked for half a minute; then it stays for whoever starts next.
 */
export type Left = 'last' | 'gone' | 'others';

type Keeper = { startAgain: () => Promise<boolean>; onTrouble: (error: unknown) => void };

/**
 * Several processes may use one cluster (a server, its worker, a command beside them); the last one
 * out shuts it down. Each holds a shared advisory lock on its own connection, which PostgreSQL
 * releases when the process dies, however it dies: there are no files to go stale. Shutting down
 * takes the exclusive lock, so nobody can join in the meantime.
 *
 * A lease first stays, then leaves. While it stays, one loop holds its one lock and renews it when it
 * is lost; leaving begins when that loop has ended, an attempt under way with it. So there is never
 * more than one connection, and its own lock never looks like that of another user.
 */
export class Lease {
  readonly #server: Server;
  /** The latest one; it may be lost. */
  #lock: UserLock;
  #keeper: Keeper | null = null;
  #joinedAgain = -Infinity;
  readonly #leaving = new AbortController();
  readonly #staying: Promise<void>;

  private constructor(server: Server, lock: UserLock) {
    this.#server = server;
    this.#lock = lock;
    this.#staying = this.#stay(this.#leaving.signal);
  }

  /**
   * Connects and joins the users of the cluster.
   * @throws the error of pg: see `isNotYet` and `isWrongPassword`
   */
  static async take(server: Server): Promise<Lease> {
    return new Lease(server, await awake(UserLock.take(server.endpoint, server.secret)));
  }

  /** From now on a server that does not listen any more is started by `startAgain`; it says whether it did. */
  keepUp(startAgain: () => Promise<boolean>, onTrouble: (error: unknown) => void): void {
    this.#keeper = { startAgain, onTrouble };
  }

  /** Runs one statement on this lease's connection to the database "postgres". */
  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return awake(this.#lock.query<Row>(text, values));
  }

  /** Leaves. A start under way is seen to its end first. */
  async release(): Promise<Left> {
    this.#leaving.abort();
    return awake(this.#leave());
  }

  async close(): Promise<void> {
    this.#leaving.abort();
    await awake(this.#staying.then(() => this.#lock.end()));
  }

  /** When a backend crashes, the server ends all connections and goes on: join again, as often as it takes. */
  async #stay(signal: AbortSignal): Promise<void> {
    let wait = SHORTEST_WAIT;
    while (!signal.aborted) {
      await this.#lock.lost(signal);
      if (signal.aborted) return;
      try {
        await this.#joinAgain();
        wait = SHORTEST_WAIT;
      } catch (error) {
        if (isWrongPassword(error)) return;
        const keeper = isBusy(error) || signal.aborted ? null : this.#keeper;
        const started = await keeper?.startAgain().catch((reason: unknown) => {
          wait = Math.min(wait * 2, LONGEST_WAIT);
          keeper.onTrouble(reason);
        });
        if (!started) await setTimeout(wait, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  }

  async #leave(): Promise<Left> {
    await this.#staying;
    for (const giveUp = performance.now() + PATIENCE; ;) {
      try {
        if (!this.#lock.isHeld) await this.#joinAgain();
        await this.#letOthersJoin();
        return (await this.#lock.makeExclusive()) ? 'last' : 'others';
      } catch (error) {
        await this.#lock.end();
        // A server that recovers has no users, but those whose connections it cut are about to join again.
        const { place, endpoint } = this.#server;
        if (!(await runsAt(place.clusterDir, endpoint))) return 'gone';
        if (isWrongPassword(error) || performance.now() > giveUp) return 'others';
        await setTimeout(TURN);
      }
    }
  }

  async #joinAgain(): Promise<void> {
    this.#lock = await UserLock.take(this.#server.endpoint, this.#server.secret);
    this.#joinedAgain = performance.now();
  }

  /** After a restart the first to be back is not the only one. */
  async #letOthersJoin(): Promise<void> {
    if (performance.now() - this.#joinedAgain > UNSETTLED) return;
    for (let look = 0; look < LOOKS && !(await this.#lock.hasOthers()); look++) await setTimeout(TURN);
  }
}

/** The connection of a lease does not keep our process alive; while we wait for an answer on it, this does. */
async function awake<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {}, PATIENCE);
  return work.finally(() => clearInterval(timer));
}

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
