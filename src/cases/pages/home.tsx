import type { ReadContext } from '../../platform/context.ts';
import type { Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { countPublicly, listPublicly, openPublicly } from '../service/public.ts';
import { monthFigures } from './figures.tsx';
import { answerPage, titleOf } from './frame.tsx';
import { HomePage } from './HomePage.tsx';
import { homeTexts } from './text.ts';

const DAYS = 30;
/** Among so many of the newest solved ones one with pictures is looked for. */
const LOOKED_AT = 12;

/** The newest solved case that can be shown with a picture before and after. */
async function latestSolved(ctx: ReadContext): Promise<PublicCaseView | null> {
  const { items } = await listPublicly(ctx, { state: 'solved', limit: LOOKED_AT });
  const shown = items.find(({ photoId }) => photoId !== null) ?? items[0];
  return shown ? openPublicly(ctx, { number: shown.number }) : null;
}

async function openHome(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const [counted, latest, figures] = await Promise.all([countPublicly(ctx, { days: DAYS }), latestSolved(ctx), monthFigures(ctx)]);
  const released = { total: counted.total, solved: counted.byState.solved ?? 0 };
  return answerPage(ctx, request, {
    title: titleOf(homeTexts, 'title'),
    page: <HomePage model={{ released, latest, figures: figures.some(({ figure }) => figure.records > 0) ? figures : [], now: ctx.now }} />,
    scripts: ['outbox'],
  });
}

export const homePages: readonly Page[] = [{ method: 'GET', path: '/', answer: openHome }];
