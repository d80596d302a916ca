import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import type { CaseSort } from '../schema/inputs.ts';
import type { Sought } from '../rules/grams.ts';
import { branchesOf } from './choice.ts';
import { choicesOf, commonOf, conditionsOf, searchedWords, wordsCondition, type Wanted } from './conditions.ts';
import type { CaseTables } from './tables.ts';

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
  'lateMinutes',
  'lateFrom',
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
  expected: { column: sql<Date>`(cases.long_term_expected::timestamp at time zone 'UTC')`, direction: 'asc', more: '>' },
  undated: { column: sql<Date>`cases.reported_at`, direction: 'asc', more: '>' },
} as const;
/** First due first has two parts: open ones without a due time, whose clock stands still, come after all others. */
type Order = keyof typeof orders;

/** What a sort leaves out: nothing is due, nothing was closed, nothing stands on the long-term list. */
const sortParts: Record<Order, readonly RawBuilder<boolean>[]> = {
  due: [sql<boolean>`(cases.open and cases.due_at is not null)`],
  undated: [sql<boolean>`(cases.open and cases.due_at is null)`],
  closed: [sql<boolean>`cases.closed_at is not null`],
  expected: [sql<boolean>`(cases.open and cases.state = 'onLongTermList' and cases.long_term_expected is not null)`],
  newest: [],
};

const orderBy = (sort: Order) => {
  const { column, direction } = orders[sort];
  return sql`order by ${column} ${sql.raw(direction)}, cases.id ${sql.raw(direction)}`;
};

const rowsQuery = (read: Read, conditions: readonly RawBuilder<boolean>[], sort: Order) => {
  const { column, direction } = orders[sort];
  let query = read.tables<CaseTables>().selectFrom('cases').select(listColumns).where('cases.cityId', '=', read.cityId);
  for (const condition of [...conditions, ...sortParts[sort]]) query = query.where(condition);
  return query.orderBy(column, direction).orderBy('id', direction);
};

export type ListRow = Awaited<ReturnType<typeof listPage>>[number];
export interface After {
  readonly at: Date;
  readonly id: Id;
  /** Among those without a due time. */
  readonly undated?: boolean;
}

/**
 * Asked for two rows of what somebody found, the planner would rather walk the whole list in its order, taking them for
 * near; where there are none it reads a million cases (15 s). For a page's worth it asks the index of the finders.
 */
const FEWEST_OF_BRANCH = 51;

/** The first rows of each branch by its own index, then the first of those together: `id`, `at` and what else is wanted. */
function firstOf(
  read: Read,
  branches: readonly RawBuilder<boolean>[],
  conditions: readonly RawBuilder<boolean>[],
  sort: Order,
  limit: number,
  more = sql``,
) {
  const { column, direction } = orders[sort];
  const parts = branches.map(
    (branch) => sql`(select cases.id, ${column} as at ${more} from cases
      where cases.city_id = ${read.cityId} and ${sql.join([branch, ...conditions, ...sortParts[sort]], sql` and `)} ${orderBy(sort)} limit ${Math.max(limit, FEWEST_OF_BRANCH)})`,
  );
  return sql`(select * from (${sql.join(parts, sql` union `)}) as each_first order by at ${sql.raw(direction)}, id ${sql.raw(direction)} limit ${limit})`;
}

/** Ids of the newest that fit a list's filters and a condition more. */
export const newestIds = (read: Read, wanted: Wanted, more: RawBuilder<boolean>, limit: number): RawBuilder<unknown> =>
  sql`select id from ${firstOf(read, branchesOf(choicesOf(wanted)), [...commonOf(wanted), more], 'newest', limit)} as first`;

const withIds = (ids: RawBuilder<unknown>) => sql<boolean>`cases.id = any(array(${ids}))`;

/**
 * How many of the newest are looked through before the index of the pairs is asked: a row costs 4 µs. Of one unit or area
 * fewer, for what is not among its newest 1,000 is then 50,000 cases of a million at most, and as a rule some hundred.
 */
const LOOKED_THROUGH = { everywhere: 3000, narrow: 1000 };
const isNarrow = ({ filters, sight }: Wanted): boolean => filters.unit !== undefined || filters.area !== undefined || !sight.everywhere;

/**
 * Words within other filters. What is found often stands among the newest; what is found seldom is cheap by the index
 * of the pairs. Left to choose, the planner takes filters for independent and reads all 280,000 cases of a unit for
 * words that never occur there.
 */
