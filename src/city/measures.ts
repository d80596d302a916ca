import { sql, type RawBuilder } from 'kysely';
import type { Dimension, MeasureMeaning, MeasureScope } from '../kernel/measure.ts';
import { Problem, problems } from '../kernel/problem.ts';
import type { ReadContext } from '../platform/context.ts';
import type { Measure } from '../platform/slice.ts';
import { afterCursor, pageFrom } from '../platform/db/keyset.ts';

/** Every compound of the scope as a record, and whether it counts; one query a measure. */
interface Counted {
  readonly meaning: MeasureMeaning;
  /** A condition on `area` and `duty` of the query below. */
  readonly counts: RawBuilder<unknown>;
}

const all = (ctx: ReadContext, scope: MeasureScope, counts: RawBuilder<unknown>) => sql`
  select area.id, area.name, area.code, community.id as community_id, community.name as community_name,
    coalesce(duty.valid_from, ${scope.from}::date) as since, (${counts}) as counts
  from areas area
  left join area_duties duty on duty.city_id = area.city_id and duty.area_id = area.id
    and duty.valid_from <= ${scope.to} and (duty.valid_to is null or duty.valid_to >= ${scope.to})
  left join areas community on community.city_id = area.city_id and community.kind = 'community'
    and community.id::text = any(string_to_array(area.path, '/'))
  where area.city_id = ${ctx.read.cityId} and area.kind = 'compound' and (area.ended_on is null or area.ended_on > ${scope.to})
    and ${withinScope(ctx, scope)}`;

/** An area stands for itself; a unit for the area it looks after. */
function withinScope(ctx: ReadContext, { areaId, unitId }: MeasureScope): RawBuilder<unknown> {
  const outer = (condition: RawBuilder<unknown>) =>
    sql`exists (select from areas outside where outside.city_id = ${ctx.read.cityId} and ${condition} and starts_with(area.path, outside.path))`;
  const area = areaId ? outer(sql`outside.id = ${areaId}`) : sql`true`;
  const unit = unitId
    ? outer(sql`outside.id = (select area_id from units where city_id = ${ctx.read.cityId} and id = ${unitId})`)
    : sql`true`;
  return sql`${area} and ${unit}`;
}

function measureOf({ meaning, counts }: Counted): Measure {
  const figureOf = (counted: number, compounds: number) =>
    meaning.kind === 'rate'
      ? { value: compounds === 0 ? null : counted / compounds, numerator: counted, denominator: compounds, records: compounds }
      : { value: counted, records: counted };
  return {
    ...meaning,
    recordsPermission: 'city.view',
    async figure(ctx, scope) {
      const [row] = await ctx.read.rows(sql<{ counted: number; compounds: number }>`
        select count(*) filter (where counts) as counted, count(*) as compounds from (${all(ctx, scope, counts)}) compound`);
      return figureOf(row?.counted ?? 0, row?.compounds ?? 0);
    },
    async grouped(ctx, scope, by: Dimension) {
      if (by !== 'area') throw new Problem(problems.notFound);
      const rows = await ctx.read.rows(sql<{ key: string; label: string; counted: number; compounds: number }>`
        select community_id as key, community_name as label, count(*) filter (where counts) as counted, count(*) as compounds
        from (${all(ctx, scope, counts)}) compound where community_id is not null
        group by community_id, community_name order by counted desc, label limit 400`);
      return rows.map(({ key, label, counted, compounds }) => ({ key, label, ...figureOf(counted, compounds) }));
    },
    async records(ctx, scope, { cursor, limit }) {
      const [after = null] = afterCursor(cursor, 1) ?? [];
      const listed = meaning.kind === 'rate' ? sql`true` : sql`counts`;
      const rows = await ctx.read.rows(sql<{
        id: string;
        name: string;
        code: string;
        communityName: string | null;
        since: string;
        counts: boolean;
      }>`
        select id, name, code, community_name, since, counts from (${all(ctx, scope, counts)}) compound
        where ${listed} and (${after}::text is null or code > ${after}) order by code limit ${limit + 1}`);
      const page = pageFrom(rows, limit, (row) => [row.code]);
      const items = page.items.map((row) => ({
        id: row.id,
        title: [row.communityName, row.name].filter(Boolean).join(' '),
        href: `/work/areas/${row.id}`,
        at: new Date(`${row.since}T00:00:00+08:00`),
        counts: row.counts,
      }));
      return { ...page, items, complete: true };
    },
  };
}

const compound = { zh: '个', en: 'compounds' };
const inPlace = sql`not exists (
  select from unnest(array['people', 'physical', 'technical', 'mental']) wanted
  where not exists (select from facilities facility where facility.city_id = area.city_id and facility.area_id = area.id
    and facility.defence = wanted and facility.state = 'inPlace' and facility.ended_on is null))`;

export const cityMeasures: readonly Measure[] = [
  measureOf({
    meaning: {
      id: 'city.compoundsAnswered',
      name: { zh: '有人负责的小区', en: 'Compounds with a responsible person' },
      unit: compound,
      meaning: {
        zh: '期末当天有包片负责人的小区数。空缺的、已停用的小区不算；由社区统一负责、没有落到人的也不算。',
        en: 'Compounds with a person answering for them on the last day of the period. Vacant and ended ones do not count.',
      },
      kind: 'count',
      ofState: true,
      public: true,
      groupings: ['area'],
    },
    counts: sql`duty.id is not null`,
  }),
  measureOf({
    meaning: {
      id: 'city.fourDefences',
      name: { zh: '四防设施到位率', en: 'Compounds with all four defences in place' },
      unit: { zh: '%', en: '%' },
      meaning: {
        zh: '人防、物防、技防、心防四类都至少有一项“到位”的小区，占全部小区的比例，按现在的登记算。损坏待修、缺、没有记录都不算到位。',
        en: 'Compounds where guards, barriers, devices and mediation each have something in place, over all compounds, by the records of now.',
      },
      kind: 'rate',
      ofState: true,
      public: true,
      groupings: ['area'],
    },
    counts: inPlace,
  }),
];
