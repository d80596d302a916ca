import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openDatabase, type Connection } from './platform/db/database.ts';
import { migrate, MigrationError } from './platform/db/migrate.ts';
import { startTestCluster, type TestCluster } from './platform/testing/cluster.ts';
import { asOwner } from './testing/as-owner.ts';

/** A PostgreSQL of the city's own, where the product's login is no superuser. Roles belong to a cluster, so this has one of its own. */

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.stop());

const asSuperuser = (...statements: readonly string[]) =>
  asOwner({ ...cluster.connection, database: 'postgres' }, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

/** A login that owns a database of its name. */
async function aLogin(name: string, rights: string): Promise<Connection> {
  await asSuperuser(`create role ${name} login ${rights} password 'its-own'`, `create database ${name} owner ${name}`);
  return { ...cluster.connection, user: name, password: 'its-own', database: name };
}

/** What the application's role may do, and whether the tables of the jobs are its own, each of them. */
const rightsIn = (login: Connection) =>
  asOwner(login, async (client) => {
    const { rows } = await client.query(`
      select has_table_privilege('tongchuang_app', 'cases', 'insert, update, delete') as writes,
        has_schema_privilege('tongchuang_app', 'auth', 'usage') and has_table_privilege('tongchuang_app', 'auth.session', 'insert') as "signsIn",
        has_table_privilege('tongchuang_app', 'journal', 'update') or has_table_privilege('tongchuang_app', 'journal', 'delete') as "rewritesTheJournal",
        (select bool_and(owner = 'tongchuang_app'::regrole) from (
          select nspowner as owner from pg_namespace where nspname = 'jobs'
          union all select relowner from pg_class where relnamespace = 'jobs'::regnamespace
          union all select proowner from pg_proc where pronamespace = 'jobs'::regnamespace
          union all select typowner from pg_type where typnamespace = 'jobs'::regnamespace) as kept) as "keepsJobs"`);
    return rows[0] as Record<string, boolean>;
  });

const refusalOf = (login: Connection) =>
  migrate(login).then(
    () => null,
    (error: unknown) => {
      expect(error).toBeInstanceOf(MigrationError);
      return String(error);
    },
  );

/** Reads and writes as the application does. */
async function works(login: Connection): Promise<boolean> {
  const database = openDatabase({ write: login, poolSize: 1 });
  try {
    const [row] = await database.write(1, (tx) =>
      tx.rows(sql<{ who: string; made: boolean }>`
      select current_user as who, to_regclass('jobs.version') is not null as made`),
    );
    return row?.who === 'tongchuang_app' && row.made;
  } finally {
    await database.close();
  }
}

test('who may not make roles is told what to have made and granted; then it works', async () => {
  const login = await aLogin('plain', '');
  expect(await refusalOf(login)).toMatch(
    /DATABASE_URL: .*create role tongchuang_app nologin; grant tongchuang_app to plain with set true; \/ .*create role/,
  );
  await asSuperuser('create role tongchuang_app nologin', 'grant tongchuang_app to plain');
  expect((await migrate(login)).length).toBeGreaterThan(5);
  expect(await works(login)).toBe(true);
  await asSuperuser('drop database plain with (force)', 'drop role tongchuang_app');
});

test('who may make roles makes the one of the application and may act as it', async () => {
  const login = await aLogin('maker', 'createrole');
  expect((await migrate(login)).length).toBeGreaterThan(5);
  expect(await works(login)).toBe(true);
  expect(await migrate(login)).toEqual([]);
});

test('a copy that was brought back to a server without that role is served again', async () => {
  const login = await aLogin('restored', 'createrole');
  await asSuperuser('grant tongchuang_app to restored with set true');
  await migrate(login);
  // What a restore leaves where the role does not exist: everything belongs to the login, and nothing is granted.
  await asOwner({ ...cluster.connection, database: 'restored' }, async (client) => {
    await client.query('reassign owned by tongchuang_app to restored; drop owned by tongchuang_app');
  });
  expect(await migrate(login)).toEqual([]);
  expect(await works(login)).toBe(true);
  expect(await rightsIn(login)).toEqual({ writes: true, signsIn: true, rewritesTheJournal: false, keepsJobs: true });
});

test('where somebody else made that role, it is said what to grant; then it works', async () => {
  const login = await aLogin('"Second"', 'createrole');
  const second = { ...login, user: 'Second', database: 'Second' };
  expect(await refusalOf(second)).toMatch(
    /DATABASE_URL: .*grant tongchuang_app to "Second" with set true; \/ .*grant tongchuang_app to "Second" with set true;/,
  );
  await asSuperuser('grant tongchuang_app to "Second" with set true');
  expect((await migrate(second)).length).toBeGreaterThan(5);
  expect(await works(second)).toBe(true);
});

test('a database that belongs to somebody else is refused before anything is made in it', async () => {
  await aLogin('guest', 'createrole');
  await asSuperuser('grant tongchuang_app to guest', 'create database elsewhere');
  const guest = { ...cluster.connection, user: 'guest', password: 'its-own', database: 'elsewhere' };
  expect(await refusalOf(guest)).toMatch(
    /DATABASE_URL: .*alter database elsewhere owner to guest; \/ .*alter database elsewhere owner to guest;/,
  );
  expect(
    (
      await asOwner({ ...cluster.connection, database: 'elsewhere' }, (client) =>
        client.query(`select from pg_tables where schemaname = 'public'`),
      )
    ).rowCount,
  ).toBe(0);
});
