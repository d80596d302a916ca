import type { ReactElement } from 'react';
import { Carried } from '../../../public/forms.tsx';
import { Chinese } from '../../../public/parts.tsx';
import { PublicPage } from '../../../public/PublicPage.tsx';
import { useLocale, useTexts } from '../../../public/site.ts';
import { sayDay, sayDistance } from '../../../public/times.ts';
import type { PublicNeighbour } from '../../schema/public.ts';
import type { AttributeDefinition } from '../../schema/settings.ts';
import { CaseState, timeSentence } from '../marks.tsx';
import { reportTexts } from '../text/report.ts';
import { Attributes } from './Attributes.tsx';
import { carried, type Filled } from './form.ts';
import { Question } from './Question.tsx';

interface OfferProps {
  readonly neighbours: readonly PublicNeighbour[];
  readonly now: Date;
}

/** "Is it the same place?": stands in the form with scripts, on the page between without. */
export function NeighbourOffer({ neighbours, now }: OfferProps): ReactElement | null {
  const t = useTexts(reportTexts);
  const locale = useLocale();
  const [first] = neighbours;
  if (!first) return null;
  const where = first.metres === null ? t('sameCommunity') : t('away', { distance: sayDistance(first.metres, locale) });
  return (
    <section className="note go" id="near" aria-live="polite">
      <h2>{t('neighbour', { where, when: sayDay(first.reportedAt, now, locale) })}</h2>
      {neighbours.length === 1 ? (
        <Single neighbour={first} now={now} />
      ) : (
        neighbours.map((neighbour) => <Single key={neighbour.id} neighbour={neighbour} now={now} button />)
      )}
      {neighbours.length === 1 && (
        <>
          <p>
            <b>{t('sameQuestion')}</b>
          </p>
          <button className="btn main wide" type="submit" name="same" value={first.id}>
            {t('sameYes')}
          </button>
        </>
      )}
      <button className="btn wide" type="submit" name="same" value="no">
        {t('sameNo')}
      </button>
      <p className="small">{t('sameNote')}</p>
    </section>
  );
}

function Single({
  neighbour,
  now,
  button,
}: {
  readonly neighbour: PublicNeighbour;
  readonly now: Date;
  readonly button?: boolean;
}): ReactElement {
  const t = useTexts(reportTexts);
  const locale = useLocale();
  const timed = { ...neighbour, closedAt: null, updatedAt: neighbour.reportedAt, longTerm: null };
  return (
    <div className="stack">
      <p>
        <b>
          <Chinese>{neighbour.title}</Chinese>
        </b>{' '}
        <CaseState state={neighbour.state} />
      </p>
      <p>{timeSentence(timed, now, locale)}</p>
      {button && (
        <button className="btn wide" type="submit" name="same" value={neighbour.id}>
          {t('sameWhich', { title: neighbour.title })}
        </button>
      )}
    </div>
  );
}

interface BetweenProps {
  readonly ticket: string;
  readonly sum: readonly [number, number];
  readonly filled: Filled;
  readonly neighbours: readonly PublicNeighbour[];
  /** Questions of the kind that were not shown yet; none as long as neighbours are offered. */
  readonly unasked: readonly AttributeDefinition[];
  readonly ask: 'no' | 'ask' | 'wrong';
  /** What showed that a person fills this in; it need not be shown again. */
  readonly proof: { readonly work: string; readonly answer: string };
  readonly now: Date;
}

/** Between filling and sending, for who has no scripts: the small sum and the neighbours' cases, or else the kind's questions. */
export function BetweenPage({ ticket, sum, filled, neighbours, unasked, ask, proof, now }: BetweenProps): ReactElement {
  const t = useTexts(reportTexts);
  return (
    <PublicPage section="/report" bare>
      <h1>{t('between')}</h1>
      {filled.kept.length > 0 && <p>{t('keptPhotos', { n: filled.kept.length })}</p>}
      <form id="between" action="/report" method="post" encType="multipart/form-data">
        <Carried
          values={{
            ticket,
            ...carried(filled),
            ...(ask === 'no' ? proof : {}),
            ...(neighbours.length === 0 && filled.same ? { same: filled.same } : {}),
          }}
        />
        {unasked.length > 0 && <Attributes kind={filled.kind} definitions={unasked} values={filled.attributes} />}
        {ask !== 'no' && <Question sum={sum} wrong={ask === 'wrong'} />}
        {neighbours.length > 0 ? (
          <NeighbourOffer neighbours={neighbours} now={now} />
        ) : (
          <div className="act">
            <button className="btn main big" type="submit">
              {t('send')}
            </button>
          </div>
        )}
      </form>
    </PublicPage>
  );
}
