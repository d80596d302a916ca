import type { Dimension, Figure, MeasureScope } from '../../../kernel/measure.ts';
import type { ReadContext } from '../../context.ts';
import type { GroupFigure, Measure } from '../../slice.ts';
import {
  addsUp,
  daysOf,
  keptOf,
  madeUpOf,
  nothingOf,
  partsOf,
  sumOf,
  type Kept,
  type Month,
  type Parts,
  type Period,
  type Split,
} from './rules.ts';
import type { Frozen } from './schema.ts';
import { closedView } from './service.ts';
import { closedMonths, keptFigures, type ClosedRow } from './store.ts';

/** What is shown for a scope: kept figures for closed months, those of the ledger for everything else. */

interface Laid {
  readonly rows: readonly ClosedRow[];
  readonly parts: Parts;
}

/** Null where no closed month is touched: then nothing here has anything to say. */
async function laid(ctx: ReadContext, scope: Period): Promise<Laid | null> {
  const rows = await closedMonths(ctx.read, scope.from, scope.to);
  if (rows.length === 0) return null;
  return {
    rows,
    parts: partsOf(
      scope,
      rows.map(({ month }) => month),
    ),
  };
}

const touches = (period: Period, months: readonly Month[]): boolean =>
  months.some((month) => daysOf(month).to >= period.from && month <= period.to);

interface Makeup extends Pick<Parts, 'closed' | 'rest'> {
  readonly kept: Kept;
}

/** Of which kept figures and days a figure is made; null where they are not kept or cannot be put together. */
async function makeupOf(ctx: ReadContext, measure: Measure, scope: MeasureScope, parts: Parts): Promise<Makeup | null> {
  const kept = keptOf(scope);
  const made = madeUpOf(measure, parts);
  if (!kept || !made) return null;
  // Without an earlier state of the records, some days of a closed month can only be those of now.
  if (!measure.closing && made.rest.some((period) => touches(period, parts.cut))) return null;
  return (await measure.closing?.keeps(ctx, scope)) === false ? null : { ...made, kept };
}

/** The ledger of now, but for closed months as it stood when they were closed, where the measure knows that. */
const ledgerFor = (measure: Measure, period: Period, parts: Parts) =>
  measure.closing && touches(period, [...parts.cut, ...parts.closed]) ? measure.closing : measure;

interface ShownFigure {
  readonly figure: Figure;
  readonly basis: Frozen['basis'];
}

async function figureOver(ctx: ReadContext, measure: Measure, scope: MeasureScope, { parts }: Laid): Promise<ShownFigure> {
  const made = await makeupOf(ctx, measure, scope, parts);
  const stored = made ? await keptFigures(ctx.read, measure.id, made.closed, made.kept) : [];
  // Where no measure says which figures are kept, one that is not there was not.
  if (!made || (!measure.closing && stored.length < made.closed.length))
    return { figure: await ledgerFor(measure, scope, parts).figure(ctx, scope), basis: measure.closing ? 'recomputed' : 'live' };
  const rest = await Promise.all(made.rest.map((period) => ledgerFor(measure, period, parts).figure(ctx, { ...scope, ...period })));
  const figures = [...stored.map((one) => one.figure), ...rest];
  return {
    figure: addsUp(measure) ? sumOf(measure.kind, figures) : (figures[0] ?? nothingOf(measure.kind)),
    basis: rest.length > 0 ? 'mixed' : 'kept',
  };
}

async function shownFigure(ctx: ReadContext, measure: Measure, scope: MeasureScope): Promise<Figure> {
  const over = await laid(ctx, scope);
  return over ? (await figureOver(ctx, measure, scope, over)).figure : measure.figure(ctx, scope);
}

/** The figure, and what of it comes from closed months; null where nothing does. */
export async function figureAndFrozen(
  ctx: ReadContext,
  measure: Measure,
  scope: MeasureScope,
): Promise<{ readonly figure: Figure; readonly frozen: Frozen | null }> {
  const over = await laid(ctx, scope);
  const { records: _records, ...now } = await measure.figure(ctx, scope);
  if (!over) return { figure: { ...now, records: _records }, frozen: null };
  const { figure, basis } = await figureOver(ctx, measure, scope, over);
  return { figure, frozen: { months: over.rows.map(closedView), basis, now } };
}

