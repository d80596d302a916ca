import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import { areasByIds, responsibleFor, unitPhones, unitsOfAreas } from '../../city/exports.ts';
import { answeringFor } from '../rules/answering.ts';
import { askedForDanger } from '../rules/attributes.ts';
import { dueColumns } from '../rules/deadlines.ts';
import { isUrgent, promisedBy } from '../rules/promise.ts';
import { areaUnits, askedByRules } from '../rules/routing.ts';
import { casework, categoryOf, frozenLimits } from '../store/casework.ts';
import { areaIdsOf } from './access.ts';
import { placed } from './place.ts';
import { dueWhyOf } from './public-view.ts';

/** What may be told to who is on the line, before there is a case. */

export interface ReportQuestion {
  readonly category?: string | undefined;
  readonly lng?: number | undefined;
  readonly lat?: number | undefined;
  readonly areaId?: Id | undefined;
}

interface Promised {
  readonly at: Date;
  readonly urgent: boolean;
  readonly provisional: boolean;
  readonly why: Bilingual;
}

/** By when, if it were registered now: the same rule as the receipt's. @throws Problem categoryUnknown */
async function promiseFor(ctx: ReadContext, code: string): Promise<Promised | null> {
  const work = await casework(ctx.read);
  const category = categoryOf(work, code);
  const { limits } = frozenLimits(work, category, dayOf(ctx.now));
  const due = dueColumns(work.work, [{ at: ctx.now, act: 'report', to: 'reported', words: '' }], limits);
  const at = promisedBy(work.work, { ...due, state: 'reported', limits, reportedAt: ctx.now });
  if (!at) return null;
  return {
    at,
    urgent: isUrgent(limits),
    provisional: due.provisional,
    why: dueWhyOf({ category: code, limits, reportedAt: ctx.now }, work),
  };
}

const isPlaced = ({ areaId, lng, lat }: ReportQuestion): boolean => Boolean(areaId) || (lng !== undefined && lat !== undefined);

async function answeringAt(ctx: ReadContext, input: ReportQuestion) {
  if (!isPlaced(input)) return null;
  const place = await placed(ctx.read, input);
  const ids = areaIdsOf(place);
  const [known, units] = [await areasByIds(ctx.read, ids), await unitsOfAreas(ctx.read, ids)];
  const duty = place.areaId ? await responsibleFor(ctx.read, place.areaId, ctx.now) : null;
  const found = answeringFor(
    ids.flatMap((id) => known.get(id) ?? []),
    duty?.area.id ?? null,
    areaUnits(units, [place.compoundId, place.blockId]),
  );
  if (!found) return null;
  const phones = await unitPhones(ctx.read, found.unit ? [found.unit.id] : []);
  return { ...found, unit: found.unit && { id: found.unit.id, name: found.unit.name, phone: phones.get(found.unit.id) ?? null } };
}

/** Questions worth another sentence: those whose answer changes the unit or the urgency. */
async function decidingFor(ctx: ReadContext, input: ReportQuestion): Promise<{ unit: string[]; urgency: string[] }> {
  if (!input.category) return { unit: [], urgency: [] };
  const work = await casework(ctx.read);
  const category = categoryOf(work, input.category);
  const place = isPlaced(input) ? await placed(ctx.read, input) : null;
  const routed = {
    category: category.code,
    classCode: category.classCode ?? category.code,
    areaIds: place ? areaIdsOf(place) : [],
    day: dayOf(ctx.now),
  };
  return { unit: [...askedByRules(work.duties, routed)], urgency: category.urgent ? [] : [...askedForDanger(category.attributes)] };
}

/** By when, who answers for the place, and what is worth asking. @throws Problem categoryUnknown, outsideCity, placeMissing */
export async function previewReport(ctx: ReadContext, input: ReportQuestion) {
  const promise = input.category ? await promiseFor(ctx, input.category) : null;
  return { promise, answering: await answeringAt(ctx, input), deciding: await decidingFor(ctx, input) };
}
