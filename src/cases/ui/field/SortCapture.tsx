import { useState } from 'react';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useSession } from '../../../ui/session.ts';
import { type Capture, changeIf, store } from './captures.ts';
import { FieldPage } from './FieldPage.tsx';
import { KindPicker } from './KindPicker.tsx';
import { useLive, usePictureAddress } from './live.ts';
import { sendNow } from './sending.ts';
import { fieldTexts } from './text.ts';

/** Sorting or correcting a capture before it goes. */
export function SortCapture({ captureId, done }: { readonly captureId: string; readonly done: () => void }) {
  const t = useTexts(fieldTexts);
  const found = useLive(async () => (await store.captures.get(captureId)) ?? null, captureId);
  if (found === undefined)
    return (
      <FieldPage title={t('sortTitle')} back="/field/queue">
        {null}
      </FieldPage>
    );
  if (found === null || found.state === 'sent' || found.state === 'dropped') {
    return (
      <FieldPage title={t('sortTitle')} back="/field/queue">
        <p>{t('gone')}</p>
        <Go href="/field/queue" className="fp-btn fp-wide">
          {t('back')}
        </Go>
      </FieldPage>
    );
  }
  return <Sort key={found.id} capture={found} done={done} />;
}

function Sort({ capture, done }: { readonly capture: Capture; readonly done: () => void }) {
  const t = useTexts(fieldTexts);
  const session = useSession();
  const [category, setCategory] = useState(capture.category);
  const [words, setWords] = useState(capture.words);
  const [place, setPlace] = useState(capture.place || capture.found);
  const address = usePictureAddress(capture.photos[0]?.blob);
  const change = async (patch: Partial<Capture>) => {
    await changeIf(capture.id, ['unsorted', 'waiting', 'needsYou'], { words: words.trim(), place: place.trim(), category, ...patch });
    done();
    void sendNow(session.personId);
  };
  return (
    <FieldPage
      title={t('sortTitle')}
      back="/field/queue"
      dock={
        category ? (
          <button className="fp-btn fp-act" type="button" onClick={() => void change({ state: 'waiting', problem: '' })}>
            {t('send')}
          </button>
        ) : undefined
      }
    >
      {capture.problem && (
        <p className="fp-note" role="status">
          {capture.problem}
        </p>
      )}
      {address && (
        <div className="fp-bleed fp-shot">
          <img src={address} alt={t('photoAlt', { n: 1 })} />
        </div>
      )}
      <KindPicker chosen={category} choose={setCategory} />
      <div className="fp-stack">
        <label htmlFor="place">{t('place')}</label>
        <input className="fp-field" id="place" value={place} maxLength={200} onChange={(event) => setPlace(event.target.value)} />
        <label htmlFor="words">{t('words')}</label>
        <textarea
          className="fp-field"
          id="words"
          rows={3}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <button className="fp-btn fp-quiet fp-wide" type="button" onClick={() => void change({ state: 'dropped' })}>
        {t('drop')}
      </button>
    </FieldPage>
  );
}
