import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import { unitRef } from '../../city/exports.ts';
import { saidOf } from '../rules/say.ts';
import type { ActResult } from '../schema.ts';
import { casework } from '../store/casework.ts';
import { caseById, type CaseRow } from '../store/rows.ts';

export async function unitName(read: Read, unitId: Id | null): Promise<string> {
  return unitId ? ((await unitRef(read, unitId))?.name ?? '') : '';
}

/** A pause that ends by itself is over once its end has come. */
export const isPaused = (row: Pick<CaseRow, 'paused' | 'pausedUntil'>, now: Date): boolean =>
  row.paused && (row.pausedUntil === null || row.pausedUntil > now);

/** What every act answers. */
export async function resultOf(ctx: WriteContext, caseId: Id): Promise<ActResult> {
  const row = await caseById(ctx.tx, caseId);
  if (!row) throw new Problem(problems.notFound);
  const name = await unitName(ctx.tx, row.unitId);
  const { settings } = await casework(ctx.tx);
  const paused = isPaused(row, ctx.now);
  const undo =
    row.state === 'assigned' && row.dispatchedBy === ctx.actor.personId && row.dispatchedAt
      ? new Date(row.dispatchedAt.getTime() + settings.undoSeconds * 1000)
      : null;
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    unit: row.unitId ? { id: row.unitId, name } : null,
    clock: row.clock,
    dueAt: row.dueAt,
    paused,
    provisional: row.provisional,
    said: saidOf({ state: row.state, unitName: name, dueAt: row.dueAt, handlingDueAt: row.handlingDueAt, paused }, ctx.now),
    undoUntil: undo && undo > ctx.now ? undo : null,
  };
}
