import type { Id } from '../../kernel/ids.ts';
import { both, Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { caseFacts } from '../events.ts';
import { dueColumns, resolutions } from '../rules/deadlines.ts';
import { isEnd, mayMove } from '../rules/transitions.ts';
import { caseProblems } from '../schema/problems.ts';
import { acts, caseStates, type Act, type CaseState, type Limits } from '../schema/words.ts';
import { casework } from '../store/casework.ts';
import { appendEvent, eventsOf, historyOf, type EventRow } from '../store/history.ts';
import { updateCase, type CaseChange, type CaseRow } from '../store/rows.ts';
import { countChange } from '../store/tallies.ts';
import type { EventDetail } from '../store/tables.ts';
import { attachPhotos, type PhotoStage } from './photos.ts';

/** One act on a case: what becomes of it, and what the timeline says. */
export interface Step {
  readonly act: Act;
  /** The state afterwards; the same one without it. */
  readonly to?: CaseState;
  readonly set?: CaseChange;
  readonly words?: string;
  readonly detail?: EventDetail;
  readonly photos?: { readonly fileIds: readonly Id[]; readonly stage: PhotoStage };
  /** Told to the public in the timeline. */
  readonly public?: boolean;
  /** New limits, of a corrected category; also to be set. */
  readonly limits?: Limits;
  /** Who speaks, when it is not one of the actor's posts. */
  readonly as?: { readonly unitId: Id | null; readonly unitName: string };
}

/** The actor as the timeline names them. */
export function speaker(ctx: WriteContext, row: Pick<CaseRow, 'unitId'>): { readonly unitId: Id | null; readonly unitName: string } {
  const { actor } = ctx;
  if (actor.kind === 'public') return { unitId: null, unitName: '反映人' };
  if (actor.kind === 'system') return { unitId: null, unitName: '系统' };
  if (actor.kind === 'apiKey') return { unitId: null, unitName: actor.name };
  const post = actor.posts.find((one) => one.unitId === row.unitId) ?? actor.posts[0];
  return { unitId: post?.unitId ?? actor.link?.unitId ?? null, unitName: post?.unitName ?? '' };
}

function eventOf(ctx: WriteContext, row: CaseRow, step: Step, seq: number): Omit<EventRow, 'cityId'> {
  const as = step.as ?? speaker(ctx, row);
  return {
    id: newId(),
    caseId: row.id,
    seq,
    at: ctx.now,
    act: step.act,
    fromState: row.state,
    toState: step.to ?? row.state,
    actorKind: ctx.actor.kind,
    personId: ctx.actor.personId,
    personName: ctx.actor.kind === 'public' ? '' : ctx.actor.name,
    unitId: as.unitId,
    unitName: as.unitName,
    words: step.words ?? '',
    detail: step.detail ?? {},
    public: step.public ?? false,
  };
}

/** What follows from the history: clocks, due times, resolution. */
export async function derivedColumns(ctx: WriteContext, limits: Limits, events: readonly EventRow[], to: CaseState): Promise<CaseChange> {
  const { work } = await casework(ctx.tx);
  const history = historyOf(events);
  return { ...dueColumns(work, history, limits), ...(isEnd(to) ? { resolutionMinutes: resolutions(work, history).total } : {}) };
}

/**
 * Makes an act happen: state, history, derived columns, tallies and journal in one transaction. The only way in which
 * a case changes. @throws Problem noTransition, stale
 */
export async function applyStep(ctx: WriteContext, row: CaseRow, step: Step): Promise<CaseRow> {
  const to = step.to ?? row.state;
  if (to !== row.state && !mayMove(row.state, to)) {
    throw new Problem(caseProblems['cases.noTransition'], {
      state: both(caseStates[row.state].zh, caseStates[row.state].en),
      act: both(acts[step.act].zh, acts[step.act].en),
    });
  }
  const before = await eventsOf(ctx.tx, row.id);
  const event = eventOf(ctx, row, step, before.length + 1);
  const derived = await derivedColumns(ctx, step.limits ?? row.limits, [...before, { ...event, cityId: ctx.tx.cityId }], to);
  const change: CaseChange = { ...derived, ...step.set, state: to, updatedAt: ctx.now };
  if (!(await updateCase(ctx.tx, row.id, row.version, change)))
    throw new Problem(caseProblems['cases.stale'], { version: row.version + 1 });
  await appendEvent(ctx.tx, event);
  if (step.photos) await attachPhotos(ctx, row, event.id, step.photos.fileIds, step.photos.stage);
  // Selected values and JSON builders differ only in type: what was set is read back from memory, not from the table.
  const after = { ...row, ...change, version: row.version + 1 } as CaseRow;
  await countChange(ctx.tx, row, after);
  await ctx.record({
    type: caseFacts[step.act],
    subject: { kind: 'case', id: row.id },
    before: { state: row.state, unitId: row.unitId, version: row.version },
    after: {
      number: row.number,
      state: to,
      unitId: after.unitId,
      version: after.version,
      ...step.detail,
      ...(step.words ? { words: step.words } : {}),
    },
  });
  return after;
}
