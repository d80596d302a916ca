import pg from 'pg';
import type { CityId, Id } from '../../kernel/ids.ts';
import type { Connection } from '../db/database.ts';
import { NOTICE_CHANNEL } from './tables.ts';

const FIRST_RETRY = 500;
const LONGEST_RETRY = 30_000;

const keyOf = (cityId: CityId, personId: Id) => `${cityId}:${personId}`;

/**
 * Wakes open windows when their person was told something, by whichever process. One database connection listens for
 * all of them; it is opened with the first window, and opened again when it breaks.
 */
export class NoticeHub {
  private readonly windows = new Map<string, Set<() => void>>();
  private listener: Promise<pg.Client> | null = null;
  private retry: NodeJS.Timeout | null = null;
  private wait = FIRST_RETRY;
  private closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Windows of one person that are open in this process. */
  count(cityId: CityId, personId: Id): number {
    return this.windows.get(keyOf(cityId, personId))?.size ?? 0;
  }

  /** Calls `wake` from now on until the answer is called. Resolves when the listener listens. */
  async open(cityId: CityId, personId: Id, wake: () => void): Promise<() => void> {
    const key = keyOf(cityId, personId);
    const mine = this.windows.get(key) ?? new Set();
    this.windows.set(key, mine.add(wake));
    await this.listen();
    return () => {
      mine.delete(wake);
      if (mine.size === 0 && this.windows.get(key) === mine) this.windows.delete(key);
    };
  }

  /** Wakes every window a last time and lets the connection go. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.retry) clearTimeout(this.retry);
    this.wakeAll();
    const client = await this.listener?.catch(() => null);
    await client?.end().catch(() => undefined);
  }

  private wakeAll(): void {
    for (const mine of this.windows.values()) for (const wake of mine) wake();
  }

  private async listen(): Promise<void> {
    if (this.closed) return;
    this.listener ??= this.connect();
    await this.listener.catch((error: unknown) => this.lost(error));
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...this.connection, application_name: 'tongchuang-notices' });
    client.on('notification', ({ payload }) => {
      for (const wake of this.windows.get(payload ?? '') ?? []) wake();
    });
    client.on('error', (error) => this.lost(error));
    await client.connect();
    await client.query(`listen ${NOTICE_CHANNEL}`);
    this.wait = FIRST_RETRY;
    return client;
  }

  private lost(error: unknown): void {
    if (this.closed || this.retry) return;
    this.onError(error);
    this.listener = null;
    this.retry = setTimeout(() => {
      this.retry = null;
      // What was told meanwhile is found by looking.
      void this.listen().then(() => this.wakeAll());
    }, this.wait);
    this.retry.unref();
    this.wait = Math.min(this.wait * 2, LONGEST_RETRY);
  }
}
