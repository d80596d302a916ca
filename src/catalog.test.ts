import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { APP_ROLE } from './platform/db/database.ts';
import { createDatabaseFromTemplate, dropDatabase } from './platform/testing/cluster.ts';
import { expectCommitted } from './testing/committed.ts';
import { TEMPLATE } from './testing/global-setup.ts';
import { schemaSnapshot } from './testing/schema-snapshot.ts';

/** What must hold of every table, asked of the database itself. */

const name = `catalog_${randomUUID().replaceAll('-', '')}`;
let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client(await createDatabaseFromTemplate(inject('cluster'), TEMPLATE, name));
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await dropDatabase(inject('cluster'), name);
});

/** Not of a city: the list of migrations. `cities` itself is keyed by city_id alone. */
const ofNoCity = ['schema_migrations'];

const column = (relation: string, number: string) =>
  `(select attname from pg_attribute where attrelid = ${relation} and attnum = ${number})`;
const inPublic = `join pg_class c on c.oid = %s join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all ($1)`;
const from = (table: string, relation: string) => `from ${table} ${inPublic.replace('%s', relation)}`;

describe('every table of a city', () => {
  it('has city_id first in its primary key', async () => {
    const { rows } = await client.query(
      `select c.relname as name, i.indrelid is null as without, ${column('c.oid', 'i.indkey[0]')} as first
      from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indrelid = c.oid and i.indisprimary
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all ($1)`,
      [ofNoCity],
    );
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter(({ without, first }) => without === true || first !== 'city_id')).toEqual([]);
  });
  it('has city_id first in every unique index', async () => {
    const { rows } = await client.query(
      `select i.indexrelid::regclass::text as name, ${column('i.indrelid', 'i.indkey[0]')} as first ${from('pg_index i', 'i.indrelid')} where i.indisunique`,
      [ofNoCity],
    );
    expect(rows.filter(({ first }) => first !== 'city_id')).toEqual([]);
  });
  it('has city_id first on both sides of every foreign key', async () => {
    const { rows } = await client.query(
      `select k.conname as name, ${column('k.conrelid', 'k.conkey[1]')} as here, ${column('k.confrelid', 'k.confkey[1]')} as there
      ${from('pg_constraint k', 'k.conrelid')} where k.contype = 'f'`,
      [ofNoCity],
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ here, there }) => here !== 'city_id' || there !== 'city_id')).toEqual([]);
  });
  it('keeps moments with their time zone', async () => {
    const { rows } = await client.query(
      `select c.relname as table, a.attname as column ${from('pg_attribute a', 'a.attrelid')} where a.atttypid = 'timestamp'::regtype and a.attnum > 0`,
      [[]],
    );
    expect(rows).toEqual([]);
  });
});

describe('the application’s role', () => {
  const mayDo = async (table: string) => {
    const { rows } = await client.query<Record<string, boolean>>(
      `select ${['select', 'insert', 'update', 'delete', 'truncate', 'trigger'].map((right) => `has_table_privilege($1, $2, '${right}') as "${right}"`).join(', ')}`,
      [APP_ROLE, table],
    );
    return Object.entries(rows[0] ?? {}).flatMap(([right, granted]) => (granted ? [right] : []));
  };
  const asApp = async (statement: string) => {
    await client.query('begin');
    try {
      await client.query(`set local role ${APP_ROLE}`);
      await client.query(statement);
      return 'done';
    } catch (error) {
      return error instanceof pg.DatabaseError ? error.code : error;
    } finally {
      await client.query('rollback');
    }
  };

  it('can only add to the journal', async () => {
    expect(await mayDo('public.journal')).toEqual(['select', 'insert']);
    const entry = `insert into journal (city_id, id, at, type, subject_kind, subject_id, actor_kind, actor_name, request_id, ip) values (1, gen_random_uuid(), now(), 'x', 'x', gen_random_uuid(), 'system', '', '', '')`;
    expect(await asApp(entry)).toBe('done');
    for (const statement of [
      `update journal set type = 'y'`,
      'delete from journal',
      'truncate journal',
      'alter table journal add column x int',
      'drop table journal',
      'alter table journal disable trigger all',
    ]) {
      expect([statement, await asApp(statement)]).toEqual([statement, '42501']);
    }
  });
  it('can only read which migrations were applied', async () => {
    expect(await mayDo('public.schema_migrations')).toEqual(['select']);
  });
  it('reads and writes every other table, and owns none', async () => {
    const { rows } = await client.query<{ name: string; owner: string }>(
      `select tablename as name, tableowner as owner from pg_tables where schemaname = 'public'`,
    );
    for (const table of rows) {
      expect([table.name, table.owner === APP_ROLE]).toEqual([table.name, false]);
      if (table.name !== 'journal' && table.name !== 'schema_migrations')
        expect([table.name, await mayDo(`public.${table.name}`)]).toEqual([table.name, ['select', 'insert', 'update', 'delete']]);
    }
  });
  it('is no superuser, cannot sign in and cannot make schemas', async () => {
    const { rows } = await client.query(
      `select rolsuper, rolcanlogin, rolcreaterole, rolcreatedb, has_database_privilege(oid, current_database(), 'create') as creates from pg_roles where rolname = $1`,
      [APP_ROLE],
    );
    expect(rows).toEqual([{ rolsuper: false, rolcanlogin: false, rolcreaterole: false, rolcreatedb: false, creates: false }]);
  });
});

it('the schema is the committed one', async () => {
  await expectCommitted('docs/schema.sql', await schemaSnapshot(client));
});
