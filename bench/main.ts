import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bareFastify } from './bare.ts';
import type { Timed } from './load.ts';
import { routesOf } from './routes.ts';
import { openBench, type Bench } from './stage.ts';

/** `npm run bench`: the same requests on a small and a large city in one run, and what the machine itself gives. */
const { values } = parseArgs({
  options: {
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '2' },
    exported: { type: 'string', default: '132229' },
    /** Only requests whose name contains it. */
    only: { type: 'string', default: '' },
    /** Keeps the loaded cities in this folder, and takes them from there the next time. */
    keep: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const exported = Number(values.exported);

const figure = (value: number, digits: number, width = 9) => (Number.isFinite(value) ? value.toFixed(digits) : '-').padStart(width);
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
const heads = ['p50 ms', 'p99 ms', 'per s', 'MB'];
const cells = (timed: Timed) =>
  figure(timed.p50, 1) + figure(timed.p99, 1) + figure(timed.perSecond, 0) + figure(megabytes(timed.memory), 0);
const NAME = 34;

function printHead(sizes: readonly number[]): void {
  console.log(`${''.padEnd(NAME)}${sizes.map((size) => `${size} cases`.padStart(36)).join('')}`);
  console.log(`${''.padEnd(NAME)}${[...heads, ...heads, 'ratio'].map((head) => head.padStart(9)).join('')}`);
}

/** Both cities are asked one right after the other, so that what else the machine does weighs on both. */
async function compare(small: Bench, large: Bench): Promise<void> {
  const others = new Map((await routesOf(large, { seconds, exported })).map((timing) => [timing.name, timing]));
  printHead([small.cases, large.cases]);
  for (const { name, run } of await routesOf(small, { seconds, exported })) {
    const other = others.get(name);
    if (!other || !name.includes(values.only)) continue;
    const one = await run();
    const two = await other.run();
    console.log(`${name.padEnd(NAME)}${cells(one)}${cells(two)}${figure(two.p50 / one.p50, 2)}`);
    if (two.rows !== undefined)
      console.log(`  ${one.rows ?? 0} and ${two.rows} rows, in ${(one.p50 / 1000).toFixed(1)} s and ${(two.p50 / 1000).toFixed(1)} s`);
  }
}

const folder = values.keep ? resolve(values.keep) : await mkdtemp(join(tmpdir(), 'tongchuang-bench-'));
const open = (size: string) => openBench({ dataDir: join(folder, size), cases: Number(size), say: (text) => console.log(text) });
const benches: Bench[] = [];
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, ${megabytes(totalmem())} MB, Node ${process.version}`);
  const bare = await bareFastify(folder, seconds);
  console.log(
    `bare Fastify, one indexed query: p50 ${bare.p50.toFixed(1)} ms, p99 ${bare.p99.toFixed(1)} ms, ${Math.round(bare.perSecond)} requests/s`,
  );
  const small = await open(values.small);
  benches.push(small);
  const large = await open(values.large);
  benches.push(large);
  await compare(small, large);
} finally {
  for (const bench of benches) await bench.close();
  await rm(values.keep ? join(folder, 'bare') : folder, { recursive: true, force: true });
}
