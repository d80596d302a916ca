import { endOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import { both, decided, Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { decideCheck, withinDispute, type CheckInput } from '../rules/acts.ts';
import type { ActResult } from '../schema.ts';
import { caseProblems } from '../schema/problems.ts';
import { acts, caseStates } from '../schema/words.ts';
import { casework } from '../store/casework.ts';
import type { CaseRow } from '../store/rows.ts';
import { json } from '../store/tables.ts';
import { applyStep, type Step } from './apply.ts';
import { fitUnit, supervisingUnit } from './dispatch.ts';
import { act, opened, type ActInput } from './open.ts';
import { afterPartEnded } from './parts.ts';
import { chosenReason } from './reasons.ts';
import { resultOf } from './result.ts';

/** What happens to a case that was handed in, and to one that cannot be. */

export async function checkCase(ctx: WriteContext, input: ActInput & CheckInput & { readonly photos: readonly Id[] }): Promise<ActResult> {
  const { row } = await opened(ctx, 'check', input);
  const decision = decided(decideCheck(input));
  const photos = { fileIds: input.photos, stage: 'check' } as const;
  // The parts of a split case were checked one by one; what is wrong with one is reopened there.
  if (decision.to === 'rework' && row.parts > 0)
    throw new Problem(caseProblems['cases.noTransition'], {
      state: both(caseStates.handled.zh, caseStates.handled.en),
      act: both(acts.rework.zh, acts.rework.en),
    });
  if (decision.to === 'rework') {
    await applyStep(ctx, row, {
      act: 'rework',
      to: 'rework',
      words: input.note,
      photos,
      set: { reworks: row.reworks + 1, handledAt: null },
      public: true,
    });
  } else {
    const closed = await applyStep(ctx, row, {
      act: 'close',
      to: 'closed',
      words: input.note,
      detail: { outcome: decision.outcome, ...(input.planUntil ? { expected: input.planUntil } : {}) },
      photos,
      public: true,
      set: {
        outcome: decision.outcome,
        checkerId: ctx.actor.personId,
        closedAt: ctx.now,
        firstClosedAt: row.firstClosedAt ?? ctx.now,
        plan: input.plan ?? null,
        planUntil: input.planUntil ?? null,
      },
    });
    await afterPartEnded(ctx, closed);
  }
  return resultOf(ctx, input.caseId);
}

/** Can the reporter still say how it went? @throws Problem disputeTooLate, with the city's days */
export async function stillDisputable(ctx: WriteContext, row: CaseRow): Promise<void> {
  const { settings } = await casework(ctx.tx);
  const late = withinDispute(row, ctx.now, settings);
  if (late) decided({ refused: late, detail: { days: settings.disputeDays } });
}

/** "Not solved": back to the supervising level, never straight to the unit that handled it. */
export async function reopenStep(ctx: WriteContext, row: CaseRow, words: string, photos: readonly Id[]): Promise<Step> {
  return {
    act: 'dispute',
    to: 'reopened',
    words,
    photos: { fileIds: photos, stage: 'before' },
    detail: { ...(row.unitId ? { previousUnitId: row.unitId } : {}), ...(row.outcome ? { outcome: row.outcome } : {}) },
    public: true,
    set: {
      reopenings: row.reopenings + 1,
      unitId: null,
      lastUnitId: row.unitId ?? row.lastUnitId,
      supervisedBy: row.supervisedBy ?? (await supervisingUnit(ctx)),
      outcome: null,
      closedAt: null,
      solved: false,
      ratedAt: ctx.now,
      assignedAt: null,
      acceptedAt: null,
      handledAt: null,
    },
  };
}

export interface Rating {
  readonly solved: boolean;
  readonly satisfied?: number | undefined;
  readonly words?: string | undefined;
}

export const ratedStep = (ctx: WriteContext, rating: Rating, name: 'rate' | 'callBack'): Step => ({
  act: name,
  words: rating.words ?? '',
  detail: { solved: rating.solved, ...(rating.satisfied === undefined ? {} : { satisfied: rating.satisfied }), reached: true },
  public: name === 'rate',
  set: { solved: rating.solved, satisfied: rating.satisfied ?? null, ratedAt: ctx.now },
});

/** A call back: what the reporter says counts as if said on the page. */
export async function callBack(
  ctx: WriteContext,
  input: ActInput & {
    readonly reached: boolean;
    readonly solved?: boolean | undefined;
    readonly satisfied?: number | undefined;
    readonly note: string;
  },
): Promise<ActResult> {
  const { row } = await opened(ctx, 'callBack', input);
  if (!input.reached) await applyStep(ctx, row, { act: 'callBack', words: input.note, detail: { reached: false } });
  else if (input.solved === false) {
    if (input.note === '') throw new Problem(caseProblems['cases.reasonMissing']);
    await opened(ctx, 'dispute', input);
    await applyStep(ctx, row, await reopenStep(ctx, row, input.note, []));
  } else await applyStep(ctx, row, ratedStep(ctx, { solved: true, satisfied: input.satisfied, words: input.note }, 'callBack'));
  return resultOf(ctx, input.caseId);
}

export const putOnLongTermList = (
  ctx: WriteContext,
  input: ActInput & {
    readonly reason: string;
    readonly note: string;
    readonly leadUnitId: Id;
    readonly expected: string;
    readonly public: boolean;
  },
): Promise<ActResult> =>
  act(ctx, 'longTerm', input, async ({ work }) => {
    const { detail } = chosenReason(work, 'longTerm', input);
    if (endOfDay(input.expected) <= ctx.now) throw new Problem(caseProblems['cases.dateInPast']);
    const lead = await fitUnit(ctx, input.leadUnitId);
    return {
      act: 'longTerm',
      to: 'onLongTermList',
      words: input.note,
      detail: { ...detail, unitId: lead.id, unitName: lead.name, expected: input.expected },
      public: input.public,
      set: {
        longTerm: json({ reason: input.reason, note: input.note, public: input.public, since: ctx.now.toISOString() }),
        longTermUnitId: lead.id,
        longTermExpected: input.expected,
        requestKind: null,
        questionOpen: false,
        pausedByGrant: false,
      },
    };
  });

export const reviveCase = (
  ctx: WriteContext,
  input: ActInput & { readonly unitId?: Id | undefined; readonly note: string },
): Promise<ActResult> =>
  act(ctx, 'revive', input, async ({ row }) => {
    const goOn = row.unitId !== null && (input.unitId === undefined || input.unitId === row.unitId);
    const cleared = { longTerm: json(null), longTermUnitId: null, longTermExpected: null };
    if (goOn)
      return {
        act: 'revive',
        to: 'inProgress',
        words: input.note,
        public: true,
        set: { ...cleared, acceptedAt: row.acceptedAt ?? ctx.now },
      };
    const unitId = input.unitId ?? row.longTermUnitId;
    if (!unitId) throw new Problem(caseProblems['cases.unitUnfit'], { unit: '' });
    const unit = await fitUnit(ctx, unitId);
    return {
      act: 'revive',
      to: 'assigned',
      words: input.note,
      detail: { unitId: unit.id, unitName: unit.name },
      public: true,
      set: { ...cleared, unitId: unit.id, assignedAt: ctx.now, acceptedAt: null, dispatchedBy: ctx.actor.personId, dispatchedAt: null },
    };
  });
