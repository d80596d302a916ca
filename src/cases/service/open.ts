import type { WriteContext } from '../../platform/context.ts';
import type { StaffAct } from '../rules/acts.ts';
import type { ActResult } from '../schema.ts';
import { openFor, type Opened } from './access.ts';
import { applyStep, type Step } from './apply.ts';
import { resultOf, unitName } from './result.ts';

export interface ActInput {
  readonly caseId: string;
  readonly version: number;
}

/** Opens a case for an act: gate, version, permission, state. */
export const opened = (ctx: WriteContext, act: StaffAct, input: ActInput): Promise<Opened> =>
  openFor(ctx, act, input, (unitId) => unitName(ctx.tx, unitId));

/** An act as a sentence: open, decide the step, apply it, say what comes next. */
export async function act(
  ctx: WriteContext,
  name: StaffAct,
  input: ActInput,
  decide: (open: Opened) => Promise<Step> | Step,
): Promise<ActResult> {
  const open = await opened(ctx, name, input);
  await applyStep(ctx, open.row, await decide(open));
  return resultOf(ctx, input.caseId);
}
