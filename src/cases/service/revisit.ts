import { sql } from 'kysely';
import { endOfDay, startOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';
import { newId } from '../../platform/ids.ts';
import { seededRank } from '../../platform/random.ts';
import { unitsByIds } from '../../city/exports.ts';
import { caseProblems } from '../schema/problems.ts';
import { casework } from '../store/casework.ts';
import { caseById } from '../store/rows.ts';
import type { CaseTables } from '../store/tables.ts';

/** 回头看: closed cases drawn by a published seed. Order all numbers by SHA-256 of "seed\nnumber"; the first are drawn. */

const columns = sql.raw(`r.id, r.seed, r.from_day as "from", r.to_day as "to", r.share, r.population, r.made_at, r.made_by,
  (select count(*)::int from case_revisit_items i where i.city_id = r.city_id and i.revisit_id = r.id) as total,
  (select count(*)::int from case_revisit_items i where i.city_id = r.city_id and i.revisit_id = r.id and i.result is not null) as done`);

export interface Revisit {
  readonly id: Id;
  readonly seed: string;
  readonly from: string;
  readonly to: string;
  readonly share: number;
  readonly population: number;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly total: number;
  readonly done: number;
}

export async function listRevisits(ctx: ReadContext): Promise<{ items: Revisit[] }> {
  return {
    items: await ctx.read.rows(
      sql<Revisit>`select ${columns} from case_revisits r where r.city_id = ${ctx.read.cityId} order by r.id desc limit 100`,
    ),
  };
}

export async function drawRevisit(
  ctx: WriteContext,
  input: { readonly from: string; readonly to: string; readonly share?: number | undefined; readonly seed: string },
): Promise<Revisit> {
  const share = input.share ?? (await casework(ctx.tx)).settings.revisitShare;
  const population = await ctx.tx
    .tables<CaseTables>()
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('cityId', '=', ctx.tx.cityId)
    .where('closedAt', '>=', startOfDay(input.from))
    .where('closedAt', '<', endOfDay(input.to))
    .where('outcome', '=', 'fixed')
    .execute();
  const ranked = population
    .map((one) => ({ ...one, rank: seededRank(input.seed, one.number) }))
    .toSorted((a, b) => a.rank.localeCompare(b.rank));
  const drawn = ranked.slice(0, Math.ceil(population.length * share));
  const id = newId();
  const db = ctx.tx.writing<CaseTables>();
  await db
    .insertInto('caseRevisits')
    .values({
      cityId: ctx.tx.cityId,
      id,
      seed: input.seed,
      fromDay: input.from,
      toDay: input.to,
      share,
      population: population.length,
      madeAt: ctx.now,
      madeBy: ctx.actor.name,
    })
    .execute();
  for (let start = 0; start < drawn.length; start += 1000) {
    const part = drawn.slice(start, start + 1000).map((one, index) => ({
      cityId: ctx.tx.cityId,
      revisitId: id,
      caseId: one.id,
      position: start + index + 1,
      result: null,
      note: null,
      checkedBy: null,
      checkedByName: null,
      checkedAt: null,
    }));
    await db.insertInto('caseRevisitItems').values(part).execute();
  }
  await ctx.record({
    type: 'caseRevisit.drawn',
    subject: { kind: 'caseRevisit', id },
    after: { seed: input.seed, from: input.from, to: input.to, share, population: population.length, drawn: drawn.length },
  });
  return {
    id,
    seed: input.seed,
    from: input.from,
    to: input.to,
    share,
    population: population.length,
    madeAt: ctx.now,
    madeBy: ctx.actor.name,
    total: drawn.length,
    done: 0,
  };
}

const items = (ctx: ReadContext, revisitId: Id) =>
  ctx.read
    .tables<CaseTables>()
    .selectFrom('caseRevisitItems as item')
    .innerJoin('cases', (join) => join.onRef('cases.cityId', '=', 'item.cityId').onRef('cases.id', '=', 'item.caseId'))
    .select([
      'item.caseId',
      'item.position',
      'item.result',
      'item.note',
      'item.checkedByName as checkedBy',
      'cases.number',
      'cases.title',
      'cases.place',
      'cases.unitId',
      'cases.closedAt',
      'cases.updatedAt',
    ])
    .where('item.cityId', '=', ctx.read.cityId)
    .where('item.revisitId', '=', revisitId);

async function itemViews(ctx: ReadContext, rows: Awaited<ReturnType<ReturnType<typeof items>['execute']>>) {
  const units = await unitsByIds(
    ctx.read,
    rows.flatMap((row) => row.unitId ?? []),
  );
  return rows.map((row) => ({
    caseId: row.caseId,
    number: row.number,
    title: row.title,
    place: row.place,
    unitName: row.unitId ? (units.get(row.unitId)?.name ?? null) : null,
    closedAt: row.closedAt ?? row.updatedAt,
    result: row.result,
    note: row.note,
    checkedBy: row.checkedBy,
  }));
}

export async function readRevisit(
  ctx: ReadContext,
  input: { readonly revisitId: Id; readonly cursor?: string | undefined; readonly limit: number },
) {
  const [after] = afterCursor(input.cursor, 1) ?? [];
  let query = items(ctx, input.revisitId)
    .orderBy('item.position')
    .limit(input.limit + 1);
  if (after !== undefined) query = query.where('item.position', '>', Number(after) || 0);
  const page = pageFrom(await query.execute(), input.limit, (row) => [String(row.position)]);
  return { items: await itemViews(ctx, page.items), next: page.next };
}

/** Whoever handled the case does not look whether it holds. */
export async function recordRevisit(
  ctx: WriteContext,
  input: { readonly revisitId: Id; readonly caseId: Id; readonly result: 'holds' | 'back' | 'partly'; readonly note: string },
) {
  const row = await caseById(ctx.tx, input.caseId);
  if (row && ctx.actor.personId && row.handlerIds.includes(ctx.actor.personId)) throw new Problem(caseProblems['cases.handlerChecks']);
  const changed = await ctx.tx
    .writing<CaseTables>()
    .updateTable('caseRevisitItems')
    .set({ result: input.result, note: input.note, checkedBy: ctx.actor.personId, checkedByName: ctx.actor.name, checkedAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('revisitId', '=', input.revisitId)
    .where('caseId', '=', input.caseId)
    .executeTakeFirst();
  if (Number(changed.numUpdatedRows) === 0) throw new Problem(problems.notFound);
  await ctx.record({
    type: 'caseRevisit.recorded',
    subject: { kind: 'case', id: input.caseId },
    after: { revisitId: input.revisitId, result: input.result },
  });
  const [view] = await itemViews(ctx, await items(ctx, input.revisitId).where('item.caseId', '=', input.caseId).execute());
  if (!view) throw new Problem(problems.notFound);
  return view;
}
