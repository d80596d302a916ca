import { sql, type RawBuilder } from 'kysely';
import type { Day } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/read.ts';

/** Keeps how long the cases of a past day or month took, for medians: see `case_spreads`. */

type Sql = RawBuilder<unknown>;
type Span = 'day' | 'month';
/** Name in `case_days` of whole months that are added up. */
export const MONTH = 'closed_at by month';

/** Longer than anything takes, so that the last place holds all; less one, it is still a whole number of SQL. */
const ENDLESS = 2_147_483_647;
const FIRST_EDGE = 64;
const DOUBLINGS = 8;
const STEPS = 8;

/**
 * Working minutes between which cases are counted together, in steps of 9 % from an hour to 273 hours. Where the middle
 * lies a step holds some 7 % of the cases: finer steps make the counts longer, wider ones leave more minutes to count.
 */
const edgeMinutes: readonly number[] = [
  -ENDLESS,
  ...Array.from({ length: DOUBLINGS * STEPS + 1 }, (_, step) => Math.round(FIRST_EDGE * 2 ** (step / STEPS))),
  ENDLESS,
];
/** Part of what kept sums mean: with others they count as not kept. */
export const edges: Sql = sql.raw(`'{${edgeMinutes.join(',')}}'::integer[]`);
/** Counted from one as SQL does: place `p` reaches from `edges[p]` up to, not with, `edges[p + 1]`. */
export const places: readonly number[] = edgeMinutes.slice(1).map((_, index) => index + 1);

const below = sql.join(edgeMinutes.slice(1).map((edge) => sql`coalesce(upto[width_bucket(${sql.lit(edge - 1)}, minutes)], 0)`));

/** Writes the spreads of some days or months anew; only rows that differ are written. `taken` selects `split, key, first, minutes, n`, each once. */
export async function keepSpreads(tx: Tx, span: Span, firsts: readonly Day[], taken: Sql): Promise<void> {
  const { cityId } = tx;
  await tx.rows(sql`
    with running as (
      select *, (sum(n) over (partition by split, first, key order by minutes))::int as upto from (${taken}) as taken),
    lists as (
      select split, first, key, array_agg(minutes order by minutes) as minutes, array_agg(n order by minutes) as counts, array_agg(upto order by minutes) as upto
      from running group by split, first, key),
    fresh as materialized (select split, first, key, array[${below}] as below, minutes, counts from lists),
    gone as (
      delete from case_spreads as old where city_id = ${cityId} and span = ${span} and first = any(${[...firsts]}::date[])
        and not exists (select from fresh where fresh.split = old.split and fresh.first = old.first and fresh.key = old.key))
    insert into case_spreads (city_id, split, span, first, key, below, minutes, counts)
    select ${cityId}, split, ${span}, first, key, below, minutes, counts from fresh
    on conflict (city_id, span, first, split, key) do update set below = excluded.below, minutes = excluded.minutes, counts = excluded.counts
      where (case_spreads.below, case_spreads.minutes, case_spreads.counts) is distinct from (excluded.below, excluded.minutes, excluded.counts)`);
}

/** Months out of their days. */
export const monthsFromDays = (tx: Tx, months: readonly Day[]): Sql => sql`
  select kept.split, kept.key, of.month as first, taken.minutes, sum(taken.n)::int as n
  from unnest(${[...months]}::date[]) as of(month)
  join case_spreads as kept on kept.city_id = ${tx.cityId} and kept.span = 'day' and kept.first >= of.month and kept.first < of.month + interval '1 month'
  cross join lateral unnest(kept.minutes, kept.counts) as taken(minutes, n)
  group by 1, 2, 3, 4`;
