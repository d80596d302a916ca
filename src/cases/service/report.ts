import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import { everyPart, Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { caseFacts } from '../events.ts';
import { dangerAnswered, decideAttributes } from '../rules/attributes.ts';
import { dueColumns } from '../rules/deadlines.ts';
import { gramsOf } from '../rules/grams.ts';
import { isUrgent, promisedBy } from '../rules/promise.ts';
import { boxAround, CELL_ZOOM, rangesOver } from '../rules/tiles.ts';
import { mobileIn } from '../rules/told.ts';
import { isEnd } from '../rules/transitions.ts';
import type { Receipt } from '../schema.ts';
import type { Contact } from '../schema/inputs.ts';
import { caseProblems } from '../schema/problems.ts';
import type { Channel } from '../schema/words.ts';
import { casework, frozenLimits, type Casework, type CategoryRow } from '../store/casework.ts';
import { appendEvent } from '../store/history.ts';
import { addReporter } from '../store/reporters.ts';
import { addSubscriber, closedBefore, insertCase, type CaseRow } from '../store/rows.ts';
import { json, type CaseTables } from '../store/tables.ts';
import { countChange } from '../store/tallies.ts';
import { speaker } from './apply.ts';
import { numberFor } from './numbers.ts';
import { attachPhotos, knownPictures } from './photos.ts';
import { placed, type Placed, type PlaceInput } from './place.ts';
import { dueWhyOf } from './public-view.ts';
import { refusalText, refusedField } from './refusal.ts';
import { reportable } from './reportable.ts';
import { likelyUnit } from './routing.ts';

export interface ReportInput extends PlaceInput {
  readonly category: string;
  readonly words?: string | undefined;
  readonly title?: string | undefined;
  readonly photos?: readonly Id[] | undefined;
  readonly attributes?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly urgent?: boolean | undefined;
  readonly channel: Channel;
  readonly contact?: Contact | undefined;
  /** Reserved before, and read out. */
  readonly number?: string | undefined;
  /** Part of a split case. */
  readonly parentId?: Id | undefined;
}

/** Answers to the category's questions. @throws Problem attributeMissing or attributeWrong, naming every faulty one */
function attributesOf(asked: CategoryRow['attributes'], given: ReportInput['attributes'], strict: boolean): Record<string, string[]> {
  const { ok, faults } = decideAttributes(asked, given ?? {}, strict);
  if (ok) return ok;
  const named = faults.map(({ path, ...refusal }) => ({ path, code: refusal.refused.code, ...refusalText(refusal) }));
  throw new Problem(faults[0]?.refused ?? caseProblems['cases.attributeMissing'], faults[0]?.detail, named);
}

const TITLE = 40;
/** The first sentence of what was said, else kind and place. */
function titleOf(input: ReportInput, category: CategoryRow, place: string): string {
  if (input.title) return input.title;
  const sentence = (input.words ?? '').split(/[。\uFF01\uFF1F!?\n]/u)[0]?.trim() ?? '';
  if (sentence === '') return [place, category.name.zh].filter((part) => part !== '').join(' ');
  const characters = Array.from(sentence);
  return characters.length > TITLE ? `${characters.slice(0, TITLE).join('')}…` : sentence;
}

/** What nobody has done yet. */
const untouched = {
  version: 1,
  state: 'reported',
  outcome: null,
  unitId: null,
  lastUnitId: null,
  assistUnitIds: [],
  supervisedBy: null,
  handlerIds: [],
  checkerId: null,
  dispatchedBy: null,
  dispatchedAt: null,
  ruleId: null,
  why: [],
  filedAt: null,
  respondedAt: null,
  assignedAt: null,
  acceptedAt: null,
  handledAt: null,
  firstClosedAt: null,
  closedAt: null,
  resolutionMinutes: null,
  returns: 0,
  reworks: 0,
  reopenings: 0,
  requestKind: null,
  questionOpen: false,
  pausedByGrant: false,
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
  reporterKnown: false,
  subscribers: 0,
  mergedInto: null,
  parts: 0,
} satisfies Partial<CaseRow>;

function newRow(
  ctx: WriteContext,
  work: Casework,
  category: CategoryRow,
  input: ReportInput & Pick<CaseRow, 'attributes'>,
  place: Placed,
  how: How,
): Omit<CaseRow, 'number' | 'open' | 'grams'> {
  const frozen = frozenLimits(work, category, dayOf(ctx.now));
  const { personId } = ctx.actor;
  return {
    ...untouched,
    ...place,
    ...dueColumns(work.work, [{ at: ctx.now, act: 'report', to: 'reported', words: '' }], frozen.limits),
    cityId: ctx.tx.cityId,
    id: newId(),
    channel: input.channel,
    category: category.code,
    classCode: category.classCode ?? category.code,
    title: titleOf(input, category, place.place),
    words: input.words ?? '',
    attributes: input.attributes,
    urgent: category.urgent || (input.urgent ?? dangerAnswered(category.attributes, input.attributes) !== undefined),
    finderIds: personId && how.found ? [personId] : [],
    policyVersion: frozen.version,
    limits: frozen.limits,
    reportedAt: ctx.now,
    updatedAt: ctx.now,
    photoId: input.photos?.[0] ?? null,
    parentId: input.parentId ?? null,
  };
}

const RECURRENCE_METRES = 50;
async function recurrence(ctx: WriteContext, work: Casework, row: Omit<CaseRow, 'number' | 'open' | 'grams'>): Promise<Id | null> {
  if (row.parentId || row.channel === 'inspection') return null;
  const since = new Date(ctx.now.getTime() - work.settings.recurrenceDays * 86_400_000);
  const cellRanges =
    row.lng !== null && row.lat !== null ? rangesOver(boxAround({ lng: row.lng, lat: row.lat }, RECURRENCE_METRES), CELL_ZOOM, 16) : [];
  return (
    (await closedBefore(ctx.tx, { compoundId: row.compoundId, cellRanges, category: row.category, since, except: row.id }))?.id ?? null
  );
}

async function noteRecurrence(ctx: WriteContext, earlierId: Id, laterId: Id): Promise<void> {
  await ctx.tx
    .writing<CaseTables>()
    .updateTable('cases')
    .set({ recurredBy: laterId })
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', earlierId)
    .where('recurredBy', 'is', null)
    .execute();
}

/** A case as it was just made. */
export interface Reported {
  readonly row: CaseRow;
  readonly code: string;
  readonly texted: boolean;
}

export interface How {
  /** Did the acting person find it, or only write down what somebody else said? */
  readonly found: boolean;
  /** When it was said or written, if not now. */
  readonly saidAt?: Date | undefined;
}

/** @throws Problem nothingSaid */
function saysSomething({ words, photos, title }: ReportInput): void {
  if ((words ?? '').trim() === '' && (photos ?? []).length === 0 && !title)
    throw refusedField('words', { refused: caseProblems['cases.nothingSaid'] });
}

/**
 * Makes a case from what somebody tells us. Everything that is wrong with it is told at once.
 * @throws Problem outsideCity, placeMissing, nothingSaid, categoryUnknown, attributeMissing, attributeWrong, photoUnknown, invalidInput, numberGone
 */
export async function createCase(ctx: WriteContext, input: ReportInput, how: How = { found: true }): Promise<Reported> {
  const work = await casework(ctx.tx);
  const asked = work.categories.get(input.category)?.attributes ?? [];
  const strict = !(ctx.actor.personId && how.found);
  const { place, category, attributes } = await everyPart({
    photos: () => knownPictures(ctx, input.photos ?? []),
    place: () => placed(ctx.tx, input),
    category: () => reportable(work, input.category),
    attributes: () => attributesOf(asked, input.attributes, strict),
    words: () => saysSomething(input),
  });
  const draft = newRow(ctx, work, category, { ...input, attributes }, place, how);
  const recurrenceOf = await recurrence(ctx, work, draft);
  const contact = input.contact ?? {};
  const reporterKnown =
    Boolean(contact.phone ?? contact.email ?? contact.address) || (ctx.actor.personId !== null && input.channel === 'supervisor');
  const number = await numberFor(ctx, input.number);
  const row: CaseRow = { ...draft, number, open: true, recurrenceOf, reporterKnown, grams: gramsOf(number, draft.title, draft.place) };
  await save(ctx, row, input, how);
  if (recurrenceOf) await noteRecurrence(ctx, recurrenceOf, row.id);
  const code = await addReporter(ctx, row.id, 'reporter', contact);
  return { row, code, texted: isTexted(ctx, contact) };
}

const isTexted = (ctx: WriteContext, contact: Contact | undefined): boolean =>
  ctx.outside.ways.sms && mobileIn(contact?.phone ?? '') !== null;

async function save(ctx: WriteContext, row: CaseRow, input: ReportInput, how: How): Promise<void> {
  const { open: _generated, ...values } = row;
  await insertCase(ctx.tx, {
    ...values,
    why: json(row.why),
    limits: json(row.limits),
    attributes: json(row.attributes),
    longTerm: json(row.longTerm),
  });
  const eventId = newId();
  await appendEvent(ctx.tx, {
    id: eventId,
    caseId: row.id,
    seq: 1,
    at: ctx.now,
    act: 'report',
    fromState: null,
    toState: 'reported',
    actorKind: ctx.actor.kind,
    personId: ctx.actor.personId,
    personName: ctx.actor.kind === 'public' ? '' : ctx.actor.name,
    ...speaker(ctx, row),
    words: '',
    detail: { kind: input.channel, ...(how.saidAt ? { saidAt: how.saidAt.toISOString() } : {}) },
    public: true,
  });
  await attachPhotos(ctx, row, eventId, input.photos ?? [], 'before');
  await countChange(ctx.tx, null, row);
  await ctx.record({
    type: caseFacts.report,
    subject: { kind: 'case', id: row.id },
    after: {
      number: row.number,
      state: row.state,
      channel: row.channel,
      category: row.category,
      title: row.title,
      place: row.place,
      areaId: row.areaId,
      version: 1,
    },
  });
}

/** What the reporter is told at once. */
export async function receiptOf(ctx: WriteContext, { row, code, texted }: Reported): Promise<Receipt> {
  const unit = row.unitId ? null : await likelyUnit(ctx, row);
  const work = await casework(ctx.tx);
  return {
    id: row.id,
    number: row.number,
    code,
    state: row.state,
    acceptanceDueAt: row.dueAt ?? row.totalDueAt ?? ctx.now,
    totalDueAt: row.totalDueAt ?? ctx.now,
    promisedAt: promisedBy(work.work, row) ?? row.totalDueAt ?? ctx.now,
    urgent: isUrgent(row.limits),
    dueWhy: dueWhyOf(row, work),
    provisional: row.provisional,
    likelyUnit: unit?.name ?? null,
    texted,
    disputeDays: work.settings.disputeDays,
  };
}

/** "I see it too": the same case, one more who is told, with a code of their own, and on the staff one more `finder`. @throws Problem notFound */
export async function joinCase(
  ctx: WriteContext,
  row: CaseRow,
  { contact, finder }: { readonly contact: Contact | undefined; readonly finder: Id | null },
): Promise<Reported> {
  if (isEnd(row.state)) throw new Problem(problems.notFound);
  const code = await addReporter(ctx, row.id, 'joined', contact ?? {});
  await addSubscriber(ctx.tx, row.id, { finder, known: Boolean(contact?.phone ?? contact?.email) });
  await ctx.record({ type: caseFacts.join, subject: { kind: 'case', id: row.id }, after: { number: row.number } });
  return { row, code, texted: isTexted(ctx, contact) };
}
