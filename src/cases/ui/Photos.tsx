import { Modal } from 'antd';
import { useState } from 'react';
import { useDates } from '../../ui/dates.ts';
import { useTexts } from '../../ui/i18n.ts';
import { useKeys, useStill } from '../../ui/keys.ts';
import type { PhotoRow } from './answers.ts';
import { pictureAt } from './pictures.ts';
import { caseTexts } from './text.ts';

const stageKeys = { before: 'before', verified: 'verifiedStage', after: 'after', check: 'checkStage' } as const;

/** `处置前 11-09 08:14，来电人拍`. */
export function usePhotoWords() {
  const t = useTexts(caseTexts);
  const { stampTime } = useDates();
  return {
    alt: (photo: PhotoRow) => t('photoAlt', { stage: t(stageKeys[photo.stage]), at: stampTime(photo.at) }),
    caption: (photo: PhotoRow) =>
      [
        `${t(stageKeys[photo.stage])} ${stampTime(photo.at)}`,
        photo.by,
        photo.metresOff !== null && photo.metresOff > 50 ? t('metres', { n: Math.round(photo.metresOff) }) : '',
      ]
        .filter(Boolean)
        .join(' · '),
  };
}

/** Small pictures in a row; each opens large. */
export function PhotoStrip({ photos }: { readonly photos: readonly PhotoRow[] }) {
  const t = useTexts(caseTexts);
  const { alt } = usePhotoWords();
  const [open, setOpen] = useState<number | null>(null);
  if (photos.length === 0) return null;
  return (
    <>
      <ul className="cs-strip" aria-label={t('photos')}>
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <button type="button" onClick={() => setOpen(index)} aria-label={`${t('enlarge')} · ${alt(photo)}`}>
              <img src={pictureAt(photo.fileId, 'thumb')} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      <PhotoViewer photos={photos} at={open} move={setOpen} />
    </>
  );
}

interface PhotoViewerProps {
  readonly photos: readonly PhotoRow[];
  readonly at: number | null;
  readonly move: (at: number | null) => void;
}

/** A photo as large as the window; arrow keys change it, Esc closes. */
export function PhotoViewer({ photos, at, move }: PhotoViewerProps) {
  const t = useTexts(caseTexts);
  const { alt, caption } = usePhotoWords();
  const open = at !== null;
  const photo = at === null ? undefined : photos[at];
  const go = (step: number) => at !== null && move((at + step + photos.length) % photos.length);
  useStill(open);
  useKeys(
    [
      { key: 'ArrowLeft', run: () => go(-1) },
      { key: 'ArrowRight', run: () => go(1) },
      { key: ' ', run: () => move(null) },
      { key: 'Escape', run: () => move(null) },
    ],
    { layer: 2, off: !open },
  );
  return (
    <Modal
      open={open}
      onCancel={() => move(null)}
      footer={null}
      width="min(1200px, 96vw)"
      destroyOnHidden
      title={at === null ? '' : t('photoOf', { n: at + 1, total: photos.length })}
    >
      {photo ? (
        <figure className="cs-large">
          <img src={pictureAt(photo.fileId)} alt={alt(photo)} />
          <figcaption>
            <span>{caption(photo)}</span>
            {photos.length > 1 ? (
              <span className="cs-large-go">
                <button type="button" className="tc-link" onClick={() => go(-1)}>
                  {t('previousPhoto')}
                </button>
                <button type="button" className="tc-link" onClick={() => go(1)}>
                  {t('nextPhoto')}
                </button>
              </span>
            ) : null}
            <small>{t('photoKeys')}</small>
          </figcaption>
        </figure>
      ) : null}
    </Modal>
  );
}
