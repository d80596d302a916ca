import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { UnitRef } from '../../city/schema.ts';
import { answered } from '../rules/attributes.ts';
import { promisedBy, promiseWhy } from '../rules/promise.ts';
import { publicSentence, publicStateOf } from '../rules/public.ts';
import { reasonSaid, type ReasonList } from '../rules/reasons.ts';
import type { PublicCaseItem, PublicCaseView } from '../schema/public.ts';
import type { Casework } from '../store/casework.ts';
import { eventsOf, type EventRow } from '../store/history.ts';
import { photosFor } from '../store/public.ts';
import type { Follower } from '../store/reporters.ts';
import type { CaseRow } from '../store/rows.ts';
import { isRated } from './access.ts';
import { areasAround, categoryBrief, namesFor, type Names } from './summary.ts';

/** A case without anybody in it: neither reporter nor person, only units and what was released. */

interface Around {
  readonly work: Casework;
  readonly units: ReadonlyMap<Id, UnitRef>;
  readonly photos: readonly { readonly caseId: Id; readonly fileId: Id; readonly stage: string }[];
}

const longTermPublic = (row: CaseRow): boolean => row.longTerm?.public === true;

function longTermOf(row: CaseRow, work: Casework, units: Around['units']): PublicCaseView['longTerm'] {
  const reason = reasonSaid(work.reasons, 'longTerm', { reason: row.longTerm?.reason });
  if (row.state !== 'onLongTermList' || !longTermPublic(row) || !reason || !row.longTermExpected) return null;
  return {
    reason: reason.name,
    leadName: units.get(row.longTermUnitId ?? '')?.name ?? '',
    expected: row.longTermExpected,
  };
}

type Titled = Pick<CaseRow, 'category' | 'publicTitle' | 'place'>;

const kindAnd = (row: Titled, work: Casework, where: string): string => {
  const category = work.categories.get(row.category);
  return [category?.tile?.zh ?? category?.name.zh ?? '', where].filter((part) => part !== '').join('，');
};

/** Kind and place, or what was chosen at the release; never the reporter's words. */
export const titleOf = (row: Titled, work: Casework): string => row.publicTitle ?? kindAnd(row, work, row.place);

/** Before the release somebody else is told the kind and the area: the place in words may name a door, or a neighbour. */
export const unreleasedTitle = (row: Titled & Parameters<typeof areasAround>[0], work: Casework, areas: Names['areas']): string =>
  kindAnd(row, work, areasAround(row, areas).at(-1)?.name ?? '');

export const dueWhyOf = (row: Pick<CaseRow, 'category' | 'limits' | 'reportedAt'>, work: Casework): Bilingual =>
  promiseWhy(work.work, work.categories.get(row.category)?.tile ?? categoryBrief(work, row.category).name, row.limits, row.reportedAt);

const basics = (row: CaseRow, work: Casework, units: Around['units']) => ({
  id: row.id,
  number: row.number,
  title: titleOf(row, work),
  state: publicStateOf({ ...row, longTermPublic: longTermPublic(row) }),
  outcome: row.outcome,
  category: { code: row.category, name: categoryBrief(work, row.category).name, classCode: row.classCode },
  place: row.place,
  lng: row.lng,
  lat: row.lat,
  unitName: units.get(row.unitId ?? row.longTermUnitId ?? row.lastUnitId ?? '')?.name ?? null,
  reportedAt: row.reportedAt,
  updatedAt: row.updatedAt,
  dueAt: row.open ? promisedBy(work.work, row) : null,
  closedAt: row.closedAt,
  longTerm: longTermOf(row, work, units),
});

export function publicItem(row: CaseRow, { work, units, photos }: Around): PublicCaseItem {
  const own = photos.filter((photo) => photo.caseId === row.id);
  return { ...basics(row, work, units), photoId: (own.find((photo) => photo.stage === 'after') ?? own[0])?.fileId ?? null };
}

