import { CamelCasePlugin, Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import Cursor from 'pg-cursor';
import type { CityId } from '../../kernel/ids.ts';
import { keepPlans } from './kept-plans.ts';
import { Read, Tx } from './read.ts';

// count(*) and bigint arrive as numbers: every count here stays far below 2^53. Days stay text: a Date would shift them by the server's zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type Connection =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string };

export const APP_ROLE = 'tongchuang_app';

/** The application's two doors to the database: one reads only, one writes. Both act as the role that cannot change the journal. */
export interface Database {
  read<T>(cityId: CityId, work: (read: Read) => Promise<T>): Promise<T>;
  /** One transaction: commits when the work returns, rolls back when it throws. */
  write<T>(cityId: CityId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A reader outside any transaction, each statement on its own; for GET requests. */
  reader(cityId: CityId): Read;
  /**
   * One statement of its own on the writing side, which stands whatever becomes of the caller's transaction. It has
   * connections of its own, so that callers who hold one never wait for each other.
   */
  apart<Row>(query: RawBuilder<Row>): Promise<Row[]>;
  /** For libraries that bring their own tables (jobs, sign-in). */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly write: Connection;
  /** A replica; without it reads go to the same database. */
  readonly read?: Connection;
  readonly poolSize: number;
}

function poolOf(connection: Connection, size: number, readOnly: boolean, statementTimeout: string): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: readOnly ? 'tongchuang-read' : 'tongchuang',
    // A screen's query that takes longer than 15 s is a defect; a writing transaction holds locks, so 30 s is its limit.
    options: `-c role=${APP_ROLE} -c timezone=UTC -c statement_timeout=${statementTimeout} -c idle_in_transaction_session_timeout=60s${readOnly ? ' -c default_transaction_read_only=on' : ''}`,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that dies while it is in use: its query fails and says so, the pool listens only to idle ones.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    keepPlans(client);
  });
  return pool;
}

const kyselyOn = (pool: pg.Pool) =>
  new Kysely<unknown>({
    dialect: new PostgresDialect({ pool, cursor: Cursor }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

/** Statements of 0.3 ms: three connections carry 2,000 a second on two busy cores. */
const APART_CONNECTIONS = 3;

/** Opens the pools. They connect when first used. */
export function openDatabase(options: DatabaseOptions): Database {
  const writePool = poolOf(options.write, options.poolSize, false, '30s');
  const readPool = poolOf(options.read ?? options.write, options.poolSize, true, '15s');
  const apartDb = kyselyOn(poolOf(options.write, APART_CONNECTIONS, false, '5s'));
  const writeDb = kyselyOn(writePool);
  const readDb = kyselyOn(readPool);
  return {
    pool: writePool,
    reader: (cityId) => new Read(cityId, readDb),
    read: async (cityId, work) =>
      readDb
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((trx) => work(new Read(cityId, trx))),
    apart: async (query) => (await query.execute(apartDb)).rows,
    write: async (cityId, work) => writeDb.transaction().execute((trx) => work(new Tx(cityId, trx))),
    close: async () => {
      await Promise.all([writeDb.destroy(), readDb.destroy(), apartDb.destroy()]);
    },
  };
}

/** Does the database answer? @throws the driver's error when not. */
export async function ping(database: Database): Promise<void> {
  await database.reader(0).rows(sql`select 1`);
}
