import { readSettings } from './platform/config/places.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { migrate } from './platform/db/migrate.ts';

try {
  const config = await readSettings(process.env, { listens: false });
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, onProgress: (step) => console.log(step) });
  const connection = config.databaseUrl ? { connectionString: config.databaseUrl } : embedded?.connection;
  if (!connection) throw new Error('no database');
  const applied = await migrate(connection, (name) => console.log(`  ${name}`));
  console.log(
    applied.length > 0
      ? `已执行 ${applied.length} 个迁移 / ${applied.length} migrations applied`
      : '数据库已是最新 / The database is up to date',
  );
  await embedded?.stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
