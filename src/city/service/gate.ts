import { postsWith } from '../../kernel/actor.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext } from '../../platform/context.ts';
import { cityGrants } from '../policy.ts';
import { isWithin } from '../rules.ts';
import { cityProblems } from '../schema.ts';
import { areasByIds } from '../store/areas.ts';

export type AreaPermission = 'city.assignDuties' | 'city.keepCompounds';

/** Where the actor may do this: paths of areas; `null` = everywhere; empty = nowhere. */
export async function reach(ctx: ReadContext, permission: AreaPermission): Promise<readonly string[] | null> {
  if (ctx.actor.kind === 'system') return null;
  const posts = postsWith(ctx.actor, cityGrants, permission);
  const ids = posts.flatMap((post) => post.areaId ?? []);
  if (ids.length < posts.length) return null;
  const areas = await areasByIds(ctx.read, ids);
  return [...areas.values()].map((area) => area.path);
}

export const reaches = (within: readonly string[] | null, path: string): boolean =>
  within === null || within.some((outer) => isWithin(path, outer));

/** @throws Problem notAllowed, notInYourArea */
export async function requireReach(ctx: ReadContext, permission: AreaPermission, path: string): Promise<void> {
  const within = await reach(ctx, permission);
  if (within?.length === 0) throw new Problem(problems.notAllowed);
  if (!reaches(within, path)) throw new Problem(cityProblems.notInYourArea);
}