/** An event in the public's words. */
export function sentenceOf(event: Pick<EventRow, 'act' | 'unitName' | 'words' | 'detail'>, reasons: ReasonList): Bilingual {
  const { detail } = event;
  const told = event.act === 'decline' || event.act === 'longTerm' ? reasonSaid(reasons, event.act, detail) : null;
  return publicSentence({
    act: event.act,
    by: event.unitName,
    words: event.words,
    unitName: detail.unitName ?? null,
    outcome: detail.outcome ?? null,
    reason: told?.told ?? null,
    expected: detail.expected ?? null,
    number: detail.number ?? null,
    found: detail.found ?? null,
    solved: detail.solved ?? null,
    extra: detail.extra ? `${detail.extra.amount} ${detail.extra.unit === 'workingDays' ? '个工作日' : '个工作时'}` : null,
  });
}

const lineOf = (
  event: EventRow,
  reasons: ReasonList,
  photos: readonly { readonly eventId: Id; readonly fileId: Id }[],
): PublicCaseView['timeline'][number] => ({
  at: event.at,
  text: sentenceOf(event, reasons),
  photos: photos.filter((photo) => photo.eventId === event.id).map((photo) => photo.fileId),
});

/** Until when somebody who is involved may say whether it is solved; null when that is said, or too late. */
function answerUntil(row: CaseRow, work: Casework, now: Date): Date | null {
  if (row.state !== 'closed' || !row.closedAt || isRated(row)) return null;
  const until = new Date(row.closedAt.getTime() + work.settings.disputeDays * 86_400_000);
  return until > now ? until : null;
}

const answersOf = (row: CaseRow, { categories }: Casework) => answered(categories.get(row.category)?.attributes ?? [], row.attributes);

/** For whom: everyone sees what was released; who joined may also say whether it is solved; the reporter sees their own words, photos and questions. */
export type Viewer = 'everyone' | 'joined' | 'reporter';

export async function publicView(
  ctx: ReadContext,
  row: CaseRow,
  viewer: Viewer,
  told: Pick<Follower, 'tellSms' | 'tellEmail' | 'hasPhone'> | null = null,
): Promise<PublicCaseView> {
  const own = viewer === 'reporter';
  const involved = viewer !== 'everyone';
  const names = await namesFor(ctx.read, [{ ...row, unitId: row.unitId ?? row.lastUnitId }]);
  const { work } = names;
  const events = await eventsOf(ctx.read, row.id);
  const photos = await photosFor(ctx.read, row.id, viewer);
  const declined = events.findLast((event) => event.act === 'decline');
  const question = row.questionOpen ? (events.findLast((event) => event.act === 'ask')?.words ?? null) : null;
  const hidden = !own && row.releasedAt === null;
  return {
    ...basics(row, work, names.units),
    ...(hidden ? { title: unreleasedTitle(row, work, names.areas), place: '' } : {}),
    words: own ? row.words : null,
    caseState: row.state,
    channel: row.channel,
    areas: areasAround(row, names.areas),
    why: row.unitId ? row.why.filter((line) => line.what !== 'history').map((line) => line.text) : [],
    dueWhy: dueWhyOf(row, work),
    provisional: row.provisional,
    declined: row.state === 'declined' && declined ? reasonSaid(work.reasons, 'decline', declined.detail) : null,
    photos: photos.map((photo) => ({
      fileId: photo.fileId,
      stage: photo.stage === 'after' || photo.stage === 'check' ? ('after' as const) : ('before' as const),
      at: photo.at,
    })),
    timeline: events
      .filter((event) => event.public && (own || !privateActs.has(event.act)))
      .map((event) => lineOf(event, work.reasons, photos)),
    question: own ? question : null,
    answerUntil: involved ? answerUntil(row, work, ctx.now) : null,
    rated: involved && isRated(row) ? { solved: row.solved ?? true, satisfied: row.satisfied } : null,
    told: told && { sms: told.tellSms, email: told.tellEmail, phone: told.hasPhone },
    subscribers: row.subscribers,
    version: row.version,
    attributes: own ? answersOf(row, work) : [],
    released: row.releasedAt !== null,
  };
}

/** Between the office and the reporter: what they ask each other may name people. */
export const privateActs: ReadonlySet<string> = new Set(['ask', 'answer', 'rate', 'dispute']);