async function searchPage(read: Read, wanted: Wanted, words: Sought, sort: Order, from: readonly RawBuilder<boolean>[], limit: number) {
  const { column, direction } = orders[sort];
  const order = sql`order by at ${sql.raw(direction)}, id ${sql.raw(direction)} limit ${limit}`;
  const others = [...commonOf({ ...wanted, filters: { ...wanted.filters, text: undefined } }), ...from];
  const hit = sql`, ${wordsCondition(words)} as hit`;
  const newest = firstOf(
    read,
    branchesOf(choicesOf(wanted)),
    others,
    sort,
    LOOKED_THROUGH[isNarrow(wanted) ? 'narrow' : 'everywhere'],
    hit,
  );
  const often = await rowsQuery(read, [withIds(sql`select id from ${newest} as newest where hit ${order}`)], sort).execute();
  if (often.length >= limit) return often;
  const all = sql.join([...conditionsOf(wanted), ...from, ...sortParts[sort]], sql` and `);
  const found = sql`with found as materialized (select cases.id, ${column} as at from cases where cases.city_id = ${read.cityId} and ${all})
    select id from found ${order}`;
  return rowsQuery(read, [withIds(found)], sort).execute();
}

async function pageInOrder(read: Read, wanted: Wanted, sort: Order, after: After | null, limit: number) {
  const { column, more } = orders[sort];
  const from = after ? [sql<boolean>`(${column}, cases.id) ${sql.raw(more)} (${after.at}, ${after.id}::uuid)`] : [];
  const words = searchedWords(wanted.filters.text);
  if (words) return searchPage(read, wanted, words, sort, from, limit);
  const common = [...commonOf(wanted), ...from];
  const branches = branchesOf(choicesOf(wanted));
  const conditions =
    branches.length > 1
      ? [withIds(sql`select id from ${firstOf(read, branches, common, sort, limit)} as first`)]
      : [...branches, ...common];
  return rowsQuery(read, conditions, sort).limit(limit).execute();
}

const asksForDue = ({ overdue, dueWithin }: Wanted['filters']): boolean => overdue === true || dueWithin !== undefined;

/** A page by keyset. */
export async function listPage(read: Read, wanted: Wanted, sort: CaseSort, after: After | null, limit: number) {
  if (sort !== 'due') return pageInOrder(read, wanted, sort, after, limit);
  const dated = after?.undated ? [] : await pageInOrder(read, wanted, 'due', after, limit);
  if (dated.length >= limit || asksForDue(wanted.filters)) return dated;
  return [...dated, ...(await pageInOrder(read, wanted, 'undated', after?.undated ? after : null, limit - dated.length))];
}

/** Where the list goes on after a row. */
export function afterRow({ id, dueAt, closedAt, reportedAt, longTermExpected }: ListRow, sort: CaseSort): After {
  if (sort === 'expected') return { at: longTermExpected ? new Date(longTermExpected) : reportedAt, id };
  if (sort === 'due') return dueAt ? { at: dueAt, id } : { at: reportedAt, id, undated: true };
  return { at: (sort === 'closed' ? closedAt : reportedAt) ?? reportedAt, id };
}

/** Enough that asking costs less than writing, few enough that a page is gone before the collector keeps it for long. */
const EXPORT_PAGE = 200;

/** Everything that fits, page after page: one query for all of it would outlast the time that a statement may take. */
export async function* everyRow(read: Read, wanted: Wanted, sort: CaseSort): AsyncGenerator<ListRow[]> {
  let after: After | null = null;
  for (;;) {
    const rows: ListRow[] = await listPage(read, wanted, sort, after, EXPORT_PAGE);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < EXPORT_PAGE) return;
    after = afterRow(last, sort);
  }
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
export async function openByState(
  read: Read,
  wanted: Wanted,
  more = sql<boolean>`true`,
): Promise<{ state: ListRow['state']; n: number }[]> {
  let query = read
    .tables<CaseTables>()
    .selectFrom('cases')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('cases.cityId', '=', read.cityId)
    .where(sql<boolean>`cases.open`)
    .where(more)
    .groupBy('state');
  for (const condition of conditionsOf(wanted)) query = query.where(condition);
  return query.execute();
}

/** The moment at which the longest waiting case of each state was reported, and of those with an open request. */
export async function oldestOf(read: Read, states: readonly ListRow['state'][]): Promise<ReadonlyMap<string, Date>> {
  const rows = await read.rows(sql<{ of: string; at: Date | null }>`
    select state as of, min(reported_at) as at from cases where city_id = ${read.cityId} and open and state = any(${[...states]}::text[]) group by state
    union all select 'requests', min(reported_at) from cases where city_id = ${read.cityId} and open and request_kind is not null`);
  return new Map(rows.flatMap(({ of, at }) => (at ? [[of, at]] : [])));
}
