import { useState } from 'react';
import { Icon } from '../../../public/Icon.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { usePlace } from '../../../ui/place.ts';
import { useSession } from '../../../ui/session.ts';
import { type Capture, changeIf, finished, pending, roomFor } from './captures.ts';
import { FieldPage, FieldState } from './FieldPage.tsx';
import { KindName } from './KindPicker.tsx';
import { useLive, usePictureAddress } from './live.ts';
import { sendNow } from './sending.ts';
import { SortCapture } from './SortCapture.tsx';
import { fieldTexts } from './text.ts';
import { clockOf, startOfDay } from './times.ts';

/** Photos; more than anybody takes in a day is not worth a line. */
const MUCH_ROOM = 1000;

/** 待传: what the phone still holds and why, what arrived today, and room for how many more. */
export function QueuePage() {
  const { query, setQuery } = usePlace();
  return query.id ? <SortCapture captureId={query.id} done={() => setQuery({ id: undefined })} /> : <Queue />;
}

function Queue() {
  const t = useTexts(fieldTexts);
  const session = useSession();
  const { personId } = session;
  const waiting = useLive(() => pending(personId), personId);
  const done = useLive(() => finished(personId, startOfDay(Date.now())), personId);
  const room = useLive(
    () => roomFor((waiting ?? []).flatMap(({ photos }) => photos.map(({ blob }) => blob))),
    String(waiting?.length ?? 0),
  );
  const [trying, setTrying] = useState<'no' | 'now' | 'failed'>('no');
  const attempt = async () => {
    setTrying('now');
    setTrying((await sendNow(session.personId)) === 'done' ? 'no' : 'failed');
  };
  if (waiting === undefined) return <FieldPage title={t('queue')}>{null}</FieldPage>;
  const toSend = waiting.filter(({ state }) => state !== 'unsorted' && state !== 'needsYou').length;
  return (
    <FieldPage
      title={t('queue')}
      side={t('count', { n: waiting.length })}
      dock={
        toSend > 0 && (
          <button className="fp-btn fp-act" type="button" onClick={() => void attempt()} aria-disabled={trying === 'now'}>
            <Icon name="again" />
            {trying === 'now' ? t('trying') : t('tryNow')}
          </button>
        )
      }
    >
      {waiting.length > 0 ? <p>{t('intro')}</p> : <Nothing />}
      {trying === 'failed' && <p role="status">{t('tried')}</p>}
      {waiting.length > 0 && (
        <ul className="fp-rows">
          {waiting.map((capture) => (
            <Waiting key={capture.id} capture={capture} />
          ))}
        </ul>
      )}
      {done !== undefined && done.length > 0 && <Done captures={done} />}
      {room !== undefined && room !== null && room < MUCH_ROOM && <p className="small">{t('room', { n: room })}</p>}
    </FieldPage>
  );
}

function Nothing() {
  const t = useTexts(fieldTexts);
  return (
    <div className="fp-stack">
      <p>{t('nothing')}</p>
      <Go href="/field/capture" className="fp-btn fp-wide">
        {t('nothingAct')}
      </Go>
    </div>
  );
}

function Waiting({ capture }: { readonly capture: Capture }) {
  const t = useTexts(fieldTexts);
  const address = usePictureAddress(capture.photos[0]?.blob);
  const title = capture.place || capture.found || t('unnamed');
  const sent = capture.photos.filter(({ fileId }) => fileId).length;
  const values = { time: clockOf(capture.at), n: capture.photos.length, sent };
  return (
    <li className="fp-stack">
      <div className="fp-item">
        {address && <img src={address} alt="" />}
        <div>
          <h2>{title}</h2>
          <p>
            <CaptureState capture={capture} sent={sent} />
          </p>
          <small>
            {t(sent > 0 && sent < capture.photos.length ? 'detailHalf' : 'detail', values)}
            {t('comma')}
            <KindName code={capture.category} bare />
          </small>
          {capture.problem && <small className="fp-msg">{capture.problem}</small>}
        </div>
      </div>
      {(capture.state === 'unsorted' || capture.state === 'needsYou') && (
        <Go href={`/field/queue?id=${capture.id}`} className="fp-btn fp-wide">
          {t(capture.state === 'unsorted' ? 'sort' : 'fix')}
        </Go>
      )}
    </li>
  );
}

function CaptureState({ capture, sent }: { readonly capture: Capture; readonly sent: number }) {
  const t = useTexts(fieldTexts);
  if (capture.state === 'needsYou' || capture.state === 'unsorted') {
    return (
      <FieldState tone="warn" icon="alert">
        {t(capture.state)}
      </FieldState>
    );
  }
  const half = sent > 0 && sent < capture.photos.length;
  return (
    <FieldState tone="go" icon="clock">
      {t(capture.state === 'sending' ? 'sending' : half ? 'half' : 'waiting')}
    </FieldState>
  );
}

function Done({ captures }: { readonly captures: readonly Capture[] }) {
  const t = useTexts(fieldTexts);
  const sent = captures.filter(({ state }) => state === 'sent');
  const dropped = captures.filter(({ state }) => state === 'dropped');
  return (
    <>
      {dropped.map((capture) => (
        <p className="fp-row" key={capture.id}>
          <span className="fp-grow">{t('dropped', { title: capture.place || capture.found || t('unnamed') })}</span>
          <button
            className="fp-btn"
            type="button"
            onClick={() => void changeIf(capture.id, ['dropped'], { state: capture.category ? 'waiting' : 'unsorted' })}
          >
            {t('undo')}
          </button>
        </p>
      ))}
      {sent.length > 0 && (
        <section>
          <h2>{t('today')}</h2>
          <ul className="fp-rows">
            {sent.map((capture) => (
              <li className="fp-row" key={capture.id}>
                <span className="fp-grow">{capture.place || capture.found || t('unnamed')}</span>
                <FieldState tone="neutral" icon="verified">
                  {t('arrived', { time: clockOf(capture.changedAt), number: capture.number })}
                </FieldState>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
