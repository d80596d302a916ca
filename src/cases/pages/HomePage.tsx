import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../../public/Icon.tsx';
import { Chinese, LinkRows, Pictures, State, Whole } from '../../public/parts.tsx';
import { PublicPage } from '../../public/PublicPage.tsx';
import { type Say, useAround, useLocale, useTexts } from '../../public/site.ts';
import { daysBetween, sayDate, sayDay, sayMonthSoFar } from '../../public/times.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { figureAnchor, type MonthFigures, sayFigure } from './figures.tsx';
import { publicPicture } from './marks.tsx';
import { OutboxPlace } from './report/OutboxPlace.tsx';
import { homeTexts } from './text/home.ts';

export interface HomeModel {
  /** Of the last 30 days; with `more` there are more than could be counted. */
  readonly released: { readonly total: number; readonly solved: number; readonly more: boolean };
  /** Solved and released, with a picture before and after; null when there is none yet. */
  readonly latest: PublicCaseView | null;
  /** Of a month up to a day; null when nothing was reported. */
  readonly month: MonthFigures | null;
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
          {model.month && <Figures {...model.month} />}
          <section>
            <h2>{t('otherWays')}</h2>
            <p>{t('otherWaysText')}</p>
            <p className="small">
              <Emergencies />
            </p>
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

/** Each number is called by a touch, and keeps together with what it is for. */
function Emergencies(): ReactElement {
  const t = useTexts(homeTexts);
  const each = t('callNote').split(/(?<=[，,] ?)(?=\S)/);
  return (
    <>
      {each.map((clause) => {
        const [before = '', number = '', after = ''] = clause.split(/(\d{3})/);
        return (
          <Whole key={number}>
            {before}
            <a href={`tel:${number}`}>{number}</a>
            {after}
          </Whole>
        );
      })}
    </>
  );
}

/** Days back that people call by a word or a weekday. */
const NEAR_DAYS = 6;

function Latest({ view, now }: { readonly view: PublicCaseView; readonly now: Date }): ReactElement {
  const t = useTexts(homeTexts);
  const locale = useLocale();
  const photo = (stage: 'before' | 'after') => view.photos.findLast((one) => one.stage === stage);
  const [before, after] = [photo('before'), photo('after')];
  const closedAt = view.closedAt ?? view.updatedAt;
  return (
    <section>
      <h2>{daysBetween(closedAt, now) > NEAR_DAYS ? t('latest') : t('latestOn', { day: sayDay(closedAt, now, locale) })}</h2>
      {before && after && (
        <Pictures
          pictures={[
            {
              src: publicPicture(before.fileId, true),
              alt: t('altBefore', { title: view.title }),
              caption: <Kept text={t('reported', { date: sayDate(view.reportedAt, now, locale) })} />,
            },
            {
              src: publicPicture(after.fileId, true),
              alt: t('altAfter', { title: view.title }),
              caption: <Kept text={t('solved', { date: sayDate(closedAt, now, locale) })} />,
            },
          ]}
        />
      )}
      <p>
        <a href={`/cases/${view.number}`}>
          <Chinese>{view.title}</Chinese>
        </a>
        {locale === 'en' && <span className="hint"> {view.category.name.en}</span>}
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

/** A caption of two parts, each kept whole in a narrow column. English breaks between words anyway. */
function Kept({ text }: { readonly text: string }): ReactElement {
  const [when = '', what] = text.split(' ', 2);
  if (useLocale() === 'en' || what === undefined) return <>{text}</>;
  return (
    <>
      <Whole>{when}</Whole> <Whole>{what}</Whole>
    </>
  );
}

const sentences = ['figuresReceived', 'figuresOnTime', 'figuresHours'] as const;

/** Sentences with figures, each of which leads to what it counts. Of what cannot be computed yet nothing is said. */
function Figures({ figures, to }: MonthFigures): ReactElement {
  const t = useTexts(homeTexts);
  const locale = useLocale();
  const shown = sentences.flatMap((sentence) => {
    const parts = t(sentence).split(/\[([\w.]+)\]/);
    const told = parts.map((part, index): ReactNode => (index % 2 === 0 ? part : linkTo(part)));
    return told.includes(null) ? [] : told;
  });
  return (
    <section>
      <h2>{sayMonthSoFar(to, locale)}</h2>
      <p>{shown}</p>
      <p>
        <a href="/figures">{t('figuresMeaning')}</a>
      </p>
    </section>
  );

  function linkTo(id: string): ReactNode {
    const figure = figures.find(({ meaning }) => meaning.id === id);
    if (!figure || figure.figure.value === null) return null;
    return (
      <a key={id} className="nw" href={`/figures#${figureAnchor(id)}`}>
        {sayFigure(figure, locale)}
      </a>
    );
  }
}
