import { sql, type RawBuilder } from 'kysely';
import { dayOf } from '../../../kernel/calendar.ts';
import type { Dimension } from '../../../kernel/measure.ts';
import type { Read } from '../../../platform/db/read.ts';
import type { CaseMeaning } from '../../measure-meanings.ts';
import { groupColumn, scopeCondition, type Asked, type FigureRow, type Late } from '../figures.ts';
import { daysWithin } from './days.ts';
import { formulasOf, splitColumns, type Kept } from './splits.ts';

/**
 * Medians from how many cases took how many tenths of an hour in a month, and from the cases of the days outside of
 * whole months that are added up. A figure is shown to a tenth of an hour: where the middle falls inside a tenth, that
 * tenth is the figure; where it falls between two, it is the mean of the largest of the one and the least of the other.
 */

type Sql = RawBuilder<unknown>;
export const MONTH = 'closed_at by month';
/** Rounded to the nearest tenth of an hour, half up. */
export const tenth = sql`(cases.resolution_minutes + 3) / 6`;

/** `uncertain`: the middle lies between two tenths, and the case at their edge is one of those that go. */
export type MedianRow = FigureRow & { readonly uncertain: boolean };

/** The group of a whole month or day, named once for it and not for each of its cases; null where cases differ. */
const groupOf = (by: Dimension | null): Sql => (by === null ? sql`''` : by === 'month' ? sql`to_char(day, 'YYYY-MM')` : sql`null::text`);

/** Whole past months of the period that are added up, none of their days marked since. */
const keptMonths = (read: Read, meaning: CaseMeaning, { from, to, now }: Asked, by: Dimension | null): Sql => sql`
  select day as month, ${groupOf(by)} as named from case_days as kept
  where city_id = ${read.cityId} and moment = ${MONTH} and meaning = ${formulasOf(meaning.moment)}
    and day >= ${from}::date and day + interval '1 month' <= least(${to}::date + 1, ${dayOf(now)}::date)
    and not exists (select from case_day_marks as mark where mark.city_id = ${read.cityId} and mark.moment = ${meaning.moment}
      and mark.day >= kept.day and mark.day < kept.day + interval '1 month')`;

/** Not by day: a day has as many tenths as cases. */
export async function mediansFromMonths(
  read: Read,
  meaning: CaseMeaning,
  asked: Asked,
  by: Dimension | null,
  { split, key }: Kept,
  late: Late | null,
): Promise<MedianRow[]> {
  const column = splitColumns[split];
  return read.rows(sql<MedianRow>`
    with ${daysWithin(read, meaning.moment, asked)},
    months as materialized (${keptMonths(read, meaning, asked, by)}),
    direct as materialized (select starts, ends, ${groupOf(by)} as named from days where date_trunc('month', day)::date not in (select month from months)),
    tenths as (
      select coalesce(months.named, key) as key, tenth, n, least, most, null::integer as gone
      from months join case_spreads on city_id = ${read.cityId} and split = ${split} and ${key === null ? sql`true` : sql`key = ${key}`} and case_spreads.month = months.month
      cross join lateral unnest(tenths, counts, fewest_minutes, most_minutes) as spread(tenth, n, least, most)
      union all
      select coalesce(direct.named, read.key), tenth, 1, minutes, minutes, null
      from direct cross join lateral (
        select ${column}::text as key, ${tenth} as tenth, cases.resolution_minutes as minutes from cases
        where cases.city_id = ${read.cityId} and cases.closed_at >= direct.starts and cases.closed_at < direct.ends
          and (${meaning.among}) and ${scopeCondition(asked, by)} and ${column} is not null offset 0) as read
      ${late ? lateTenths(late(groupColumn(meaning, by))) : sql``}),
    summed as (
      select key, tenth, sum(n)::int as n, min(least) as least, max(most) as most, array_agg(gone) filter (where gone is not null) as gone
      from tenths group by key, tenth having sum(n) > 0),
    ranked as (
      select *, sum(n) over (partition by key order by tenth) as upto, sum(n) over (partition by key) as total from summed)
    select key, max(total)::int as "all", max(total)::int as counted,
      case count(*) when 1 then min(tenth) * 6 else (min(most) + max(least)) / 2.0 end::double precision as median,
      count(*) > 1 and coalesce(bool_or(least = any(gone) or most = any(gone)), false) as uncertain
    from ranked where upto >= (total::int + 1) / 2 and upto - n < total::int / 2 + 1 group by key`);
}

const lateTenths = (rows: Sql): Sql => sql`
  union all
  select key, (minutes + 3) / 6, n, case when n > 0 then minutes end, case when n > 0 then minutes end, case when n < 0 then minutes end
  from (${rows}) as late`;
