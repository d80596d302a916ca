import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';
import { newId } from '../../platform/ids.ts';
import { areaRef, areasByIds, unitsByIds } from '../../city/exports.ts';
import { byArticle, decideDepends, type RoutingRule } from '../rules/routing.ts';
import { caseProblems } from '../schema/problems.ts';
import type { DutyRule } from '../schema/settings.ts';
import { casework, categoryOf, touchCasework } from '../store/casework.ts';
import { briefById } from '../store/rows.ts';
import type { CaseTables } from '../store/tables.ts';
import { fitUnit } from './dispatch.ts';
import { sinceDays } from './nearby.ts';
import { refusedField } from './refusal.ts';

/** 权责清单: who leads for what, where. */

async function pastByRule(ctx: ReadContext, ids: readonly Id[]): Promise<ReadonlyMap<Id, { got: number; returned: number }>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.read.rows(sql<{ ruleId: Id; got: number; returned: number }>`
    select rule_id, count(*)::int as got, coalesce(sum(least(returns, 1)), 0)::int as returned from cases
    where city_id = ${ctx.read.cityId} and reported_at >= ${sinceDays(ctx.now, 90)} and rule_id = any(${[...ids]}::uuid[]) group by rule_id`);
  return new Map(rows.map((row) => [row.ruleId, row]));
}

async function views(ctx: ReadContext, rows: readonly RoutingRule[]): Promise<DutyRule[]> {
  const unitIds = rows.flatMap((row) => [...row.jointUnitIds, ...(row.leadUnitId ? [row.leadUnitId] : [])]);
  const [units, areas, past] = await Promise.all([
    unitsByIds(ctx.read, unitIds),
    areasByIds(
      ctx.read,
      rows.flatMap((row) => row.areaId ?? []),
    ),
    pastByRule(
      ctx,
      rows.map((row) => row.id),
    ),
  ]);
  const unit = (id: Id) => ({ id, name: units.get(id)?.name ?? '' });
  return Promise.all(
    rows.map(async (row) => {
      const from = row.fromCaseId ? await briefById(ctx.read, row.fromCaseId) : null;
      return {
        id: row.id,
        article: row.article,
        text: row.text,
        category: row.category,
        answerTo: row.answerTo,
        answers: [...row.answers],
        area: row.areaId ? { id: row.areaId, name: areas.get(row.areaId)?.name ?? '' } : null,
        lead: row.leadBy === 'unit' ? { by: 'unit' as const, unit: unit(row.leadUnitId ?? '') } : { by: row.leadBy },
        joint: row.jointUnitIds.map(unit),
        validFrom: row.validFrom,
        validTo: row.validTo,
        fromCase: from ? { id: from.id, number: from.number } : null,
        active: row.active,
        past: past.get(row.id) ?? { got: 0, returned: 0 },
      };
    }),
  );
}

export async function listDutyRules(
  ctx: ReadContext,
  input: {
    readonly category?: string | undefined;
    readonly unit?: Id | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ items: DutyRule[]; next: string | null }> {
  const { duties } = await casework(ctx.read);
  const fits = duties
    .filter(
      (row) =>
        (!input.category || row.category === input.category) &&
        (!input.unit || row.leadUnitId === input.unit || row.jointUnitIds.includes(input.unit)),
    )
    .toSorted(byArticle);
  const [after] = afterCursor(input.cursor, 1) ?? [];
  const start = after === undefined ? 0 : fits.findIndex((row) => row.id === after) + 1;
  const page = pageFrom(fits.slice(start, start + input.limit + 1), input.limit, (row) => [row.id]);
  return { items: await views(ctx, page.items), next: page.next };
}

export interface DutyRuleInput {
  readonly article: string;
  readonly text: string;
  readonly category: string;
  readonly areaId: Id | null;
  readonly answerTo: string | null;
  readonly answers: readonly string[];
  readonly leadUnitId: Id | null;
  readonly leadBy: RoutingRule['leadBy'];
  readonly jointUnitIds: readonly Id[];
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly active: boolean;
}

async function checked(ctx: WriteContext, input: DutyRuleInput) {
  const { attributes } = categoryOf(await casework(ctx.tx), input.category);
  const depends = decideDepends(attributes, input);
  if (depends.refused) throw refusedField('answerTo', depends);
  if (input.leadBy === 'unit' && !input.leadUnitId) throw new Problem(caseProblems['cases.unitUnfit'], { unit: '' });
  for (const unitId of [...(input.leadUnitId ? [input.leadUnitId] : []), ...input.jointUnitIds]) await fitUnit(ctx, unitId);
  if (input.areaId && !(await areaRef(ctx.tx, input.areaId))) throw new Problem(problems.notFound);
  const { article, text, category, areaId, leadBy, validFrom, validTo, active } = input;
  return {
    article,
    text,
    category,
    areaId,
    ...depends.ok,
    leadBy,
    validFrom,
    validTo,
    active,
    leadUnitId: input.leadBy === 'unit' ? input.leadUnitId : null,
    jointUnitIds: [...input.jointUnitIds],
  };
}

async function oneView(ctx: WriteContext, id: Id): Promise<DutyRule> {
  const row = (await casework(ctx.tx)).duties.find((duty) => duty.id === id);
  const [view] = row ? await views(ctx, [row]) : [];
  if (!view) throw new Problem(problems.notFound);
  return view;
}

/** Writes a rule without looking at it twice; for imports, which have looked at all of them. */
export async function putDutyRule(ctx: WriteContext, id: Id, values: Awaited<ReturnType<typeof checked>>): Promise<void> {
  await ctx.tx
    .writing<CaseTables>()
    .insertInto('dutyRules')
    .values({ cityId: ctx.tx.cityId, id, fromCaseId: null, ...values })
    .onConflict((conflict) => conflict.columns(['cityId', 'id']).doUpdateSet(values))
    .execute();
}

export async function addDutyRule(ctx: WriteContext, input: DutyRuleInput): Promise<DutyRule> {
  const values = await checked(ctx, input);
  const id = newId();
  await putDutyRule(ctx, id, values);
  await touchCasework(ctx.tx);
  await ctx.record({ type: 'dutyRule.added', subject: { kind: 'dutyRule', id }, after: values });
  return oneView(ctx, id);
}

export async function changeDutyRule(ctx: WriteContext, input: DutyRuleInput & { readonly ruleId: Id }): Promise<DutyRule> {
  const before = (await casework(ctx.tx)).duties.find((duty) => duty.id === input.ruleId);
  if (!before) throw new Problem(problems.notFound);
  const values = await checked(ctx, input);
  await putDutyRule(ctx, input.ruleId, values);
  await touchCasework(ctx.tx);
  await ctx.record({ type: 'dutyRule.changed', subject: { kind: 'dutyRule', id: input.ruleId }, before, after: values });
  return oneView(ctx, input.ruleId);
}
