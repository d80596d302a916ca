import { dayOf, startOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { unitsByIds } from '../../city/exports.ts';
import type { Outcome, CaseState } from '../schema/words.ts';
import { casesOfPhone } from '../store/phones.ts';
import { actorSight } from './access.ts';

const MOST_SHOWN = 5;
/** Beyond it "more" is enough. */
const MOST_COUNTED = 99;

export interface EarlierCall {
  readonly id: Id;
  readonly number: string;
  readonly title: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly unitName: string | null;
  readonly at: Date;
}

/**
 * What this telephone told us of this year, as far as its contact is still kept and this actor sees the case. Whose case
 * it was becomes known by that, so the journal of each case that is shown keeps it, like a reading of the contact.
 */
export async function earlierCalls(
  ctx: WriteContext,
  input: { readonly phone: string },
): Promise<{ count: { value: number; more: boolean }; items: EarlierCall[] }> {
  const since = startOfDay(`${dayOf(ctx.now).slice(0, 4)}-01-01`);
  const rows = await casesOfPhone(ctx, input.phone, { since, sight: actorSight(ctx), limit: MOST_COUNTED + 1 });
  const shown = rows.slice(0, MOST_SHOWN);
  const units = await unitsByIds(
    ctx.read,
    shown.flatMap(({ unitId }) => unitId ?? []),
  );
  await ctx.recordAll(
    shown.map(({ id, number }) => ({ type: 'case.reporterRecognised', subject: { kind: 'case', id }, after: { number } })),
  );
  return {
    count: { value: Math.min(rows.length, MOST_COUNTED), more: rows.length > MOST_COUNTED },
    items: shown.map(({ unitId, ...row }) => ({ ...row, unitName: unitId ? (units.get(unitId)?.shortName ?? null) : null })),
  };
}
