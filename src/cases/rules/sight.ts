import type { ActorPost } from '../../kernel/actor.ts';
import { areaRoles, cityWideRoles, unitRoles } from '../policy.ts';

/** Who sees which case. The store's `visible` says the same in SQL; a test compares them. */

export interface SightFacts {
  readonly areaIds: readonly string[];
  /** Handling, assisting and long-term lead units. */
  readonly unitIds: readonly string[];
  readonly finderIds: readonly string[];
}

export interface Sight {
  readonly everywhere: boolean;
  readonly areaIds: readonly string[];
  readonly unitIds: readonly string[];
  readonly personId: string | null;
}

const among = (list: readonly string[], role: string) => list.includes(role);

/** What an actor's posts let them see. */
export function sightOf(posts: readonly ActorPost[], personId: string | null): Sight {
  const wide = posts.filter((post) => among(cityWideRoles, post.role));
  const limited = posts.filter((post) => post.areaId !== null && (among(cityWideRoles, post.role) || among(areaRoles, post.role)));
  return {
    everywhere: wide.some((post) => post.areaId === null),
    areaIds: [...new Set(limited.flatMap((post) => (post.areaId ? [post.areaId] : [])))],
    unitIds: [...new Set(posts.filter((post) => among(unitRoles, post.role)).map((post) => post.unitId))],
    personId,
  };
}

export function sees(sight: Sight, facts: SightFacts): boolean {
  if (sight.everywhere) return true;
  if (facts.areaIds.some((area) => sight.areaIds.includes(area))) return true;
  if (facts.unitIds.some((unit) => sight.unitIds.includes(unit))) return true;
  return sight.personId !== null && facts.finderIds.includes(sight.personId);
}
