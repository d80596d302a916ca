import { choice, date, text, yesNo } from '../../platform/sheets/columns.ts';
import { defineSheet, type Verdict } from '../../platform/sheets/template.ts';
import type { ReadContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { areasByIds, areaTree, unitsOfKind } from '../../city/exports.ts';
import type { UnitRef } from '../../city/schema.ts';
import { decideDepends, type RoutingRule } from '../rules/routing.ts';
import { refusalText } from '../service/refusal.ts';
import { canHandle } from '../service/routing.ts';
import { putDutyRule } from '../service/duty-rules.ts';
import { casework, touchCasework, type Casework } from '../store/casework.ts';

const leads = {
  unit: { zh: '指定单位', en: 'a unit' },
  district: { zh: '所在区县', en: 'the district' },
  street: { zh: '所在街道', en: 'the street' },
  community: { zh: '所在社区', en: 'the community' },
} as const;

const unitKinds = ['department', 'district', 'street', 'community', 'residentUnit', 'workingGroup'] as const;

async function handlingUnits(ctx: ReadContext): Promise<readonly UnitRef[]> {
  return (await Promise.all(unitKinds.map((kind) => unitsOfKind(ctx.read, kind)))).flat().filter(canHandle);
}

interface Known {
  readonly byName: ReadonlyMap<string, UnitRef>;
  readonly categories: Casework['categories'];
  /** By code. */
  readonly areas: ReadonlyMap<string, { readonly id: string }>;
  readonly rules: ReadonlyMap<string, RoutingRule>;
}

async function known(ctx: ReadContext): Promise<Known> {
  const [units, work] = [await handlingUnits(ctx), await casework(ctx.read)];
  return {
    byName: new Map(units.flatMap((unit) => [[unit.name, unit] as const, [unit.shortName, unit] as const])),
    categories: work.categories,
    areas: new Map((await areaTree(ctx.read, {})).map((area) => [area.code, area])),
    rules: new Map(work.duties.map((rule) => [keyOf(rule), rule])),
  };
}

const keyOf = (rule: { readonly article: string; readonly category: string; readonly areaId: string | null }): string =>
  `${rule.article}|${rule.category}|${rule.areaId ?? ''}`;
const namesIn = (text: string | null): string[] => (text ?? '').split(/[、,,;;\s]+/u).filter((name) => name !== '');

/** `owner=power、gas`: the question, and the answers for which the rule holds. */
function answerIn(text: string | null): Pick<RoutingRule, 'answerTo' | 'answers'> {
  const [answerTo = '', answers = ''] = (text ?? '').split('=', 2);
  return answerTo.trim() === '' ? { answerTo: null, answers: [] } : { answerTo: answerTo.trim(), answers: namesIn(answers) };
}

interface Values {
  readonly article: string;
  readonly text: string | null;
  readonly category: string;
  readonly areaCode: string | null;
  readonly answer: string | null;
  readonly leadBy: RoutingRule['leadBy'];
  readonly lead: string | null;
  readonly joint: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly active: boolean;
}

const fault = (path: string, zh: string, en: string): Verdict => ({ faults: [{ path, code: 'unknown', zh, en }] });

function resolved(city: Known, values: Values) {
  const area = values.areaCode ? city.areas.get(values.areaCode) : null;
  const lead = values.lead ? city.byName.get(values.lead) : undefined;
  const joint = namesIn(values.joint);
  const category = city.categories.get(values.category);
  if (!category) return fault('category', '没有这个类别代码', 'no such category');
  const depends = decideDepends(category.attributes, answerIn(values.answer));
  if (depends.refused) return fault('answer', refusalText(depends).zh, refusalText(depends).en);
  if (values.areaCode && !area) return fault('areaCode', '没有这个片区代码', 'no such area');
  if (values.leadBy === 'unit' && !lead) return fault('lead', '没有这个办理单位', 'no such handling unit');
  const stranger = joint.find((name) => !city.byName.has(name));
  if (stranger !== undefined) return fault('joint', `没有“${stranger}”这个单位`, `no unit “${stranger}”`);
  return {
    article: values.article,
    text: values.text ?? '',
    category: values.category,
    areaId: area?.id ?? null,
    ...depends.ok,
    leadBy: values.leadBy,
    leadUnitId: values.leadBy === 'unit' ? (lead?.id ?? null) : null,
    jointUnitIds: joint.flatMap((name) => city.byName.get(name)?.id ?? []),
    validFrom: values.validFrom,
    validTo: values.validTo,
    active: values.active,
  };
}

const unchanged = (rule: RoutingRule, next: Readonly<Record<string, unknown>>): boolean => {
  const now: Readonly<Record<string, unknown>> = { ...rule };
  return Object.entries(next).every(([key, value]) => JSON.stringify(value) === JSON.stringify(now[key]));
};

/** 权责清单: a rule is known by its article, category and area. */
export const dutyRulesSheet = defineSheet({
  name: 'duty-rules',
  title: { zh: '权责清单', en: 'Duty list' },
  permission: 'cases.settings',
  importPermission: 'cases.settings',
  columns: {
    article: text({ header: { zh: '条目', en: 'Article' }, required: true, max: 20, example: '4.1' }),
    text: text({ header: { zh: '内容', en: 'Text' }, max: 500, width: 40 }),
    category: text({ header: { zh: '类别代码', en: 'Category' }, required: true, max: 39, example: 'e05-01' }),
    areaCode: text({ header: { zh: '片区代码', en: 'Area' }, max: 40, note: { zh: '空着就是全市', en: 'Empty for the whole city' } }),
    answer: text({
      header: { zh: '看哪个答案', en: 'Depends on' },
      max: 200,
      note: {
        zh: '问题代码=选项代码，如 owner=power、gas；空着就是不看答案',
        en: 'question=choices, such as owner=power、gas; empty for any answer',
      },
    }),
    leadBy: choice({ header: { zh: '谁牵头', en: 'Led by' }, choices: leads, required: true }),
    lead: text({ header: { zh: '牵头单位', en: 'Lead unit' }, max: 80, width: 20 }),
    joint: text({ header: { zh: '配合单位（顿号隔开）', en: 'Joint units' }, max: 300, width: 30 }),
    validFrom: date({ header: { zh: '起用', en: 'From' }, required: true }),
    validTo: date({ header: { zh: '停用', en: 'Until' } }),
    active: yesNo({ header: { zh: '启用', en: 'Active' }, required: true }),
  },
  async *load(ctx) {
    const { duties } = await casework(ctx.read);
    const units = new Map((await handlingUnits(ctx)).map((unit) => [unit.id, unit.name]));
    const areas = await areasByIds(
      ctx.read,
      duties.flatMap((rule) => rule.areaId ?? []),
    );
    for (const rule of duties) {
      yield {
        article: rule.article,
        text: rule.text,
        category: rule.category,
        areaCode: rule.areaId ? (areas.get(rule.areaId)?.code ?? null) : null,
        answer: rule.answerTo ? `${rule.answerTo}=${rule.answers.join('、')}` : null,
        leadBy: rule.leadBy,
        lead: rule.leadUnitId ? (units.get(rule.leadUnitId) ?? null) : null,
        joint: rule.jointUnitIds.flatMap((id) => units.get(id) ?? []).join('、') || null,
        validFrom: rule.validFrom,
        validTo: rule.validTo,
        active: rule.active,
      };
    }
  },
  async plan(ctx, rows) {
    const city = await known(ctx);
    return rows.map(({ values }) => {
      const next = resolved(city, values);
      if ('faults' in next || 'verdict' in next) return next;
      const rule = city.rules.get(keyOf(next));
      return { verdict: rule ? (unchanged(rule, next) ? 'same' : 'update') : 'create' } as const;
    });
  },
  async apply(ctx, rows) {
    const city = await known(ctx);
    for (const { values } of rows) {
      const next = resolved(city, values);
      if ('faults' in next || 'verdict' in next) continue;
      const rule = city.rules.get(keyOf(next));
      const id = rule?.id ?? newId();
      await putDutyRule(ctx, id, next);
      await ctx.record({
        type: rule ? 'dutyRule.changed' : 'dutyRule.added',
        subject: { kind: 'dutyRule', id },
        before: rule ?? null,
        after: next,
      });
    }
    await touchCasework(ctx.tx);
  },
});
