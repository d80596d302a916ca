import { sql, type RawBuilder } from 'kysely';
import { dayOf, endOfDay, startOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import { soughtIn, type Sought } from '../rules/grams.ts';
import type { Sight } from '../rules/sight.ts';
import { isEnd } from '../rules/transitions.ts';
import type { CaseFilters } from '../schema/inputs.ts';
import { amongValues, choiceOf, type Choice } from './choice.ts';
import { sightChoice } from './visible.ts';

/** Which column an area's kind is kept in. */
export const areaColumns = {
  district: 'district_id',
  street: 'street_id',
  community: 'community_id',
  block: 'block_id',
  compound: 'compound_id',
} as const;
export type AreaColumn = (typeof areaColumns)[keyof typeof areaColumns];

/** Filters with everything looked up that SQL cannot. */
export interface Wanted {
  readonly filters: CaseFilters;
  readonly sight: Sight;
  /** The columns of the areas that the sight names. */
  readonly levels: ReadonlyMap<Id, AreaColumn>;
  readonly now: Date;
  /** The column for the filtered area. */
  readonly areaColumn: AreaColumn | null;
  /** Codes among `filters.category` that are classes. */
  readonly classes: readonly string[];
  /** What waits for the actor, when `mine` is asked. */
  readonly mine: Choice | null;
}

/** Words to look for; null for a number, and for a single character. */
export function searchedWords(text: string | undefined): Sought | null {
  if (text === undefined || /^\d{4}-\d*$/.test(text)) return null;
  const sought = soughtIn(text);
  return sought.all.length > 0 ? sought : null;
}

const pairsArray = (pairs: readonly string[]) => sql`${[...pairs]}::text[]`;
/** One scan of the index of the pairs. */
export const wordsCondition = ({ all, anyOf }: Sought): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join([sql`cases.grams @> ${pairsArray(all)}`, ...anyOf.map((group) => sql`cases.grams && ${pairsArray(group)}`)], sql` and `)})`;

function textCondition(text: string): RawBuilder<boolean> {
  if (/^\d{4}-\d{5,}$/.test(text)) return sql<boolean>`cases.number = ${text}`;
  if (/^\d{4}-\d*$/.test(text)) return sql<boolean>`cases.number like ${`${text}%`}`;
  const words = searchedWords(text);
  if (!words) return sql<boolean>`cases.title like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
  return wordsCondition(words);
}

function categoryChoice(codes: readonly string[], classes: readonly string[]): Choice {
  const single = codes.filter((code) => !classes.includes(code));
  if (single.length === 0) return amongValues('class_code', classes);
  if (classes.length === 0) return amongValues('category', single);
  return choiceOf([...amongValues('class_code', classes).each, ...amongValues('category', single).each]);
}

/** States that are not an end name `open`, too: the indexes of what is open are small however old the city. */
function stateChoice(states: NonNullable<CaseFilters['state']>): Choice {
  const { together } = amongValues('state', states);
  const each = states.map((state) =>
    isEnd(state) ? sql<boolean>`cases.state = ${state}` : sql<boolean>`(cases.state = ${state} and cases.open)`,
  );
  if (states.length === 1) return choiceOf(each);
  return { together: states.some(isEnd) ? together : sql<boolean>`(${together} and cases.open)`, each };
}

type Part = RawBuilder<boolean> | false | '' | undefined | null;
const present = (parts: readonly Part[]): RawBuilder<boolean>[] =>
  parts.filter((part) => part !== false && part !== undefined && part !== null && part !== '');
const isSet = (column: string, wanted: boolean | undefined): Part =>
  wanted !== undefined && sql<boolean>`cases.${sql.raw(column)} is ${sql.raw(wanted ? 'not null' : 'null')}`;

/** A filter on one's own unit or area shows nothing that one may not see. */
const seesAll = ({ filters, sight }: Wanted): boolean =>
  sight.everywhere ||
  (filters.unit !== undefined && sight.unitIds.includes(filters.unit)) ||
  (filters.area !== undefined && sight.areaIds.includes(filters.area));

/** What may be one of several. */
export function choicesOf(wanted: Wanted): Choice[] {
  const { state, category, channel, outcome } = wanted.filters;
  return [
    ...(seesAll(wanted) ? [] : [sightChoice(wanted.sight, wanted.levels)]),
    ...(wanted.mine ? [wanted.mine] : []),
    ...(state ? [stateChoice(state)] : []),
    ...(category ? [categoryChoice(category, wanted.classes)] : []),
    ...(channel ? [amongValues('channel', channel)] : []),
    ...(outcome ? [amongValues('outcome', outcome)] : []),
  ];
}

/** When it was reported, closed or is due. */
const timeParts = ({ filters, now }: Wanted): Part[] => [
  filters.overdue === true && sql<boolean>`(cases.open and cases.due_at < ${now} and not cases.provisional)`,
  filters.overdue === false && sql<boolean>`not (cases.open and coalesce(cases.due_at < ${now}, false))`,
  filters.dueWithin !== undefined &&
    sql<boolean>`(cases.open and cases.due_at >= ${now} and cases.due_at < ${new Date(now.getTime() + filters.dueWithin * 3_600_000)})`,
  filters.from && sql<boolean>`cases.reported_at >= ${startOfDay(filters.from)}`,
  filters.to && sql<boolean>`cases.reported_at < ${endOfDay(filters.to)}`,
  filters.closedFrom && sql<boolean>`cases.closed_at >= ${startOfDay(filters.closedFrom)}`,
  // Nothing is closed before it was reported; said twice, the list in the order of reports begins where the first can be.
  filters.closedTo && sql<boolean>`(cases.closed_at < ${endOfDay(filters.closedTo)} and cases.reported_at < ${endOfDay(filters.closedTo)})`,
];

/** What is special about it. */
const markParts = ({ filters, sight, now }: Wanted): Part[] => [
  filters.urgent !== undefined && (filters.urgent ? sql<boolean>`cases.urgent` : sql<boolean>`not cases.urgent`),
  isSet('supervised_by', filters.supervised),
  isSet('recurrence_of', filters.recurrence),
  isSet('released_at', filters.released),
  filters.requestOpen === true && sql<boolean>`(cases.open and cases.request_kind is not null)`,
  filters.passed === true && sql<boolean>`(cases.state = 'onLongTermList' and cases.long_term_expected < ${dayOf(now)})`,
  filters.assisting === true && sql<boolean>`(cases.assist_unit_ids <> '{}' and cases.assist_unit_ids && ${[...sight.unitIds]}::uuid[])`,
  filters.found === true &&
    sql<boolean>`(cases.finder_ids <> '{}' and cases.finder_ids && ${sight.personId ? [sight.personId] : []}::uuid[])`,
];

/** Conditions that all hold. */
export const commonOf = (wanted: Wanted): RawBuilder<boolean>[] => {
  const { filters, areaColumn } = wanted;
  return present([
    filters.unit && sql<boolean>`cases.unit_id = ${filters.unit}`,
    filters.area && (areaColumn ? sql<boolean>`cases.${sql.raw(areaColumn)} = ${filters.area}` : sql<boolean>`false`),
    filters.text && textCondition(filters.text),
    ...timeParts(wanted),
    ...markParts(wanted),
  ]);
};

/** Every filter as a condition. */
export const conditionsOf = (wanted: Wanted): RawBuilder<boolean>[] => [
  ...choicesOf(wanted).map((choice) => choice.together),
  ...commonOf(wanted),
];
