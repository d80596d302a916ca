import { uploadFile } from '../../../platform/files/api.ts';
import { call, CallProblem, sendFile } from '../../../ui/call.ts';
import { reportOnBehalf } from '../../api.ts';
import { type Capture, type CapturedPhoto, change, changeIf, pending, tidy } from './captures.ts';

/** How a round of sending ended. `later`: no network or a busy server. `signIn`: the session is over, nothing is lost. */
export type Round = 'done' | 'later' | 'signIn';

const LOCK = 'tongchuang-field-sending';
const EVERY_MS = 60_000;

/** Photos first, each once: what arrived is noted, so that a broken transfer goes on where it stopped. */
async function sendPhotos(capture: Capture): Promise<readonly CapturedPhoto[]> {
  let photos = capture.photos;
  for (const photo of photos) {
    if (photo.fileId) continue;
    const { id: fileId } = await sendFile(uploadFile, { name: `${photo.id}.jpg` }, photo.blob, { key: `photo-${photo.id}` });
    photos = photos.map((one) => (one.id === photo.id ? { ...one, fileId } : one));
    await change(capture.id, { photos });
  }
  return photos;
}

async function sendCapture(capture: Capture): Promise<void> {
  const photos = await sendPhotos(capture);
  const { category, lng, lat, areaId } = capture;
  if (category === null || !(await changeIf(capture.id, ['waiting', 'sending'], { state: 'sending' }))) return;
  const { number } = await call(
    reportOnBehalf,
    {
      channel: capture.channel,
      category,
      words: capture.words,
      place: capture.place || capture.found,
      photos: photos.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
      saidAt: new Date(capture.at).toISOString(),
      ...(lng !== null && lat !== null ? { lng, lat } : {}),
      ...(areaId ? { areaId } : {}),
    },
    { key: `capture-${capture.id}` },
  );
  await change(capture.id, { state: 'sent', number, problem: '' });
}

/** What a problem means for the round: go on with the next one, stop, or ask to sign in. */
async function settle(capture: Capture, error: unknown): Promise<Round | 'next'> {
  if (!(error instanceof CallProblem)) throw error;
  if (error.lost || error.status === 401 || error.status === 429 || error.status >= 500) {
    await changeIf(capture.id, ['sending'], { state: 'waiting' });
    return error.status === 401 ? 'signIn' : 'later';
  }
  await changeIf(capture.id, ['waiting', 'sending', 'unsorted'], { state: 'needsYou', problem: whyNot(error) });
  return 'next';
}

/** Every fault that is named, else the sentence. */
const whyNot = ({ faults, title }: CallProblem): string => faults.map(({ message }) => message).join(' ') || title;

async function round(personId: string): Promise<Round> {
  await tidy(Date.now());
  for (const capture of await pending(personId)) {
    if (capture.state === 'needsYou') continue;
    try {
      await sendCapture(capture);
    } catch (error) {
      const end = await settle(capture, error);
      if (end !== 'next') return end;
    }
  }
  return 'done';
}

/** Two windows of the app do not send at once. */
async function sendWaiting(personId: string): Promise<Round> {
  if (!navigator.locks) return round(personId);
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? round(personId) : Promise.resolve<Round>('later')));
}

/** Sends what waits; what goes wrong is tried again later. */
export const sendNow = (personId: string): Promise<Round> => sendWaiting(personId).catch(() => 'later');

/** Sends whenever it may help: at once, when the network returns, when the app is looked at, and every minute. Gives the way to stop. */
export function keepSending(personId: string): () => void {
  const send = () => void sendNow(personId);
  const seen = () => document.visibilityState === 'visible' && send();
  const timer = setInterval(send, EVERY_MS);
  addEventListener('online', send);
  document.addEventListener('visibilitychange', seen);
  send();
  return () => {
    clearInterval(timer);
    removeEventListener('online', send);
    document.removeEventListener('visibilitychange', seen);
  };
}
