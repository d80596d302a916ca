import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../db/embedded/processes.ts';
import { createDatabaseFromTemplate, dropDatabase, startTestCluster, type TestCluster } from './cluster.ts';
import { ask, begin, inRoot, postmasterOf, useDataFolders } from './embedded.ts';

useDataFolders();

describe('the test cluster', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster({ shared_buffers: '32MB' });
    await ask(cluster, 'create database model');
    await ask({ connection: { ...cluster.connection, database: 'model' } }, `create table item as select '甲' as name`);
  });
  afterAll(() => cluster.stop());

  test('clones a template and drops the clone even when somebody is connected', async () => {
    const clone = await createDatabaseFromTemplate(cluster.connection, 'model', 'clone "1"');
    expect(await ask({ connection: clone }, 'select name from item')).toEqual(['甲']);
    const guest = new Client(clone);
    guest.on('error', () => {});
    await guest.connect();
    await dropDatabase(cluster.connection, 'clone "1"');
    await dropDatabase(cluster.connection, 'clone "1"');
    await expect(ask({ connection: clone }, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });

  test('goes with its folder, and takes abandoned ones of killed runs along', async () => {
    // As if its process had been killed: a folder with the number of a process that has ended.
    const ended = spawn('true');
    await once(ended, 'exit');
    const abandoned = inRoot('..', `tongchuang-test-${ended.pid}-x`);
    await cp(inRoot('pristine'), abandoned, { recursive: true });
    await begin({ dataDir: abandoned });
    const pid = await postmasterOf(abandoned);
    const next = await startTestCluster({ shared_buffers: '32MB' });
    expect(await isAlive(pid)).toBe(false);
    expect(await stat(abandoned).catch(() => 'removed')).toBe('removed');
    await next.stop();
    expect(await stat(join(next.connection.host, '..')).catch(() => 'removed')).toBe('removed');
  });
});
