import { both, type Decision, type ProblemKind } from '../../kernel/problem.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import { acts, caseStates, type Act, type CaseState, type Outcome, type RequestKind } from '../schema/words.ts';
import { isEnd } from './transitions.ts';

/** Which act is possible on a case now, for this person. The same file greys a button in the browser and decides on the server. */

export interface CaseFacts {
  readonly state: CaseState;
  /** Came from the public or the media. */
  readonly outside?: boolean;
  readonly unitId: string | null;
  readonly unitName: string;
  /** Staff who found it; a report of the public has none. */
  readonly finderIds: readonly string[];
  /** Everybody who accepted or handed it in. */
  readonly handlerIds: readonly string[];
  readonly returns: number;
  readonly request: RequestKind | null;
  readonly questionOpen: boolean;
  readonly pausedByGrant: boolean;
  readonly reporterKnown: boolean;
  readonly dispatchedBy: string | null;
  readonly dispatchedAt: Date | null;
  readonly closedAt: Date | null;
  readonly rated: boolean;
  readonly released: boolean;
  /** Split: its parts are handled, not itself. */
  readonly hasParts: boolean;
}

/** Who asks. `holds` already weighs the area of the posts against the case. */
export interface Standing {
  readonly personId: string | null;
  readonly holds: (permission: `cases.${string}`) => boolean;
  /** Units for which this person handles. */
  readonly unitIds: readonly string[];
}

export interface ActSettings {
  readonly undoSeconds: number;
  readonly disputeDays: number;
  readonly verifyOutside: boolean;
}

type Extra = (facts: CaseFacts, who: Standing, now: Date, settings: ActSettings) => ProblemKind | null;
interface ActRule {
  readonly permission: `cases.${string}`;
  readonly from: readonly CaseState[] | 'open' | 'any';
  /** The article or requirement behind the rule. */
  readonly source: string;
  readonly also?: readonly Extra[];
}

const inUnit: Extra = (facts, who) => (facts.unitId !== null && who.unitIds.includes(facts.unitId) ? null : refusals['cases.notYourUnit']);
const whole: Extra = (facts) => (facts.hasParts ? refusals['cases.noTransition'] : null);
const notHandler: Extra = (facts, who) =>
  who.personId !== null && facts.handlerIds.includes(who.personId) ? refusals['cases.handlerChecks'] : null;
const notFinder: Extra = (facts, who) =>
  who.personId !== null && facts.finderIds.includes(who.personId) ? refusals['cases.finderChecks'] : null;
const finderLeavesIt: Extra = (facts, who) =>
  who.personId !== null && facts.finderIds.includes(who.personId) ? refusals['cases.finderHandles'] : null;
/** GB/T 30428.8: such reports are looked at on the spot before filing, where the city asks for it. */
const seenFirst: Extra = (facts, _who, _now, settings) =>
  settings.verifyOutside && facts.outside === true && facts.state === 'reported' ? refusals['cases.verifyFirst'] : null;
const noRequest: Extra = (facts) => (facts.request !== null ? refusals['cases.requestOpen'] : null);
const someRequest: Extra = (facts) => (facts.request === null ? refusals['cases.noRequest'] : null);
const recent: Extra = (facts, who, now, settings) => {
  if (facts.dispatchedBy !== who.personId) return refusals['cases.undoNotYours'];
  const seconds = facts.dispatchedAt ? (now.getTime() - facts.dispatchedAt.getTime()) / 1000 : Number.POSITIVE_INFINITY;
  return seconds > settings.undoSeconds ? refusals['cases.undoTooLate'] : null;
};
/** DESIGN 5: the reporter has so many days to say that it is not solved. */
export const withinDispute = (
  { closedAt }: Pick<CaseFacts, 'closedAt'>,
  now: Date,
  { disputeDays }: Pick<ActSettings, 'disputeDays'>,
): ProblemKind | null =>
  closedAt && now.getTime() - closedAt.getTime() > disputeDays * 86_400_000 ? refusals['cases.disputeTooLate'] : null;

const main = ['filed', 'returned', 'reopened'] as const satisfies readonly CaseState[];
const working = ['assigned', 'inProgress', 'rework'] as const satisfies readonly CaseState[];

