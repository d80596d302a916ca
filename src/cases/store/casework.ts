import { workingCalendar, type DayKind } from '../../kernel/calendar.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import { defaultLimits, defaultSettings, limitsUnder, policyOn } from '../rules/defaults.ts';
import type { Clockwork } from '../rules/deadlines.ts';
import type { RoutingRule } from '../rules/routing.ts';
import { caseProblems } from '../schema/problems.ts';
import type { Reason } from '../schema/reasons.ts';
import { caseSettings, type AttributeDefinition, type CaseSettings, type Policy } from '../schema/settings.ts';
import type { Limits } from '../schema/words.ts';
import { json, type CaseTables } from './tables.ts';

type Text = { readonly zh: string; readonly en: string };
export interface CategoryRow {
  readonly code: string;
  readonly classCode: string | null;
  readonly name: Text;
  readonly kind: 'event' | 'component';
  readonly description: Text;
  readonly standard: Text;
  readonly keywords: string[];
  readonly publicOrder: number | null;
  readonly tile: Text | null;
  readonly urgent: boolean;
  readonly photosNeeded: number;
  readonly nearPublic: number;
  readonly nearStaff: number;
  readonly attributes: AttributeDefinition[];
  /** Codes of preset questions that the city took away. */
  readonly declinedQuestions: readonly string[];
  readonly provisional: boolean;
  readonly source: string;
  readonly active: boolean;
}

/** Everything that a city has decided about casework, in memory. */
export interface Casework {
  readonly revision: string;
  readonly settings: CaseSettings;
  readonly work: Clockwork;
  readonly categories: ReadonlyMap<string, CategoryRow>;
  readonly policies: readonly Policy[];
  /** Of all kinds, each in its order. */
  readonly reasons: readonly Reason[];
  readonly duties: readonly RoutingRule[];
  readonly calendarYears: ReadonlyMap<number, { readonly official: boolean; readonly source: string }>;
}

/** One a city, at its newest revision: a process reads one small row a request instead of a hundred. */
const kept = new Map<number, Casework>();

export async function casework(read: Read): Promise<Casework> {
  const row = await read
    .tables<CaseTables>()
    .selectFrom('caseSettings')
    .select(['settings', 'revision'])
    .where('cityId', '=', read.cityId)
    .executeTakeFirst();
  const revision = row?.revision ?? '';
  const known = kept.get(read.cityId);
  if (known?.revision === revision) return known;
  const fresh = await load(read, revision, caseSettings.safeParse(row?.settings).data ?? defaultSettings);
  kept.set(read.cityId, fresh);
  return fresh;
}

async function load(read: Read, revision: string, settings: CaseSettings): Promise<Casework> {
  const from = read.tables<CaseTables>();
  const city = read.cityId;
  const categories = await from.selectFrom('caseCategories').selectAll().where('cityId', '=', city).orderBy('code').execute();
  const policies = await from.selectFrom('casePolicies').selectAll().where('cityId', '=', city).orderBy('version').execute();
  const years = await from.selectFrom('calendarYears').selectAll().where('cityId', '=', city).execute();
  const days = await from.selectFrom('calendarDays').select(['day', 'kind']).where('cityId', '=', city).execute();
  const reasons = await from
    .selectFrom('caseReasons')
    .select(['kind', 'code', 'name', 'told', 'wordsNeeded', 'wordsHint', 'position', 'source', 'provisional', 'active'])
    .where('cityId', '=', city)
    .orderBy('kind')
    .orderBy('position')
    .orderBy('code')
    .execute();
  const duties = await from
    .selectFrom('dutyRules')
    .selectAll()
    .where('cityId', '=', city)
    .orderBy('category')
    .orderBy('article')
    .orderBy('id')
    .execute();
  const calendar = workingCalendar({
    days: new Map<string, DayKind>(days.map((day) => [day.day, day.kind])),
    officialYears: new Set(years.filter((year) => year.official).map((year) => year.year)),
    seasons: settings.seasons,
  });
  return {
    revision,
    settings,
    work: { calendar, afterHours: settings.afterHours, askPauseDays: settings.askPauseDays },
    categories: new Map(categories.map((row) => [row.code, { ...row, attributes: row.attributes as AttributeDefinition[] }])),
    policies,
    reasons,
    duties,
    calendarYears: new Map(years.map((year) => [year.year, year])),
  };
}

/** Marks that settings, categories, reasons, limits, duty list or calendar have changed. */
export async function touchCasework(tx: Tx, settings?: CaseSettings): Promise<void> {
  const revision = newId();
  await tx
    .writing<CaseTables>()
    .insertInto('caseSettings')
    .values({ cityId: tx.cityId, settings: json<unknown>(settings ?? defaultSettings), revision })
    .onConflict((conflict) =>
      conflict.column('cityId').doUpdateSet(settings ? { settings: json<unknown>(settings), revision } : { revision }),
    )
    .execute();
}

/** The category with its class, active or not. @throws Problem categoryUnknown */
export function categoryOf(work: Casework, code: string): CategoryRow {
  const found = work.categories.get(code);
  if (!found) throw new Problem(caseProblems['cases.categoryUnknown'], { category: code });
  return found;
}

/** Limits for a case that is reported on a day, with the version they come from. */
export function frozenLimits(work: Casework, category: CategoryRow, day: string): { readonly limits: Limits; readonly version: number } {
  const policy = policyOn(work.policies, day);
  if (!policy) return { limits: defaultLimits, version: 0 };
  return { limits: limitsUnder(policy, category.code, category.classCode ?? category.code), version: policy.version };
}

export const className = (work: Casework, category: CategoryRow): Text =>
  (category.classCode ? work.categories.get(category.classCode)?.name : undefined) ?? category.name;
