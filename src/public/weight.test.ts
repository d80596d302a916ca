import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../platform/paths.ts';

interface Built {
  readonly fileName: string;
  readonly text: string;
  readonly bytes: number;
  readonly imports: readonly string[];
  readonly entry: string | null;
}

let files: ReadonlyMap<string, Built>;

beforeAll(async () => {
  const built = await build({
    configFile: fileURLToPath(new URL('vite.public.config.ts', packageRoot)),
    logLevel: 'error',
    build: { write: false },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) => ('output' in result ? result.output : []));
  files = new Map(
    outputs.map((file) => {
      const source = file.type === 'chunk' ? file.code : file.source;
      const [imports, entry] = file.type === 'chunk' ? [file.imports, file.isEntry ? file.name : null] : [[], null];
      return [
        file.fileName,
        { fileName: file.fileName, text: String(source), bytes: gzipSync(source, { level: 9 }).length, imports, entry },
      ];
    }),
  );
});

/** Gzipped bytes of an entry and everything it loads at once; the map is loaded by who opens it. */
function weightOf(entry: string): number {
  const wanted = [...files.values()].filter((file) => file.entry === entry).map(({ fileName }) => fileName);
  for (const name of wanted) for (const next of files.get(name)?.imports ?? []) if (!wanted.includes(next)) wanted.push(next);
  return wanted.reduce((sum, name) => sum + (files.get(name)?.bytes ?? 0), 0);
}

it('keeps the report page under 40 KB of script, without the map', () => {
  expect(weightOf('report')).toBeGreaterThan(1000);
  expect(weightOf('report')).toBeLessThan(40 * 1024);
});

it('keeps what the other pages load small', () => {
  expect(weightOf('outbox')).toBeLessThan(8 * 1024);
  expect(weightOf('nearby')).toBeLessThan(4 * 1024);
});

// Chrome 66 and Safari 12: the build turns newer words into older ones, but it adds no functions that a browser lacks.
const younger =
  /\.(?:at|flat|flatMap|findLast|toSorted|toReversed|replaceAll|matchAll|replaceChildren|arrayBuffer)\(|\.submitter\b|\b(?:structuredClone|Object\.(?:fromEntries|hasOwn)|Promise\.any|AbortSignal\.timeout|crypto\.randomUUID)\b|\?\?=|#\w+[;=(]/;

it('says nothing that phones of 2018 do not understand', () => {
  // The library is for them, and looks itself for what a browser has.
  const own = [...files.values()].filter(({ fileName }) => fileName.endsWith('.js') && !fileName.includes('compressor'));
  expect(own.length).toBeGreaterThan(5);
  expect(own.flatMap(({ fileName, text }) => (younger.test(text) ? [`${fileName}: ${younger.exec(text)?.[0]}`] : []))).toEqual([]);
});

it('keeps the style sheet under 8 KB', () => {
  const style = [...files.values()].find(({ fileName }) => fileName.endsWith('.css'));
  expect(style?.bytes).toBeGreaterThan(1000);
  expect(style?.bytes).toBeLessThan(8 * 1024);
});
