import type { ReactElement } from 'react';
import { type MapArea, MapPicture, type MapMark } from '../../public/MapPicture.tsx';
import { Chinese, State } from '../../public/parts.tsx';
import type { Box } from '../../public/projection.ts';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useLocale, useTexts, useWord } from '../../public/site.ts';
import { sayDate } from '../../public/times.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { CaseState, isLate, publicPicture } from './marks.tsx';
import { CasePictures, Story, useNextSentence, WhyDeclined } from './story.tsx';
import { followTexts } from './text/follow.ts';
import { nearbyTexts } from './text/list.ts';

interface Props {
  readonly view: PublicCaseView;
  readonly now: Date;
  readonly map: { readonly box: Box; readonly areas: readonly MapArea[]; readonly marks: readonly MapMark[] } | null;
}

/** A released case, for everyone. */
export function CasePage({ view, now, map }: Props): ReactElement {
  const t = useTexts(nearbyTexts);
  const follow = useTexts(followTexts);
  const word = useWord();
  const locale = useLocale();
  const next = useNextSentence({ ...view, answerUntil: null }, now);
  const facts = [
    [t('kind'), word(view.category.name)],
    [
      t('whereItIs'),
      [
        ...view.areas
          .filter(({ kind, name }) => kind !== 'compound' && kind !== 'block' && !view.place.includes(name))
          .map(({ name }) => name),
        view.place,
      ]
        .filter(Boolean)
        .join(' '),
    ],
    ...(view.unitName ? [[t('unit'), view.unitName]] : []),
    [t('reportedOn'), sayDate(view.reportedAt, now, locale)],
  ] as const;
  return (
    <PublicPage section="/nearby" back={{ href: '/nearby', label: t('title') }}>
      <h1>
        <Chinese>{view.title}</Chinese>
      </h1>
      <p>
        {isLate(view, now) ? (
          <State tone="late" icon="alert">
            {t('overdue')}
          </State>
        ) : (
          <CaseState state={view.state} />
        )}{' '}
        <span className="hint">{follow('numberIs', { number: view.number })}</span>
      </p>
      <WhyDeclined view={view} />
      <CasePictures view={view} now={now} address={publicPicture} />
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Story view={view} now={now} last={next} />
      {map && <MapPicture box={map.box} areas={map.areas} marks={map.marks} label={t('whereItIs')} />}
      {view.subscribers > 1 && <p>{follow('seen', { n: view.subscribers - 1 })}</p>}
      <p className="small">
        {t('released')} {view.photos.length > 0 && t('releasedPhotos')}
      </p>
      <div className="pair">
        <a className="btn" href={`/follow?number=${view.number}`}>
          {t('mine')}
        </a>
        <a className="btn" href="/nearby">
          {t('more')}
        </a>
      </div>
    </PublicPage>
  );
}
