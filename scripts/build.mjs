// Builds what is stale: the workbench, the public scripts and the server. Asked again with nothing changed, it takes a moment.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../', import.meta.url));
const stampFile = join(root, 'dist/.stamp');
const parts = [
  { config: 'vite.config.ts', says: '工作台 / workbench' },
  { config: 'vite.public.config.ts', says: '公众页面脚本 / public scripts' },
  { config: 'vite.server.config.ts', says: '服务器 / server' },
];

async function* files(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

async function stamp() {
  const hash = createHash('sha256');
  const roots = ['src', 'bench', 'public'].map((name) => join(root, name)).filter((path) => existsSync(path));
  const paths = ['package-lock.json', 'vite.config.ts', 'vite.public.config.ts', 'vite.server.config.ts', 'index.html'].map((name) =>
    join(root, name),
  );
  for (const folder of roots) for await (const path of files(folder)) paths.push(path);
  for (const path of paths.sort()) {
    if (!existsSync(path)) continue;
    const { size, mtimeMs } = await stat(path);
    hash.update(`${relative(root, path)}|${size}|${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

process.chdir(root);
const wanted = await stamp();
const current = await readFile(stampFile, 'utf8').catch(() => '');
if (current !== wanted || process.argv.includes('--force')) {
  for (const [index, part] of parts.entries()) {
    process.stderr.write(`[${index + 1}/${parts.length}] 正在构建${part.says}\n`);
    await build({ configFile: join(root, part.config), logLevel: 'warn' });
  }
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(stampFile, wanted);
}
