import { dayOf } from '../../kernel/calendar.ts';
import type { CityId, Id } from '../../kernel/ids.ts';
import { newId } from '../../platform/ids.ts';
import { dueColumns, resolutions } from '../rules/deadlines.ts';
import { defaultLimits } from '../rules/defaults.ts';
import { gramsOf } from '../rules/grams.ts';
import { isEnd } from '../rules/transitions.ts';
import type { Act } from '../schema/words.ts';
import type { EventRow } from '../store/history.ts';
import type { CaseRow } from '../store/rows.ts';
import type { Story, StoryStep } from './story.ts';
import type { World } from './world.ts';

/** A generated case as it is stored; nothing in it that the rules would compute differently. */
export interface GeneratedCase {
  readonly row: Omit<CaseRow, 'open'>;
  readonly events: readonly EventRow[];
  readonly code: string;
}

const RECURRENCE_MS = 30 * 86_400_000;

/** Links a case to the one before it at the same place, if that was fixed less than the settings' days ago. */
export function linkRecurrence(earlier: GeneratedCase | undefined, later: GeneratedCase): void {
  const fixedAt = earlier?.row.outcome === 'fixed' ? earlier.row.closedAt : null;
  if (!earlier || !fixedAt || later.row.channel === 'inspection') return;
  const since = later.row.reportedAt.getTime() - fixedAt.getTime();
  if (since < 0 || since > RECURRENCE_MS) return;
  later.row.recurrenceOf = earlier.row.id;
  earlier.row.recurredBy ??= later.row.id;
}

const lastOf = (steps: readonly StoryStep[], act: StoryStep['act']) => steps.findLast((step) => step.act === act);
const timesOf = (steps: readonly StoryStep[], act: StoryStep['act']) => steps.filter((step) => step.act === act).length;

/** Not for the public. */
const inside: ReadonlySet<Act> = new Set<Act>(['return', 'supervise', 'request', 'assist']);

function eventsOf(cityId: CityId, caseId: Id, story: Story): EventRow[] {
  return story.steps.map((step, index) => {
    const doer = step.doer === 'reporter' ? null : step.doer;
    return {
      cityId,
      id: newId(),
      caseId,
      seq: index + 1,
      at: step.at,
      act: step.act,
      fromState: story.steps[index - 1]?.to ?? null,
      toState: step.to,
      actorKind: doer ? 'person' : 'public',
      personId: doer?.personId ?? null,
      personName: doer?.name ?? '',
      unitId: doer?.unitId ?? null,
      unitName: doer?.unitName ?? '反映人',
      words: step.words,
      detail: step.detail,
      public: !inside.has(step.act),
    };
  });
}

const times = (story: Story) => {
  const { steps } = story;
  const closings = steps.filter((step) => step.act === 'check');
  const rated = lastOf(steps, 'rate');
  const at = (act: StoryStep['act']) => lastOf(steps, act)?.at ?? null;
  return {
    reportedAt: steps[0]?.at ?? new Date(0),
    filedAt: at('file'),
    respondedAt: steps[1]?.at ?? null,
    dispatchedAt: at('dispatch'),
    assignedAt: at('dispatch'),
    acceptedAt: at('accept'),
    handledAt: at('handle'),
    firstClosedAt: closings[0]?.at ?? null,
    closedAt: closings.at(-1)?.at ?? null,
    updatedAt: steps.at(-1)?.at ?? new Date(0),
    ratedAt: rated?.at ?? null,
    solved: rated?.detail.solved ?? null,
    satisfied: rated?.detail.satisfied ?? null,
  };
};

type Columns = GeneratedCase['row'];

/**
 * Every column, copied and then assigned to: an object put together by spreading several parts becomes a dictionary
 * from some dozens of columns on, 210 µs a case instead of 5.
 */
const blank: Columns = {
  cityId: 0,
  id: '',
  number: '',
  version: 1,
  state: 'reported',
  channel: 'publicWeb',
  category: '',
  classCode: '',
  title: '',
  words: '',
  attributes: {},
  urgent: false,
  place: '',
  assistUnitIds: [],
  finderIds: [],
  handlerIds: [],
  why: [],
  policyVersion: 0,
  limits: defaultLimits,
  reportedAt: new Date(0),
  updatedAt: new Date(0),
  paused: false,
  provisional: false,
  returns: 0,
  reworks: 0,
  reopenings: 0,
  questionOpen: false,
  pausedByGrant: false,
  reporterKnown: false,
  subscribers: 0,
  parts: 0,
  grams: [],
  assignedAt: null,
  acceptedAt: null,
  filedAt: null,
  respondedAt: null,
  dispatchedAt: null,
  handledAt: null,
  firstClosedAt: null,
  closedAt: null,
  clock: null,
  dueAt: null,
  pausedUntil: null,
  lateMinutes: null,
  lateFrom: null,
  handlingDueAt: null,
  handlingOnTime: null,
  totalDueAt: null,
  resolutionMinutes: null,
  requestKind: null,
  recurrenceOf: null,
  recurredBy: null,
  declineReason: null,
  plan: null,
  planUntil: null,
  longTerm: null,
  longTermUnitId: null,
  longTermExpected: null,
  solved: null,
  satisfied: null,
  ratedAt: null,
  releasedAt: null,
  publicTitle: null,
  photoId: null,
  mergedInto: null,
  parentId: null,
  outcome: null,
  lng: null,
  lat: null,
  cell: null,
  areaId: null,
  districtId: null,
  streetId: null,
  communityId: null,
  blockId: null,
  compoundId: null,
  unitId: null,
  lastUnitId: null,
  supervisedBy: null,
  checkerId: null,
  dispatchedBy: null,
  ruleId: null,
};

