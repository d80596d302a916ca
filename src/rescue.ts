import { parseArgs } from 'node:util';
import { Problem } from './kernel/problem.ts';
import { ConfigError } from './platform/config/config.ts';
import { readSettings } from './platform/config/places.ts';
import { systemActor } from './platform/http/deps.ts';
import { startRuntime } from './runtime.ts';

const HOW =
  '用法：npm run rescue -- --user 用户名 --reason 原因 [--city 1]\n' + 'Usage: npm run rescue -- --user NAME --reason WHY [--city 1]';

interface Wanted {
  readonly userName: string;
  readonly reason: string;
  readonly cityId: number;
}

function wanted(): Wanted | null {
  const { values } = parseArgs({
    options: { user: { type: 'string' }, reason: { type: 'string' }, city: { type: 'string', default: '1' } },
  });
  const reason = values.reason?.trim() ?? '';
  return values.user && reason.length >= 2 && /^\d{1,9}$/.test(values.city)
    ? { userName: values.user, reason, cityId: Number(values.city) }
    : null;
}

/** A way back in for an administrator whom nobody else can help: prints a link that works once. Also beside a running server. */
async function main(): Promise<void> {
  const asked = wanted();
  if (!asked) {
    console.error(HOW);
    process.exitCode = 1;
    return;
  }
  const config = await readSettings({ LOG_LEVEL: 'warn', ...process.env }, { listens: false });
  const runtime = await startRuntime(config);
  try {
    const origin = {
      actor: systemActor(asked.cityId),
      now: new Date(),
      locale: 'zh',
      requestId: 'rescue',
      ip: '',
      agent: 'rescue',
    } as const;
    const { url, expires } = await runtime.app.transact({ ...origin, publicUrl: runtime.publicUrl }, (ctx) =>
      runtime.identity.rescue(ctx, asked),
    );
    console.log(
      `一次性登录地址，${expires.toLocaleTimeString('zh-CN')} 前有效：\nOne-time sign-in link, until ${expires.toISOString()}:\n${url}`,
    );
  } catch (error) {
    console.error(error instanceof Problem ? `没有这个账号：${asked.userName} / No such account: ${asked.userName}` : error);
    process.exitCode = 1;
  } finally {
    await runtime.stop();
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) for (const sentence of error.sentences) console.error(sentence);
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
