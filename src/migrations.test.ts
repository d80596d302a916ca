import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { migrate, MigrationError } from './platform/db/migrate.ts';
import type { Connection } from './platform/db/database.ts';
import { dropDatabase } from './platform/testing/cluster.ts';
import { asOwner } from './testing/as-owner.ts';
import { schemaSnapshot } from './testing/schema-snapshot.ts';

/** How a database comes to the newest schema. */

type Target = Connection & { readonly database: string };
const made: string[] = [];

async function emptyDatabase(how = ''): Promise<Target> {
  const cluster = inject('cluster');
  const database = `migrations_${randomUUID().replaceAll('-', '')}`;
  await asOwner({ ...cluster, database: 'postgres' }, (client) => client.query(`create database ${database} ${how}`));
  made.push(database);
  return { ...cluster, database };
}
afterEach(async () => {
  for (const database of made.splice(0)) await dropDatabase(inject('cluster'), database);
});

const applied = (target: Target) =>
  asOwner(
    target,
    async (client) =>
      (await client.query<{ name: string; at: Date }>('select name, applied_at as at from schema_migrations order by name')).rows,
  );

describe('migrating', () => {
  it('an empty database applies everything in order', async () => {
    const target = await emptyDatabase();
    const told: string[] = [];
    const names = await migrate(target, (name) => told.push(name));
    expect(names.length).toBeGreaterThan(5);
    expect(names).toEqual(names.toSorted());
    expect(told).toEqual(names);
    expect((await applied(target)).map(({ name }) => name)).toEqual(names);
  });

  it('again changes nothing', async () => {
    const target = await emptyDatabase();
    await migrate(target);
    const before = [await asOwner(target, schemaSnapshot), await applied(target)];
    expect(await migrate(target)).toEqual([]);
    expect([await asOwner(target, schemaSnapshot), await applied(target)]).toEqual(before);
  });

  it('from several processes at once applies each migration once', async () => {
    const target = await emptyDatabase();
    // Each call has a connection of its own, as each process has; the lock is the database's.
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate(target)));
    expect(all.filter((names) => names.length > 0)).toHaveLength(1);
    expect((await applied(target)).map(({ name }) => name)).toEqual(all.find((names) => names.length > 0));
  });

  it('is refused when an applied migration was changed since', async () => {
    const target = await emptyDatabase();
    const [first = ''] = await migrate(target);
    await asOwner(target, (client) => client.query(`update schema_migrations set hash = 'another text' where name = $1`, [first]));
    const refusal = await migrate(target).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MigrationError);
    expect(String(refusal)).toContain(first);
  });

  it('is refused when the database is newer than the program', async () => {
    const target = await emptyDatabase();
    await migrate(target);
    await asOwner(target, (client) => client.query(`insert into schema_migrations (name, hash) values ('999-future.sql', 'x')`));
    await expect(migrate(target)).rejects.toThrow('999-future.sql');
  });

  it('says which setting is wrong when the server cannot be reached, and does not repeat its password', async () => {
    const refusal = await migrate({ connectionString: 'postgres://someone:hidden-word@127.0.0.1:1/nothing' }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(MigrationError);
    expect(String(refusal)).toMatch(/DATABASE_URL: .*连不上.* \/ .*cannot be reached.*ECONNREFUSED/);
    expect(String(refusal)).not.toContain('hidden-word');
    await expect(migrate({ ...inject('cluster'), password: 'hidden-word' })).rejects.toThrow(
      /DATABASE_URL.*password authentication failed/,
    );
  });

  it('is refused where texts would not be kept as UTF-8', async () => {
    const target = await emptyDatabase(`encoding 'LATIN1' locale_provider libc locale 'C' template template0`);
    await expect(migrate(target)).rejects.toThrow(/DATABASE_URL: .*LATIN1.*UTF8.* \/ .*LATIN1/);
    expect(await asOwner(target, schemaSnapshot)).not.toContain('schema_migrations');
  });

  it('that fails leaves the failed migration undone and can be repeated', async () => {
    const target = await emptyDatabase();
    // A table of the same name is in the way of the migration that makes it.
    await asOwner(target, (client) => client.query('create table outbox (x int)'));
    const refusal = await migrate(target).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MigrationError);
    const undone = (await applied(target)).map(({ name }) => name);
    await asOwner(target, async (client) => {
      expect((await client.query(`select to_regclass('journal') as made`)).rows).toEqual([{ made: null }]);
      await client.query('drop table outbox');
    });
    const rest = await migrate(target);
    expect([...undone, ...rest]).toEqual((await applied(target)).map(({ name }) => name));
  });
});
