import type { RawBuilder } from 'kysely';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';
import { areaRef, unitsByIds } from '../../city/exports.ts';
import { publicStateOf } from '../rules/public.ts';
import { keptZoomFor, type Box } from '../rules/tiles.ts';
import type { MapMark, Receipt } from '../schema.ts';
import type { Contact } from '../schema/inputs.ts';
import type { PublicCaseItem, PublicCaseView, PublicNeighbour, PublicState } from '../schema/public.ts';
import { caseProblems } from '../schema/problems.ts';
import { casework, className } from '../store/casework.ts';
import { areaColumns } from '../store/conditions.ts';
import {
  newestReleased,
  newestResults,
  publicCounts,
  publicPage,
  publicParts,
  releasedPhotos,
  type PublicCount,
  type PublicFilter,
} from '../store/public.ts';
import { setContact, type Follower } from '../store/reporters.ts';
import { caseById, caseByNumber, lockCase, markReporterKnown, type CaseRow } from '../store/rows.ts';
import { isRated, maySee } from './access.ts';
import { applyStep } from './apply.ts';
import { ownedByCode, type Held } from './by-code.ts';
import { ratedStep, reopenStep, stillDisputable } from './check.ts';
import { erase } from './contacts.ts';
import { nearPublicly, type PublicPlace } from './near-publicly.ts';
import { keptMarks, marksOnMap } from './map-marks.ts';
import { sinceDays } from './nearby.ts';
import { publicItem, publicView } from './public-view.ts';
import { createCase, joinCase, receiptOf, type ReportInput } from './report.ts';

/** What needs no account. */

export async function categoriesForPublic(ctx: ReadContext) {
  const work = await casework(ctx.read);
  const items = [...work.categories.values()]
    .filter((category) => category.active && category.classCode !== null)
    .toSorted((a, b) => (a.publicOrder ?? 999) - (b.publicOrder ?? 999) || a.code.localeCompare(b.code))
    .map((category) => ({
      code: category.code,
      name: category.name,
      tile: category.tile,
      order: category.publicOrder,
      description: category.description,
      classCode: category.classCode ?? category.code,
      className: className(work, category),
      urgent: category.urgent,
      attributes: category.attributes.length,
    }));
  return { items };
}

/** A report of the public page; `channel` of the app or WeChat comes from the page that calls it. */
export async function reportPublicly(
  ctx: WriteContext,
  input: Omit<ReportInput, 'channel'> & { readonly channel?: 'publicWeb' | 'wechat'; readonly proof?: string | undefined },
): Promise<Receipt> {
  const { proof: _proof, ...report } = input;
  return receiptOf(ctx, await createCase(ctx, { ...report, channel: input.channel ?? 'publicWeb' }));
}

export async function joinPublicly(
  ctx: WriteContext,
  input: { readonly caseId: Id; readonly contact?: Contact | undefined },
): Promise<{ number: string; code: string }> {
  const row = await lockCase(ctx.tx, input.caseId);
  if (!row) throw new Problem(problems.notFound);
  // Who found a case sees it: somebody of the staff who comes in by the public's door becomes that only of a case that is theirs to see.
  const finder = maySee(ctx, row) ? ctx.actor.personId : null;
  const joined = await joinCase(ctx, row, { contact: input.contact, finder });
  return { number: joined.row.number, code: joined.code };
}

/** Cases of the same kind nearby that are being worked on, for "is it the same place?". */
export async function similarPublicly(ctx: ReadContext, input: PublicPlace): Promise<{ items: PublicNeighbour[] }> {
  return { items: await nearPublicly(ctx, input) };
}

export async function followPublicly(ctx: ReadContext, input: Held): Promise<PublicCaseView> {
  const { row, follower } = await ownedByCode(ctx, input);
  return publicView(ctx, row, follower.kind, follower);
}

async function afterwards(ctx: ReadContext, caseId: Id, follower: Follower): Promise<PublicCaseView> {
  const row = await caseById(ctx.read, caseId);
  if (!row) throw new Problem(problems.notFound);
  return publicView(ctx, row, follower.kind, follower);
}

