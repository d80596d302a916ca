import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { isEnd } from '../rules/transitions.ts';
import { lockCase, partsOf, type CaseRow } from '../store/rows.ts';
import { applyStep } from './apply.ts';

/** When the last part of a split case has ended, the whole is handed in and waits for its check. */
export async function afterPartEnded(ctx: WriteContext, part: CaseRow): Promise<void> {
  if (!part.parentId) return;
  const parts = await partsOf(ctx.tx, part.parentId);
  if (parts.some((one) => !isEnd(one.state))) return;
  await handInWhole(
    ctx,
    part.parentId,
    parts.map((one) => one.number),
  );
}

async function handInWhole(ctx: WriteContext, parentId: Id, numbers: readonly string[]): Promise<void> {
  const parent = await lockCase(ctx.tx, parentId);
  if (!parent || parent.state !== 'inProgress') return;
  const handled = {
    act: 'handle',
    to: 'handled',
    words: `${numbers.join('、')} 都办完了`,
    set: { handledAt: ctx.now },
    as: { unitId: null, unitName: '系统' },
    public: true,
  } as const;
  await applyStep(ctx, parent, handled);
}
