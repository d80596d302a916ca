import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { acts } from '../../schema/words.ts';
import type { CaseFull } from '../answers.ts';
import { PhotoStrip } from '../Photos.tsx';
import { pageTexts } from '../text/page.ts';

/** Everything that happened, last first: when, who, what, in which words. */
export function Timeline({
  view,
  oldestFirst = false,
}: {
  readonly view: Pick<CaseFull, 'timeline' | 'photos'>;
  readonly oldestFirst?: boolean;
}) {
  const t = useTexts(pageTexts);
  const word = useWord();
  const { stampTime } = useDates();
  const rows = [...view.timeline].sort((one, other) => (oldestFirst ? one.at.localeCompare(other.at) : other.at.localeCompare(one.at)));
  if (rows.length === 0) return <p className="cs-quiet">{t('timelineEmpty')}</p>;
  return (
    <ol className="cs-timeline" aria-label={t('timeline')}>
      {rows.map((entry) => {
        const photos = view.photos.filter((photo) => entry.photoIds.includes(photo.id));
        return (
          <li key={entry.id}>
            <time dateTime={entry.at}>{stampTime(entry.at)}</time>
            <span className="cs-by" title={entry.person ?? undefined}>
              {entry.by}
              {entry.person ? <small>{entry.person}</small> : null}
            </span>
            <strong>
              {word(acts[entry.act])}
              {entry.public ? (
                <span className="cs-seen-mark" title={t('publicMark')}>
                  <Icon name="eye" size={14} />
                  <span className="tc-unseen">{t('publicMark')}</span>
                </span>
              ) : null}
            </strong>
            <div className="cs-what">
              {entry.text ? <p>{word(entry.text)}</p> : null}
              {entry.words ? <p>{entry.words}</p> : null}
              <PhotoStrip photos={photos} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
