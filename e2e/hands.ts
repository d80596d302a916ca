import type { Hands } from '../src/cases/fixtures.ts';
import { personByUserName, unitByCode, unitRef } from '../src/city/exports.ts';
import type { WriteContext } from '../src/platform/context.ts';

/** Who handles and who checks in the demo city: `chengguan` of the urban management bureau, and `inspector`. */
export async function demoHands(ctx: WriteContext): Promise<Hands> {
  const unit = await unitByCode(ctx.tx, 'CGJ');
  const department = unit && (await unitRef(ctx.tx, unit.id));
  const [liaison, inspector] = [await personByUserName(ctx.tx, 'chengguan'), await personByUserName(ctx.tx, 'inspector')];
  if (!department || !liaison || !inspector) throw new Error('the demo city has changed');
  return { city: { department }, people: { liaison: liaison.id, inspector: inspector.id } };
}
