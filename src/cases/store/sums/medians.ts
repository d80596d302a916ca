import { sql, type RawBuilder } from 'kysely';
import { dayOf } from '../../../kernel/calendar.ts';
import type { Dimension } from '../../../kernel/measure.ts';
import type { Read } from '../../../platform/db/read.ts';
import type { CaseMeaning } from '../../measure-meanings.ts';
import { groupColumn, scopeCondition, type Asked, type FigureRow, type Late } from '../figures.ts';
import { daysWithin } from './days.ts';
import { edges, MONTH, places } from './spreads.ts';
import { formulasOf, splitColumns, type Kept, type Split } from './splits.ts';

/**
 * Medians from how long the cases of whole months and past days took (`case_spreads`), and from the cases themselves
 * for days that are not added up. Two steps, so that a year of 500,000 cases is not laid out minute by minute: the
 * coarse counts of each month and day say between which edges the middle lies, and only there the minutes are counted.
 * Exact to the minute.
 */

type Sql = RawBuilder<unknown>;

/** The group of a whole month or day, named once for it and not for each of its cases; null where cases differ. */
const groupOf = (by: Dimension | null): Sql => {
  if (by === null) return sql`''`;
  if (by === 'month' || by === 'day') return sql`to_char(day, ${sql.lit(by === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD')})`;
  return sql`null::text`;
};

/** Whole past months of the period that are added up, none of their days marked since. */
const keptMonths = (read: Read, meaning: CaseMeaning, { from, to, now }: Asked, by: Dimension | null): Sql => sql`
  select day as month, ${groupOf(by)} as named from case_days as kept
  where city_id = ${read.cityId} and moment = ${MONTH} and meaning = ${formulasOf(meaning.moment)} and ${by === 'day' ? sql`false` : sql`true`}
    and day >= ${from}::date and day + interval '1 month' <= least(${to}::date + 1, ${dayOf(now)}::date)
    and not exists (select from case_day_marks as mark where mark.city_id = ${read.cityId} and mark.moment = ${meaning.moment}
      and mark.day >= kept.day and mark.day < kept.day + interval '1 month')`;

const keptDays = (read: Read, meaning: CaseMeaning, { from, to, now }: Asked): Sql => sql`
  select day from case_days where city_id = ${read.cityId} and moment = ${meaning.moment} and meaning = ${formulasOf(meaning.moment)}
    and day between ${from}::date and ${to}::date and day < ${dayOf(now)}::date
  except
  select day from case_day_marks where city_id = ${read.cityId} and moment = ${meaning.moment} and day between ${from}::date and ${to}::date`;

/** `spans`: months and days that are kept; `direct`: days that are read from the cases. */
const spansWithin = (read: Read, meaning: CaseMeaning, asked: Asked, by: Dimension | null): Sql => sql`
  ${daysWithin(read, meaning.moment, asked)},
  months as materialized (${keptMonths(read, meaning, asked, by)}),
  kept_days as materialized (${keptDays(read, meaning, asked)}),
  left_over as materialized (select * from days where date_trunc('month', day)::date not in (select month from months)),
  spans as materialized (
    select 'month' as span, month as first, named from months
    union all
    select 'day', day, ${groupOf(by)} from left_over where day in (select day from kept_days)),
  direct as materialized (
    select starts, ends, ${groupOf(by)} as named from left_over where day not in (select day from kept_days))`;

/** Groups and minutes of the cases that no span holds; `n` may be negative, of late ones that go. */
const looseCases = (read: Read, meaning: CaseMeaning, asked: Asked, by: Dimension | null, split: Split, late: Late | null): Sql => {
  const column = splitColumns[split];
  return sql`
    select key, minutes, sum(n)::int as n from (
      select coalesce(direct.named, read.key) as key, read.minutes, 1 as n
      from direct cross join lateral (
        select ${column}::text as key, cases.resolution_minutes as minutes from cases
        where cases.city_id = ${read.cityId} and cases.closed_at >= direct.starts and cases.closed_at < direct.ends
          and (${meaning.among}) and ${scopeCondition(asked, by)} and ${column} is not null offset 0) as read
      ${late ? sql`union all select key, minutes, n from (${late(groupColumn(meaning, by))}) as late` : sql``}) as one
    group by 1, 2`;
};

/** Of rows `key, n, upto, total` those in which the middle case, or the two of them, lie. */
const holdsMiddle = sql`n > 0 and upto >= (total + 1) / 2 and upto - n < total / 2 + 1`;

/** Between which edges the middle of each group lies, and how many cases lie before. */
const middles = (): Sql => {
  const below = sql.join(places.map((place) => sql`sum(below[${sql.lit(place)}])`));
  return sql`
    added as (select key, array[${below}] as below from cells group by key),
    coarse as (
      select key, place, sum(n)::int as n from (
        select key, place, upto - lag(upto, 1, 0::bigint) over (partition by key order by place) as n
        from added cross join lateral unnest(below) with ordinality as of(upto, place)
        union all
        select key, width_bucket(minutes, ${edges}), n from loose) as parts
      group by 1, 2),
    middle as (
      select key, total, (${edges})[min(place)] as low, (${edges})[max(place) + 1] as high, min(upto - n) as before
      from (select *, (sum(n) over (partition by key order by place))::int as upto, (sum(n) over (partition by key))::int as total from coarse) as ranked
      where ${holdsMiddle} group by key, total)`;
};

/** One row for each group that has cases; `kept` is one of the splits that spreads are kept for. */
export async function mediansFromSpreads(
  read: Read,
  meaning: CaseMeaning,
  asked: Asked,
  by: Dimension | null,
  { split, key }: Kept,
  late: Late | null,
): Promise<FigureRow[]> {
  return read.rows(sql<FigureRow>`
    with ${spansWithin(read, meaning, asked, by)},
    cells as materialized (
      select coalesce(spans.named, kept.key) as key, kept.below, kept.minutes, kept.counts
      from spans join case_spreads as kept on kept.city_id = ${read.cityId} and kept.split = ${split} and kept.span = spans.span and kept.first = spans.first
        and ${key === null ? sql`true` : sql`kept.key = ${key}`}),
    loose as materialized (${looseCases(read, meaning, asked, by, split, late)}),
    ${middles()},
    fine as (
      select key, minutes, sum(n)::int as n from (
        select key, unnest(minutes[first:last]) as minutes, unnest(counts[first:last]) as n from (
          select cells.*, width_bucket(middle.low - 1, cells.minutes) + 1 as first, width_bucket(middle.high - 1, cells.minutes) as last
          from middle join cells on cells.key = middle.key) as part
        where first <= last
        union all
        select middle.key, loose.minutes, loose.n from middle join loose on loose.key = middle.key and loose.minutes >= middle.low and loose.minutes < middle.high) as parts
      group by 1, 2),
    ranked as (
      select fine.*, middle.total, middle.before + (sum(fine.n) over (partition by fine.key order by fine.minutes))::int as upto
      from fine join middle on middle.key = fine.key)
    select key, total as "all", total as counted, ((min(minutes) + max(minutes)) / 2.0)::double precision as median
    from ranked where ${holdsMiddle} group by key, total`);
}
