import { sql } from 'kysely';
import { dayOf } from '../../kernel/calendar.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { unitsOfKind } from '../../city/exports.ts';
import type { UnitRef } from '../../city/schema.ts';
import { presetComponents } from '../presets/components.ts';
import { presetEvents } from '../presets/events.ts';
import { presetClasses, type PresetCategory, type PresetClass } from '../presets/kinds.ts';
import { presetDuties, type PresetDuty } from '../presets/duties.ts';
import { presetQuestions } from '../presets/questions.ts';
import { presetReasons, type PresetReason } from '../presets/reasons.ts';
import { defaultLimits, defaultSettings } from '../rules/defaults.ts';
import type { Reason } from '../schema/reasons.ts';
import type { Limits } from '../schema/words.ts';
import { casework, touchCasework } from '../store/casework.ts';
import type { CaseTables } from '../store/tables.ts';
import { publishedDays, saveCalendar } from './calendar.ts';
import { putDutyRule } from './duty-rules.ts';
import { putReason } from './reasons.ts';
import { makePolicy, putCategory } from './settings.ts';

/** What a new city starts with; all of it can be changed afterwards. */

const both = (zh: string, en: string) => ({ zh, en });
export const presetCategories = [...presetEvents, ...presetComponents];
const source = '本系统预置，按 GB/T 30428.2 的大类；暂定';

export async function putPreset(ctx: WriteContext, preset: PresetCategory): Promise<void> {
  await putCategory(ctx, {
    code: preset.code,
    classCode: preset.code.slice(0, 3),
    name: both(preset.zh, preset.en),
    kind: preset.code.startsWith('c') ? 'component' : 'event',
    description: both(preset.zh, preset.en),
    standard: both(preset.done, preset.en),
    keywords: preset.keywords.split(' ').filter((word) => word !== ''),
    publicOrder: preset.tile?.[0] ?? null,
    tile: preset.tile ? both(preset.tile[1], preset.tile[2]) : null,
    urgent: preset.urgent ?? false,
    photosNeeded: preset.photos ?? 1,
    nearPublic: 250,
    nearStaff: 1000,
    attributes: [...(presetQuestions[preset.code] ?? [])],
    provisional: true,
    source: preset.published ? `${source}；时限参照公开的地方时限表` : source,
    active: true,
  });
}

export async function putClass(ctx: WriteContext, one: PresetClass): Promise<void> {
  await putCategory(ctx, {
    code: one.code,
    classCode: null,
    name: both(one.zh, one.en),
    kind: one.code.startsWith('c') ? 'component' : 'event',
    description: both('', ''),
    standard: both('', ''),
    keywords: [],
    publicOrder: null,
    tile: null,
    urgent: false,
    photosNeeded: 0,
    nearPublic: 250,
    nearStaff: 1000,
    attributes: [],
    provisional: true,
    source,
    active: true,
  });
}

/** A preset reason as the lists keep it. */
export function reasonFrom(preset: PresetReason): Reason {
  const { kind, code, position, told = ['', ''], add = ['', ''] } = preset;
  return {
    kind,
    code,
    name: both(preset.zh, preset.en),
    told: both(...told),
    wordsNeeded: preset.add !== undefined,
    wordsHint: both(...add),
    position,
    source: preset.source ?? '本系统预置；暂定',
    provisional: true,
    active: true,
  };
}

/** The lists of reasons that a city starts with. */
export async function putReasons(ctx: WriteContext): Promise<void> {
  for (const preset of presetReasons) await putReason(ctx, reasonFrom(preset));
}

/** The whole takes the handling and some days around it; what is urgent is over in three days. */
export function presetLimits(preset: PresetCategory): Partial<Limits> {
  const [amount, unit] = preset.handling;
  const handling = { amount, unit };
  if (unit === 'workingDays') return { handling, total: { amount: amount + 3, unit } };
  const quick = { amount: 1, unit: 'workingHours' } as const;
  if (unit === 'urgentHours')
    return {
      acceptance: { amount: 1, unit },
      dispatch: { amount: 1, unit },
      receipt: { amount: 1, unit },
      handling,
      total: { amount: 3, unit: 'workingDays' },
    };
  return amount <= 4
    ? { acceptance: quick, dispatch: quick, receipt: quick, handling, total: { amount: 2, unit: 'workingDays' } }
    : { handling, total: { amount: 4, unit: 'workingDays' } };
}

function dutyFrom(preset: PresetDuty, units: readonly UnitRef[], validFrom: string) {
  const find = (words: readonly string[]) =>
    words.map((word) => units.find((unit) => unit.name.includes(word) || unit.shortName.includes(word))).find((unit) => unit !== undefined);
  const lead = find(preset.words);
  return {
    article: preset.article,
    text: preset.text,
    category: preset.category,
    areaId: null,
    answerTo: preset.answer?.to ?? null,
    answers: [...(preset.answer?.is ?? [])],
    leadBy: lead ? ('unit' as const) : (preset.by ?? ('street' as const)),
    leadUnitId: lead?.id ?? null,
    jointUnitIds: [...new Set(preset.joint.map((word) => find([word])?.id).filter((id) => id !== undefined && id !== lead?.id))].filter(
      (id) => id !== undefined,
    ),
    validFrom,
    validTo: null,
    active: true,
  };
}

/** Years whose calendar the library knows, around the present. Next year's is entered when it is announced. */
async function putCalendars(ctx: WriteContext): Promise<void> {
  const year = Number(dayOf(ctx.now).slice(0, 4));
  for (const one of [year - 2, year - 1, year, year + 1, year + 2]) {
    try {
      await saveCalendar(ctx, { year: one, official: true, source: '国务院办公厅关于部分节假日安排的通知', days: publishedDays(one) });
    } catch {
      // Not announced yet: limits that run into it are provisional.
    }
  }
}

/** Fills a city that has no categories yet. Gives whether it did. */
export async function loadPresets(ctx: WriteContext): Promise<boolean> {
  // A city's beginning and its set-up may both want to: the second one waits and finds it done.
  await ctx.tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.tx.cityId}|cases.presets`}, 0))`);
  if ((await casework(ctx.tx)).categories.size > 0) return false;
  await touchCasework(ctx.tx, defaultSettings);
  for (const one of presetClasses) await putClass(ctx, one);
  for (const preset of presetCategories) await putPreset(ctx, preset);
  await putReasons(ctx);
  await putCalendars(ctx);
  const byCategory = Object.fromEntries(presetCategories.map((preset) => [preset.code, presetLimits(preset)]));
  await makePolicy(ctx, { validFrom: '2020-01-01', note: '系统预置，暂定', defaults: defaultLimits, byCategory, provisional: true }, true);
  await loadDuties(ctx);
  return true;
}

/** A first duty list out of the names of the units; only while there is none. */
export async function loadDuties(ctx: WriteContext): Promise<void> {
  const known = await ctx.tx
    .tables<CaseTables>()
    .selectFrom('dutyRules')
    .select('id')
    .where('cityId', '=', ctx.tx.cityId)
    .limit(1)
    .executeTakeFirst();
  const units = await unitsOfKind(ctx.tx, 'department');
  if (known || units.length === 0) return;
  const companies = await unitsOfKind(ctx.tx, 'residentUnit');
  for (const preset of presetDuties) {
    const duty = dutyFrom(preset, preset.answer ? [...units, ...companies] : units, '2020-01-01');
    if (!preset.answer || duty.leadUnitId) await putDutyRule(ctx, newId(), duty);
  }
  await touchCasework(ctx.tx);
}
