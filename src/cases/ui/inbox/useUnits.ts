import type { Role } from '../../../kernel/actor.ts';
import { useSession } from '../../../ui/session.ts';
import { caseGrants } from '../../policy.ts';

const handling: readonly Role[] = caseGrants['cases.handle'];

/** The units for which this person handles cases, each once, as people call them. */
export function useUnits(): readonly { readonly id: string; readonly name: string }[] {
  const { posts } = useSession();
  const units = new Map(posts.filter((post) => handling.includes(post.role)).map((post) => [post.unitId, post.unitShortName]));
  return [...units].map(([id, name]) => ({ id, name }));
}