/** Kept groups by key, each the sum of its months and of the days that are not closed. */
function summed(measure: Measure, parts: readonly { readonly key: string; readonly figure: Figure }[]): Map<string, Figure> {
  const byKey = new Map<string, Figure[]>();
  for (const { key, figure } of parts) byKey.set(key, [...(byKey.get(key) ?? []), figure]);
  return new Map(
    [...byKey].map(([key, figures]) => [key, addsUp(measure) ? sumOf(measure.kind, figures) : (figures[0] ?? nothingOf(measure.kind))]),
  );
}

const MOST_GROUPS = 400;
const weightOf = (measure: Measure, figure: Figure) => (measure.kind === 'count' ? (figure.value ?? 0) : figure.records);

const inOrder = (measure: Measure, groups: readonly GroupFigure[]): GroupFigure[] =>
  groups
    .filter(({ records }) => records > 0)
    .toSorted((a, b) => weightOf(measure, b) - weightOf(measure, a) || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_GROUPS);

async function byMonth(ctx: ReadContext, measure: Measure, scope: MeasureScope, { parts }: Laid): Promise<GroupFigure[]> {
  const groups = new Map((await ledgerFor(measure, scope, parts).grouped(ctx, scope, 'month')).map((one) => [one.key, one]));
  const kept = keptOf(scope);
  if (kept && (await measure.closing?.keeps(ctx, scope)) !== false) {
    const stored = await keptFigures(ctx.read, measure.id, parts.closed, kept);
    for (const { month, figure } of stored) groups.set(month.slice(0, 7), { key: month.slice(0, 7), label: month.slice(0, 7), ...figure });
  }
  return inOrder(measure, [...groups.values()]);
}

async function shownGroups(ctx: ReadContext, measure: Measure, scope: MeasureScope, by: Dimension): Promise<readonly GroupFigure[]> {
  const over = await laid(ctx, scope);
  if (!over) return measure.grouped(ctx, scope, by);
  const { parts } = over;
  if (by === 'month') return byMonth(ctx, measure, scope, over);
  const ledger = ledgerFor(measure, scope, parts);
  const made = by === 'day' || keptOf(scope)?.splits[0] !== 'city' ? null : await makeupOf(ctx, measure, scope, parts);
  if (!made) return ledger.grouped(ctx, scope, by);
  const stored = await keptFigures(ctx.read, measure.id, made.closed, { splits: [by as Split], key: null });
  const rest = await Promise.all(made.rest.map((period) => ledgerFor(measure, period, parts).grouped(ctx, { ...scope, ...period }, by)));
  const figures = summed(measure, [...stored, ...rest.flat().map(({ key, label: _label, ...figure }) => ({ key, figure }))]);
  // Names are those of now; who has no records any more is found among the groups of the closed books.
  const named = new Map([...(await measure.grouped(ctx, scope, by)), ...rest.flat()].map(({ key, label }) => [key, label]));
  const missing = [...figures.keys()].some((key) => !named.has(key));
  if (missing) for (const { key, label } of await ledger.grouped(ctx, scope, by)) named.set(key, label);
  return inOrder(
    measure,
    [...figures].map(([key, figure]) => ({ key, label: named.get(key) ?? key, ...figure })),
  );
}

/** A measure as everybody reads it: what was shown for a closed month stays. */
export const withClosedMonths = (measure: Measure): Measure => ({
  ...measure,
  figure: (ctx, scope) => shownFigure(ctx, measure, scope),
  grouped: (ctx, scope, by) => shownGroups(ctx, measure, scope, by),
  records: async (ctx, scope, page) => {
    const over = measure.closing ? await laid(ctx, scope) : null;
    return (over && measure.closing ? measure.closing : measure).records(ctx, scope, page);
  },
});
