import { sql, type RawBuilder } from 'kysely';
import { areaRef } from '../../city/exports.ts';
import { endOfDay, startOfDay } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Dimension, MeasureScope } from '../../kernel/measure.ts';
import { CITY_TIME_ZONE, type Day } from '../../kernel/time.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import type { CaseMeaning } from '../measure-meanings.ts';
import { casework } from './casework.ts';
import { areaColumns, type AreaColumn } from './conditions.ts';

/** Figures read from the cases themselves: one range of one index (reported, closed, due or rated between two days). */

type Sql = RawBuilder<unknown>;

/** A scope with everything looked up that SQL cannot. */
export interface Asked {
  readonly from: Day;
  readonly to: Day;
  readonly now: Date;
  readonly unitId: Id | null;
  /** An area that does not exist has no cases. */
  readonly area: { readonly column: AreaColumn; readonly id: Id } | 'unknown' | null;
  readonly category: { readonly column: 'category' | 'class_code'; readonly code: string } | null;
  readonly channel: string | null;
}

export async function askedOf(ctx: ReadContext, scope: MeasureScope): Promise<Asked> {
  const { categories } = await casework(ctx.read);
  const area = scope.areaId ? await areaRef(ctx.read, scope.areaId) : null;
  const { category } = scope;
  return {
    from: scope.from,
    to: scope.to,
    now: ctx.now,
    unitId: scope.unitId ?? null,
    area: scope.areaId ? (area ? { column: areaColumns[area.kind], id: scope.areaId } : 'unknown') : null,
    category: category
      ? { column: categories.get(category)?.classCode === null ? ('class_code' as const) : ('category' as const), code: category }
      : null,
    channel: scope.channel ?? null,
  };
}

/** Who has or last had it. */
export const unitColumn = sql`coalesce(cases.unit_id, cases.last_unit_id)`;

/** The parts of a split case are work of its units; the whole is counted once, by its own number. */
export const partsOrWhole = (byUnit: boolean): Sql => (byUnit ? sql`true` : sql`cases.parent_id is null`);

/** Everything but the period. */
export function scopeCondition({ unitId, area, category, channel }: Asked, by: Dimension | null): Sql {
  const parts: Sql[] = [
    partsOrWhole(unitId !== null || by === 'unit'),
    ...(unitId ? [sql`${unitColumn} = ${unitId}`] : []),
    ...(area ? [area === 'unknown' ? sql`false` : sql`${sql.ref(`cases.${area.column}`)} = ${area.id}`] : []),
    ...(category ? [sql`${sql.ref(`cases.${category.column}`)} = ${category.code}`] : []),
    ...(channel ? [sql`cases.channel = ${channel}`] : []),
  ];
  return sql`${sql.join(parts, sql` and `)}`;
}

/** `handling_due_at` may lie ahead: what is not due yet belongs to no period that has passed. */
export const alreadyDue = (meaning: CaseMeaning, now: Date): Sql =>
  meaning.moment === 'handling_due_at' ? sql`(cases.handling_due_at <= ${now} or cases.handled_at is not null)` : sql`true`;

/** The cases behind a figure, grouped or not. */
export const casesBehind = (read: Read, meaning: CaseMeaning, asked: Asked, by: Dimension | null): Sql => {
  const moment = sql.ref(`cases.${meaning.moment}`);
  return sql`cases.city_id = ${read.cityId} and ${moment} >= ${startOfDay(asked.from)} and ${moment} < ${endOfDay(asked.to)}
    and (${meaning.among}) and ${alreadyDue(meaning, asked.now)} and ${scopeCondition(asked, by)}`;
};

/** One group; without grouping the only one, with an empty key. */
export interface FigureRow {
  readonly key: string;
  /** Cases below the line. */
  readonly all: number;
  /** Of them those above it. */
  readonly counted: number;
  /** Minutes; of a median only. */
  readonly median: number | null;
}

const cityDay = (meaning: CaseMeaning): Sql => sql`${sql.ref(`cases.${meaning.moment}`)} at time zone ${sql.lit(CITY_TIME_ZONE)}`;

/** The group that a case falls into. */
export const groupColumn = (meaning: CaseMeaning, by: Dimension | null): Sql => {
  if (by === null) return sql`''`;
  if (by === 'unit') return sql`${unitColumn}::text`;
  if (by === 'area') return sql`cases.street_id::text`;
  if (by === 'month' || by === 'day') return sql`to_char(${cityDay(meaning)}, ${sql.lit(by === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD')})`;
  return sql.ref(`cases.${by}`);
};

/** Cases that count otherwise than they do now: `key, n, counted, minutes` of each, `n` minus one for those that go. */
export type Late = (key: Sql) => Sql;

/**
 * Reads every case of the period: some 0.3 µs each from the index, so a year of 500,000 takes 150 ms or more. `source`
 * stands in the place of the table.
 */
export async function figuresFromCases(
  read: Read,
  meaning: CaseMeaning,
  asked: Asked,
  by: Dimension | null,
  source: Sql = sql`cases`,
): Promise<FigureRow[]> {
  const key = groupColumn(meaning, by);
  const median =
    meaning.kind === 'median' ? sql`percentile_cont(0.5) within group (order by cases.resolution_minutes)` : sql`null::double precision`;
  return read.rows(sql<FigureRow>`
    select ${key} as key, count(*)::int as "all", count(*) filter (where ${meaning.counts})::int as counted, ${median} as median
    from ${source} as cases where ${casesBehind(read, meaning, asked, by)} and ${key} is not null group by 1`);
}

/** The same, corrected by some cases. Not for medians. */
export async function correctedFromCases(
  read: Read,
  meaning: CaseMeaning,
  asked: Asked,
  by: Dimension | null,
  late: Late,
): Promise<FigureRow[]> {
  const key = groupColumn(meaning, by);
  return read.rows(sql<FigureRow>`
    select key, sum(n)::int as "all", sum(counted)::int as counted, null::double precision as median from (
      select ${key} as key, count(*) as n, count(*) filter (where ${meaning.counts}) as counted
      from cases where ${casesBehind(read, meaning, asked, by)} and ${key} is not null group by 1
      union all
      select key, n, counted from (${late(key)}) as late) as parts
    group by key having sum(n) > 0`);
}
