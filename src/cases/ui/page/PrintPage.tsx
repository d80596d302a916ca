import { Button } from 'antd';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { useNow } from '../../../ui/useNow.ts';
import { Asked } from '../../../ui/States.tsx';
import { getCase } from '../../api.ts';
import { channels, clockNames } from '../../schema/words.ts';
import type { CaseFull } from '../answers.ts';
import '../cases.css';
import '../print.css';
import { CaseState } from '../CaseState.tsx';
import { usePhotoWords } from '../Photos.tsx';
import { pictureAt } from '../pictures.ts';
import { casePath, whereWords } from '../places.ts';
import { caseTexts } from '../text.ts';
import { pageTexts } from '../text/page.ts';
import { hours, shownClocks } from './clock.ts';
import { Timeline } from './Timeline.tsx';
import { Words } from './Words.tsx';

/** A case on paper: what it is, where, what was said, what happened, the limits, two pictures, a line to sign. */
export function PrintPage() {
  const t = useTexts(pageTexts);
  const place = usePlace();
  const asked = useOperation(getCase, { caseId: place.param('caseId') }, { fresh: true });
  return (
    <div className="cs-print">
      <div className="cs-print-acts">
        <Button type="primary" icon={<Icon name="print" />} onClick={() => print()}>
          {t('printNow')}
        </Button>
        <Button onClick={() => place.go(casePath(place.param('caseId')))}>{t('printBack')}</Button>
      </div>
      <Asked of={asked}>{asked.data ? <Sheet view={asked.data} /> : null}</Asked>
    </div>
  );
}

function Sheet({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const session = useSession();
  const now = useNow();
  const { longDay, stampTime } = useDates();
  const { alt, caption } = usePhotoWords();
  const photos = [view.photos.find((photo) => photo.stage === 'before'), view.photos.findLast((photo) => photo.stage === 'after')].flatMap(
    (photo) => (photo ? [photo] : []),
  );
  return (
    <article>
      <h1 tabIndex={-1}>{view.title}</h1>
      <p>
        {t('printTitle', { number: view.number })} · <CaseState state={view.state} outcome={view.outcome} />
      </p>
      <dl className="cs-pairs">
        {[
          [c('place'), whereWords(view)],
          [c('category'), `${word(view.category.className)} / ${word(view.category.name)}`],
          [c('channel'), word(channels[view.channel])],
          [c('reportedAt'), stampTime(view.reportedAt)],
          [t('inHands'), word(view.inHandsOf)],
          [c('unit'), view.unit?.name ?? c('noUnit')],
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Words view={view} all />
      <div className="cs-print-photos">
        {photos.map((photo) => (
          <figure key={photo.id}>
            <img src={pictureAt(photo.fileId)} alt={alt(photo)} />
            <figcaption>{caption(photo)}</figcaption>
          </figure>
        ))}
      </div>
      <h2>{t('timeline')}</h2>
      <Timeline view={view} oldestFirst />
      <h2>{t('printClocks')}</h2>
      <ul>
        {shownClocks(view.clocks).map((clock) => (
          <li key={clock.clock}>
            {t('printClock', {
              clock: word(clockNames[clock.clock]),
              limit: hours(clock.limitMinutes),
              used: hours(clock.usedMinutes),
              state: t(clock.running ? 'printRunning' : clock.onTime ? 'printOn' : 'printLate'),
            })}
          </li>
        ))}
      </ul>
      <p className="cs-print-foot">
        {t('printSigned')} ____________________ {t('printAt', { at: longDay(now), who: session.name })}
      </p>
    </article>
  );
}