export async function subscribePublicly(ctx: WriteContext, input: Held & { readonly contact: Contact }): Promise<PublicCaseView> {
  const { row, follower } = await ownedByCode(ctx, input);
  await setContact(ctx, follower.id, input.contact);
  if (!row.reporterKnown && (input.contact.phone ?? input.contact.email)) await markReporterKnown(ctx.tx, row.id);
  await ctx.record({ type: 'case.reporterKnown', subject: { kind: 'case', id: row.id }, after: { number: row.number } });
  return followPublicly(ctx, input);
}

/** "Stop telling me": the contact is erased at once; number and code go on working. */
export async function unsubscribePublicly(ctx: WriteContext, input: Held): Promise<PublicCaseView> {
  const { follower } = await ownedByCode(ctx, input);
  await erase(ctx, [follower.id], 'stopped');
  return followPublicly(ctx, input);
}

async function lockOwned(ctx: WriteContext, input: Held): Promise<{ row: CaseRow; follower: Follower }> {
  const { row, follower } = await ownedByCode(ctx, input);
  const locked = await lockCase(ctx.tx, row.id);
  if (!locked) throw new Problem(problems.notFound);
  return { row: locked, follower };
}

/** 解决了, or 没解决: the latter reopens the case at the supervising level. */
export async function ratePublicly(
  ctx: WriteContext,
  input: Held & {
    readonly solved: boolean;
    readonly satisfied?: number | undefined;
    readonly words?: string | undefined;
    readonly photos: readonly Id[];
  },
): Promise<PublicCaseView> {
  const { row, follower } = await lockOwned(ctx, input);
  const words = input.words?.trim() ?? '';
  if (row.state !== 'closed') throw new Problem(caseProblems['cases.noTransition'], { state: '处理中', act: '评价' });
  // Who said "solved" may add how well it was done, once.
  const addsMark = isRated(row) && row.solved === true && row.satisfied === null && input.solved && input.satisfied !== undefined;
  if (isRated(row) && !addsMark) throw new Problem(caseProblems['cases.ratedAlready']);
  await stillDisputable(ctx, row);
  if (!input.solved && words === '') throw new Problem(caseProblems['cases.reasonMissing']);
  const step = input.solved ? ratedStep(ctx, { ...input, words }, 'rate') : await reopenStep(ctx, row, words, input.photos);
  await applyStep(ctx, row, addsMark ? { ...step, public: false } : step);
  return afterwards(ctx, row.id, follower);
}

export async function answerPublicly(
  ctx: WriteContext,
  input: Held & { readonly text: string; readonly photos: readonly Id[] },
): Promise<PublicCaseView> {
  const { row, follower } = await lockOwned(ctx, input);
  if (!row.questionOpen) throw new Problem(caseProblems['cases.noQuestion']);
  await applyStep(ctx, row, {
    act: 'answer',
    words: input.text,
    photos: { fileIds: input.photos, stage: 'before' },
    set: { questionOpen: false },
    public: true,
  });
  return afterwards(ctx, row.id, follower);
}

export interface PublicFilters {
  readonly state?: PublicState | undefined;
  readonly category?: string | undefined;
  readonly area?: Id | undefined;
  readonly days?: number | undefined;
}

async function filterOf(ctx: ReadContext, input: PublicFilters): Promise<PublicFilter> {
  const { categories } = await casework(ctx.read);
  const area = input.area ? await areaRef(ctx.read, input.area) : null;
  return {
    state: input.state ?? null,
    kind: input.category
      ? { column: categories.get(input.category)?.classCode === null ? 'class_code' : 'category', code: input.category }
      : null,
    areaColumn: area ? areaColumns[area.kind] : null,
    areaId: input.area ?? null,
    since: input.days ? sinceDays(ctx.now, input.days) : null,
  };
}

