import type { ReactElement } from 'react';
import { dayOf, monthOf, plusDays, startOfDay } from '../../kernel/calendar.ts';
import { valueText, type Figure, type MeasureMeaning } from '../../kernel/measure.ts';
import type { Locale } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Measure, Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useLocale, useTexts, useWord } from '../../public/site.ts';
import { sayMonthSoFar } from '../../public/times.ts';
import { caseMeasures } from '../measures.ts';
import { answerPage, titleOf } from './frame.tsx';
import { keptForAll } from './kept.ts';
import { figureTexts } from './text/home.ts';
import { nearbyTexts } from './text/list.ts';

/** A measure with its figure of a period. */
export interface MonthFigure {
  readonly meaning: MeasureMeaning;
  readonly figure: Figure;
}

/** Figures of a month up to a day. */
export interface MonthFigures {
  readonly to: Date;
  readonly figures: readonly MonthFigure[];
}

/** On the first days of a month there is next to nothing to count, and nothing to learn from it. */
const FIRST_DAYS = 7;

const shownTo = (measure: Measure): boolean => measure.public;
const measuresOf = (ids: readonly string[]): readonly Measure[] =>
  ids.flatMap((id) => caseMeasures.filter((measure) => measure.id === id && shownTo(measure)));

function upTo(ctx: ReadContext, to: Date, measures: readonly Measure[]): Promise<readonly MonthFigure[]> {
  const day = dayOf(to);
  const period = { from: monthOf(day), to: day };
  return Promise.all(measures.map(async (measure) => ({ meaning: measure, figure: await measure.figure(ctx, period) })));
}

/** The last day that is counted: today, as in the workbench; in the first days of a month the end of the one before, if anything was reported in it. */
async function countedTo(ctx: ReadContext): Promise<Date> {
  const today = dayOf(ctx.now);
  if (today >= plusDays(monthOf(today), FIRST_DAYS)) return ctx.now;
  const before = startOfDay(plusDays(monthOf(today), -1));
  const [received] = await upTo(ctx, before, measuresOf(['cases.received']));
  return received && received.figure.records > 0 ? before : ctx.now;
}

async function figuresOf(ctx: ReadContext, measures: readonly Measure[]): Promise<MonthFigures> {
  const to = await countedTo(ctx);
  return { to, figures: await upTo(ctx, to, measures) };
}

/** The few figures of the home page, in the order of its sentences. */
export const monthFigures = (ctx: ReadContext): Promise<MonthFigures> =>
  figuresOf(ctx, measuresOf(['cases.received', 'cases.fixed', 'cases.onTime', 'cases.medianHours']));

/** `846件`, `83.33%`, `11.5工作时`; a dash where there is nothing to compute from, which is not zero. */
export function sayFigure({ meaning, figure }: MonthFigure, locale: Locale): string {
  const text = valueText({ kind: meaning.kind, value: figure.value }, locale);
  if (figure.value === null || meaning.kind === 'rate') return text;
  return locale === 'zh' ? `${text}${meaning.unit.zh}` : `${text} ${meaning.unit.en}`;
}

export const figureAnchor = (id: string): string => id.replace('.', '-');

function FiguresPage({ figures, to }: MonthFigures): ReactElement {
  const t = useTexts(figureTexts);
  const nearby = useTexts(nearbyTexts);
  const word = useWord();
  const locale = useLocale();
  return (
    <PublicPage back={{ href: '/nearby', label: nearby('title') }}>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead', { period: sayMonthSoFar(to, locale) })}</p>
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
  const shown = await keptForAll(ctx, 'figures', () => figuresOf(ctx, caseMeasures.filter(shownTo)));
  return answerPage(ctx, request, { title: titleOf(figureTexts, 'title'), page: <FiguresPage {...shown} /> });
}

export const figurePages: readonly Page[] = [{ method: 'GET', path: '/figures', perMinute: 60, answer: openFigures }];
