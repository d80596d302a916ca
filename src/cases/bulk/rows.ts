import { dayOf } from '../../kernel/calendar.ts';
import type { CityId, Id } from '../../kernel/ids.ts';
import { newId } from '../../platform/ids.ts';
import { dueColumns, resolutions } from '../rules/deadlines.ts';
import { defaultLimits } from '../rules/defaults.ts';
import { gramsOf } from '../rules/grams.ts';
import { isEnd } from '../rules/transitions.ts';
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

const lastOf = (steps: readonly StoryStep[], act: StoryStep['act']) => steps.findLast((step) => step.act === act);
const timesOf = (steps: readonly StoryStep[], act: StoryStep['act']) => steps.filter((step) => step.act === act).length;

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
      public: step.act !== 'return',
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

/** Turns a story into rows, with deadlines and resolution by the same rules as real cases. */
export function rowsOf(cityId: CityId, world: World, story: Story, number: string, chance: () => number): GeneratedCase {
  const { category, spot, steps } = story;
  const id = newId();
  const state = steps.at(-1)?.to ?? 'reported';
  const at = times(story);
  const frozen = world.frozen(category, dayOf(at.reportedAt));
  const accepted = steps.some((step) => step.act === 'accept');
  const assigned = steps.some((step) => step.act === 'dispatch') && state !== 'declined' && state !== 'returned';
  const title = `${spot.name}${category.name.zh}`;
  const released = state === 'closed' && chance() < 0.6;
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
    unitId: assigned ? story.handler.unitId : null,
    lastUnitId: steps.some((step) => step.act === 'dispatch') ? story.handler.unitId : null,
    finderIds: [],
    handlerIds: accepted ? [story.handler.personId] : [],
    checkerId: steps.some((step) => step.act === 'check' || step.act === 'rework') ? story.checker.personId : null,
    dispatchedBy: at.dispatchedAt ? world.desk.personId : null,
    policyVersion: frozen.version,
    limits: frozen.limits,
    resolutionMinutes: isEnd(state) ? resolutions(world.work.work, steps).total : null,
    returns: timesOf(steps, 'return'),
    reworks: timesOf(steps, 'rework'),
    reopenings: timesOf(steps, 'dispute'),
    declineReason: lastOf(steps, 'decline')?.detail.reason ?? null,
    releasedAt: released ? at.closedAt : null,
    publicTitle: released ? title : null,
    grams: gramsOf(number, title, spot.name),
  };
  return {
    row: Object.assign({ ...blank }, at, dueColumns(world.work.work, steps, frozen.limits), longTermOf(story, state), own),
    events: eventsOf(cityId, id, story),
    code: String(Math.floor(chance() * 1_000_000)).padStart(6, '0'),
  };
}
