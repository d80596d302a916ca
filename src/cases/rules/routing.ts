import type { Decision } from '../../kernel/problem.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import type { CaseState } from '../schema/words.ts';

/** Which unit a case goes to, by the duty list (权责清单), and why. Pure: rules and areas in, ranked candidates out. */

type Answers = Readonly<Record<string, readonly string[]>>;

export interface RoutingRule {
  readonly id: string;
  readonly article: string;
  readonly text: string;
  readonly category: string;
  readonly areaId: string | null;
  /** Only when this question of the category was answered with one of `answers`; null = whatever was answered. */
  readonly answerTo: string | null;
  readonly answers: readonly string[];
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
  /** What was answered to the category's questions. */
  readonly answered?: Answers;
}

const inForce = (rule: RoutingRule, day: string): boolean =>
  rule.active && rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day);

const holds = (rule: RoutingRule, routed: Routed): boolean =>
  (rule.category === routed.category || rule.category === routed.classCode) &&
  (rule.areaId === null || routed.areaIds.includes(rule.areaId)) &&
  inForce(rule, routed.day);

/** Does the answer on which the rule depends fit? Not asked yet is no answer. */
const fits = ({ answerTo, answers }: Pick<RoutingRule, 'answerTo' | 'answers'>, answered: Answers = {}): boolean =>
  answerTo === null || (answered[answerTo] ?? []).some((value) => answers.includes(value));

/** The nearer a rule is to the case, the more it counts: what was answered, then a ruling, then the area, then the category before its class. */
function nearness(rule: RoutingRule, routed: Routed): number {
  const depth = rule.areaId === null ? 0 : routed.areaIds.indexOf(rule.areaId) + 1;
  return (rule.category === routed.category ? 200 : 0) + depth * 20 + (rule.answerTo ? 10 : 0) + (rule.fromCaseId ? 5 : 0);
}

/** `5.10` comes after `5.9`. */
export const byArticle = (a: Pick<RoutingRule, 'article'>, b: Pick<RoutingRule, 'article'>): number =>
  a.article.localeCompare(b.article, 'en', { numeric: true });

/** Rules that hold for the case, the nearest first; equal ones in the order of their articles. */
export function rulesFor<R extends RoutingRule>(rules: readonly R[], routed: Routed): readonly R[] {
  return rules
    .filter((rule) => holds(rule, routed) && fits(rule, routed.answered))
    .toSorted((a, b) => nearness(b, routed) - nearness(a, routed) || byArticle(a, b));
}

interface Question {
  readonly code: string;
  readonly values: readonly { readonly key: string }[];
}
type Depends = Pick<RoutingRule, 'answerTo'> & { readonly answers: string[] };

/** A rule depends on a question with choices that its category asks, and on answers that can be given. */
export function decideDepends(questions: readonly Question[], rule: Pick<RoutingRule, 'answerTo' | 'answers'>): Decision<Depends> {
  if (rule.answerTo === null) return { ok: { answerTo: null, answers: [] } };
  const question = questions.find(({ code }) => code === rule.answerTo);
  const known = question?.values.map(({ key }) => key) ?? [];
  const unknown = rule.answers.find((answer) => !known.includes(answer));
  if (rule.answers.length === 0 || unknown !== undefined)
    return { refused: refusals['cases.dutyAnswer'], detail: { answer: unknown ?? rule.answerTo } };
  return { ok: { answerTo: rule.answerTo, answers: [...rule.answers] } };
}

/** Questions of a category whose answer decides the unit, by the rules that hold around the place. */
export const askedByRules = (rules: readonly RoutingRule[], routed: Omit<Routed, 'answered'>): readonly string[] => [
  ...new Set(rules.flatMap((rule) => (rule.answerTo !== null && holds(rule, routed) ? [rule.answerTo] : []))),
];

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
