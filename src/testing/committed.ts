import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { packageRoot } from '../platform/paths.ts';

/** Compares a generated file with the committed one; `UPDATE=1` writes it anew. */
export async function expectCommitted(path: string, generated: string): Promise<void> {
  const file = new URL(path, packageRoot);
  if (process.env.UPDATE === '1') await writeFile(file, generated);
  const committed = await readFile(file, 'utf8').catch(() => '');
  expect(committed, `${path} is not what the program says; look at the difference, then UPDATE=1 npx vitest run`).toBe(generated);
}
