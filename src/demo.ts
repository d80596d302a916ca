import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generatedCases, loadGeneratedCases, type BulkStep } from './cases/bulk/load.ts';
import { personByUserName } from './city/exports.ts';
import { demoAccounts } from './city/demo/accounts.ts';
import { demoContext } from './demo-context.ts';
import { ConfigError, type Config } from './platform/config/config.ts';
import { readSettings } from './platform/config/places.ts';
import type { WriteContext } from './platform/context.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { makeFolder } from './platform/folder.ts';
import type { DemoContext } from './platform/slice.ts';
import { startRuntime, type Runtime } from './runtime.ts';

const CITY = 1;
const LINK_HOURS = 12;
const say = (text: string) => console.log(text);

interface Options {
  readonly fresh: boolean;
  readonly cases: number;
}

function options(): Options {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, cases: { type: 'string' } } });
  const cases = values.cases ?? '0';
  if (!/^\d{1,8}$/.test(cases)) throw new ConfigError(['--cases 应是一个整数，例如 1000000 / --cases takes a whole number, e.g. 1000000']);
  return { fresh: values.fresh, cases: Number(cases) };
}

/** Says that a data folder belongs to the demo, and how far it got. */
const markerOf = (config: Config) => join(config.dataDir, 'demo.json');

async function stateOf(config: Config): Promise<'none' | 'loading' | 'ready'> {
  try {
    const marker = JSON.parse(await readFile(markerOf(config), 'utf8')) as { state?: unknown };
    return marker.state === 'ready' ? 'ready' : 'loading';
  } catch {
    return 'none';
  }
}

const mark = async (config: Config, state: 'loading' | 'ready') => {
  await makeFolder(config.dataDir, 0o700);
  await writeFile(markerOf(config), JSON.stringify({ state }));
};

/** Empties the demo's folder. @throws Error when it is not the demo's, or a server still uses it */
async function startOver(config: Config): Promise<void> {
  if (config.databaseUrl)
    throw new Error('设了 DATABASE_URL 时不清库，请自己新建一个空数据库。 / With DATABASE_URL set, make an empty database yourself.');
  if (!existsSync(join(config.dataDir, 'postgres'))) return;
  if ((await stateOf(config)) === 'none')
    throw new Error(`${config.dataDir} 里不是演示数据，不清空。 / ${config.dataDir} does not hold the demo; it is left alone.`);
  const embedded = await startEmbedded({ dataDir: config.dataDir });
  await embedded.stop();
  if (existsSync(join(config.dataDir, 'postgres', 'postmaster.pid')))
    throw new Error('演示还在另一个窗口里运行，请先停下。 / The demo still runs elsewhere; stop it first.');
  await rm(config.dataDir, { recursive: true, force: true });
}

const CLASSES = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '-+=%'];

/** Fourteen characters of four classes; read aloud without mistaking one for another. */
function randomPassword(): string {
  const all = CLASSES.join('');
  const pick = (set: string) => set[randomInt(set.length)] ?? '';
  return [...CLASSES.map(pick), ...Array.from({ length: 10 }, () => pick(all))].join('');
}

const contextOf = ({ app, publicUrl }: Runtime, today: Date): DemoContext =>
  demoContext({ app, cityId: CITY, today, publicUrl, progress: (text) => say(`    ${text}`) });

async function inSystem<T>(runtime: Runtime, work: (ctx: WriteContext) => Promise<T>): Promise<T> {
  return contextOf(runtime, new Date()).as('system', new Date(), work);
}

async function load(runtime: Runtime, config: Config): Promise<string> {
  await mark(config, 'loading');
  const today = new Date();
  const demo = contextOf(runtime, today);
  const parts = runtime.slices.flatMap((slice) => slice.demo ?? []).toSorted((a, b) => a.order - b.order);
  for (const [index, part] of parts.entries()) {
    say(`  [${index + 1}/${parts.length + 1}] ${part.name.zh} / ${part.name.en}`);
    await part.load(demo);
  }
  say(`  [${parts.length + 1}/${parts.length + 1}] 登录账号 / accounts`);
  const password = config.demoPassword ?? randomPassword();
  for (const account of demoAccounts) {
    await inSystem(runtime, async (ctx) => {
      const person = await personByUserName(ctx.tx, account.userName);
      if (!person) throw new Error(`the demo city lacks ${account.userName}`);
      await runtime.identity.createAccount(ctx, {
        personId: person.id,
        name: account.name,
        userName: account.userName,
        password: { text: password, handedOut: false },
      });
    });
  }
  await mark(config, 'ready');
  return password;
}

