import type { Decision } from '../../kernel/problem.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import type { CaseState } from '../schema/words.ts';

/** Which unit a case goes to, by the duty list (权责清单), and why. Pure: rules and areas in, ranked candidates out. */

export interface RoutingRule {
  readonly id: string;
  readonly article: string;
  readonly text: string;
  readonly category: string;
  readonly areaId: string | null;
  readonly leadUnitId: string | null;
  readonly leadBy: 'unit' | 'district' | 'street' | 'community';
  readonly jointUnitIds: readonly string[];
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly fromCaseId: string | null;
  readonly active: boolean;
}

export interface Routed {
  readonly category: string;
  readonly classCode: string;
  /** Areas around the place, largest first. */
  readonly areaIds: readonly string[];
  readonly day: string;
}

const inForce = (rule: RoutingRule, day: string): boolean =>
  rule.active && rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day);

/** The nearer a rule is to the case, the more it counts: a ruling, then the area, then the category before its class. */
function nearness(rule: RoutingRule, routed: Routed): number {
  const depth = rule.areaId === null ? 0 : routed.areaIds.indexOf(rule.areaId) + 1;
  return (rule.category === routed.category ? 100 : 0) + depth * 10 + (rule.fromCaseId ? 5 : 0);
}

/** `5.10` comes after `5.9`. */
export const byArticle = (a: Pick<RoutingRule, 'article'>, b: Pick<RoutingRule, 'article'>): number =>
  a.article.localeCompare(b.article, 'en', { numeric: true });

/** Rules that hold for the case, the nearest first; equal ones in the order of their articles. */
export function rulesFor<R extends RoutingRule>(rules: readonly R[], routed: Routed): readonly R[] {
  return rules
    .filter(
      (rule) =>
        (rule.category === routed.category || rule.category === routed.classCode) &&
        (rule.areaId === null || routed.areaIds.includes(rule.areaId)) &&
        inForce(rule, routed.day),
    )
    .toSorted((a, b) => nearness(b, routed) - nearness(a, routed) || byArticle(a, b));
}

interface OfArea {
  readonly kind: string;
  readonly areaId: string | null;
}

const nearestFirst = ['community', 'street', 'district'];

/**
 * Nobody named: the community, then the street, then the district answers for what lies in its area (属地). A resident
 * unit answers for the compound or block that is its own, not for the community in which it sits.
 */
export function areaUnits<U extends OfArea>(units: readonly U[], own: readonly (string | null)[]): U[] {
  const nearest = (unit: U) => nearestFirst.indexOf(unit.kind);
  return [
    ...units.filter((unit) => nearest(unit) >= 0).toSorted((a, b) => nearest(a) - nearest(b)),
    ...units.filter((unit) => unit.kind === 'residentUnit' && unit.areaId !== null && own.includes(unit.areaId)),
  ];
}

interface Held {
  readonly state: CaseState;
  readonly unitId: string | null;
  /** Who had it before it was closed, returned or reopened. */
  readonly lastUnitId: string | null;
}

/** DESIGN 5: what the reporter calls not solved does not go back to the unit that fixed it. */
export function decideUnit(held: Held, unit: { readonly id: string; readonly name: string }): Decision<true> {
  if (held.unitId === unit.id) return { refused: refusals['cases.sameUnit'], detail: { unit: unit.name } };
  if (held.state === 'reopened' && held.lastUnitId === unit.id) return { refused: refusals['cases.onlySupervising'] };
  return { ok: true };
}
