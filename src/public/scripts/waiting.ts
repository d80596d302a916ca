import { fill, make, sentences } from './page.ts';
import { sendAll } from './send.ts';
import { all, type Kept } from './store.ts';

let busy = false;

/** Shows what still waits in this phone, sends it when there is a network, and says what became of it. */
export async function tendOutbox(): Promise<void> {
  const place = document.getElementById('outbox');
  if (!place || busy) return;
  const waiting = await all<Kept>('outbox');
  if (waiting.length === 0) return;
  const t = sentences(place);
  place.hidden = false;
  const line = (text: string, href?: string) => {
    const paragraph = make('p', '', href ? '' : text);
    if (href) paragraph.append(Object.assign(make('a', '', text), { href }));
    place.append(paragraph);
  };
  fill(place);
  line(t('waiting', { n: waiting.length }));
  if (!navigator.onLine) return;
  busy = true;
  await sendAll(waiting, (kept, outcome) => {
    if (outcome.kind === 'arrived') line(t('arrived', { title: kept.title }), outcome.address);
    else line(t('needsYou', { title: kept.title }), '/report');
  });
  busy = false;
  const left = (await all<Kept>('outbox')).length;
  const first = place.firstElementChild;
  if (first) first.textContent = left === 0 ? t('allSent') : t('waiting', { n: left });
}

/** Looks after what waits: now, when the network returns, and when the page is looked at again. */
export function watchOutbox(): void {
  const tend = () => void tendOutbox();
  addEventListener('online', tend);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && tend());
  tend();
}
