/// <reference lib="webworker" />

/**
 * The field app without a network: its files are kept at installation, its page whenever it was seen. Only reads of the app
 * itself are answered here; what is sent goes through the app's own outbox, never through this worker.
 */
declare const self: ServiceWorkerGlobalScope;

/** Replaced at build time by the list of files that the field app consists of. */
const files: readonly string[] = JSON.parse('__PRECACHE__');
const FILES = `field-files-${hash(files.join())}`;
const PAGE = 'field-page';
const START = '/field/';

function hash(text: string): string {
  let value = 5381;
  for (const letter of text) value = ((value * 33) ^ letter.charCodeAt(0)) >>> 0;
  return value.toString(36);
}

async function install(): Promise<void> {
  await (await caches.open(FILES)).addAll([...files]);
  await (await caches.open(PAGE)).add(START);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('field-files-') && name !== FILES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The newest page; the kept one after 4 s without an answer, or at once without a network. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match(START);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await (await caches.open(PAGE)).put(START, answer.clone());
    return answer;
  });
  if (!kept) return asked;
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept), 4000);
  });
  return Promise.race([asked.catch(() => kept), late]);
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && /^\/field(\/|$)/.test(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith('/app/')) event.respondWith(file(request));
});