export async function listPublicly(
  ctx: ReadContext,
  input: PublicFilters & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: PublicCaseItem[]; next: string | null }> {
  const [at, id] = afterCursor(input.cursor, 2) ?? [];
  const after = at !== undefined && id !== undefined ? { at: new Date(at), id } : null;
  if (after && (Number.isNaN(after.at.getTime()) || !/^[0-9a-f-]{36}$/.test(after.id))) throw new Problem(problems.malformed);
  const rows = await publicPage(ctx.read, await filterOf(ctx, input), after, input.limit + 1);
  const page = pageFrom(rows, input.limit, (row) => [row.reportedAt.toISOString(), row.id]);
  const work = await casework(ctx.read);
  const units = await unitsByIds(
    ctx.read,
    page.items.flatMap((row) => [row.unitId, row.lastUnitId, row.longTermUnitId].filter((unitId) => unitId !== null)),
  );
  const photos = await releasedPhotos(
    ctx.read,
    page.items.map((row) => row.id),
  );
  return { items: page.items.map((row) => publicItem(row, { work, units, photos })), next: page.next };
}

const MOST = 50_000;
/**
 * How many are public; `earlier` of them were reported before the days asked for and stand on the long-term list. With
 * `more` these are the newest 50,000 only, and no number of them may be told as that of all.
 */
export async function countPublicly(
  ctx: ReadContext,
  input: Omit<PublicFilters, 'state'>,
  most = MOST,
): Promise<{ total: number; earlier: number; more: boolean; byState: Partial<Record<PublicState, number>> }> {
  const rows = await publicCounts(ctx.read, await filterOf(ctx, input), most);
  const byState: Partial<Record<PublicState, number>> = {};
  for (const row of rows) {
    const state = publicStateOf(row);
    byState[state] = (byState[state] ?? 0) + row.n;
  }
  const sumOf = (part: (row: PublicCount) => boolean) => rows.reduce((sum, row) => (part(row) ? sum + row.n : sum), 0);
  const earlier = sumOf((row) => row.earlier);
  const longTerm = sumOf(({ state }) => state === 'onLongTermList') - earlier;
  const others = sumOf(({ state }) => state !== 'onLongTermList');
  return { total: others + longTerm + earlier, earlier, more: Math.max(others, longTerm, earlier) >= most, byState };
}

/** Solved cases whose result can be seen, the newest first. */
export const solvedWithPictures = (ctx: ReadContext, limit: number): Promise<{ number: string }[]> => newestResults(ctx.read, limit);

/** A released case. @throws Problem notFound, for a hidden one too */
export async function openPublicly(ctx: ReadContext, input: { readonly number: string }): Promise<PublicCaseView> {
  const row = await caseByNumber(ctx.read, input.number);
  if (!row?.releasedAt) throw new Problem(problems.notFound);
  return publicView(ctx, row, 'everyone');
}

const MOST_POINTS = 1000;
/** Days of which an area has some thousand reports at most. */
const SHORT = 92;
export async function mapPublicly(
  ctx: ReadContext,
  input: PublicFilters & Box & { readonly zoom: number },
): Promise<{ marks: MapMark[]; more: boolean }> {
  const { zoom } = input;
  const kept = keptZoomFor(zoom);
  const plain = input.state === undefined && input.area === undefined && input.days === undefined && input.category === undefined;
  if (kept !== null && plain)
    return {
      marks: await keptMarks(ctx, input, kept, { bands: ['open', 'longTerm', 'closed'], classes: null, released: true }),
      more: false,
    };
  const { lately, earlier } = publicParts(await filterOf(ctx, input));
  const question = {
    box: input,
    condition: lately,
    besides: earlier,
    open: input.state === 'received' || input.state === 'working' || input.state === 'longTerm',
    kind: input.category !== undefined,
    listed: input.area !== undefined && input.days !== undefined && input.days <= SHORT,
    newest: (within: RawBuilder<boolean>, limit: number) => newestReleased(ctx.read, lately, within, limit),
  };
  return marksOnMap(ctx, question, zoom, MOST_POINTS);
}
