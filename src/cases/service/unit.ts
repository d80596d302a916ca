import type { Id } from '../../kernel/ids.ts';
import { decided, Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { decideHandIn, returnedTo } from '../rules/acts.ts';
import type { ActResult } from '../schema.ts';
import { caseProblems } from '../schema/problems.ts';
import type { Limit, RequestKind } from '../schema/words.ts';
import { categoryOf } from '../store/casework.ts';
import { eventsOf } from '../store/history.ts';
import { accessForChange } from './access.ts';
import { applyStep } from './apply.ts';
import { fitUnit } from './dispatch.ts';
import { act, type ActInput } from './open.ts';
import { chosenReason } from './reasons.ts';

/** What a unit does with a case that it has. */

const withMe = (handlerIds: readonly Id[], me: Id | null): Id[] => (me && !handlerIds.includes(me) ? [...handlerIds, me] : [...handlerIds]);

export const acceptCase = (ctx: WriteContext, input: ActInput & { readonly note: string }): Promise<ActResult> =>
  act(ctx, 'accept', input, ({ row }) => ({
    act: 'accept',
    to: 'inProgress',
    words: input.note,
    public: true,
    set: { acceptedAt: ctx.now, respondedAt: row.respondedAt ?? ctx.now, handlerIds: withMe(row.handlerIds, ctx.actor.personId) },
  }));

export const returnCase = (
  ctx: WriteContext,
  input: ActInput & {
    readonly reason: string;
    readonly note: string;
    readonly suggestedUnitId?: Id | undefined;
    readonly photos: readonly Id[];
  },
): Promise<ActResult> =>
  act(ctx, 'return', input, ({ row, facts, work }) => ({
    act: 'return',
    to: returnedTo(facts),
    words: input.note,
    detail: {
      ...chosenReason(work, 'return', input).detail,
      ...(input.suggestedUnitId ? { unitId: input.suggestedUnitId } : {}),
      ...(row.unitId ? { previousUnitId: row.unitId } : {}),
    },
    photos: { fileIds: input.photos, stage: 'verified' },
    set: {
      returns: row.returns + 1,
      unitId: null,
      lastUnitId: row.unitId,
      assistUnitIds: [],
      requestKind: null,
      questionOpen: false,
      pausedByGrant: false,
      assignedAt: null,
      acceptedAt: null,
    },
  }));

export const askReporter = (ctx: WriteContext, input: ActInput & { readonly text: string }): Promise<ActResult> =>
  act(ctx, 'ask', input, () => ({ act: 'ask', words: input.text, public: true, set: { questionOpen: true } }));

export const recordAnswer = (ctx: WriteContext, input: ActInput & { readonly text: string }): Promise<ActResult> =>
  act(ctx, 'answer', input, () => ({ act: 'answer', words: input.text, set: { questionOpen: false }, public: true }));

export const requestCase = (
  ctx: WriteContext,
  input: ActInput & { readonly kind: RequestKind; readonly reason: string; readonly extra?: Limit | undefined },
): Promise<ActResult> =>
  act(ctx, 'request', input, () => ({
    act: 'request',
    words: input.reason,
    detail: { request: input.kind, ...(input.kind === 'extension' && input.extra ? { extra: input.extra } : {}) },
    set: { requestKind: input.kind },
  }));

const ONE_DAY: Limit = { amount: 1, unit: 'workingDays' };

export const grantRequest = (
  ctx: WriteContext,
  input: ActInput & { readonly extra?: Limit | undefined; readonly note: string },
): Promise<ActResult> =>
  act(ctx, 'grant', input, async ({ row }) => {
    const asked = (await eventsOf(ctx.tx, row.id)).findLast((event) => event.act === 'request');
    const kind = row.requestKind ?? 'extension';
    const extra = input.extra ?? asked?.detail.extra ?? ONE_DAY;
    return {
      act: 'grant',
      words: input.note,
      detail: { request: kind, ...(kind === 'extension' ? { extra } : {}) },
      public: true,
      set: { requestKind: null, pausedByGrant: row.pausedByGrant || kind === 'pause' },
    };
  });

export const refuseRequest = (ctx: WriteContext, input: ActInput & { readonly note: string }): Promise<ActResult> =>
  act(ctx, 'refuse', input, ({ row }) => ({
    act: 'refuse',
    words: input.note,
    detail: row.requestKind ? { request: row.requestKind } : {},
    set: { requestKind: null },
  }));

export const resumeCase = (ctx: WriteContext, input: ActInput & { readonly note: string }): Promise<ActResult> =>
  act(ctx, 'resume', input, () => ({ act: 'resume', words: input.note, set: { pausedByGrant: false, questionOpen: false } }));

export const assistCase = (ctx: WriteContext, input: ActInput & { readonly unitId: Id; readonly note: string }): Promise<ActResult> =>
  act(ctx, 'assist', input, async ({ row }) => {
    const unit = await fitUnit(ctx, input.unitId);
    if (row.unitId === unit.id || row.assistUnitIds.includes(unit.id))
      throw new Problem(caseProblems['cases.sameUnit'], { unit: unit.name });
    return {
      act: 'assist',
      words: input.note,
      detail: { unitId: unit.id, unitName: unit.name },
      set: { assistUnitIds: [...row.assistUnitIds, unit.id] },
    };
  });

/** A unit's assistance ends: by the unit that has the case, or by itself. */
export async function leaveAssist(ctx: WriteContext, input: { readonly caseId: Id; readonly unitId: Id }): Promise<void> {
  const row = await accessForChange(ctx, input.caseId);
  const mine = ctx.actor.posts.map((post) => post.unitId);
  if (!mine.includes(input.unitId) && !(row.unitId && mine.includes(row.unitId)))
    throw new Problem(caseProblems['cases.notYourUnit'], { unit: '' });
  await applyStep(ctx, row, {
    act: 'assist',
    detail: { previousUnitId: input.unitId },
    set: { assistUnitIds: row.assistUnitIds.filter((id) => id !== input.unitId) },
  });
}

export const handleCase = (
  ctx: WriteContext,
  input: ActInput & { readonly note: string; readonly photos: readonly Id[] },
): Promise<ActResult> =>
  act(ctx, 'handle', input, ({ row, work }) => {
    decided(decideHandIn(input.photos.length, categoryOf(work, row.category).photosNeeded));
    return {
      act: 'handle',
      to: 'handled',
      words: input.note,
      photos: { fileIds: input.photos, stage: 'after' },
      public: true,
      set: {
        handledAt: ctx.now,
        handlerIds: withMe(row.handlerIds, ctx.actor.personId),
        requestKind: null,
        questionOpen: false,
        pausedByGrant: false,
      },
    };
  });
