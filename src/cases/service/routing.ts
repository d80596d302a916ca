import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import { areasByIds, unitsByIds, unitsOfAreas } from '../../city/exports.ts';
import type { AreaRef, UnitRef } from '../../city/schema.ts';
import { addLimit } from '../rules/deadlines.ts';
import { areaUnits, decideUnit, rulesFor, type RoutingRule } from '../rules/routing.ts';
import type { Suggestion } from '../schema.ts';
import { casework, categoryOf, className, type Casework } from '../store/casework.ts';
import { pastOf } from '../store/routing.ts';
import type { CaseRow } from '../store/rows.ts';
import type { TraceLine } from '../store/tables.ts';
import { accessCase, areaIdsOf } from './access.ts';

type Routable = Pick<
  CaseRow,
  'category' | 'classCode' | 'attributes' | 'districtId' | 'streetId' | 'communityId' | 'blockId' | 'compoundId' | 'limits'
>;
interface Candidate {
  readonly unit: UnitRef;
  readonly as: Suggestion['as'];
  readonly rule: RoutingRule | null;
}
interface Around {
  readonly areas: readonly AreaRef[];
  readonly units: readonly UnitRef[];
}

const PAST_DAYS = 90;
const handles: readonly UnitRef['kind'][] = ['department', 'district', 'street', 'community', 'residentUnit', 'workingGroup'];
export const canHandle = (unit: UnitRef): boolean => unit.active && handles.includes(unit.kind);

async function around(ctx: ReadContext, item: Routable): Promise<Around> {
  const ids = areaIdsOf(item);
  const [areas, units] = [await areasByIds(ctx.read, ids), await unitsOfAreas(ctx.read, ids)];
  return { areas: ids.flatMap((id) => areas.get(id) ?? []), units: units.filter(canHandle) };
}

const leadIdsOf = (rule: RoutingRule, near: Around): Id[] =>
  rule.leadBy === 'unit'
    ? rule.leadUnitId
      ? [rule.leadUnitId]
      : []
    : near.units.filter((unit) => unit.kind === rule.leadBy).map((unit) => unit.id);

async function candidates(ctx: ReadContext, work: Casework, item: Routable): Promise<{ list: readonly Candidate[]; near: Around }> {
  const near = await around(ctx, item);
  const rules = rulesFor(work.duties, {
    category: item.category,
    classCode: item.classCode,
    areaIds: areaIdsOf(item),
    day: dayOf(ctx.now),
    answered: item.attributes,
  });
  const named = rules.flatMap((rule) => [
    ...leadIdsOf(rule, near).map((unitId) => ({ unitId, as: 'lead' as const, rule })),
    ...rule.jointUnitIds.map((unitId) => ({ unitId, as: 'joint' as const, rule })),
  ]);
  const units = await unitsByIds(
    ctx.read,
    named.map((one) => one.unitId),
  );
  const list: Candidate[] = [];
  for (const one of [...named.filter((item_) => item_.as === 'lead'), ...named.filter((item_) => item_.as === 'joint')]) {
    const unit = units.get(one.unitId);
    if (unit && canHandle(unit) && !list.some((known) => known.unit.id === unit.id)) list.push({ unit, as: one.as, rule: one.rule });
  }
  for (const unit of areaUnits(near.units, [item.compoundId, item.blockId])) {
    if (!list.some((known) => known.unit.id === unit.id)) list.push({ unit, as: list.length === 0 ? 'fallback' : 'area', rule: null });
  }
  return { list: list.slice(0, 8), near };
}

const bi = (zh: string, en: string): Bilingual => ({ zh, en });

function traceOf(work: Casework, item: Routable, near: Around, one: Candidate, past: Suggestion['past']): TraceLine[] {
  const category = categoryOf(work, item.category);
  const kind = className(work, category);
  const where = near.areas.map((area) => area.name).join(' ');
  const { rule } = one;
  const lead = one.as === 'joint' ? bi('配合单位', 'joint unit') : bi('牵头', 'lead');
  return [
    { what: 'place', text: bi(`地点：${where}`, `Place: ${where}`) },
    { what: 'category', text: bi(`类别：${kind.zh} / ${category.name.zh}`, `Category: ${kind.en} / ${category.name.en}`) },
    rule
      ? {
          what: rule.fromCaseId ? 'ruling' : 'duty',
          text: bi(`权责清单 ${rule.article}：${rule.text}（${lead.zh}）`, `Duty list ${rule.article}: ${rule.text} (${lead.en})`),
        }
      : { what: 'fallback', text: bi('权责清单没有写到，按所在片区', 'Not in the duty list; by area') },
    {
      what: 'history',
      text: bi(
        `近 ${PAST_DAYS} 天同类 ${past.got} 件，收 ${past.kept} 件，退 ${past.returned} 件`,
        `Last ${PAST_DAYS} days: ${past.got} of this kind, ${past.kept} kept, ${past.returned} returned`,
      ),
    },
  ];
}

/** Units for a case, the likeliest first, each with its reasons. */
export async function suggestionsFor(ctx: ReadContext, item: Routable): Promise<Suggestion[]> {
  const work = await casework(ctx.read);
  const { list, near } = await candidates(ctx, work, item);
  const since = new Date(ctx.now.getTime() - PAST_DAYS * 86_400_000);
  const pasts = await pastOf(
    ctx.read,
    item.category,
    list.map((one) => one.unit.id),
    since,
  );
  const receiptDueAt = addLimit(work.work, ctx.now, item.limits.receipt).value;
  const handlingDueAt = addLimit(work.work, ctx.now, item.limits.handling).value;
  return list.map((one) => {
    const past = pasts.get(one.unit.id) ?? { got: 0, kept: 0, returned: 0 };
    return {
      unit: { id: one.unit.id, name: one.unit.name, shortName: one.unit.shortName },
      as: one.as,
      rule: one.rule ? { id: one.rule.id, article: one.rule.article, text: one.rule.text } : null,
      why: traceOf(work, item, near, one, past),
      past,
      receiptDueAt,
      handlingDueAt,
    };
  });
}

/** The unit that the duty list names; without its past, for receipts. */
export async function likelyUnit(ctx: ReadContext, item: Routable): Promise<UnitRef | null> {
  const work = await casework(ctx.read);
  return (await candidates(ctx, work, item)).list[0]?.unit ?? null;
}

/** Why this unit: by the rule that names it, else that somebody chose it. */
export async function whyUnit(
  ctx: ReadContext,
  item: Routable,
  unitId: Id,
): Promise<{ readonly why: readonly TraceLine[]; readonly ruleId: Id | null }> {
  const found = (await suggestionsFor(ctx, item)).find((one) => one.unit.id === unitId);
  if (found) return { why: found.why, ruleId: found.rule?.id ?? null };
  return {
    why: [{ what: 'duty', text: bi('权责清单没有列出这个单位，由派遣人选定', 'Not in the duty list; chosen by the dispatcher') }],
    ruleId: null,
  };
}

export async function suggestUnits(ctx: ReadContext, input: { readonly caseId: Id }): Promise<{ items: Suggestion[] }> {
  const row = await accessCase(ctx, input.caseId);
  const items = await suggestionsFor(ctx, row);
  return { items: items.filter(({ unit }) => !decideUnit(row, unit).refused) };
}
