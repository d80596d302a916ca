import { readFile, readdir } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import pg from 'pg';
import PgBoss from 'pg-boss';
import { packageRoot } from '../paths.ts';
import { APP_ROLE, type Connection } from './database.ts';

export class MigrationError extends Error {}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

async function readMigrations(): Promise<Migration[]> {
  const folder = new URL('migrations/', packageRoot);
  const names = (await readdir(folder)).filter((name) => /^\d{3}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

// The application acts as this role; it owns nothing, so it cannot alter tables, and the journal it can only append to.
const rolesAndGrants = `
  grant usage on schema public, auth to ${APP_ROLE};
  grant select, insert, update, delete on all tables in schema public, auth to ${APP_ROLE};
  grant usage, select on all sequences in schema public, auth to ${APP_ROLE};
  revoke update, delete, truncate on journal from ${APP_ROLE};
  revoke insert, update, delete on schema_migrations from ${APP_ROLE};
`;

const atFault = (zh: string, en: string, cause?: unknown): MigrationError => new MigrationError(`DATABASE_URL: ${zh} / ${en}`, { cause });

/** What another login has to say to the server so that this one can go on. */
const lacking = (login: string, statement: string, cause?: unknown): MigrationError =>
  atFault(
    `登录用户 ${login} 的权限不够，请数据库管理员执行：${statement}`,
    `the login ${login} lacks a right; have an administrator of the database run: ${statement}`,
    cause,
  );

/** A statement that the login may not have the right to. */
async function permitted(client: pg.Client, statement: string, refusal: (cause: unknown) => MigrationError): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    throw error instanceof pg.DatabaseError && error.code === '42501' ? refusal(error) : error;
  }
}

/**
 * The application's role, and the right to act as it. Since version 16 who makes a role may administer it but not act as it
 * before granting that to themselves, and nobody else who may make roles has a say in it.
 */
async function prepareRole(client: pg.Client, { version, login }: Server): Promise<void> {
  const grantTo = (whom: string) => `grant ${APP_ROLE} to ${whom}${version < 16 ? '' : ' with set true'}`;
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
  if (rows.length === 0) {
    // Two processes may race on a fresh cluster: the loser's "already exists" is what it wanted.
    await permitted(
      client,
      `do $$ begin create role ${APP_ROLE} nologin; exception when duplicate_object or unique_violation then null; end $$`,
      (cause) => lacking(login, `create role ${APP_ROLE} nologin; ${grantTo(login)};`, cause),
    );
  }
  const acting = await client.query<{ may: boolean }>('select pg_has_role(current_user, $1, $2) as may', [
    APP_ROLE,
    version < 16 ? 'member' : 'set',
  ]);
  if (!acting.rows[0]?.may) await permitted(client, grantTo('current_user'), (cause) => lacking(login, `${grantTo(login)};`, cause));
}

/** Before anything is made in a database: may the login make tables, and let the application's role make those of the jobs? */
async function checkRights(client: pg.Client, { login, database }: Server): Promise<void> {
  const { rows } = await client.query<{ tables: boolean; jobs: boolean }>(
    `select has_schema_privilege('public', 'create') as tables, has_database_privilege(current_database(), 'create with grant option') as jobs`,
  );
  if (!rows[0]?.jobs) throw lacking(login, `alter database ${database} owner to ${login};`);
  if (!rows[0].tables) throw lacking(login, `grant create on schema public to ${login};`);
}

async function connected(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 15_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    // The address holds a password: only what the server or the system said is passed on.
    const said = error instanceof Error ? error.message : String(error);
    throw atFault(`连不上数据库：${said}`, `the database cannot be reached: ${said}`, error);
  }
}

const OLDEST_VERSION = 15;

/** The names as they are written in SQL. */
interface Server {
  readonly version: number;
  readonly login: string;
  readonly database: string;
}

