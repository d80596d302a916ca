import pg from 'pg';
import type { Connection } from './database.ts';

const FIRST_RETRY = 500;
const LONGEST_RETRY = 30_000;

export interface Listening {
  /** The first connection stands, or has failed and is tried again. */
  readonly begun: Promise<void>;
  stop(): Promise<void>;
}

export interface Listener {
  readonly connection: Connection;
  readonly channel: string;
  /** How the connection is called in the database's list of sessions. */
  readonly name: string;
  /** Null after a connection was lost and stands again: what was told meanwhile is only found by looking. */
  readonly onTold: (payload: string | null) => void;
  readonly onError: (error: unknown) => void;
}

/** Listens to a channel of the database until stopped; a connection that breaks is opened again, with growing waits. */
export function listen({ connection, channel, name, onTold, onError }: Listener): Listening {
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let wait = FIRST_RETRY;
  let stopped = false;

  const lost = (broken: pg.Client, error: unknown) => {
    if (stopped || broken !== client) return;
    client = null;
    onError(error);
    void broken.end().catch(() => undefined);
    retry = setTimeout(() => void begin().then((stands) => stands && onTold(null)), wait);
    retry.unref();
    wait = Math.min(wait * 2, LONGEST_RETRY);
  };

  const begin = async (): Promise<boolean> => {
    const next = new pg.Client({ ...connection, application_name: name });
    client = next;
    next.on('notification', ({ payload }) => onTold(payload ?? ''));
    next.on('error', (error) => lost(next, error));
    next.on('end', () => lost(next, new Error(`the connection of ${name} ended`)));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      wait = FIRST_RETRY;
      return true;
    } catch (error) {
      lost(next, error);
      return false;
    }
  };

  return {
    begun: begin().then(() => undefined),
    stop: async () => {
      stopped = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
