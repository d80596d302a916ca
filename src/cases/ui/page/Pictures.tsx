import { BeforeAfter } from '../../../ui/BeforeAfter.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import type { PhotoRow } from '../answers.ts';
import { PhotoStrip, usePhotoWords } from '../Photos.tsx';
import { pictureAt } from '../pictures.ts';
import { pageTexts } from '../text/page.ts';

/** Both states in one frame when there are two; else the large first picture; the others as a strip below. */
export function Pictures({ photos }: { readonly photos: readonly PhotoRow[] }) {
  const t = useTexts(pageTexts);
  const { alt, caption } = usePhotoWords();
  const before = photos.find((photo) => photo.stage === 'before');
  const after = photos.findLast((photo) => photo.stage === 'after');
  if (photos.length === 0) return <p className="cs-quiet">{t('noPhotos')}</p>;
  const first = before ?? photos[0];
  // What the frame above shows already is not shown again.
  const rest = before && after ? photos.filter((photo) => photo !== before && photo !== after) : photos.filter((photo) => photo !== first);
  const side = (photo: PhotoRow) => ({ src: pictureAt(photo.fileId), alt: alt(photo), caption: caption(photo) });
  return (
    <div className="cs-pictures">
      {before && after ? (
        <BeforeAfter before={side(before)} after={side(after)} />
      ) : first ? (
        <figure className="cs-picture">
          <img src={pictureAt(first.fileId)} alt={alt(first)} />
          <figcaption>{caption(first)}</figcaption>
        </figure>
      ) : null}
      {rest.length > 0 ? <PhotoStrip photos={rest} /> : null}
    </div>
  );
}
