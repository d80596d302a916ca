import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageRoot } from '../platform/paths.ts';

const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).optional(), imports: z.array(z.string()).optional() }),
);
type Manifest = z.infer<typeof manifest>;

/** Where the built style sheet and modules of the public pages lie; the server hands this folder out below `/public/`. */
export const publicFolder = new URL('dist/public/', packageRoot);

let built: Manifest | null = null;

/** Read once from the build; a server that was never built answers pages without style instead of none. */
function readManifest(): Manifest {
  if (built) return built;
  try {
    built = manifest.parse(JSON.parse(readFileSync(new URL('manifest.json', publicFolder), 'utf8')));
    return built;
  } catch {
    return {};
  }
}

/** Address of a built file; its name changes with its content, so it may be kept for ever. */
export function assetAddress(source: string): string {
  return `/public/${readManifest()[source]?.file ?? source}`;
}

/** Text of a built file that has to stand at an address of its own; null before the first build. */
export function builtText(source: string): string | null {
  const file = readManifest()[source]?.file;
  return file ? readFileSync(new URL(file, publicFolder), 'utf8') : null;
}

export const styleAddress = (): string => assetAddress('src/public/civic.css');
/** What a page's modules load in turn, so that the page can ask for everything at once instead of one round trip after the other. */
export function alsoLoaded(names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const look = (source: string) => {
    for (const next of readManifest()[source]?.imports ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      look(next);
    }
  };
  for (const name of names) look(`src/public/scripts/${name}.ts`);
  return [...found].map(assetAddress);
}

export const scriptAddress = (name: string): string => assetAddress(`src/public/scripts/${name}.ts`);
