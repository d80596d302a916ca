import { sql, type RawBuilder } from 'kysely';
import { endOfDay, startOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Streamable } from '../../platform/db/read.ts';
import { gramsOf } from '../rules/grams.ts';
import type { Sight } from '../rules/sight.ts';
import type { CaseFilters, CaseSort } from '../schema/inputs.ts';
import type { CaseTables } from './tables.ts';
import { visible } from './visible.ts';

/** Which column an area's kind is kept in. */
export const areaColumns = {
  district: 'district_id',
  street: 'street_id',
  community: 'community_id',
  block: 'block_id',
  compound: 'compound_id',
} as const;

/** Filters with everything looked up that SQL cannot. */
export interface Wanted {
  readonly filters: CaseFilters;
  readonly sight: Sight;
  readonly now: Date;
  /** The column for the filtered area. */
  readonly areaColumn: (typeof areaColumns)[keyof typeof areaColumns] | null;
  /** Codes among `filters.category` that are classes. */
  readonly classes: readonly string[];
  /** What waits for the actor, when `mine` is asked. */
  readonly mine: RawBuilder<boolean> | null;
}

const anyOf = (column: string, values: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`cases.${sql.raw(column)} = any(${[...values]}::text[])`;

function textCondition(text: string): RawBuilder<boolean> {
  if (/^\d{4}-\d*$/.test(text)) return sql<boolean>`cases.number like ${`${text}%`}`;
  const grams = gramsOf(text);
  if (grams.length === 0) return sql<boolean>`cases.title like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
  return sql<boolean>`cases.grams @> ${grams}::text[]`;
}

function categoryCondition(codes: readonly string[], classes: readonly string[]): RawBuilder<boolean> {
  const single = codes.filter((code) => !classes.includes(code));
  if (single.length === 0) return anyOf('class_code', classes);
  if (classes.length === 0) return anyOf('category', single);
  return sql<boolean>`(${anyOf('class_code', classes)} or ${anyOf('category', single)})`;
}

type Part = RawBuilder<boolean> | false | '' | undefined | null;
const present = (parts: readonly Part[]): RawBuilder<boolean>[] =>
  parts.filter((part) => part !== false && part !== undefined && part !== null && part !== '');
const isSet = (column: string, wanted: boolean | undefined): Part =>
  wanted !== undefined && sql<boolean>`cases.${sql.raw(column)} is ${sql.raw(wanted ? 'not null' : 'null')}`;

/** What a case is. */
const kindParts = ({ filters, areaColumn, classes }: Wanted): Part[] => [
  filters.state && anyOf('state', filters.state),
  filters.channel && anyOf('channel', filters.channel),
  filters.category && categoryCondition(filters.category, classes),
  filters.outcome && anyOf('outcome', filters.outcome),
  filters.unit && sql<boolean>`cases.unit_id = ${filters.unit}`,
  filters.area && (areaColumn ? sql<boolean>`cases.${sql.raw(areaColumn)} = ${filters.area}` : sql<boolean>`false`),
  filters.text && textCondition(filters.text),
];

/** When it was reported, closed or is due. */
const timeParts = ({ filters, now }: Wanted): Part[] => [
  filters.overdue === true && sql<boolean>`(cases.open and cases.due_at < ${now} and not cases.provisional)`,
  filters.overdue === false && sql<boolean>`not (cases.open and coalesce(cases.due_at < ${now}, false))`,
  filters.dueWithin !== undefined &&
    sql<boolean>`(cases.open and cases.due_at < ${new Date(now.getTime() + filters.dueWithin * 3_600_000)})`,
  filters.from && sql<boolean>`cases.reported_at >= ${startOfDay(filters.from)}`,
  filters.to && sql<boolean>`cases.reported_at < ${endOfDay(filters.to)}`,
  filters.closedFrom && sql<boolean>`cases.closed_at >= ${startOfDay(filters.closedFrom)}`,
  filters.closedTo && sql<boolean>`cases.closed_at < ${endOfDay(filters.closedTo)}`,
];

/** What is special about it. */
const markParts = ({ filters, sight }: Wanted): Part[] => [
  filters.urgent !== undefined && (filters.urgent ? sql<boolean>`cases.urgent` : sql<boolean>`not cases.urgent`),
  isSet('supervised_by', filters.supervised),
  isSet('recurrence_of', filters.recurrence),
  isSet('released_at', filters.released),
  filters.requestOpen === true && sql<boolean>`(cases.open and cases.request_kind is not null)`,
  filters.assisting === true && sql<boolean>`(cases.assist_unit_ids <> '{}' and cases.assist_unit_ids && ${[...sight.unitIds]}::uuid[])`,
  filters.found === true &&
    sql<boolean>`(cases.finder_ids <> '{}' and cases.finder_ids && ${sight.personId ? [sight.personId] : []}::uuid[])`,
];

/** Every filter as a condition; each has an index in the order of the list (migration 004). */
export const conditionsOf = (wanted: Wanted): RawBuilder<boolean>[] =>
  present([
    !wanted.sight.everywhere && visible(wanted.sight),
    ...kindParts(wanted),
    ...timeParts(wanted),
    ...markParts(wanted),
    wanted.mine,
  ]);

const listColumns = [
  'id',
  'number',
  'version',
  'title',
  'publicTitle',
  'state',
  'outcome',
  'channel',
  'category',
  'classCode',
  'urgent',
  'supervisedBy',
  'place',
  'areaId',
  'districtId',
  'streetId',
  'communityId',
  'blockId',
  'compoundId',
  'lng',
  'lat',
  'unitId',
  'reportedAt',
  'updatedAt',
  'assignedAt',
  'closedAt',
  'clock',
  'dueAt',
  'totalDueAt',
  'paused',
  'pausedUntil',
  'provisional',
  'limits',
  'requestKind',
  'returns',
  'reworks',
  'reopenings',
  'recurrenceOf',
  'longTerm',
  'longTermUnitId',
  'longTermExpected',
  'photoId',
  'releasedAt',
  'handlerIds',
  'finderIds',
] as const;

const orders = {
  due: { column: sql<Date>`cases.due_at`, direction: 'asc', more: '>' },
  newest: { column: sql<Date>`cases.reported_at`, direction: 'desc', more: '<' },
  closed: { column: sql<Date>`cases.closed_at`, direction: 'desc', more: '<' },
} as const;

const listQuery = (read: Read, wanted: Wanted, sort: CaseSort) => {
  const order = orders[sort];
  let query = read.tables<CaseTables>().selectFrom('cases').select(listColumns).where('cases.cityId', '=', read.cityId);
  for (const condition of conditionsOf(wanted)) query = query.where(condition);
  if (sort === 'due') query = query.where(sql<boolean>`(cases.open and cases.due_at is not null)`);
  if (sort === 'closed') query = query.where(sql<boolean>`cases.closed_at is not null`);
  return query.orderBy(order.column, order.direction).orderBy('id', order.direction);
};

export type ListRow = Awaited<ReturnType<typeof listPage>>[number];
export interface After {
  readonly at: Date;
  readonly id: Id;
}

/** A page by keyset. */
export async function listPage(read: Read, wanted: Wanted, sort: CaseSort, after: After | null, limit: number) {
  const order = orders[sort];
  let query = listQuery(read, wanted, sort);
  if (after) query = query.where(sql<boolean>`(${order.column}, cases.id) ${sql.raw(order.more)} (${after.at}, ${after.id}::uuid)`);
  return query.limit(limit).execute();
}

export const sortMoment = (row: ListRow, sort: CaseSort): Date =>
  (sort === 'due' ? row.dueAt : sort === 'closed' ? row.closedAt : row.reportedAt) ?? row.reportedAt;

/** Everything that fits, row by row, for an export of any size. */
export function streamList(read: Read, wanted: Wanted, sort: CaseSort): Streamable<ListRow> {
  return listQuery(read, wanted, sort);
}

/** Counts at most to a bound: "more than 1,000" is all that anybody needs, and takes no longer with a million cases. */
export async function countUpTo(read: Read, wanted: Wanted, most: number): Promise<{ value: number; more: boolean }> {
  let query = read.tables<CaseTables>().selectFrom('cases').select('id').where('cases.cityId', '=', read.cityId);
  for (const condition of conditionsOf(wanted)) query = query.where(condition);
  const [row] = await read.rows(sql<{ n: number }>`select count(*) as n from (${query.limit(most + 1)}) as bounded`);
  const n = row?.n ?? 0;
  return { value: Math.min(n, most), more: n > most };
}

/** Open cases by state within what the actor sees; for actors whose sight is not a set of units. */
export async function openByState(read: Read, wanted: Wanted): Promise<{ state: ListRow['state']; n: number }[]> {
  let query = read
    .tables<CaseTables>()
    .selectFrom('cases')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('cases.cityId', '=', read.cityId)
    .where(sql<boolean>`cases.open`)
    .groupBy('state');
  for (const condition of conditionsOf(wanted)) query = query.where(condition);
  return query.execute();
}

/** The moment since which the first case of a state waits. */
export async function oldestIn(read: Read, states: readonly string[]): Promise<Date | null> {
  const [row] = await read.rows(sql<{ at: Date | null }>`
    select min(updated_at) as at from cases where city_id = ${read.cityId} and open and state = any(${[...states]}::text[])`);
  return row?.at ?? null;
}

/** Cases around a place, for neighbours and for maps far in. */
export async function casesInRanges(
  read: Read,
  ranges: readonly (readonly [number, number])[],
  extra: RawBuilder<boolean>,
  limit: number,
): Promise<NearRow[]> {
  const starts = ranges.map(([from]) => from);
  const ends = ranges.map(([, to]) => to);
  return read.rows(sql<NearRow>`
    select cases.id, cases.number, cases.title, cases.public_title, cases.state, cases.outcome, cases.category, cases.class_code, cases.unit_id, cases.reported_at,
      cases.due_at, cases.total_due_at, cases.lng, cases.lat, cases.place, cases.released_at
    from unnest(${starts}::bigint[], ${ends}::bigint[]) as range(first, last)
    join cases on cases.city_id = ${read.cityId} and cases.cell between range.first and range.last
    where ${extra} order by cases.reported_at desc limit ${limit}`);
}
export interface NearRow {
  readonly id: Id;
  readonly number: string;
  readonly title: string;
  readonly publicTitle: string | null;
  readonly state: ListRow['state'];
  readonly outcome: ListRow['outcome'];
  readonly category: string;
  readonly classCode: string;
  readonly unitId: Id | null;
  readonly reportedAt: Date;
  readonly dueAt: Date | null;
  readonly totalDueAt: Date | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly place: string;
  readonly releasedAt: Date | null;
}
