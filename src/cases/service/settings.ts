import { sql } from 'kysely';
import { dayOf } from '../../kernel/calendar.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { presetQuestions } from '../presets/questions.ts';
import { addLimit } from '../rules/deadlines.ts';
import { gramsOf } from '../rules/grams.ts';
import { caseProblems } from '../schema/problems.ts';
import type { CaseSettings, Category, Policy } from '../schema/settings.ts';
import type { Limits } from '../schema/words.ts';
import { casework, categoryOf, frozenLimits, touchCasework, type Casework, type CategoryRow } from '../store/casework.ts';
import { json, type CaseTables } from '../store/tables.ts';
import { calendarSubject } from './calendar.ts';

/** Categories, limits and settings of casework. */

function categoryView(work: Casework, row: CategoryRow, day: string): Category {
  const { limits } = frozenLimits(work, row, day);
  return { ...row, attributes: [...row.attributes], keywords: [...row.keywords], limits };
}

export async function listCategories(
  ctx: ReadContext,
  input: { readonly all?: 'true' | 'false' | undefined },
): Promise<{ items: Category[] }> {
  const work = await casework(ctx.read);
  const day = dayOf(ctx.now);
  return {
    items: [...work.categories.values()].filter((row) => input.all === 'true' || row.active).map((row) => categoryView(work, row, day)),
  };
}

export type CategoryInput = Omit<Category, 'limits'>;

export async function putCategory(ctx: WriteContext, input: CategoryInput): Promise<void> {
  const values = {
    classCode: input.classCode,
    name: json(input.name),
    kind: input.kind,
    description: json(input.description),
    standard: json(input.standard),
    keywords: [...input.keywords],
    publicOrder: input.publicOrder,
    tile: json(input.tile),
    urgent: input.urgent,
    photosNeeded: input.photosNeeded,
    nearPublic: input.nearPublic,
    nearStaff: input.nearStaff,
    attributes: json<readonly unknown[]>(input.attributes),
    provisional: input.provisional,
    source: input.source,
    active: input.active,
  };
  await ctx.tx
    .writing<CaseTables>()
    .insertInto('caseCategories')
    .values({ cityId: ctx.tx.cityId, code: input.code, ...values })
    .onConflict((conflict) => conflict.columns(['cityId', 'code']).doUpdateSet({ ...values, declinedQuestions: declinedIn(input.code) }))
    .execute();
}

const asks = (attributes: string, code: string) =>
  sql`${sql.raw(attributes)} @> jsonb_build_array(jsonb_build_object('code', ${sql.raw(code)}))`;

/** Of the preset questions those that the city has no more, and had or had declined; one that it asks again is no longer declined. */
const declinedIn = (category: string) => sql<string[]>`array(
  select preset from unnest(${(presetQuestions[category] ?? []).map(({ code }) => code)}::text[]) as preset
  where not ${asks('excluded.attributes', 'preset')}
    and (preset = any(case_categories.declined_questions) or ${asks('case_categories.attributes', 'preset')}))`;

export async function saveCategory(ctx: WriteContext, input: CategoryInput): Promise<Category> {
  const before = (await casework(ctx.tx)).categories.get(input.code);
  if (input.classCode !== null && (await casework(ctx.tx)).categories.get(input.classCode)?.classCode !== null) {
    throw new Problem(caseProblems['cases.categoryUnknown'], { category: input.classCode });
  }
  await putCategory(ctx, input);
  await touchCasework(ctx.tx);
  const work = await casework(ctx.tx);
  const after = categoryOf(work, input.code);
  await ctx.record({
    type: 'caseCategory.saved',
    subject: { kind: 'city', id: calendarSubject },
    before: before ?? null,
    after,
  });
  return categoryView(work, after, dayOf(ctx.now));
}

/** Categories whose keywords occur in the words, those with the most first. */
export async function guessCategory(
  ctx: ReadContext,
  input: { readonly text: string },
): Promise<{ items: { code: string; words: string[]; urgent: boolean }[] }> {
  const work = await casework(ctx.read);
  const text = input.text.toLowerCase();
  const grams = new Set(gramsOf(text));
  const items = [...work.categories.values()]
    .filter((row) => row.active && row.classCode !== null)
    .map((row) => {
      const words = row.keywords.filter((word) => text.includes(word.toLowerCase()));
      const alike = gramsOf(row.name.zh).filter((gram) => grams.has(gram)).length;
      return { code: row.code, words, urgent: row.urgent, score: words.length * 3 + alike };
    })
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 5);
  return { items: items.map(({ code, words, urgent }) => ({ code, words, urgent })) };
}

export async function listPolicies(ctx: ReadContext): Promise<{ items: Policy[] }> {
  const { policies } = await casework(ctx.read);
  return { items: policies.toSorted((a, b) => b.version - a.version).map((policy) => ({ ...policy })) };
}

export interface PolicyInput {
  readonly validFrom: string;
  readonly note: string;
  readonly defaults: Limits;
  readonly byCategory: Readonly<Record<string, Partial<Limits>>>;
  readonly provisional: boolean;
}

/** A new version; cases that were reported before keep theirs. @throws Problem policyOverlap, dateInPast */
export async function makePolicy(ctx: WriteContext, input: PolicyInput, backdated = false): Promise<Policy> {
  const { policies } = await casework(ctx.tx);
  if (policies.some((policy) => policy.validFrom === input.validFrom)) throw new Problem(caseProblems['cases.policyOverlap']);
  if (!backdated && policies.length > 0 && input.validFrom < dayOf(ctx.now)) throw new Problem(caseProblems['cases.dateInPast']);
  const version = Math.max(0, ...policies.map((policy) => policy.version)) + 1;
  const row = {
    version,
    validFrom: input.validFrom,
    note: input.note,
    provisional: input.provisional,
    madeAt: ctx.now,
    madeBy: ctx.actor.name,
  };
  await ctx.tx
    .writing<CaseTables>()
    .insertInto('casePolicies')
    .values({ cityId: ctx.tx.cityId, ...row, defaults: json(input.defaults), byCategory: json({ ...input.byCategory }) })
    .execute();
  await touchCasework(ctx.tx);
  await ctx.record({
    type: 'casePolicy.made',
    subject: { kind: 'city', id: calendarSubject },
    after: { version, validFrom: input.validFrom, note: input.note },
  });
  return { ...row, defaults: input.defaults, byCategory: { ...input.byCategory } };
}

export async function previewLimit(ctx: ReadContext, input: { readonly category: string; readonly receivedAt: Date }) {
  const work = await casework(ctx.read);
  const { limits } = frozenLimits(work, categoryOf(work, input.category), dayOf(input.receivedAt));
  const dues = Object.entries(limits).map(([clock, limit]) => [clock, addLimit(work.work, input.receivedAt, limit)] as const);
  return {
    category: input.category,
    receivedAt: input.receivedAt,
    dueAt: Object.fromEntries(dues.map(([clock, due]) => [clock, due.value])),
    provisional: dues.some(([, due]) => due.provisional),
  };
}

export const readSettings = async (ctx: ReadContext): Promise<CaseSettings> => (await casework(ctx.read)).settings;

export async function saveSettings(ctx: WriteContext, input: CaseSettings): Promise<CaseSettings> {
  const before = (await casework(ctx.tx)).settings;
  await touchCasework(ctx.tx, input);
  await ctx.record({ type: 'caseSettings.saved', subject: { kind: 'city', id: calendarSubject }, before, after: input });
  await ctx.enqueue('cases.recompute', {}, { singletonKey: 'settings' });
  return input;
}
