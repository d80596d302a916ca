import type { Id } from '../../kernel/ids.ts';
import { everyPart, Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { dayOf } from '../../kernel/calendar.ts';
import { notify } from '../../platform/notify/notify.ts';
import { gramsOf } from '../rules/grams.ts';
import { isEnd } from '../rules/transitions.ts';
import type { ActResult } from '../schema.ts';
import { caseProblems } from '../schema/problems.ts';
import { frozenLimits } from '../store/casework.ts';
import { moveReporters } from '../store/reporters.ts';
import { lockCase, type CaseChange, type CaseRow } from '../store/rows.ts';
import { json, type CaseTables } from '../store/tables.ts';
import { accessForChange } from './access.ts';
import { applyStep } from './apply.ts';
import { act, opened, type ActInput } from './open.ts';
import { afterPartEnded } from './parts.ts';
import { placed, type PlaceInput } from './place.ts';
import { chosenReason } from './reasons.ts';
import { reportable } from './reportable.ts';
import { resultOf } from './result.ts';

/** The desk of the campaign office: verify, file, decline, merge, correct. */

export async function verifyCase(
  ctx: WriteContext,
  input: ActInput & { readonly note: string; readonly unitId?: Id | undefined; readonly personId?: Id | undefined },
): Promise<ActResult> {
  const { row } = await opened(ctx, 'verify', input);
  const detail = input.unitId ? { unitId: input.unitId } : {};
  await applyStep(ctx, row, { act: 'verify', to: 'verifying', words: input.note, detail, public: true });
  if (input.personId) {
    const title = { zh: `${row.number} ${row.title}：请到现场核实`, en: `${row.number} ${row.title}: please verify on the spot` };
    await notify(ctx, { to: [input.personId], kind: 'cases.toCheck', title, href: `/work/cases/${row.id}`, urgent: row.urgent });
  }
  return resultOf(ctx, input.caseId);
}

export const reportVerified = (
  ctx: WriteContext,
  input: ActInput & { readonly found: boolean; readonly note: string; readonly photos: readonly Id[] },
): Promise<ActResult> =>
  act(ctx, 'verified', input, ({ row }) => ({
    act: 'verified',
    to: input.found ? 'filed' : 'reported',
    words: input.note,
    detail: { found: input.found },
    photos: { fileIds: input.photos, stage: 'verified' },
    public: true,
    set: {
      ...(input.found ? { filedAt: ctx.now } : {}),
      // Who went there and saw it has found it, too: somebody else checks the result.
      ...(ctx.actor.personId && !row.finderIds.includes(ctx.actor.personId) ? { finderIds: [...row.finderIds, ctx.actor.personId] } : {}),
    },
  }));

export const fileCase = (ctx: WriteContext, input: ActInput & { readonly note: string }): Promise<ActResult> =>
  act(ctx, 'file', input, () => ({ act: 'file', to: 'filed', words: input.note, public: true, set: { filedAt: ctx.now } }));

export async function declineCase(
  ctx: WriteContext,
  input: ActInput & { readonly reason: string; readonly note: string },
): Promise<ActResult> {
  const { row, work } = await opened(ctx, 'decline', input);
  const { reason, detail } = chosenReason(work, 'decline', input);
  const after = await applyStep(ctx, row, {
    act: 'decline',
    to: 'declined',
    words: input.note,
    detail,
    public: true,
    set: {
      declineReason: reason.code,
      respondedAt: row.respondedAt ?? ctx.now,
      unitId: null,
      lastUnitId: row.unitId ?? row.lastUnitId,
    },
  });
  await afterPartEnded(ctx, after);
  return resultOf(ctx, input.caseId);
}

export async function mergeCase(ctx: WriteContext, input: ActInput & { readonly into: Id }): Promise<ActResult> {
  if (input.into === input.caseId) throw new Problem(caseProblems['cases.mergeSelf']);
  const { row } = await opened(ctx, 'merge', input);
  const target = await accessForChange(ctx, input.into);
  if (isEnd(target.state)) throw new Problem(caseProblems['cases.mergeTarget']);
  const after = await applyStep(ctx, row, {
    act: 'merge',
    to: 'merged',
    detail: { caseId: target.id, number: target.number },
    public: true,
    set: { mergedInto: target.id, unitId: null, lastUnitId: row.unitId ?? row.lastUnitId },
  });
  await takeOver(ctx, row, target);
  await afterPartEnded(ctx, after);
  return resultOf(ctx, input.caseId);
}

/** The target goes on for both: its reporters grow, and who found the other one has found it as well. */
async function takeOver(ctx: WriteContext, from: CaseRow, into: CaseRow): Promise<void> {
  const moved = await moveReporters(ctx, from.id, into.id);
  await ctx.tx
    .writing<CaseTables>()
    .updateTable('cases')
    .set({
      subscribers: into.subscribers + moved,
      finderIds: [...new Set([...into.finderIds, ...from.finderIds])],
      reporterKnown: into.reporterKnown || from.reporterKnown,
    })
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', into.id)
    .execute();
  const fresh = await lockCase(ctx.tx, into.id);
  if (fresh) await applyStep(ctx, fresh, { act: 'join', detail: { caseId: from.id, number: from.number }, public: true });
}

export interface ChangeInput extends ActInput, PlaceInput {
  readonly title?: string | undefined;
  readonly category?: string | undefined;
  readonly urgent?: boolean | undefined;
}

/** Corrects what was understood. What was said stays as it was said. */
export const changeCase = (ctx: WriteContext, input: ChangeInput): Promise<ActResult> =>
  act(ctx, 'change', input, async ({ row, work }) => {
    const changed = (['title', 'category', 'urgent', 'place', 'areaId', 'lng'] as const).filter((field) => input[field] !== undefined);
    const { category, moved } = await everyPart({
      category: () => (input.category && input.category !== row.category ? reportable(work, input.category) : null),
      moved: async () =>
        input.lng !== undefined || input.areaId !== undefined
          ? placed(ctx.tx, { place: row.place, ...input })
          : { place: input.place ?? row.place },
    });
    const title = input.title ?? row.title;
    const limits = category ? frozenLimits(work, category, dayOf(row.reportedAt)).limits : row.limits;
    const set: CaseChange = {
      ...moved,
      title,
      limits: json(limits),
      ...(category ? { category: category.code, classCode: category.classCode ?? category.code } : {}),
      ...(input.urgent === undefined ? {} : { urgent: input.urgent }),
      grams: gramsOf(row.number, title, moved.place ?? row.place),
    };
    return { act: 'change', set, detail: { changed }, limits };
  });
