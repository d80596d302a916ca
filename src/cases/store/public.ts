import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import type { PublicState } from '../schema/public.ts';
import type { After } from './list.ts';
import type { CaseRow } from './rows.ts';

export interface PublicFilter {
  readonly state: PublicState | null;
  readonly kind: { readonly column: 'category' | 'class_code'; readonly code: string } | null;
  readonly areaColumn: string | null;
  readonly areaId: Id | null;
  /** Reported since then. What stands on the public long-term list is shown however old: that is what the list is for. */
  readonly since: Date | null;
}

const stateSql: Record<PublicState, RawBuilder<boolean>> = {
  received: sql<boolean>`(cases.open and cases.state in ('reported', 'verifying'))`,
  working: sql<boolean>`(cases.open and cases.state not in ('reported', 'verifying') and not (cases.state = 'onLongTermList' and (cases.long_term ->> 'public')::boolean))`,
  solved: sql<boolean>`(cases.state = 'closed' and cases.outcome = 'fixed')`,
  answered: sql<boolean>`(cases.state in ('declined', 'merged') or (cases.state = 'closed' and cases.outcome <> 'fixed'))`,
  longTerm: sql<boolean>`(cases.open and cases.state = 'onLongTermList' and (cases.long_term ->> 'public')::boolean)`,
};

/** What a filter shows: the reports of its window and, of the long-term list, those before it; each its own range of an index. */
export interface PublicParts {
  readonly lately: RawBuilder<boolean>;
  readonly earlier: RawBuilder<boolean> | null;
}

export function publicParts(filter: PublicFilter): PublicParts {
  const { since, state } = filter;
  if (!since) return { lately: conditionOf(filter), earlier: null };
  const before = sql<boolean>`(${conditionOf({ ...filter, state: 'longTerm' })} and cases.reported_at < ${since})`;
  const lately = sql<boolean>`(${conditionOf(filter)} and cases.reported_at >= ${since})`;
  return { lately, earlier: state === null || state === 'longTerm' ? before : null };
}

const partsOf = ({ lately, earlier }: PublicParts): RawBuilder<boolean>[] => (earlier ? [lately, earlier] : [lately]);

function conditionOf(filter: PublicFilter): RawBuilder<boolean> {
  const parts = [
    sql<boolean>`cases.released_at is not null`,
    filter.state && stateSql[filter.state],
    filter.kind && sql<boolean>`${sql.ref(`cases.${filter.kind.column}`)} = ${filter.kind.code}`,
    filter.areaId && (filter.areaColumn ? sql<boolean>`cases.${sql.raw(filter.areaColumn)} = ${filter.areaId}` : sql<boolean>`false`),
  ].filter((part) => part !== null && part !== '');
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

const newestFirst = sql`order by cases.reported_at desc, cases.id desc`;

/** Released cases, the newest first. */
export async function publicPage(read: Read, filter: PublicFilter, after: After | null, limit: number): Promise<CaseRow[]> {
  const from = after ? sql`(cases.reported_at, cases.id) < (${after.at}, ${after.id}::uuid)` : sql`true`;
  const each = partsOf(publicParts(filter)).map(
    (part) => sql`(select cases.* from cases where cases.city_id = ${read.cityId} and ${part} and ${from} ${newestFirst} limit ${limit})`,
  );
  return read.rows(sql<CaseRow>`select cases.* from (${sql.join(each, sql` union all `)}) as cases ${newestFirst} limit ${limit}`);
}

/** Ids of the newest that fit a condition, and another. */
export const newestReleased = (read: Read, condition: RawBuilder<boolean>, more: RawBuilder<boolean>, limit: number): RawBuilder<unknown> =>
  sql`select cases.id from cases where cases.city_id = ${read.cityId} and ${condition} and ${more} ${newestFirst} limit ${limit}`;

export interface PublicCount {
  readonly state: CaseRow['state'];
  readonly outcome: CaseRow['outcome'];
  readonly longTermPublic: boolean;
  /** Reported before the filter's window. */
  readonly earlier: boolean;
  readonly n: number;
}

/**
 * Released cases by state, each part counted up to a bound. What stands on the long-term list is looked at itself, some
 * hundred at most; all others are counted from their index alone.
 */
export async function publicCounts(read: Read, filter: PublicFilter, most: number): Promise<PublicCount[]> {
  const { lately, earlier } = publicParts(filter);
  const part = (condition: RawBuilder<boolean>, longTermPublic: RawBuilder<unknown>, before: boolean) => sql`
    (select cases.state, cases.outcome, ${longTermPublic} as long_term_public, ${sql.lit(before)} as earlier
      from cases where cases.city_id = ${read.cityId} and ${condition} ${newestFirst} limit ${most})`;
  const isPublic = sql`coalesce((cases.long_term ->> 'public')::boolean, false)`;
  const each = [
    part(sql<boolean>`${lately} and cases.state <> 'onLongTermList'`, sql`false`, false),
    part(sql<boolean>`${lately} and cases.open and cases.state = 'onLongTermList'`, isPublic, false),
    ...(earlier ? [part(earlier, isPublic, true)] : []),
  ];
  return read.rows(sql<PublicCount>`
    select state, outcome, long_term_public, earlier, count(*)::int as n from (${sql.join(each, sql` union all `)}) as bounded group by 1, 2, 3, 4`);
}

/** The released photo that stands for each case: the result where there is one. */
export async function releasedPhotos(
  read: Read,
  caseIds: readonly Id[],
): Promise<{ caseId: Id; fileId: Id; stage: string; at: Date; eventId: Id }[]> {
  if (caseIds.length === 0) return [];
  return read.rows(sql`
    select case_id, file_id, stage, at, event_id from case_photos
    where city_id = ${read.cityId} and case_id = any(${[...caseIds]}::uuid[]) and released_at is not null order by at, id`);
}

/**
 * The photos of one case for a viewer. Who follows it has to judge the result, so the photos of handling and check are
 * theirs before the release; what a citizen photographed is shown unmasked to nobody but that citizen.
 */
export async function photosFor(
  read: Read,
  caseId: Id,
  viewer: 'everyone' | 'joined' | 'reporter',
): Promise<{ caseId: Id; fileId: Id; stage: string; at: Date; eventId: Id }[]> {
  return read.rows(sql`
    select case_id, file_id, stage, at, event_id from case_photos
    where city_id = ${read.cityId} and case_id = ${caseId}::uuid
      and (released_at is not null or (${viewer} <> 'everyone' and stage in ('after', 'check'))
        or (${viewer} = 'reporter' and stage = 'before' and event_id = (
          select id from case_events where city_id = ${read.cityId} and case_id = ${caseId}::uuid and act = 'report' order by seq limit 1)))
    order by at, id`);
}

/** The newest released results: photos of what was fixed, so that a page can show one. */
export async function newestResults(read: Read, limit: number): Promise<{ number: string }[]> {
  return read.rows(sql`
    select cases.number from (
      select distinct on (case_id) case_id, at from (
        select case_id, at from case_photos where city_id = ${read.cityId} and released_at is not null and stage = 'after' order by released_at desc limit ${limit * 4}
      ) as newest order by case_id, at desc
    ) as results
    join cases on cases.city_id = ${read.cityId} and cases.id = results.case_id
    where cases.released_at is not null and cases.state = 'closed' and cases.outcome = 'fixed'
    order by cases.closed_at desc limit ${limit}`);
}
