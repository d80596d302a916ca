import { useState } from 'react';
import { Icon } from '../../../public/Icon.tsx';
import { locale, useTexts } from '../../../ui/i18n.ts';
import type { CapturedPhoto } from './captures.ts';
import { FieldPage } from './FieldPage.tsx';
import { KindPicker, KindName } from './KindPicker.tsx';
import { usePictureAddress } from './live.ts';
import type { Here } from './position.ts';
import { canDictate, dictate } from './speech.ts';
import { fieldTexts } from './text.ts';
import { clockOf } from './times.ts';
import { useJoining } from '../../../ui/joining.ts';

export interface Notes {
  readonly words: string;
  readonly place: string;
  readonly category: string | null;
}
export const emptyNotes: Notes = { words: '', place: '', category: null };

interface Props {
  readonly photos: readonly CapturedPhoto[];
  readonly here: Here | null;
  readonly refused: boolean;
  readonly notes: Notes;
  readonly said: string;
  readonly change: (patch: Partial<Notes>) => void;
  readonly again: () => void;
  readonly more: () => void;
  readonly save: () => void;
}

type Open = 'none' | 'words' | 'place' | 'kind';

/** 拍好了: the photo, the place, and what else one may say; saving needs one tap. */
export function Review({ photos, here, refused, notes, said, change, again, more, save }: Props) {
  const t = useTexts(fieldTexts);
  const [open, setOpen] = useState<Open>('none');
  const [listening, setListening] = useState(false);
  const [opened] = useState(() => Date.now());
  const speak = async () => {
    setOpen('words');
    if (!canDictate()) return;
    setListening(true);
    const heard = await dictate(locale() === 'zh' ? 'zh-CN' : 'en-US');
    setListening(false);
    if (heard) change({ words: [notes.words, heard].filter(Boolean).join(' ') });
  };
  if (open === 'kind') {
    return (
      <FieldPage title={t('sortTitle')} back={() => setOpen('none')}>
        <KindPicker
          chosen={notes.category}
          choose={(category) => {
            change({ category });
            setOpen('none');
          }}
        />
      </FieldPage>
    );
  }
  return (
    <FieldPage
      title={t('taken')}
      side={clockOf(opened)}
      dock={
        <>
          <div className="fp-pair">
            <button className="fp-btn" type="button" onClick={() => void speak()}>
              <Icon name="mic" />
              {t('speak')}
            </button>
            <button className="fp-btn" type="button" onClick={() => setOpen('words')}>
              <Icon name="pen" />
              {t('type')}
            </button>
          </div>
          <button className="fp-btn fp-act" type="button" onClick={save}>
            {t('save')}
          </button>
        </>
      }
    >
      <Shots photos={photos} small={open !== 'none'} again={again} more={more} />
      {said && (
        <p className="fp-note" role="alert">
          {said}
        </p>
      )}
      <PlaceRow
        here={here}
        refused={refused}
        place={notes.place}
        editing={open === 'place'}
        edit={() => setOpen('place')}
        change={(place) => change({ place })}
        done={() => setOpen('none')}
      />
      <div className="fp-row">
        <p className="fp-grow">
          <KindName code={notes.category} />
        </p>
        <button className="fp-btn" type="button" onClick={() => setOpen('kind')}>
          {t('kind')}
        </button>
      </div>
      {(open === 'words' || notes.words !== '') && (
        <div className="fp-stack">
          <label htmlFor="words">{t('words')}</label>
          <textarea
            className="fp-field"
            id="words"
            rows={3}
            maxLength={2000}
            value={notes.words}
            onChange={(event) => change({ words: event.target.value })}
            ref={focusWhenShown}
          />
          <p className="small" role="status">
            {listening ? t('listening') : t('wordsHint')}
          </p>
        </div>
      )}
      <p className="small">{t('rule')}</p>
    </FieldPage>
  );
}

/** In the middle of what the dock and the keyboard leave of the screen. */
function focusWhenShown(element: HTMLTextAreaElement | null): void {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'center' });
}

/** Small while something is written below it. */
function Shots({ photos, small, again, more }: Pick<Props, 'photos' | 'again' | 'more'> & { readonly small: boolean }) {
  const t = useTexts(fieldTexts);
  const last = photos.at(-1);
  const address = usePictureAddress(last?.blob);
  return (
    <div className={small ? 'fp-bleed fp-shot fp-low' : 'fp-bleed fp-shot'}>
      {address && <img src={address} alt={t('photoAlt', { n: photos.length })} />}
      <div className="fp-over">
        <button className="fp-btn" type="button" onClick={more}>
          <Icon name="camera" />
          {t('more')}
        </button>
        <button className="fp-btn" type="button" onClick={again}>
          <Icon name="again" />
          {t('again')}
        </button>
      </div>
    </div>
  );
}

interface PlaceProps {
  readonly here: Here | null;
  readonly refused: boolean;
  readonly place: string;
  readonly editing: boolean;
  readonly edit: () => void;
  readonly change: (place: string) => void;
  readonly done: () => void;
}

function PlaceRow({ here, refused, place, editing, edit, change, done }: PlaceProps) {
  const t = useTexts(fieldTexts);
  const join = useJoining();
  const unknown = here ? t('unknownPlace') : refused ? t('noPlaceRefused') : t('locating');
  if (editing) {
    return (
      <div className="fp-stack">
        <label htmlFor="place">{t('place')}</label>
        <input className="fp-field" id="place" value={place} maxLength={200} onChange={(event) => change(event.target.value)} />
        <button className="fp-btn fp-wide" type="button" onClick={done}>
          {t('done')}
        </button>
      </div>
    );
  }
  return (
    <div className="fp-row">
      <p className="fp-grow">
        <Icon name="pin" /> <b>{place || (here?.named?.name ?? unknown)}</b>
        {here && (
          <>
            <br />
            <small>{join.parts([here.named?.around, t('accuracy', { n: here.accuracy })])}</small>
          </>
        )}
      </p>
      <button className="fp-btn" type="button" aria-label={t('changePlace')} onClick={edit}>
        <Icon name="pen" />
        {t('change')}
      </button>
    </div>
  );
}
