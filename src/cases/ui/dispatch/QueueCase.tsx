import { Button } from 'antd';
import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { useDates } from '../../../ui/dates.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { channels } from '../../schema/words.ts';
import type { CaseActs } from '../acts/useActs.tsx';
import type { CaseFull, SuggestionRow } from '../answers.ts';
import { CaseMarks } from '../CaseMarks.tsx';
import { NeighbourLine } from '../page/Neighbours.tsx';
import { PhotoStrip, PhotoViewer, usePhotoWords } from '../Photos.tsx';
import { pictureAt } from '../pictures.ts';
import { casePath, whereWords } from '../places.ts';
import { caseTexts } from '../text.ts';
import { dispatchTexts } from '../text/dispatch.ts';

interface QueueCaseProps {
  readonly view: CaseFull;
  readonly chosen: SuggestionRow | undefined;
  readonly acts: CaseActs;
}

/** The case under the cursor: picture, words, the facts that decide where it goes. */
export function QueueCase({ view, chosen, acts }: QueueCaseProps) {
  const t = useTexts(dispatchTexts);
  const word = useWord();
  const { shortTime } = useDates();
  return (
    <article className="cs-queue-case" aria-label={view.title}>
      <p className="cs-quiet cs-small cs-dots">
        <Go href={casePath(view.id)} title={t('openPage')}>
          {view.number}
        </Go>
        <span>{word(channels[view.channel])}</span>
        <span>{shortTime(view.reportedAt)}</span>
        <CaseMarks of={view} history />
      </p>
      <h2>{view.title}</h2>
      <MainPhoto view={view} />
      <p className="cs-quote">{view.words ? `“${view.words}”` : t('noWords')}</p>
      <QueueFacts view={view} chosen={chosen} acts={acts} />
      <Near view={view} acts={acts} />
    </article>
  );
}

function MainPhoto({ view }: { readonly view: CaseFull }) {
  const t = useTexts(dispatchTexts);
  const c = useTexts(caseTexts);
  const { alt } = usePhotoWords();
  const [open, setOpen] = useState<number | null>(null);
  const [first] = view.photos;
  useKeys([{ key: ' ', words: t('keyPhoto'), run: () => setOpen(0), off: !first }]);
  if (!first) return <p className="cs-no-photo">{t('noPhoto')}</p>;
  return (
    <>
      <button type="button" className="cs-main-photo" aria-label={c('enlarge')} onClick={() => setOpen(0)}>
        <img src={pictureAt(first.fileId)} alt={alt(first)} />
      </button>
      {view.photos.length > 1 ? <PhotoStrip photos={view.photos} /> : null}
      <PhotoViewer photos={view.photos} at={open} move={setOpen} />
    </>
  );
}

function QueueFacts({ view, chosen, acts }: QueueCaseProps) {
  const t = useTexts(dispatchTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const { shortTime } = useDates();
  const { returned, lng, lat } = view;
  return (
    <dl className="cs-pairs">
      <div>
        <dt>{t('position')}</dt>
        <dd>
          {whereWords(view) || c('noPlace')}{' '}
          {lng !== null && lat !== null ? <Go href={`/work/cases/map?at=${lng},${lat}`}>{t('toMap')}</Go> : null}
        </dd>
      </div>
      <div>
        <dt>{t('categoryOf')}</dt>
        <dd>
          {word(view.category.className)} / {word(view.category.name)}{' '}
          {acts.mayDo('category').allowed ? (
            <ActButton size="small" keyName="c" onClick={() => acts.start('category')}>
              {t('change')}
            </ActButton>
          ) : null}
        </dd>
      </div>
      {chosen ? (
        <div>
          <dt>{t('limits')}</dt>
          <dd>{t('limitsOf', { receipt: shortTime(chosen.receiptDueAt), handling: shortTime(chosen.handlingDueAt) })}</dd>
        </div>
      ) : null}
      {view.recurrence ? (
        <div>
          <dt>{t('recurrence')}</dt>
          <dd>{t('recurrenceOf')}</dd>
        </div>
      ) : null}
      {returned.length > 0 ? (
        <div>
          <dt>{t('history')}</dt>
          <dd>
            {returned.map(({ unitName, at, reason, words }) => (
              <p key={at}>
                {t('returnedBy', { unit: unitName, at: shortTime(at), reason: word(reason.name) })} {words}
              </p>
            ))}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Near({ view, acts }: Pick<QueueCaseProps, 'view' | 'acts'>) {
  const t = useTexts(dispatchTexts);
  const near = view.nearby.filter((each) => each.sameCategory && each.id !== view.id);
  if (near.length === 0) return null;
  const reach = Math.max(...near.map((each) => each.metres ?? 0));
  return (
    <aside className="cs-near-box">
      <div>
        <strong>{t('nearHere', { n: reach, count: near.length })}</strong>
        <ul className="cs-near">
          {near.slice(0, 3).map((row) => (
            <NeighbourLine key={row.id} row={row} />
          ))}
        </ul>
      </div>
      {acts.mayDo('merge').allowed ? (
        <ActButton keyName="m" onClick={() => acts.start('merge')}>
          {t('merge')}
        </ActButton>
      ) : (
        <Button disabled title={acts.mayDo('merge').why}>
          {t('merge')}
        </Button>
      )}
    </aside>
  );
}
