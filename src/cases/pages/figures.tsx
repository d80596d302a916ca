import type { ReactElement } from 'react';
import { valueText, type Figure, type MeasureMeaning } from '../../kernel/measure.ts';
import type { Locale } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Measure, Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useLocale, useTexts, useWord } from '../../public/site.ts';
import { dayOf, sayMonthSoFar } from '../../public/times.ts';
import { caseMeasures } from '../measures.ts';
import { answerPage, titleOf } from './frame.tsx';
import { keptForAll } from './kept.ts';
import { figureTexts } from './text/home.ts';
import { nearbyTexts } from './text/list.ts';

/** A measure with its figure of the month so far. */
export interface MonthFigure {
  readonly meaning: MeasureMeaning;
  readonly figure: Figure;
}

/** The running month; it counts to today, as in the workbench. */
const monthOf = (now: Date) => ({ from: `${dayOf(now).slice(0, 8)}01`, to: dayOf(now) });
const shownTo = (measure: Measure): boolean => measure.public;
const figureOf = async (ctx: ReadContext, measure: Measure): Promise<MonthFigure> => ({
  meaning: measure,
  figure: await measure.figure(ctx, monthOf(ctx.now)),
});

/** The few figures of the home page, in the order of its sentence. */
export async function monthFigures(ctx: ReadContext): Promise<readonly MonthFigure[]> {
  const wanted = ['cases.received', 'cases.fixed', 'cases.onTime', 'cases.medianHours'];
  return Promise.all(
    wanted
      .flatMap((id) => caseMeasures.filter((measure) => measure.id === id && shownTo(measure)))
      .map((measure) => figureOf(ctx, measure)),
  );
}

/** `846件`, `83.33%`, `11.5工作时`; a dash where there is nothing to compute from, which is not zero. */
export function sayFigure({ meaning, figure }: MonthFigure, locale: Locale): string {
  const text = valueText({ kind: meaning.kind, value: figure.value }, locale);
  if (figure.value === null || meaning.kind === 'rate') return text;
  return locale === 'zh' ? `${text}${meaning.unit.zh}` : `${text} ${meaning.unit.en}`;
}

export const figureAnchor = (id: string): string => id.replace('.', '-');

function FiguresPage({ figures, now }: { readonly figures: readonly MonthFigure[]; readonly now: Date }): ReactElement {
  const t = useTexts(figureTexts);
  const nearby = useTexts(nearbyTexts);
  const word = useWord();
  const locale = useLocale();
  return (
    <PublicPage back={{ href: '/nearby', label: nearby('title') }}>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead', { period: sayMonthSoFar(now, locale) })}</p>
      {figures.map((one) => (
        <section key={one.meaning.id} id={figureAnchor(one.meaning.id)}>
          <h2>
            {word(one.meaning.name)}
            {t('colon')}
            {sayFigure(one, locale)}
          </h2>
          <p>{word(one.meaning.meaning)}</p>
          <p className="small">
            {one.meaning.kind === 'rate'
              ? t('parts', { n: one.figure.numerator ?? 0, of: one.figure.denominator ?? 0 })
              : t('records', { n: one.figure.records })}
          </p>
        </section>
      ))}
      <p>
        {t('released')} <a href="/nearby">{nearby('more')}</a>
      </p>
    </PublicPage>
  );
}

async function openFigures(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const figures = await keptForAll(ctx, 'figures', () =>
    Promise.all(caseMeasures.filter(shownTo).map((measure) => figureOf(ctx, measure))),
  );
  return answerPage(ctx, request, { title: titleOf(figureTexts, 'title'), page: <FiguresPage figures={figures} now={ctx.now} /> });
}

export const figurePages: readonly Page[] = [{ method: 'GET', path: '/figures', perMinute: 60, answer: openFigures }];
