import { sql, type RawBuilder } from 'kysely';
import { dayOf } from '../../../kernel/calendar.ts';
import { CITY_TIME_ZONE, type Day } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/read.ts';
import { formulasOf, meaningsOf, moments, splitColumns, sumColumns, type Moment } from './splits.ts';
import { keepSpreads, MONTH, monthsFromDays } from './spreads.ts';

/** Adds up past days from the cases: those that were never added up and those that somebody marked since. */

type Sql = RawBuilder<unknown>;
const zone = sql.lit(CITY_TIME_ZONE);
const dayColumn = (moment: Moment): Sql => sql`(${sql.ref(`cases.${moment}`)} at time zone ${zone})::date`;

/** Each case once for each split it stands in; parts of a split case only for their units. */
const by = (splits: Readonly<Record<string, Sql>>): Sql =>
  sql`cross join lateral (values ${sql.join(Object.entries(splits).map(([split, column]) => sql`(${sql.lit(split)}, ${column}::text)`))}) as kept(split, key)`;
const standsIn = sql`kept.key is not null and (kept.split in ('unit', 'unitCategory') or cases.parent_id is null)`;

const first = (moment: Moment, cityId: number): Sql =>
  sql`(select min(${dayColumn(moment)}) from cases where city_id = ${cityId} and ${sql.ref(`cases.${moment}`)} = (
    select min(${sql.ref(`cases.${moment}`)}) from cases where city_id = ${cityId}))`;

async function daysToDo(tx: Tx, moment: Moment, today: Day, most: number): Promise<Day[]> {
  const { cityId } = tx;
  const rows = await tx.rows(sql<{ day: Day }>`
    select day from (
      select day from case_day_marks where city_id = ${cityId} and moment = ${moment} and day < ${today}::date
      union
      select day::date from generate_series(${first(moment, cityId)}::timestamp, ${today}::timestamp - interval '1 day', interval '1 day') as day
      where day::date not in (select day from case_days where city_id = ${cityId} and moment = ${moment} and meaning = ${formulasOf(moment)})
    ) as due order by day desc limit ${most}`);
  return rows.map(({ day }) => day);
}

async function note(tx: Tx, moment: string, days: readonly Day[], meaning: string): Promise<void> {
  await tx.rows(sql`
    insert into case_days (city_id, moment, day, meaning) select ${tx.cityId}, ${moment}, day, ${meaning} from unnest(${[...days]}::date[]) as day
    on conflict (city_id, moment, day) do update set meaning = excluded.meaning`);
}

/** Only rows that differ are written: of a day that one case left, some eight among a hundred. */
async function addUpDays(tx: Tx, moment: Moment, today: Day, most: number): Promise<number> {
  const { cityId } = tx;
  const days = await daysToDo(tx, moment, today, most);
  if (days.length === 0) return 0;
  const wanted = sql`${days}::date[]`;
  const column = sql.ref(`cases.${moment}`);
  const numbers = meaningsOf(moment).flatMap(({ among, counts }) => [
    sql`count(*) filter (where ${among})`,
    sql`count(*) filter (where (${among}) and (${counts}))`,
  ]);
  // What commits from here on leaves a mark behind, whether or not the sums below have seen it.
  await tx.rows(sql`delete from case_day_marks where city_id = ${cityId} and moment = ${moment} and day = any(${wanted})`);
  await tx.rows(sql`
    with fresh as materialized (
      select kept.split, kept.key, of.day, array[${sql.join(numbers)}]::integer[] as sums
      from unnest(${wanted}) as of(day) join cases on cases.city_id = ${cityId}
        and ${column} >= of.day::timestamp at time zone ${zone} and ${column} < (of.day + 1)::timestamp at time zone ${zone}
      ${by(sumColumns)} where ${standsIn} group by 1, 2, 3),
    gone as (
      delete from case_sums as old where city_id = ${cityId} and moment = ${moment} and day = any(${wanted})
        and not exists (select from fresh where fresh.split = old.split and fresh.key = old.key and fresh.day = old.day))
    insert into case_sums (city_id, moment, split, key, day, sums) select ${cityId}, ${moment}, split, key, day, sums from fresh
    on conflict (city_id, moment, split, key, day) do update set sums = excluded.sums where case_sums.sums <> excluded.sums`);
  await note(tx, moment, days, formulasOf(moment));
  if (moment === 'closed_at') await addUpSpreads(tx, days);
  return days.length;
}

/** How long the cases of these days took. Months are made of their days: those with one of these are made again. */
async function addUpSpreads(tx: Tx, days: readonly Day[]): Promise<void> {
  const { cityId } = tx;
  const wanted = sql`${[...days]}::date[]`;
  await keepSpreads(
    tx,
    'day',
    days,
    sql`
      select kept.split, kept.key, of.day as first, cases.resolution_minutes as minutes, count(*)::int as n
      from unnest(${wanted}) as of(day) join cases on cases.city_id = ${cityId}
        and cases.closed_at >= of.day::timestamp at time zone ${zone} and cases.closed_at < (of.day + 1)::timestamp at time zone ${zone}
      ${by(splitColumns)} where ${standsIn} and cases.resolution_minutes is not null group by 1, 2, 3, 4`,
  );
  await tx.rows(sql`
    delete from case_days where city_id = ${cityId} and moment = ${MONTH} and day in (select date_trunc('month', day)::date from unnest(${wanted}) as day)`);
}

/** Whole past months, all of whose days are added up. One that is marked meanwhile is not taken for kept, and made again with its day. */
async function addUpMonths(tx: Tx, today: Day, most: number): Promise<number> {
  const { cityId } = tx;
  const meaning = formulasOf('closed_at');
  const rows = await tx.rows(sql<{ month: Day }>`
    with days as materialized (
      select day::date as day from generate_series(${first('closed_at', cityId)}::timestamp, ${today}::timestamp - interval '1 day', interval '1 day') as day),
    kept as materialized (select moment, day from case_days where city_id = ${cityId} and moment in ('closed_at', ${MONTH}) and meaning = ${meaning})
    select date_trunc('month', day)::date as month from days
    where date_trunc('month', day) + interval '1 month' <= ${today}::date and date_trunc('month', day)::date not in (select day from kept where moment = ${MONTH})
    group by 1 having every(day in (select day from kept where moment = 'closed_at'))
    order by 1 desc limit ${most}`);
  const months = rows.map(({ month }) => month);
  if (months.length === 0) return 0;
  await keepSpreads(tx, 'month', months, monthsFromDays(tx, months));
  await note(tx, MONTH, months, meaning);
  return months.length;
}

/** Today and later are never kept: what a clock that went back has kept of them is dropped. */
async function dropToday(tx: Tx, today: Day): Promise<void> {
  const { cityId } = tx;
  await tx.rows(
    sql`delete from case_days where city_id = ${cityId} and (day >= ${today}::date or (moment = ${MONTH} and day + interval '1 month' > ${today}::date))`,
  );
  await tx.rows(sql`delete from case_day_marks where city_id = ${cityId} and day >= ${today}::date`);
}

const DAYS = 60;
const MONTHS = 3;

/** At most sixty days of each moment and three months. Tells whether more may be left. */
export async function addUp(tx: Tx, now: Date): Promise<boolean> {
  const today = dayOf(now);
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.cityId}|cases.sums`}, 0))`);
  await dropToday(tx, today);
  const done: boolean[] = [];
  for (const moment of moments) done.push((await addUpDays(tx, moment, today, DAYS)) === DAYS);
  done.push((await addUpMonths(tx, today, MONTHS)) === MONTHS);
  return done.includes(true);
}
