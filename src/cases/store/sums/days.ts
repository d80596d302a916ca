import { sql, type RawBuilder } from 'kysely';
import type { Dimension } from '../../../kernel/measure.ts';
import { dayOf } from '../../../kernel/calendar.ts';
import { CITY_TIME_ZONE } from '../../../kernel/time.ts';
import type { Read } from '../../../platform/db/read.ts';
import type { CaseMeaning } from '../../measure-meanings.ts';
import { alreadyDue, groupColumn, scopeCondition, type Asked, type FigureRow, type Late } from '../figures.ts';
import { formulasOf, placesOf, sumColumns, type KeptSums, type Moment } from './splits.ts';

/**
 * Figures from the sums of past days, and from the cases for the days that are not added up: today, and what changed
 * since the job last ran. One statement, so that sums, marks and cases are seen as of the same moment.
 */

type Sql = RawBuilder<unknown>;
const zone = sql.lit(CITY_TIME_ZONE);

/** `days`: those of the period that have cases at all or lie between such; `starts` and `ends` are moments. */
export const daysWithin = (read: Read, moment: Moment, { from, to }: Pick<Asked, 'from' | 'to'>): Sql => {
  const column = sql.ref(`cases.${moment}`);
  return sql`
    bounds as materialized (
      select greatest(${from}::date, (min(${column}) at time zone ${zone})::date) as first, least(${to}::date, (max(${column}) at time zone ${zone})::date) as last
      from cases where city_id = ${read.cityId} and ${column} is not null),
    days as materialized (
      select day::date as day, day at time zone ${zone} as starts, (day + interval '1 day') at time zone ${zone} as ends
      from bounds, generate_series(bounds.first::timestamp, bounds.last::timestamp, interval '1 day') as day)`;
};

/** The group that a kept or a read row falls into. */
const groupOf = (by: Dimension | null, day: Sql, key: Sql): Sql => {
  if (by === null) return sql`''`;
  if (by === 'month' || by === 'day') return sql`to_char(${day}, ${sql.lit(by === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD')})`;
  return key;
};

/** Cases of one day, by the key of the split. */
const ofDay = (read: Read, meaning: CaseMeaning, asked: Asked, by: Dimension | null): Sql => {
  const moment = sql.ref(`cases.${meaning.moment}`);
  return sql`from cases where cases.city_id = ${read.cityId} and ${moment} >= direct.starts and ${moment} < direct.ends
    and (${meaning.among}) and ${alreadyDue(meaning, asked.now)} and ${scopeCondition(asked, by)}`;
};

export async function figuresFromDays(
  read: Read,
  meaning: CaseMeaning,
  asked: Asked,
  by: Dimension | null,
  { split, wanted, named }: KeptSums,
  late: Late | null,
): Promise<FigureRow[]> {
  const { all, counted } = placesOf(meaning);
  const column = sumColumns[split];
  const today = dayOf(asked.now);
  return read.rows(sql<FigureRow>`
    with ${daysWithin(read, meaning.moment, asked)},
    direct as materialized (
      select * from days where day >= ${today}::date
        or day not in (select day from case_days where city_id = ${read.cityId} and moment = ${meaning.moment} and meaning = ${formulasOf(meaning.moment)})
        or day in (select day from case_day_marks where city_id = ${read.cityId} and moment = ${meaning.moment} and day between ${asked.from}::date and ${asked.to}::date)),
    parts as (
      select ${groupOf(by, sql`day`, named)} as key, sum(sums[${sql.lit(all)}]) as n, sum(sums[${sql.lit(counted)}]) as counted
      from case_sums where city_id = ${read.cityId} and moment = ${meaning.moment} and split = ${split}
        and ${wanted} and day between (select first from bounds) and (select last from bounds)
        and day < ${today}::date and day not in (select day from direct)
      group by 1
      union all
      select ${groupOf(by, sql`direct.day`, named)}, sum(n), sum(counted)
      from direct cross join lateral (
        select ${column}::text as key, count(*) as n, count(*) filter (where ${meaning.counts}) as counted
        ${ofDay(read, meaning, asked, by)} and ${column} is not null group by 1) as read
      group by 1
      ${late ? sql`union all select key, n, counted from (${late(groupColumn(meaning, by))}) as late` : sql``})
    select key, sum(n)::int as "all", sum(counted)::int as counted, null::double precision as median from parts group by key having sum(n) > 0`);
}
