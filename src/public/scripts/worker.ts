/// <reference lib="webworker" />

/**
 * Opens the report form without a network: keeps its page and its files as they were seen last. Nothing else of the site
 * is kept, and what is sent never goes through here.
 */
declare const self: ServiceWorkerGlobalScope;

const KEPT = 'report-1';
const FORM = '/report';
const PATIENCE_MS = 4000;

/** The newest form; the kept one after four seconds without an answer, or at once without a network. */
async function form(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await cache.put(FORM, answer.clone());
    return answer;
  });
  const kept = await cache.match(FORM);
  if (!kept) return asked;
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept), PATIENCE_MS);
  });
  return Promise.race([asked.catch(() => kept), late]);
}

/** Files carry a hash in their names: one that is kept is right. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === FORM && search === '') event.respondWith(form(request));
  else if (pathname.startsWith('/public/assets/')) event.respondWith(file(request));
});
