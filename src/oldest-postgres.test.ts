import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from './platform/db/migrate.ts';
import { startTestCluster, type TestCluster } from './platform/testing/cluster.ts';
import { packageRoot } from './platform/paths.ts';
import { schemaSnapshot } from './testing/schema-snapshot.ts';

/** The oldest PostgreSQL that is served; its programs come as an optional package for Linux on x64. */
const PROGRAMS = 'postgresql-15-linux-x64';
const isInstalled = () => {
  try {
    createRequire(import.meta.url).resolve(PROGRAMS);
    return true;
  } catch {
    return false;
  }
};

describe.runIf(isInstalled())('PostgreSQL 15', () => {
  let cluster: TestCluster;
  let client: pg.Client;
  beforeAll(async () => {
    cluster = await startTestCluster({}, PROGRAMS);
    await migrate(cluster.connection);
    client = new pg.Client(cluster.connection);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await cluster.stop();
  });

  test('is what runs', async () => {
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    expect(rows[0]?.server_version_num).toMatch(/^15/);
  });

  test('gets the same schema as the newest', async () => {
    expect(await schemaSnapshot(client)).toBe(await readFile(new URL('docs/schema.sql', packageRoot), 'utf8'));
  });

  test('is served to a login that owns its database and may make roles', async () => {
    await client.query(`create role owner_alone login createrole password 'its-own'`);
    await client.query('create database owner_alone owner owner_alone');
    const login = { ...cluster.connection, user: 'owner_alone', password: 'its-own', database: 'owner_alone' };
    expect((await migrate(login)).length).toBeGreaterThan(5);
  });

  test('migrates again without a change', async () => {
    expect(await migrate(cluster.connection)).toEqual([]);
  });
});
