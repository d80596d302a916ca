import type { Dimension, MeasureScope } from '../../kernel/measure.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext } from '../context.ts';
import { route, type Measure, type Route } from '../slice.ts';
import { getMeasure, groupMeasure, listMeasures, measureCorrections, measureProblems, measureRecords } from './api.ts';
import { figureAndFrozen, withClosedMonths } from './closing/shown.ts';

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly unit?: string;
  readonly area?: string;
  readonly category?: string;
  readonly channel?: string;
}

function scopeOf(asked: Asked): MeasureScope {
  if (asked.from > asked.to) throw new Problem(measureProblems.wrongPeriod, { from: asked.from, to: asked.to });
  return { from: asked.from, to: asked.to, unitId: asked.unit, areaId: asked.area, category: asked.category, channel: asked.channel };
}

function hrefOf(measure: string, what: 'records' | 'corrections', asked: Asked): string {
  const query = new URLSearchParams({ from: asked.from, to: asked.to });
  for (const name of ['unit', 'area', 'category', 'channel'] as const) {
    const value = asked[name];
    if (value) query.set(name, value);
  }
  return `/api/v1/measures/${measure}/${what}?${query}`;
}

const meaningOf = (ctx: ReadContext, { id, name, unit, meaning, kind, public: isPublic, groupings, recordsPermission }: Measure) => ({
  id,
  name,
  unit,
  meaning,
  kind,
  public: isPublic,
  opens: ctx.may(recordsPermission),
  groupings: [...groupings],
});

/** The operations over all measures that the slices contribute. Nothing else in the product counts. */
export function measureRoutes(measures: readonly Measure[]): Route[] {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  // A figure that is not public answers like an absent one to who may not open its records.
  const find = (ctx: ReadContext, name: string): Measure => {
    const measure = byId.get(name);
    if (!measure || !(measure.public || ctx.may(measure.recordsPermission)))
      throw new Problem(measureProblems.unknownMeasure, { measure: name });
    return measure;
  };
  const openable = (ctx: ReadContext, name: string): Measure => {
    const measure = find(ctx, name);
    if (!ctx.may(measure.recordsPermission)) throw new Problem(measure.public ? measureProblems.recordsHidden : problems.notFound);
    return measure;
  };
  return [
    route(listMeasures, async (ctx) => ({
      items: measures.filter((measure) => measure.public || ctx.may(measure.recordsPermission)).map((measure) => meaningOf(ctx, measure)),
    })),
    route(getMeasure, async (ctx, input) => {
      const measure = find(ctx, input.measure);
      const scope = scopeOf(input);
      const { figure, frozen } = await figureAndFrozen(ctx, measure, scope);
      const { records, ...parts } = figure;
      const late = frozen ? await measure.closing?.countCorrections(ctx, scope) : undefined;
      return {
        id: measure.id,
        name: measure.name,
        unit: measure.unit,
        ...parts,
        records: { count: records, href: hrefOf(measure.id, 'records', input) },
        ...(frozen ? { frozen } : {}),
        ...(late === undefined ? {} : { corrections: { count: late, href: hrefOf(measure.id, 'corrections', input) } }),
      };
    }),
    route(groupMeasure, async (ctx, input) => {
      const measure = find(ctx, input.measure);
      const by: Dimension = input.by;
      if (!measure.groupings.includes(by)) throw new Problem(measureProblems.notGrouped, { by });
      return { items: [...(await withClosedMonths(measure).grouped(ctx, scopeOf(input), by))] };
    }),
    route(measureRecords, async (ctx, input) => {
      const measure = openable(ctx, input.measure);
      const page = await withClosedMonths(measure).records(ctx, scopeOf(input), { cursor: input.cursor, limit: input.limit });
      return { items: [...page.items], next: page.next, complete: page.complete };
    }),
    route(measureCorrections, async (ctx, input) => {
      const measure = openable(ctx, input.measure);
      const page = await measure.closing?.corrections(ctx, scopeOf(input), { cursor: input.cursor, limit: input.limit });
      return { items: [...(page?.items ?? [])], next: page?.next ?? null, complete: page?.complete ?? true };
    }),
  ];
}
