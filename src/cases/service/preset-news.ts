import { sql } from 'kysely';
import { Problem } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { presetClasses, type PresetCategory } from '../presets/kinds.ts';
import { presetQuestions } from '../presets/questions.ts';
import { presetReasons } from '../presets/reasons.ts';
import { caseProblems } from '../schema/problems.ts';
import type { AttributeDefinition, PresetNews } from '../schema/settings.ts';
import { casework, touchCasework, type Casework } from '../store/casework.ts';
import { calendarSubject } from './calendar.ts';
import { presetCategories, presetLimits, putClass, putPreset, reasonFrom } from './presets.ts';
import { putReason } from './reasons.ts';
import { putCategory } from './settings.ts';

/**
 * What the presets have and the city has not: they grow with the program, and a city's lists are its own. Nothing is
 * added by itself; who keeps the lists is offered the difference, and takes what suits. A question, a category or a
 * reason that the city has is the city's, whatever the preset says by now; a question that it took away stays away.
 */

interface News extends PresetNews {
  readonly take: (ctx: WriteContext, work: Casework) => Promise<void>;
}

const both = (zh: string, en: string) => ({ zh, en });

function newCategory(preset: PresetCategory): News {
  return {
    key: `category:${preset.code}`,
    kind: 'category',
    code: preset.code,
    name: both(preset.zh, preset.en),
    of: null,
    take: async (ctx) => {
      await putPreset(ctx, preset);
      await addLimits(ctx, preset);
    },
  };
}

function newQuestion(category: string, of: { readonly zh: string; readonly en: string }, question: AttributeDefinition): News {
  return {
    key: `question:${category}/${question.code}`,
    kind: 'question',
    code: question.code,
    name: question.name,
    of,
    take: async (ctx) => {
      const row = (await casework(ctx.tx)).categories.get(category);
      if (row) await putCategory(ctx, { ...row, keywords: [...row.keywords], attributes: [...row.attributes, question] });
    },
  };
}

/** In the order in which they are taken: a class before its categories, a category before its questions. */
function newsFor(work: Casework): News[] {
  const classes = presetClasses
    .filter(({ code }) => !work.categories.has(code))
    .map((one): News => ({
      key: `category:${one.code}`,
      kind: 'category',
      code: one.code,
      name: both(one.zh, one.en),
      of: null,
      take: (ctx) => putClass(ctx, one),
    }));
  const categories = presetCategories.filter(({ code }) => !work.categories.has(code)).map(newCategory);
  // A category that is new itself comes with its questions.
  const questions = Object.entries(presetQuestions).flatMap(([code, asked]) => {
    const row = work.categories.get(code);
    return row
      ? asked
          .filter(({ code: asking }) => !row.declinedQuestions.includes(asking) && !row.attributes.some((own) => own.code === asking))
          .map((one) => newQuestion(code, row.name, one))
      : [];
  });
  const known = new Set(work.reasons.map(({ kind, code }) => `${kind}/${code}`));
  const reasons = presetReasons
    .filter(({ kind, code }) => !known.has(`${kind}/${code}`))
    .map((one): News => ({
      key: `reason:${one.kind}/${one.code}`,
      kind: 'reason',
      code: one.code,
      name: both(one.zh, one.en),
      of: null,
      take: (ctx) => putReason(ctx, reasonFrom(one)),
    }));
  return [...classes, ...categories, ...questions, ...reasons];
}

/** Limits of a category that no case has yet go into every version of the policy: nothing that was promised changes. */
async function addLimits(ctx: WriteContext, preset: PresetCategory): Promise<void> {
  const limits = JSON.stringify({ [preset.code]: presetLimits(preset) });
  await ctx.tx.rows(sql`update case_policies set by_category = ${limits}::jsonb || by_category where city_id = ${ctx.tx.cityId}`);
}

export async function listPresetNews(ctx: ReadContext): Promise<{ items: PresetNews[] }> {
  const news = newsFor(await casework(ctx.read));
  return { items: news.map(({ key, kind, code, name, of }) => ({ key, kind, code, name, of })) };
}

/** Takes over what was chosen. Taken already by somebody else is as good. @throws Problem presetUnknown */
export async function takePresetNews(ctx: WriteContext, { keys }: { readonly keys: readonly string[] }): Promise<{ taken: number }> {
  await ctx.tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.tx.cityId}|cases.presets`}, 0))`);
  const work = await casework(ctx.tx);
  const unknown = keys.find((key) => !isPreset(key));
  if (unknown !== undefined) throw new Problem(caseProblems['cases.presetUnknown'], { key: unknown });
  const wanted = newsFor(work).filter(({ key }) => keys.includes(key));
  for (const one of wanted) {
    await one.take(ctx, work);
    await touchCasework(ctx.tx);
  }
  if (wanted.length > 0)
    await ctx.record({
      type: 'casePresets.taken',
      subject: { kind: 'city', id: calendarSubject },
      after: { presets: wanted.map(({ name }) => name), count: wanted.length },
    });
  return { taken: wanted.length };
}

const everyKey = new Set([
  ...[...presetClasses, ...presetCategories].map(({ code }) => `category:${code}`),
  ...Object.entries(presetQuestions).flatMap(([code, asked]) => asked.map((one) => `question:${code}/${one.code}`)),
  ...presetReasons.map(({ kind, code }) => `reason:${kind}/${code}`),
]);
const isPreset = (key: string): boolean => everyKey.has(key);
