import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../platform/db/migrate.ts';
import type { Connection } from '../platform/db/database.ts';
import { startTestCluster } from '../platform/testing/cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser of the run's throw-away cluster. */
    cluster: { host: string; port: number; user: string; password: string; database: string };
  }
}

export const TEMPLATE = 'tongchuang_template';

/** One throw-away cluster for the run (TEST_POSTGRES names the package of another PostgreSQL), with one migrated template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster({}, process.env.TEST_POSTGRES);
  const admin = new pg.Client({ ...cluster.connection, database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template: Connection = { ...cluster.connection, database: TEMPLATE };
  await migrate(template);
  project.provide('cluster', cluster.connection);
  return () => cluster.stop();
}
