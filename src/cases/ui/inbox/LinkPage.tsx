import { useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked } from '../../../ui/States.tsx';
import { TimeLeft } from '../../../ui/TimeLeft.tsx';
import { openLink } from '../../api/public.ts';
import { caseStates } from '../../schema/words.ts';
import type { LinkAnswer } from '../answers.ts';
import '../cases.css';
import '../link.css';
import { pictureAt } from '../pictures.ts';
import { inboxTexts } from '../text/inbox.ts';
import { LinkActs } from './LinkActs.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** One case behind a signed link, for a phone: the same acts as in the unit's inbox, without signing in. */
export function LinkPage() {
  const t = useTexts(inboxTexts);
  const place = usePlace();
  const token = place.param('token');
  const asked = useOperation(openLink, { token }, { fresh: true });
  const [done, setDone] = useState<{ words: string; view: LinkAnswer } | null>(null);
  const view = done?.view ?? asked.data;
  return (
    <main className="cs-link">
      <h1 tabIndex={-1}>{view?.title ?? t('linkTitle')}</h1>
      {asked.problem?.status === 410 || asked.problem?.status === 404 ? (
        <section>
          <p>{t('linkGone')}</p>
          <p className="cs-quiet">{t('linkGoneHint')}</p>
          <a href="/sign-in">{t('linkSignIn')}</a>
        </section>
      ) : (
        <Asked of={asked} rows={6}>
          {view ? (
            <>
              {done ? <output className="cs-link-done cs-block">{done.words}</output> : null}
              <LinkCase view={view} />
              <LinkActs view={view} token={token} done={(words, next) => setDone({ words, view: next })} />
            </>
          ) : null}
        </Asked>
      )}
    </main>
  );
}

function LinkCase({ view }: { readonly view: LinkAnswer }) {
  const t = useTexts(inboxTexts);
  const word = useWord();
  const join = useJoining();
  const { shortTime } = useDates();
  return (
    <>
      <p className="cs-quiet">
        {view.number} · {word(caseStates[view.state])}
      </p>
      <p>{t('linkHello', { unit: view.unitName, person: view.personName })}</p>
      <p>
        <TimeLeft minutes={view.remainingMinutes} dayMinutes={view.dayMinutes} dueAt={view.dueAt} paused={view.paused} />
      </p>
      <h2>{t('place')}</h2>
      <p>{view.place}</p>
      <div className="cs-link-photos">
        {view.photos.map((fileId, index) => (
          <img key={fileId} src={pictureAt(fileId)} alt={t('photoNumber', { n: index + 1 })} />
        ))}
      </div>
      {view.words ? (
        <>
          <h2>{t('linkWords')}</h2>
          <p className="cs-quote">{view.words}</p>
        </>
      ) : null}
      <h2>{t('why')}</h2>
      <p>{join.sentences(view.why.map(word))}</p>
      <h2>{t('standard')}</h2>
      <p>{join.sentences([word(view.standard), view.photosNeeded > 0 ? t('standardPhotos', { n: view.photosNeeded }) : ''])}</p>
      <p className="cs-quiet cs-small">{t('linkUntil', { at: shortTime(view.expiresAt) })}</p>
    </>
  );
}