/** @throws MigrationError for a PostgreSQL that is too old or that keeps its texts in another encoding */
async function checkServer(client: pg.Client): Promise<Server> {
  const { rows } = await client.query<Server & { readonly encoding: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
      quote_ident(current_user) as login, quote_ident(current_database()) as database`,
  );
  const { encoding, ...server } = rows[0] ?? { version: 0, encoding: '', login: '', database: '' };
  const { version } = server;
  if (version < OLDEST_VERSION)
    throw atFault(
      `这个 PostgreSQL 是 ${version} 版，需要 ${OLDEST_VERSION} 或更新`,
      `this PostgreSQL has version ${version}; ${OLDEST_VERSION} or newer is needed`,
    );
  if (encoding !== 'UTF8')
    throw atFault(
      `这个数据库的编码是 ${encoding}，需要 UTF8，请新建：create database … encoding 'UTF8' template template0`,
      `this database has the encoding ${encoding}; UTF8 is needed: create database … encoding 'UTF8' template template0`,
    );
  return server;
}

/**
 * Brings a database to the newest schema, each migration in its own transaction, under an advisory lock so that
 * several processes may start at once. Gives the names that were applied.
 * @throws MigrationError when the server cannot be reached or used, an applied migration's text has changed since, or the
 * database is newer than the program.
 */
export async function migrate(connection: Connection, onProgress: (name: string) => void = () => undefined): Promise<string[]> {
  const migrations = await readMigrations();
  const client = await connected(connection);
  try {
    const server = await checkServer(client);
    await client.query(`select pg_advisory_lock(hashtext('tongchuang-migrations'))`);
    await prepareRole(client, server);
    if (!(await hasTable(client, 'schema_migrations'))) await checkRights(client, server);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    const applied = new Map<string, string>(
      (await client.query('select name, hash from schema_migrations')).rows.map((row: { name: string; hash: string }) => [
        row.name,
        row.hash,
      ]),
    );
    checkHistory(migrations, applied);
    const todo = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of todo) {
      onProgress(migration.name);
      await applyOne(client, migration);
    }
    await createJobTables(client);
    await takeOverJobTables(client);
    if (todo.length > 0 || !(await mayWrite(client))) await client.query(rolesAndGrants);
    return todo.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function hasTable(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ made: boolean }>('select to_regclass($1) is not null as made', [name]);
  return rows[0]?.made === true;
}

// The job library alters its own tables (a partition for each queue), so the application's role owns that schema.
async function createJobTables(client: pg.Client): Promise<void> {
  if (await hasTable(client, 'jobs.version')) return;
  await whileItMayMakeSchemas(client, async () => {
    await client.query(`set role ${APP_ROLE}`);
    try {
      await client.query(PgBoss.getConstructionPlans('jobs'));
    } finally {
      await client.query('reset role');
    }
  });
}

/** To make a schema, and to be given one, takes a right on the database that the application's role has no other use for. */
async function whileItMayMakeSchemas(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const database = `(select current_database())`;
  await client.query(`do $$ begin execute format('grant create on database %I to ${APP_ROLE}', ${database}); end $$`);
  try {
    await work();
  } finally {
    await client.query(`do $$ begin execute format('revoke create on database %I from ${APP_ROLE}', ${database}); end $$`);
  }
}

// The schema last: until then the login, which need not inherit what the application's role may do, still owns it.
const giveJobTables = `
  do $$ declare one record; begin
    grant usage, create on schema jobs to ${APP_ROLE};
    for one in
      select format('table %s', oid::regclass) as what from pg_class where relnamespace = 'jobs'::regnamespace and relkind in ('r', 'p', 'v')
      union all select format('function %s', oid::regprocedure) from pg_proc where pronamespace = 'jobs'::regnamespace
      union all select format('type %s', oid::regtype) from pg_type where typnamespace = 'jobs'::regnamespace and typtype = 'e'
    loop
      execute format('alter %s owner to ${APP_ROLE}', one.what);
    end loop;
    alter schema jobs owner to ${APP_ROLE};
  end $$`;

/** A copy that was brought back where the application's role did not exist belongs to the login as a whole. */
async function takeOverJobTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ own: boolean }>(`select nspowner = $1::regrole as own from pg_namespace where nspname = 'jobs'`, [
    APP_ROLE,
  ]);
  if (rows[0]?.own !== true) await whileItMayMakeSchemas(client, async () => void (await client.query(giveJobTables)));
}

/** Are the tables granted? Not in a copy that was brought back without the application's role. */
async function mayWrite(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_table_privilege($1, 'journal', 'insert') and has_schema_privilege($1, 'auth', 'usage') as may`,
    [APP_ROLE],
  );
  return rows[0]?.may === true;
}

function checkHistory(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const [name, hash] of applied) {
    if (!known.has(name))
      throw new MigrationError(
        `数据库比程序新：它已有 ${name}。请使用新版程序。 / The database is newer than this program: it has ${name}.`,
      );
    if (known.get(name) !== hash)
      throw new MigrationError(`已执行的迁移 ${name} 被改动过。 / The applied migration ${name} has been changed.`);
  }
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into schema_migrations (name, hash) values ($1, $2)', [migration.name, migration.hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(
      `迁移 ${migration.name} 失败 / migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
