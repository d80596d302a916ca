import { fetchPage } from './page.ts';
import { type Kept, put, remove } from './store.ts';
import { proofFor } from './work.ts';

export type Outcome =
  | { readonly kind: 'arrived'; readonly page: Document; readonly address: string }
  /** The server has a question or a correction; the page says which. */
  | { readonly kind: 'asked'; readonly page: Document }
  /** No network, or the server is busy: try again later with the same key. */
  | { readonly kind: 'later' };

/** Names one submission; made here where the server cannot be asked. */
export function newKey(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Sends a filled form. The key in its ticket makes a repeat harmless. */
export async function post(body: FormData): Promise<Outcome> {
  try {
    const { response, page } = await fetchPage('/report', { method: 'POST', body });
    if (response.status === 429 || response.status >= 500) return { kind: 'later' };
    const address = page.querySelector('main')?.querySelector('[data-address]')?.getAttribute('data-address');
    return address ? { kind: 'arrived', page, address } : { kind: 'asked', page };
  } catch {
    return { kind: 'later' };
  }
}

/** Sends what waited for the network: a fresh ticket for its old key, the proof, the post. */
export async function sendKept(kept: Kept): Promise<Outcome> {
  try {
    const response = await fetch(`/report/ticket?key=${kept.key}`, { credentials: 'same-origin' });
    if (!response.ok) return { kind: 'later' };
    const ticket = await response.text();
    const work = await proofFor(ticket);
    const body = new FormData();
    for (const [name, value] of kept.fields) body.append(name, value);
    body.set('ticket', ticket);
    body.set('work', work);
    // Nobody is there to be asked; the office looks for duplicates itself.
    if (!body.has('same')) body.set('same', 'no');
    for (const [index, photo] of kept.photos.entries()) body.append('photo', photo, `photo-${index + 1}.jpg`);
    return await post(body);
  } catch {
    return { kind: 'later' };
  }
}

/** Sends everything that waits, oldest first; told of each that arrived or that needs its sender. */
export async function sendAll(waiting: readonly Kept[], told: (kept: Kept, outcome: Outcome) => void): Promise<void> {
  for (const kept of [...waiting].sort((a, b) => a.at - b.at)) {
    const outcome = await sendKept(kept);
    if (outcome.kind === 'later') return;
    // What needs a correction becomes the draft that the form opens with.
    if (outcome.kind === 'asked') await put('draft', 'report', kept);
    await remove('outbox', kept.key);
    told(kept, outcome);
  }
}
