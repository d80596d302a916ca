import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { packageRoot } from './platform/paths.ts';

const folder = (name: string) => fileURLToPath(new URL(`dist/${name}/`, packageRoot));
const YEAR_MS = 365 * 86_400 * 1000;

/** The built files: names that carry a hash may be kept for a year, everything else is asked for again. */
async function addFolder(app: FastifyInstance, name: string, prefix: string, first: boolean): Promise<void> {
  if (!existsSync(folder(name))) return;
  await app.register(fastifyStatic, {
    root: folder(name),
    prefix,
    decorateReply: first,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', /-[\w-]{8,}\.\w+$/.test(path) ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache');
    },
  });
}

/** One page for every address of an app: its router decides what is shown. The nonce lets the component library add its styles. */
async function addShell(app: FastifyInstance, file: string, addresses: readonly string[]): Promise<void> {
  const path = `${folder('web')}${file}`;
  if (!existsSync(path)) return;
  const html = await readFile(path, 'utf8');
  for (const url of addresses) {
    app.get(url, { config: { rateLimit: { max: 600, timeWindow: '1 minute' } } }, (_request, reply) =>
      reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(html.replaceAll('__NONCE__', reply.cspNonce.style)),
    );
  }
}

/** Serves what was built: the workbench, the field app, the public pages' style and scripts. */
export async function mountStatic(app: FastifyInstance): Promise<void> {
  await addFolder(app, 'web', '/app/', true);
  await addFolder(app, 'public', '/public/', false);
  await addShell(app, 'index.html', ['/work', '/work/*', '/sign-in', '/setup']);
  await addShell(app, 'field.html', ['/field', '/field/*']);
  const worker = `${folder('web')}sw.js`;
  if (existsSync(worker)) {
    app.get('/sw.js', (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('service-worker-allowed', '/')
        .send(createReadStream(worker)),
    );
  }
}
