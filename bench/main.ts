import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bareFastify } from './bare.ts';
import { load, timedOf, warmUp, type Sent, type Timed } from './load.ts';
import { bareLine, headLines, lineOf, machine, save, verdict, type Compared } from './report.ts';
import { publicRequests } from './requests/public.ts';
import type { Once, Request } from './requests/request.ts';
import { periodsOf, sampleOf } from './requests/sample.ts';
import { exportOf, staffRequests } from './requests/staff.ts';
import { openBench, type Bench } from './stage.ts';

/** `npm run bench`: the same requests on a small and a large city in one run, and what the machine itself gives. */
const { values } = parseArgs({
  options: {
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '1000000' },
    /** For each request and city. */
    seconds: { type: 'string', default: '2' },
    exported: { type: 'string', default: '132229' },
    /** Only requests whose name contains it; given several times, any of them. */
    only: { type: 'string', multiple: true, default: [''] },
    /** Keeps the loaded cities in this folder, and takes them from there the next time. */
    keep: { type: 'string' },
    /** Saves the figures in this file. */
    json: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const started = performance.now();
const say = (text: string) => console.log(text);
const wanted = (name: string): boolean => values.only.some((words) => name.includes(words));

/** Both cities are asked in turns, so that what else the machine does weighs on both alike. */
const TURNS = 4;

async function compare(name: string, small: Request, large: Request): Promise<Compared> {
  const sent: [Sent[], Sent[]] = [[], []];
  const [one, two] = [await small.options(), await large.options()];
  await warmUp(one);
  await warmUp(two);
  for (let turn = 0; turn < TURNS; turn++) {
    sent[0].push(await load(one, seconds / TURNS));
    sent[1].push(await load(two, seconds / TURNS));
  }
  return compared(name, timedOf(sent[0]), timedOf(sent[1]));
}

const compared = (name: string, small: Timed, large: Timed): Compared => ({ name, small, large, ratio: large.p50 / small.p50 });

async function compareOnce(small: Once, large: Once): Promise<Compared> {
  const [one, two] = [timedOf([await small.run()]), timedOf([await large.run()])];
  return { name: small.name, small: one, large: two, ratio: two.p50 / (two.rows ?? 1) / (one.p50 / (one.rows ?? 1)) };
}

interface Plan {
  readonly requests: readonly Request[];
  readonly once: Once;
}

async function planOf(bench: Bench): Promise<Plan> {
  const one = await sampleOf(bench);
  const periods = await periodsOf(bench, Number(values.exported));
  const requests = [...(await staffRequests(bench, one, periods)), ...(await publicRequests(bench, one, periods))];
  return { requests, once: exportOf(bench, periods) };
}

async function compareAll(small: Plan, large: Plan): Promise<Compared[]> {
  const others = new Map(large.requests.map((request) => [request.name, request]));
  const found: Compared[] = [];
  const note = (compared: Compared) => {
    found.push(compared);
    say(lineOf(compared));
  };
  for (const request of small.requests) {
    const other = others.get(request.name);
    if (other && wanted(request.name)) note(await compare(request.name, request, other));
  }
  if (wanted(small.once.name)) note(await compareOnce(small.once, large.once));
  return found;
}

const folder = values.keep ? resolve(values.keep) : await mkdtemp(join(tmpdir(), 'tongchuang-bench-'));
const benches: Bench[] = [];
async function open(size: string): Promise<Bench> {
  const bench = await openBench({ dataDir: join(folder, size), cases: Number(size), say });
  benches.push(bench);
  return bench;
}
try {
  say(`${machine()}, Node ${process.version}`);
  const bare = await bareFastify(folder, seconds);
  say(bareLine(bare));
  const small = await open(values.small);
  const large = await open(values.large);
  say(headLines([small.cases, large.cases]));
  const requests = await compareAll(await planOf(small), await planOf(large));
  const report = {
    machine: machine(),
    node: process.version,
    at: new Date().toISOString(),
    sizes: [small.cases, large.cases] as const,
    loading: [small.loaded, large.loaded],
    bare,
    requests,
    minutes: (performance.now() - started) / 60_000,
  };
  say(verdict(report));
  if (values.json) await save(report, values.json);
} finally {
  for (const bench of benches) await bench.close();
  await rm(values.keep ? join(folder, 'bare') : folder, { recursive: true, force: true });
}
