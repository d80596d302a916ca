import type { CityId, Id } from '../../kernel/ids.ts';
import type { Connection } from '../db/database.ts';
import { listen, type Listening } from '../db/listen.ts';
import { NOTICE_CHANNEL } from './tables.ts';

const keyOf = (cityId: CityId, personId: Id) => `${cityId}:${personId}`;

/**
 * Wakes open windows when their person was told something, by whichever process. One database connection listens for
 * all of them; it is opened with the first window, and opened again when it breaks.
 */
export class NoticeHub {
  private readonly windows = new Map<string, Set<() => void>>();
  private listening: Listening | null = null;
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
    this.wakeAll();
    await this.listening?.stop();
  }

  private wakeAll(): void {
    for (const mine of this.windows.values()) for (const wake of mine) wake();
  }

  private async listen(): Promise<void> {
    if (this.closed) return;
    this.listening ??= listen({
      connection: this.connection,
      channel: NOTICE_CHANNEL,
      name: 'tongchuang-notices',
      onTold: (payload) => {
        if (payload === null) return this.wakeAll();
        for (const wake of this.windows.get(payload) ?? []) wake();
      },
      onError: this.onError,
    });
    await this.listening.begun;
  }
}
