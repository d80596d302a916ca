import type { ReadContext } from '../../platform/context.ts';
import type { Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { countPublicly, listPublicly, openPublicly, solvedWithPictures } from '../service/public.ts';
import { monthFigures } from './figures.tsx';
import { answerPage, titleOf } from './frame.tsx';
import { HomePage } from './HomePage.tsx';
import { keptForAll } from './kept.ts';
import { homeTexts } from './text/home.ts';

const DAYS = 30;
/** The newest solved case with a picture before and after; without one, the newest solved. */
async function latestSolved(ctx: ReadContext): Promise<PublicCaseView | null> {
  const [pictured] = await solvedWithPictures(ctx, 1);
  const shown = pictured ?? (await listPublicly(ctx, { state: 'solved', limit: 1 })).items[0];
  return shown ? openPublicly(ctx, { number: shown.number }) : null;
}

async function openHome(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const [counted, latest, month] = await Promise.all([
    keptForAll(ctx, 'home.counted', () => countPublicly(ctx, { days: DAYS })),
    latestSolved(ctx),
    keptForAll(ctx, 'home.figures', () => monthFigures(ctx)),
  ]);
  const released = { total: counted.total - counted.earlier, solved: counted.byState.solved ?? 0, more: counted.more };
  return answerPage(ctx, request, {
    title: titleOf(homeTexts, 'title'),
    page: (
      <HomePage model={{ released, latest, month: month.figures.some(({ figure }) => figure.records > 0) ? month : null, now: ctx.now }} />
    ),
    scripts: ['outbox'],
  });
}

export const homePages: readonly Page[] = [{ method: 'GET', path: '/', answer: openHome }];
