import { ConfigError, type Config } from './platform/config/config.ts';
import { readSettings } from './platform/config/places.ts';
import { startRuntime, type Runtime } from './runtime.ts';

const WRONG_SETTING = 78;

async function settings(): Promise<Config> {
  try {
    return await readSettings(process.env, { listens: true });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error('设置有误，没有启动。 / A setting is wrong; not started.');
    for (const sentence of error.sentences) console.error(`  ${sentence}`);
    return process.exit(WRONG_SETTING);
  }
}

/** Ends cleanly on the signals that a terminal or a service manager sends: open requests are answered first. */
function stopOnSignal(runtime: Runtime): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      runtime
        .stop()
        .then(() => process.exit(0))
        .catch((error: unknown) => {
          console.error(error);
          process.exit(1);
        });
    });
  }
}

async function firstRun(runtime: Runtime): Promise<void> {
  const setup = await runtime.identity.beginSetup(1);
  if (!setup) return;
  console.log(
    '数据库是空的。请用下面的一次性地址设置城市和三位管理员： / The database is empty. Set up the city and its three administrators here:',
  );
  console.log(`  ${setup.url}`);
}

try {
  const config = await settings();
  const runtime = await startRuntime(config, { onProgress: (step) => console.log(step) });
  stopOnSignal(runtime);
  const address = await runtime.listen();
  if (config.worker === 'only') console.log('后台工作已启动，这个进程不监听 / Background work is running; this process does not listen');
  else {
    console.log(`同创已启动 / Tongchuang is running: ${address}`);
    await firstRun(runtime);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof ConfigError ? WRONG_SETTING : 1);
}
