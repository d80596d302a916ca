import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../../public/Icon.tsx';
import { LinkRows, Pictures, State, Whole } from '../../public/parts.tsx';
import { PublicPage } from '../../public/PublicPage.tsx';
import { type Say, useAround, useLocale, useTexts } from '../../public/site.ts';
import { sayDate, sayMonthSoFar } from '../../public/times.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { figureAnchor, type MonthFigure, sayFigure } from './figures.tsx';
import { publicPicture } from './marks.tsx';
import { OutboxPlace } from './report/OutboxPlace.tsx';
import { homeTexts } from './text/home.ts';

export interface HomeModel {
  /** Of the last 30 days; with `more` there are more than could be counted. */
  readonly released: { readonly total: number; readonly solved: number; readonly more: boolean };
  /** Solved and released, with a picture before and after; null when there is none yet. */
  readonly latest: PublicCaseView | null;
  /** The month so far; empty when nothing was reported. */
  readonly figures: readonly MonthFigure[];
  readonly now: Date;
}

function nearbyNote(t: Say<'nearbyNone' | 'nearbyMore' | 'nearbyNote'>, { total, solved, more }: HomeModel['released']): string {
  if (total === 0) return t('nearbyNone');
  return more ? t('nearbyMore', { n: total }) : t('nearbyNote', { n: total, solved });
}

/** The city's home page: first the one act, second the phone, then ways onward. */
export function HomePage({ model }: { readonly model: HomeModel }): ReactElement {
  const t = useTexts(homeTexts);
  const { released } = model;
  return (
    <PublicPage wide>
      <OutboxPlace />
      <div className="cols">
        <section className="hero">
          <h1>{t('title')}</h1>
          <p className="lead">
            <Whole>{t('lead1')}</Whole>
            <Whole>{t('lead2')}</Whole>
          </p>
          <a className="btn main big" href="/report">
            <Icon name="camera" />
            {t('report')}
          </a>
          <CallButton />
          <LinkRows
            rows={[
              { href: '/follow', title: t('follow'), note: t('followNote') },
              {
                href: '/nearby',
                title: t('nearby'),
                note: nearbyNote(t, released),
              },
            ]}
          />
        </section>
        <aside className="stack">
          {model.latest && <Latest view={model.latest} now={model.now} />}
          {model.figures.length > 0 && <Figures figures={model.figures} now={model.now} />}
          <section>
            <h2>{t('otherWays')}</h2>
            <p>{t('otherWaysText')}</p>
            <p className="small">{t('callNote')}</p>
          </section>
        </aside>
      </div>
    </PublicPage>
  );
}

function CallButton(): ReactElement | null {
  const t = useTexts(homeTexts);
  const { site } = useAround();
  if (!site.phone) return null;
  return (
    <a className="btn wide" href={`tel:${site.phone}`}>
      <Icon name="phone" />
      {t('call', { phone: site.phone })}
    </a>
  );
}

function Latest({ view, now }: { readonly view: PublicCaseView; readonly now: Date }): ReactElement {
  const t = useTexts(homeTexts);
  const locale = useLocale();
  const photo = (stage: 'before' | 'after') => view.photos.findLast((one) => one.stage === stage);
  const [before, after] = [photo('before'), photo('after')];
  return (
    <section>
      <h2>{t('latest')}</h2>
      {before && after && (
        <Pictures
          pictures={[
            {
              src: publicPicture(before.fileId, true),
              alt: t('altBefore', { title: view.title }),
              caption: t('reported', { date: sayDate(view.reportedAt, now, locale) }),
            },
            {
              src: publicPicture(after.fileId, true),
              alt: t('altAfter', { title: view.title }),
              caption: t('solved', { date: sayDate(view.closedAt ?? view.updatedAt, now, locale) }),
            },
          ]}
        />
      )}
      <p>
        <a href={`/cases/${view.number}`}>{view.title}</a>
      </p>
      <p>
        <State tone="ok" icon="verified">
          {t('checked')}
        </State>
      </p>
      <p>
        <a href="/nearby">{t('more')}</a>
      </p>
    </section>
  );
}

/** One sentence with figures; each leads to what it counts. */
function Figures({ figures, now }: { readonly figures: readonly MonthFigure[]; readonly now: Date }): ReactElement {
  const t = useTexts(homeTexts);
  const locale = useLocale();
  const parts = t('figuresText').split(/\[([\w.]+)\]/);
  const shown: ReactNode[] = parts.map((part, index) => {
    const figure = index % 2 === 1 ? figures.find(({ meaning }) => meaning.id === part) : undefined;
    if (!figure) return part;
    return (
      <a key={part} href={`/figures#${figureAnchor(part)}`}>
        {sayFigure(figure, locale)}
      </a>
    );
  });
  return (
    <section>
      <h2>{sayMonthSoFar(now, locale)}</h2>
      <p>{shown}</p>
      <p>
        <a href="/figures">{t('figuresMeaning')}</a>
      </p>
    </section>
  );
}
