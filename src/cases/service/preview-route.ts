import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Suggestion } from '../schema.ts';
import { casework, categoryOf, frozenLimits } from '../store/casework.ts';
import { placed } from './place.ts';
import { suggestionsFor } from './routing.ts';

export interface RouteQuestion {
  readonly category: string;
  readonly lng?: number | undefined;
  readonly lat?: number | undefined;
  readonly areaId?: Id | undefined;
  /** `owner:power`: what was answered to the category's questions. */
  readonly answer?: readonly string[] | undefined;
}

function answersIn(given: readonly string[] = []): Record<string, string[]> {
  const pairs = given.map((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)] as const);
  return Object.fromEntries(pairs.map(([code]) => [code, pairs.filter(([other]) => other === code).map(([, value]) => value)]));
}

/** Whom a report of this kind at this place would go to, without a report. @throws Problem categoryUnknown, outsideCity, placeMissing */
export async function previewRoute(ctx: ReadContext, input: RouteQuestion): Promise<{ items: Suggestion[] }> {
  const work = await casework(ctx.read);
  const category = categoryOf(work, input.category);
  const place = await placed(ctx.read, input);
  const { limits } = frozenLimits(work, category, dayOf(ctx.now));
  return {
    items: await suggestionsFor(ctx, {
      ...place,
      attributes: answersIn(input.answer),
      category: category.code,
      classCode: category.classCode ?? category.code,
      limits,
    }),
  };
}
