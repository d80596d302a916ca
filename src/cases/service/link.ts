import type { Id } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { actLinkOf } from '../../platform/identity/act-links.ts';
import type { Actor } from '../../kernel/actor.ts';
import { peopleByIds } from '../../city/exports.ts';
import { decideAct, type StaffAct } from '../rules/acts.ts';
import { reasonsOf } from '../rules/reasons.ts';
import { caseProblems } from '../schema/problems.ts';
import type { LinkView } from '../schema/public.ts';
import { casework, categoryOf } from '../store/casework.ts';
import { caseById } from '../store/rows.ts';
import { accessCase, factsOf, standingOf } from './access.ts';
import { photosOf } from './photos.ts';
import { isPaused, unitName } from './result.ts';
import { timeLeft } from './summary.ts';
import { acceptCase, handleCase, returnCase } from './unit.ts';

/** The phone page of a unit: one case, three acts, in the name of the person to whom the link was sent. */

interface Token {
  readonly token: string;
}

async function linkActor(ctx: ReadContext, token: string): Promise<Actor & { readonly link: NonNullable<Actor['link']> }> {
  const actor = await actLinkOf(ctx.read, token, { now: ctx.now, locale: ctx.locale });
  if (!actor?.link || actor.link.subject.kind !== 'case') throw new Problem(caseProblems['cases.linkGone']);
  return { ...actor, link: actor.link };
}

const asLink = <C extends ReadContext>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
/** The same for a change: the journal names the person of the link, not the public. */
const writingAsLink = (ctx: WriteContext, actor: Actor): WriteContext => ({
  ...ctx,
  actor,
  record: (fact) => ctx.record(fact, actor),
  recordAll: (facts) => ctx.recordAll(facts, actor),
});

async function viewFor(ctx: ReadContext, actor: Awaited<ReturnType<typeof linkActor>>): Promise<LinkView> {
  const own = asLink(ctx, actor);
  const row = await caseById(ctx.read, actor.link.subject.id);
  if (!row) throw new Problem(caseProblems['cases.linkGone']);
  const work = await casework(ctx.read);
  const name = await unitName(ctx.read, actor.link.unitId);
  const mine = row.unitId === actor.link.unitId;
  const category = categoryOf(work, row.category);
  const facts = factsOf(row, name);
  const can = (act: StaffAct) =>
    mine && actor.link.acts.includes(act) && !decideAct(act, facts, standingOf(own, row), ctx.now, work.settings).refused;
  const people = await peopleByIds(ctx.read, actor.personId ? [actor.personId] : []);
  return {
    number: row.number,
    title: row.title,
    words: row.words,
    place: row.place,
    lng: row.lng,
    lat: row.lat,
    state: row.state,
    version: row.version,
    unitName: name,
    personName: people.get(actor.personId ?? '')?.name ?? '',
    why: row.why.map((line) => line.text),
    standard: category.standard,
    photosNeeded: category.photosNeeded,
    dueAt: row.dueAt,
    ...timeLeft(row, work, ctx.now),
    paused: isPaused(row, ctx.now),
    photos: (await photosOf(ctx.read, row.id)).map((photo) => photo.fileId),
    canAccept: can('accept'),
    canReturn: can('return'),
    canHandle: can('handle'),
    returnReasons: reasonsOf(work.reasons, 'return')
      .filter((one) => one.active)
      .map(({ code, name, wordsNeeded, wordsHint }) => ({ code, name, wordsNeeded, wordsHint })),
    expiresAt: actor.link.expires,
  };
}

export async function openLink(ctx: ReadContext, input: Token): Promise<LinkView> {
  return viewFor(ctx, await linkActor(ctx, input.token));
}

async function act(ctx: WriteContext, token: string, work: (own: WriteContext, caseId: Id) => Promise<unknown>): Promise<LinkView> {
  const actor = await linkActor(ctx, token);
  const own = writingAsLink(ctx, actor);
  await accessCase(own, actor.link.subject.id);
  await work(own, actor.link.subject.id);
  return viewFor(ctx, actor);
}

export const acceptByLink = (ctx: WriteContext, input: Token & { readonly version: number; readonly note: string }): Promise<LinkView> =>
  act(ctx, input.token, (own, caseId) => acceptCase(own, { ...input, caseId }));

export const returnByLink = (
  ctx: WriteContext,
  input: Token & {
    readonly version: number;
    readonly reason: string;
    readonly note: string;
    readonly photos: readonly Id[];
    readonly suggestedUnitId?: Id | undefined;
  },
): Promise<LinkView> => act(ctx, input.token, (own, caseId) => returnCase(own, { ...input, caseId }));

export const handleByLink = (
  ctx: WriteContext,
  input: Token & { readonly version: number; readonly note: string; readonly photos: readonly Id[] },
): Promise<LinkView> => act(ctx, input.token, (own, caseId) => handleCase(own, { ...input, caseId }));
