import { join } from 'node:path';
import Fastify from 'fastify';
import pg from 'pg';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { load, timedOf, warmUp, type Timed } from './load.ts';

/** The machine's limit: Fastify alone, one query by a primary key, a small JSON answer. */
export async function bareFastify(folder: string, seconds: number): Promise<Timed> {
  const database = await startEmbedded({ dataDir: join(folder, 'bare') });
  const pool = new pg.Pool({ ...database.connection, max: 12 });
  await pool.query('create table things (id integer primary key, name text not null)');
  await pool.query(`insert into things select n, 'thing ' || n from generate_series(1, 10000) n`);
  const app = Fastify();
  app.get('/things/:id', async (request) => {
    const { id } = request.params as { id: string };
    return (await pool.query('select id, name from things where id = $1', [Number(id)])).rows[0];
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const request = { url: `${address}/things/4711` };
    await warmUp(request);
    return timedOf([await load(request, seconds)]);
  } finally {
    await app.close();
    await pool.end();
    await database.stop();
  }
}