/** Acts of staff in the order in which the next one is offered. */
export const actRules = {
  accept: { permission: 'cases.handle', from: ['assigned'], source: 'GB/T 30428.8 step 4', also: [inUnit] },
  handle: {
    permission: 'cases.handle',
    from: ['inProgress', 'rework'],
    source: 'GB/T 30428.8 step 5; DESIGN 5: finder is not handler',
    also: [inUnit, whole, finderLeavesIt],
  },
  check: {
    permission: 'cases.check',
    from: ['handled'],
    source: 'GB/T 30428.8 step 6; DESIGN 5: three people',
    also: [notHandler, notFinder],
  },
  adjudicate: { permission: 'cases.adjudicate', from: ['adjudicating'], source: 'DESIGN 5: a second return is adjudicated' },
  grant: { permission: 'cases.grant', from: working, source: 'local rule: the office grants, with a reason', also: [someRequest] },
  refuse: { permission: 'cases.grant', from: working, source: 'local rule: the office grants, with a reason', also: [someRequest] },
  verified: { permission: 'cases.verify', from: ['verifying'], source: 'GB/T 30428.8 step 2' },
  file: { permission: 'cases.file', from: ['reported', 'verifying'], source: 'GB/T 30428.8 step 2', also: [seenFirst] },
  dispatch: { permission: 'cases.dispatch', from: main, source: 'GB/T 30428.8 step 3', also: [whole] },
  undoDispatch: {
    permission: 'cases.dispatch',
    from: ['assigned'],
    source: 'local rule: taking back instead of asking twice',
    also: [recent],
  },
  verify: { permission: 'cases.file', from: ['reported'], source: 'GB/T 30428.8 step 2: reports of the public and the media' },
  decline: {
    permission: 'cases.file',
    from: ['reported', 'verifying', 'filed', 'returned', 'adjudicating'],
    source: 'DESIGN 5: published list of reasons',
  },
  merge: { permission: 'cases.file', from: ['reported', 'verifying', 'filed', 'returned'], source: 'DESIGN 5: duplicates' },
  split: { permission: 'cases.dispatch', from: main, source: 'GB/T 30428.8 step 3: several units', also: [whole] },
  return: { permission: 'cases.handle', from: ['assigned', 'inProgress'], source: 'DESIGN 5: reasoned return', also: [inUnit, whole] },
  ask: {
    permission: 'cases.handle',
    from: ['inProgress', 'rework'],
    source: 'local rule: questions go through the system',
    also: [inUnit, (facts) => (facts.reporterKnown ? null : refusals['cases.noReporter'])],
  },
  request: { permission: 'cases.handle', from: ['inProgress', 'rework'], source: 'DESIGN 1.4: honest exits', also: [inUnit, noRequest] },
  resume: {
    permission: 'cases.handle',
    from: working,
    source: 'DESIGN 5: pauses follow the history',
    also: [inUnit, (facts) => (facts.pausedByGrant || facts.questionOpen ? null : refusals['cases.notPaused'])],
  },
  assist: { permission: 'cases.handle', from: ['assigned', 'inProgress', 'rework'], source: 'DESIGN 3: joint units', also: [inUnit] },
  longTerm: {
    permission: 'cases.longTerm',
    from: ['filed', 'assigned', 'inProgress', 'returned', 'adjudicating', 'rework', 'reopened'],
    source: 'DESIGN 5: long-term list',
    also: [whole],
  },
  revive: { permission: 'cases.longTerm', from: ['onLongTermList'], source: 'DESIGN 5: long-term list' },
  answer: {
    permission: 'cases.callBack',
    from: working,
    source: 'DESIGN 1.8: phone and app have equal rights',
    also: [(facts) => (facts.questionOpen ? null : refusals['cases.noQuestion'])],
  },
  callBack: {
    permission: 'cases.callBack',
    from: ['closed'],
    source: 'GB/T 33358: call back',
    also: [
      (facts) => (facts.rated ? refusals['cases.ratedAlready'] : null),
      (facts) => (facts.reporterKnown ? null : refusals['cases.noReporter']),
    ],
  },
  dispute: {
    permission: 'cases.callBack',
    from: ['closed'],
    source: 'DESIGN 5: not solved within 14 days',
    also: [(facts, _who, now, settings) => withinDispute(facts, now, settings)],
  },
  supervise: { permission: 'cases.supervise', from: 'open', source: 'GB/T 33358: supervision' },
  change: { permission: 'cases.change', from: 'open', source: 'local rule: corrections stay visible in the timeline' },
  release: { permission: 'cases.release', from: 'any', source: 'DESIGN 1.7: published only after release' },
  withdraw: {
    permission: 'cases.release',
    from: 'any',
    source: 'DESIGN 1.7',
    also: [(facts) => (facts.released ? null : refusals['cases.notReleased'])],
  },
  link: { permission: 'cases.link', from: working, source: 'SCREENS 4: phone page from a signed link' },
  note: { permission: 'cases.note', from: 'any', source: 'local rule: everything in one timeline' },
} as const satisfies Partial<Record<Act, ActRule>>;
export type StaffAct = keyof typeof actRules;
export const staffActs = Object.keys(actRules) as readonly StaffAct[];

