import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
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
    seconds: { type: 'string', default: '3' },
    exported: { type: 'string', default: '132229' },
  },
});
const sizes = [Number(values.small), Number(values.large)] as const;
const seconds = Number(values.seconds);

const number = (value: number, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '-').padStart(9);
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

function print(name: string, small: Timed, large: Timed): void {
  const ratio = large.p50 / small.p50;
  console.log(`${name.padEnd(34)}${number(small.p50)}${number(small.p99)}${number(small.perSecond, 0)}${number(large.p50)}${number(large.p99)}${number(large.perSecond, 0)}${number(ratio, 2)}`);
}

async function measured(count: number, folder: string): Promise<ReadonlyMap<string, Timed>> {
  const bench: Bench = await openBench({ dataDir: join(folder, String(count)), cases: count, say: (text) => console.error(text) });
  try {
    const results = new Map<string, Timed>();
    for (const { name, run } of await routesOf(bench, { seconds, exported: Number(values.exported) })) {
      console.error(`  ${count}: ${name}`);
      results.set(name, await run());
    }
    return results;
  } finally {
    await bench.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'tongchuang-bench-'));
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, ${megabytes(totalmem())}, Node ${process.version}`);
  const bare = await bareFastify(folder, seconds);
  console.log(`bare Fastify, one indexed query: p50 ${bare.p50} ms, p99 ${bare.p99} ms, ${Math.round(bare.perSecond)} requests/s`);
  const small = await measured(sizes[0], folder);
  const large = await measured(sizes[1], folder);
  console.log(`\n${''.padEnd(34)}${`${sizes[0]} cases`.padStart(27)}${`${sizes[1]} cases`.padStart(27)}`);
  console.log(`${''.padEnd(34)}${['p50 ms', 'p99 ms', 'per s', 'p50 ms', 'p99 ms', 'per s', 'ratio'].map((head) => head.padStart(9)).join('')}`);
  for (const [name, timed] of small) {
    const other = large.get(name);
    if (other) print(name, timed, other);
  }
  for (const [label, results] of [[sizes[0], small], [sizes[1], large]] as const) {
    const exported = results.get('export');
    console.log(`\n${label} cases: export of ${exported?.rows ?? 0} rows in ${((exported?.p50 ?? 0) / 1000).toFixed(1)} s, memory while exporting at most ${megabytes(exported?.memory ?? 0)}; largest of all ${megabytes(Math.max(...[...results.values()].map((timed) => timed.memory)))}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