function longTermOf(story: Story, state: CaseRow['state']) {
  const step = state === 'onLongTermList' ? lastOf(story.steps, 'longTerm') : undefined;
  if (!step) return { longTerm: null, longTermUnitId: null, longTermExpected: null };
  const since = dayOf(step.at);
  return {
    longTerm: { reason: 'needsMoney', note: '', public: true, since },
    longTermUnitId: story.handler.unitId,
    longTermExpected: dayOf(new Date(step.at.getTime() + 180 * 86_400_000)),
  };
}

/** Who has it, found it, handled it and so on. */
function peopleOf(story: Story, state: CaseRow['state'], world: World): Partial<Columns> {
  const { steps, handler } = story;
  const did = (...acts: readonly StoryStep['act'][]) => steps.some((step) => acts.includes(step.act));
  const dispatched = did('dispatch');
  return {
    unitId: dispatched && state !== 'declined' && state !== 'returned' ? handler.unitId : null,
    lastUnitId: dispatched ? handler.unitId : null,
    finderIds: story.finder ? [story.finder.personId] : [],
    assistUnitIds: steps.flatMap(({ act, detail }) => (act === 'assist' && detail.unitId ? [detail.unitId] : [])),
    supervisedBy: lastOf(steps, 'supervise')?.detail.unitId ?? null,
    handlerIds: did('accept') ? [handler.personId] : [],
    checkerId: did('check', 'rework') ? story.checker.personId : null,
    dispatchedBy: dispatched ? world.desk.personId : null,
  };
}

const placeOf = ({ spot }: Story): Partial<Columns> => ({
  lng: spot.lng,
  lat: spot.lat,
  cell: spot.cell,
  place: spot.name,
  areaId: spot.areaIds.at(-1) ?? null,
  districtId: spot.levels.district,
  streetId: spot.levels.street,
  communityId: spot.levels.community,
  blockId: spot.levels.block,
  compoundId: spot.levels.compound,
});

function openRequest(steps: readonly StoryStep[]): CaseRow['requestKind'] {
  const last = steps.at(-1);
  return last?.act === 'request' ? (last.detail.request ?? null) : null;
}

/** Turns a story into rows, with deadlines and resolution by the same rules as real cases. */
export function rowsOf(cityId: CityId, world: World, story: Story, number: string, chance: () => number): GeneratedCase {
  const { category, spot, steps } = story;
  const id = newId();
  const state = steps.at(-1)?.to ?? 'reported';
  const at = times(story);
  const frozen = world.frozen(category, dayOf(at.reportedAt));
  const title = `${spot.short}${category.name.zh}`;
  // What is closed is shown more often than what is still being worked on.
  const releasedAt = at.filedAt && chance() < (state === 'closed' ? 0.6 : 0.3) ? (at.closedAt ?? at.filedAt) : null;
  const own: Partial<Columns> = {
    cityId,
    id,
    number,
    state,
    version: steps.length,
    outcome: state === 'closed' ? story.outcome : null,
    channel: story.channel,
    category: category.code,
    classCode: category.classCode ?? category.code,
    title,
    words: story.words,
    urgent: category.urgent,
    policyVersion: frozen.version,
    limits: frozen.limits,
    resolutionMinutes: isEnd(state) ? resolutions(world.work.work, steps).total : null,
    requestKind: openRequest(steps),
    returns: timesOf(steps, 'return'),
    reworks: timesOf(steps, 'rework'),
    reopenings: timesOf(steps, 'dispute'),
    declineReason: lastOf(steps, 'decline')?.detail.reason ?? null,
    releasedAt,
    publicTitle: releasedAt ? title : null,
    grams: gramsOf(number, title, spot.name),
  };
  const derived = dueColumns(world.work.work, steps, frozen.limits);
  return {
    row: Object.assign({ ...blank }, at, derived, longTermOf(story, state), placeOf(story), peopleOf(story, state, world), own),
    events: eventsOf(cityId, id, story),
    code: String(Math.floor(chance() * 1_000_000)).padStart(6, '0'),
  };
}
