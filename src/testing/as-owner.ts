import pg from 'pg';
import type { Connection } from '../platform/db/database.ts';

/** Does what only the database's owner may, as migrations do. */
export async function asOwner<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