const fits = (rule: ActRule, state: CaseState): boolean =>
  rule.from === 'any' || (rule.from === 'open' ? !isEnd(state) : rule.from.includes(state));

/** May this person do this now? */
export function decideAct(act: StaffAct, facts: CaseFacts, who: Standing, now: Date, settings: ActSettings): Decision<true> {
  const rule: ActRule = actRules[act];
  if (!who.holds(rule.permission)) return { refused: refusals['cases.notNeeded'] };
  if (!fits(rule, facts.state)) return notFrom(act, facts.state);
  for (const condition of rule.also ?? []) {
    const refused = condition(facts, who, now, settings);
    if (refused)
      return refused.code === 'cases.noTransition'
        ? notFrom(act, facts.state)
        : { refused, detail: { unit: facts.unitName, seconds: settings.undoSeconds, days: settings.disputeDays } };
  }
  return { ok: true };
}

function notFrom(act: Act, state: CaseState): Decision<true> {
  return {
    refused: refusals['cases.noTransition'],
    detail: { state: both(caseStates[state].zh, caseStates[state].en), act: both(acts[act].zh, acts[act].en) },
  };
}

/** Acts that wait for somebody; supervision, notes and the like are offered, but are never the one filled button. */
const nextActs: readonly StaffAct[] = [
  'accept',
  'handle',
  'check',
  'adjudicate',
  'grant',
  'verified',
  'dispatch',
  'file',
  'answer',
  'callBack',
];

/** The one act that waits for this person. */
export function nextActOf(facts: CaseFacts, who: Standing, now: Date, settings: ActSettings): StaffAct | null {
  return nextActs.find((act) => decideAct(act, facts, who, now, settings).refused === undefined) ?? null;
}

export interface CheckInput {
  readonly result: 'close' | 'rework';
  readonly outcome?: Outcome | undefined;
  readonly note: string;
  readonly plan?: string | undefined;
  readonly planUntil?: string | undefined;
}

/** DESIGN 5: closed carries an outcome; cannotFix carries a plan; rework carries a reason. */
export function decideCheck(input: CheckInput): Decision<{ readonly to: 'closed'; readonly outcome: Outcome } | { readonly to: 'rework' }> {
  if (input.result === 'rework') return input.note === '' ? { refused: refusals['cases.reasonMissing'] } : { ok: { to: 'rework' } };
  if (!input.outcome) return { refused: refusals['cases.outcomeMissing'] };
  if (input.outcome === 'cannotFix' && (!input.plan || !input.planUntil)) return { refused: refusals['cases.planMissing'] };
  if (input.outcome !== 'fixed' && input.note === '') return { refused: refusals['cases.reasonMissing'] };
  return { ok: { to: 'closed', outcome: input.outcome } };
}

/** DESIGN 5: a second return goes to adjudication. */
export const returnedTo = (facts: Pick<CaseFacts, 'returns'>): CaseState => (facts.returns >= 1 ? 'adjudicating' : 'returned');

/** GB/T 30428.8 step 5: what the category demands has to be there. */
export function decideHandIn(photos: number, needed: number): Decision<true> {
  return photos < needed ? { refused: refusals['cases.photosMissing'], detail: { count: needed } } : { ok: true };
}
