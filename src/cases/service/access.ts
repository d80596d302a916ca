import { postsWith, type ActorPost } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import { decided, Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { caseGrants } from '../policy.ts';
import { decideAct, type CaseFacts, type StaffAct, type Standing } from '../rules/acts.ts';
import { sees, sightOf, type Sight } from '../rules/sight.ts';
import { caseProblems } from '../schema/problems.ts';
import { outsideChannels } from '../schema/words.ts';
import { casework, type Casework } from '../store/casework.ts';
import { caseById, lockCase, type CaseRow } from '../store/rows.ts';

export const areaIdsOf = (row: Pick<CaseRow, 'districtId' | 'streetId' | 'communityId' | 'blockId' | 'compoundId'>): Id[] =>
  [row.districtId, row.streetId, row.communityId, row.blockId, row.compoundId].filter((id) => id !== null);

export const actorSight = (ctx: ReadContext): Sight => sightOf(ctx.actor.posts, ctx.actor.personId);

/** Are the actor's posts, or the link they came by, good for this case? */
export function maySee(ctx: ReadContext, row: CaseRow): boolean {
  const { link, kind } = ctx.actor;
  if (kind === 'system') return true;
  if (kind === 'link') return link?.subject.kind === 'case' && link.subject.id === row.id && link.unitId === row.unitId;
  const lead = row.state === 'onLongTermList' && row.longTermUnitId ? [row.longTermUnitId] : [];
  return sees(actorSight(ctx), {
    areaIds: areaIdsOf(row),
    unitIds: [...(row.unitId ? [row.unitId] : []), ...row.assistUnitIds, ...lead],
    finderIds: row.finderIds,
  });
}

/** The one gate to a case: what the actor may not see answers like what does not exist. @throws Problem notFound */
export async function accessCase(ctx: ReadContext, caseId: Id): Promise<CaseRow> {
  const row = await caseById(ctx.read, caseId);
  if (!row || !maySee(ctx, row)) throw new Problem(problems.notFound);
  return row;
}

/** The same for a change: nobody else changes the case until the transaction ends. */
export async function accessForChange(ctx: WriteContext, caseId: Id): Promise<CaseRow> {
  const row = await lockCase(ctx.tx, caseId);
  if (!row || !maySee(ctx, row)) throw new Problem(problems.notFound);
  return row;
}

/** Posts that hold a permission for this case: those of the whole city, of an area around it, or of the unit that has it. */
export function postsFor(ctx: ReadContext, row: CaseRow, permission: `cases.${string}`): readonly ActorPost[] {
  const areas = areaIdsOf(row);
  return postsWith(ctx.actor, caseGrants, permission).filter(
    (post) => post.areaId === null || areas.includes(post.areaId) || post.unitId === row.unitId || row.assistUnitIds.includes(post.unitId),
  );
}

const linkActs: Readonly<Record<string, `cases.${string}`>> = { accept: 'cases.handle', return: 'cases.handle', handle: 'cases.handle' };

export function standingOf(ctx: ReadContext, row: CaseRow): Standing {
  const { link } = ctx.actor;
  if (link)
    return {
      personId: ctx.actor.personId,
      holds: (permission) => link.acts.some((act) => linkActs[act] === permission),
      unitIds: [link.unitId],
    };
  return {
    personId: ctx.actor.personId,
    holds: (permission) => postsFor(ctx, row, permission).length > 0,
    unitIds: postsWith(ctx.actor, caseGrants, 'cases.handle').map((post) => post.unitId),
  };
}

const outside: ReadonlySet<string> = new Set(outsideChannels);

/** Rated since it was closed: a rating before a reopening does not stand in the way of another one. */
export const isRated = (row: Pick<CaseRow, 'ratedAt' | 'closedAt'>): boolean =>
  row.ratedAt !== null && row.closedAt !== null && row.ratedAt >= row.closedAt;

export const factsOf = (row: CaseRow, unitName: string): CaseFacts => ({
  state: row.state,
  outside: outside.has(row.channel),
  unitId: row.unitId,
  unitName,
  finderIds: row.finderIds,
  handlerIds: row.handlerIds,
  returns: row.returns,
  request: row.requestKind,
  questionOpen: row.questionOpen,
  pausedByGrant: row.pausedByGrant,
  reporterKnown: row.reporterKnown,
  dispatchedBy: row.dispatchedBy,
  dispatchedAt: row.dispatchedAt,
  closedAt: row.closedAt,
  rated: isRated(row),
  released: row.releasedAt !== null,
  hasParts: row.parts > 0,
});

/** A case that is about to be changed, with what the change needs. */
export interface Opened {
  readonly row: CaseRow;
  readonly work: Casework;
  readonly facts: CaseFacts;
}

/** Loads, checks the version, and decides whether this actor may do this act now. @throws Problem notFound, stale, or the act's refusal */
export async function openFor(
  ctx: WriteContext,
  act: StaffAct,
  input: { readonly caseId: Id; readonly version: number },
  unitNameOf: (unitId: Id | null) => Promise<string>,
): Promise<Opened> {
  const row = await accessForChange(ctx, input.caseId);
  if (row.version !== input.version) throw new Problem(caseProblems['cases.stale'], { version: row.version });
  const work = await casework(ctx.tx);
  const facts = factsOf(row, await unitNameOf(row.unitId));
  decided(decideAct(act, facts, standingOf(ctx, row), ctx.now, work.settings));
  if (ctx.actor.link && !ctx.actor.link.acts.includes(act)) throw new Problem(problems.notAllowed);
  return { row, work, facts };
}
