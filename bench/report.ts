import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import type { Timed } from './load.ts';

/** How much slower than on the small city a request may be on the large one. */
export const GOAL = 2;
/** Bytes that the process may hold while it exports. */
const EXPORT_GOAL = 512 * 1024 * 1024;

export interface Compared {
  readonly name: string;
  readonly small: Timed;
  readonly large: Timed;
  /** Of the medians; an export is compared by row. */
  readonly ratio: number;
}

/** Everything that a run found; what `--json` saves. */
export interface Report {
  readonly machine: string;
  readonly node: string;
  readonly at: string;
  readonly sizes: readonly [small: number, large: number];
  /** Seconds; null where the cities were there already. */
  readonly loading: readonly (number | null)[];
  readonly bare: Timed;
  readonly requests: readonly Compared[];
  readonly minutes: number;
}

const NAME = 36;
const figure = (value: number, digits: number, width = 9) => (Number.isFinite(value) ? value.toFixed(digits) : '-').padStart(width);
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
const heads = ['p50 ms', 'p99 ms', 'per s', 'MB'];
const cells = (timed: Timed) =>
  figure(timed.p50, 1) + figure(timed.p99, 1) + figure(timed.perSecond, 0) + figure(megabytes(timed.memory), 0);

export const machine = (): string => `${cpus().length} × ${cpus()[0]?.model.trim()}, ${megabytes(totalmem())} MB`;

export const headLines = (sizes: readonly number[]): string =>
  [
    `${''.padEnd(NAME)}${sizes.map((size) => `${size} cases`.padStart(36)).join('')}`,
    `${''.padEnd(NAME)}${[...heads, ...heads, 'ratio'].map((head) => head.padStart(9)).join('')}`,
  ].join('\n');

export function lineOf({ name, small, large, ratio }: Compared): string {
  const line = `${name.padEnd(NAME)}${cells(small)}${cells(large)}${figure(ratio, 2)}${ratio > GOAL ? ' *' : ''}`;
  return large.rows === undefined
    ? line
    : `${line}\n  ${small.rows ?? 0} and ${large.rows} rows in ${(small.p50 / 1000).toFixed(1)} s and ${(large.p50 / 1000).toFixed(1)} s; ratio by row`;
}

export const bareLine = ({ p50, p99, perSecond }: Timed): string =>
  `bare Fastify, one indexed query: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${Math.round(perSecond)} requests/s`;

/** What does not reach the goals, in words. */
export function verdict({ requests, minutes, sizes: [small, large] }: Report): string {
  const slower = requests.filter(({ ratio }) => ratio > GOAL);
  const exported = requests.find(({ large: { rows } }) => rows !== undefined);
  return [
    `${requests.length} requests in ${minutes.toFixed(0)} minutes. Median ratio of ${large} to ${small} cases: ${medianOf(requests.map(({ ratio }) => ratio)).toFixed(2)}.`,
    slower.length === 0
      ? `None is slower by more than ${GOAL} times.`
      : `Slower by more than ${GOAL} times (*): ${slower.map(({ name, ratio }) => `${name} (${ratio.toFixed(1)})`).join('; ')}.`,
    ...(exported
      ? [
          `Export of ${exported.large.rows} rows: ${megabytes(exported.large.memory)} MB of memory, goal under ${megabytes(EXPORT_GOAL)}${exported.large.memory < EXPORT_GOAL ? '' : ': MISSED'}.`,
        ]
      : []),
  ].join('\n');
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const save = (report: Report, path: string): Promise<void> => writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
