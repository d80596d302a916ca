import { sql, type RawBuilder } from 'kysely';
import { endOfDay, startOfDay } from '../kernel/calendar.ts';
import type { Dimension, Figure, MeasureMeaning, MeasureScope } from '../kernel/measure.ts';
import { CITY_TIME_ZONE } from '../kernel/time.ts';
import { areaRef, areasByIds, unitsByIds } from '../city/exports.ts';
import type { ReadContext } from '../platform/context.ts';
import { afterCursor, pageFrom } from '../platform/db/keyset.ts';
import type { Measure, MeasureRecord } from '../platform/slice.ts';
import { caseMeanings, type CaseMeaning } from './measure-meanings.ts';
import { channels, type Channel } from './schema/words.ts';
import { casework } from './store/casework.ts';
import { areaColumns } from './store/conditions.ts';

/**
 * Figures out of the ledger itself: each is one range of one index (reported, closed or due between two days), so its
 * cost grows with the period and not with the years. A month of 42,000 cases takes 40 ms; no second bookkeeping has to
 * be kept equal to the first.
 */

type Sql = RawBuilder<unknown>;

async function conditions(ctx: ReadContext, meaning: CaseMeaning, scope: MeasureScope): Promise<Sql> {
  const moment = sql.ref(`cases.${meaning.moment}`);
  const area = scope.areaId ? await areaRef(ctx.read, scope.areaId) : null;
  const { categories } = await casework(ctx.read);
  const isClass = scope.category !== undefined && categories.get(scope.category)?.classCode === null;
  const parts: Sql[] = [
    sql`cases.city_id = ${ctx.read.cityId}`,
    sql`${moment} >= ${startOfDay(scope.from)} and ${moment} < ${endOfDay(scope.to)}`,
    sql`(${meaning.among})`,
    // The parts of a split case are work of its units; the whole is counted once, by its own number.
    ...(scope.unitId ? [sql`coalesce(cases.unit_id, cases.last_unit_id) = ${scope.unitId}`] : [sql`cases.parent_id is null`]),
    ...(scope.areaId ? [area ? sql`${sql.ref(`cases.${areaColumns[area.kind]}`)} = ${scope.areaId}` : sql`false`] : []),
    ...(scope.category ? [isClass ? sql`cases.class_code = ${scope.category}` : sql`cases.category = ${scope.category}`] : []),
    ...(scope.channel ? [sql`cases.channel = ${scope.channel}`] : []),
  ];
  return sql`${sql.join(parts, sql` and `)}`;
}

/** `handling_due_at` may lie ahead: what is not due yet belongs to no period that has passed. */
const notYet = (ctx: ReadContext, meaning: CaseMeaning): Sql =>
  meaning.moment === 'handling_due_at' ? sql`(cases.handling_due_at <= ${ctx.now} or cases.handled_at is not null)` : sql`true`;

interface Sums {
  readonly all: number;
  readonly counted: number;
  readonly median: number | null;
}

const sums = (meaning: CaseMeaning): Sql => sql`
  count(*)::int as "all", count(*) filter (where ${meaning.counts})::int as counted,
  ${meaning.kind === 'median' ? sql`percentile_cont(0.5) within group (order by cases.resolution_minutes)` : sql`null::double precision`} as median`;

function figureOf(meaning: CaseMeaning, row: Sums): Figure {
  if (meaning.kind === 'median') return { value: row.median === null ? null : Math.round((row.median / 60) * 10) / 10, records: row.all };
  if (meaning.kind === 'rate')
    return { value: row.all === 0 ? null : row.counted / row.all, numerator: row.counted, denominator: row.all, records: row.all };
  return { value: row.counted, records: row.counted };
}

const groupColumns = (meaning: CaseMeaning): Record<Dimension, Sql> => ({
  unit: sql`coalesce(cases.unit_id, cases.last_unit_id)::text`,
  area: sql`cases.street_id::text`,
  category: sql`cases.category`,
  channel: sql`cases.channel`,
  month: sql`to_char(${sql.ref(`cases.${meaning.moment}`)} at time zone ${sql.lit(CITY_TIME_ZONE)}, 'YYYY-MM')`,
  day: sql`to_char(${sql.ref(`cases.${meaning.moment}`)} at time zone ${sql.lit(CITY_TIME_ZONE)}, 'YYYY-MM-DD')`,
});

async function labelsFor(ctx: ReadContext, by: Dimension, keys: readonly string[]): Promise<(key: string) => string> {
  if (by === 'unit') {
    const units = await unitsByIds(ctx.read, keys);
    return (key) => units.get(key)?.name ?? key;
  }
  if (by === 'area') {
    const areas = await areasByIds(ctx.read, keys);
    return (key) => areas.get(key)?.name ?? key;
  }
  if (by === 'category') {
    const { categories } = await casework(ctx.read);
    return (key) => categories.get(key)?.name[ctx.locale] ?? key;
  }
  return by === 'channel' ? (key) => channels[key as Channel]?.[ctx.locale] ?? key : (key) => key;
}

function measureOf(meaning: CaseMeaning): Measure {
  const { among: _among, counts: _counts, moment: _moment, ...words } = meaning;
  const where = async (ctx: ReadContext, scope: MeasureScope) => sql`${await conditions(ctx, meaning, scope)} and ${notYet(ctx, meaning)}`;
  return {
    ...(words satisfies MeasureMeaning),
    recordsPermission: 'cases.measures',
    async figure(ctx, scope) {
      const [row] = await ctx.read.rows(sql<Sums>`select ${sums(meaning)} from cases where ${await where(ctx, scope)}`);
      return figureOf(meaning, row ?? { all: 0, counted: 0, median: null });
    },
    async grouped(ctx, scope, by) {
      const column = groupColumns(meaning)[by];
      const rows = await ctx.read.rows(sql<Sums & { key: string }>`
        select ${column} as key, ${sums(meaning)} from cases where ${await where(ctx, scope)} and ${column} is not null
        group by 1 order by ${meaning.kind === 'count' ? sql`counted` : sql`"all"`} desc, 1 limit 400`);
      const label = await labelsFor(
        ctx,
        by,
        rows.map((row) => row.key),
      );
      return rows.map((row) => ({ key: row.key, label: label(row.key), ...figureOf(meaning, row) }));
    },
    async records(ctx, scope, { cursor, limit }) {
      const [at, id] = afterCursor(cursor, 2) ?? [];
      const moment = sql.ref(`cases.${meaning.moment}`);
      const after = at !== undefined && id !== undefined ? sql`(${moment}, cases.id) < (${new Date(at)}, ${id}::uuid)` : sql`true`;
      const listed = meaning.kind === 'count' ? meaning.counts : sql`true`;
      const rows = await ctx.read.rows(sql<{ id: string; number: string; title: string; at: Date; counts: boolean | null }>`
        select cases.id, cases.number, cases.title, ${moment} as at, (${meaning.counts}) as counts from cases
        where ${await where(ctx, scope)} and ${listed} and ${after} order by ${moment} desc, cases.id desc limit ${limit + 1}`);
      const page = pageFrom(rows, limit, (row) => [row.at.toISOString(), row.id]);
      const items = page.items.map((row): MeasureRecord => ({
        id: row.id,
        title: `${row.number} ${row.title}`,
        href: `/work/cases/${row.id}`,
        at: row.at,
        counts: row.counts ?? false,
      }));
      return { items, next: page.next };
    },
  };
}

export const caseMeasures: readonly Measure[] = caseMeanings.map(measureOf);