async function printAccounts(runtime: Runtime): Promise<void> {
  const expires = new Date(Date.now() + LINK_HOURS * 3_600_000);
  say(`\n一次性登录地址（${LINK_HOURS} 小时内有效，用一次就失效） / One-time sign-in links (${LINK_HOURS} hours, each works once):`);
  for (const account of demoAccounts.filter((one) => one.listed !== false)) {
    const url = await inSystem(runtime, async (ctx) => {
      const person = await personByUserName(ctx.tx, account.userName);
      if (!person?.userId) return null;
      return (await runtime.identity.issueSignInLink(ctx, { userId: person.userId, purpose: 'demo', expires })).url;
    });
    if (url) say(`  ${account.userName.padEnd(11)}${account.name}  ${account.try.zh} / ${account.try.en}\n             ${url}`);
  }
}

const bulkSteps: Record<BulkStep, string> = { cases: '问题 / cases', indexes: '索引 / indexes', days: '按日统计 / sums of days' };

/** Asked again, it adds only what is still missing; a load that was interrupted left nothing behind. */
async function addCases(runtime: Runtime, wanted: number): Promise<void> {
  const known = await generatedCases(runtime.app.database.reader(CITY));
  const count = wanted - known;
  if (count <= 0) {
    say(`已有 ${known} 件生成的问题 / ${known} generated cases are there already`);
    return;
  }
  const started = Date.now();
  say(`正在装入 ${count} 件生成的问题 / loading ${count} generated cases`);
  let said = '';
  await loadGeneratedCases({
    connection: runtime.connection,
    cityId: CITY,
    count,
    until: new Date(),
    seed: 20_261_123 + known,
    onProgress: (step, done, of) => {
      const percent = Math.floor((done / of) * 20) * 5;
      const text = `    ${bulkSteps[step]} ${percent} %`;
      if (text !== said) say(text);
      said = text;
    },
  });
  say(`    用了 ${Math.round((Date.now() - started) / 1000)} 秒 / seconds`);
}

async function main(): Promise<void> {
  const wanted = options();
  // The telephones of the demo's citizens are made up and may be somebody's: no text messages go out.
  const config = { ...(await readSettings({ LOG_LEVEL: 'warn', ...process.env }, { listens: true })), smsWebhookUrl: null };
  if (wanted.fresh || (await stateOf(config)) === 'loading') await startOver(config);
  say('正在启动 / starting');
  const runtime = await startRuntime(config, { onProgress: (step) => say(`  ${step}`) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void runtime.stop().then(() => process.exit(0)));
  try {
    const known = await stateOf(config);
    const cities = await runtime.app.database
      .reader(CITY)
      .tables<{ cities: { cityId: number } }>()
      .selectFrom('cities')
      .select('cityId')
      .execute();
    if (known === 'none' && cities.length > 0)
      throw new Error('这个数据库里已有正式的城市，演示不动它。 / This database holds a real city; the demo leaves it alone.');
    if (known !== 'ready') say('正在装入演示城市安塬市 / loading the demo city');
    const password = known === 'ready' ? null : await load(runtime, config);
    if (wanted.cases > 0) await addCases(runtime, wanted.cases);
    const address = await runtime.listen();
    await printAccounts(runtime);
    if (password) say(`\n所有演示账号的密码，只显示这一次 / The password of all demo accounts, shown only now: ${password}`);
    say(`\n公众首页 / public: ${address}/\n工作台 / workbench: ${address}/work\n按 Ctrl+C 停下 / Ctrl+C stops.`);
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) for (const sentence of error.sentences) console.error(sentence);
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
