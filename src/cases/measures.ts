import { sql } from 'kysely';
import type { Dimension, Figure, MeasureMeaning, MeasureScope } from '../kernel/measure.ts';
import { areasByIds, unitsByIds } from '../city/exports.ts';
import type { ReadContext } from '../platform/context.ts';
import { afterCursor, pageFrom } from '../platform/db/keyset.ts';
import type { Split as ClosedSplit } from '../platform/measures/closing/rules.ts';
import type { Ledger, Measure, MeasureRecord } from '../platform/slice.ts';
import { caseMeanings, type CaseMeaning } from './measure-meanings.ts';
import { channels, type Channel } from './schema/words.ts';
import { correctionsOf } from './service/corrections.ts';
import { seenBy } from './service/find.ts';
import { casesAsClosed, countLateCases, lateRows, sourcesAsClosed } from './store/as-closed.ts';
import { casework } from './store/casework.ts';
import { askedOf, casesBehind, correctedFromCases, figuresFromCases, type FigureRow } from './store/figures.ts';
import { figuresFromDays } from './store/sums/days.ts';
import { mediansFromSpreads } from './store/sums/medians.ts';
import { keptFor, keptSumsFor, sumsOf, type Split } from './store/sums/splits.ts';

/** The ledger of now, or as its closed months stood when they were closed. */
type Books = 'now' | 'asClosed';

/**
 * Figures out of the ledger: sums of past days where one filter or one grouping, or a unit and a category, ask for them, so that a year costs
 * what a week does; the cases themselves for anything finer. Both give the same to the digit; a test compares them.
 */
async function rowsOf(
  ctx: ReadContext,
  meaning: CaseMeaning,
  { scope, by, books }: { readonly scope: MeasureScope; readonly by: Dimension | null; readonly books: Books },
): Promise<readonly FigureRow[]> {
  const asked = await askedOf(ctx, scope);
  const late = books === 'now' ? null : lateRows(ctx.read, meaning, asked, by);
  if (meaning.kind !== 'median') {
    const sums = keptSumsFor(asked, by);
    if (sums) return figuresFromDays(ctx.read, meaning, asked, by, sums, late);
    return late ? correctedFromCases(ctx.read, meaning, asked, by, late) : figuresFromCases(ctx.read, meaning, asked, by);
  }
  const kept = keptFor(asked, by);
  if (kept) return mediansFromSpreads(ctx.read, meaning, asked, by, kept, late);
  return figuresFromCases(ctx.read, meaning, asked, by, late ? casesAsClosed(ctx.read, meaning, scope) : undefined);
}

/** Sixths of a tenth of an hour: a half is exact in binary, so that it rounds up wherever it comes from. */
const hours = (minutes: number): number => Math.round(minutes / 6) / 10;

export function figureOf(meaning: MeasureMeaning, row: Omit<FigureRow, 'key'>): Figure {
  if (meaning.kind === 'median') return { value: row.median === null ? null : hours(row.median), records: row.all };
  if (meaning.kind === 'rate')
    return { value: row.all === 0 ? null : row.counted / row.all, numerator: row.counted, denominator: row.all, records: row.all };
  return { value: row.counted, records: row.counted };
}

/** The most first. */
const MOST_GROUPS = 400;
function sorted(meaning: CaseMeaning, rows: readonly FigureRow[]): FigureRow[] {
  const weight = (row: FigureRow) => (meaning.kind === 'count' ? row.counted : row.all);
  return rows.toSorted((a, b) => weight(b) - weight(a) || (a.key < b.key ? -1 : 1)).slice(0, MOST_GROUPS);
}

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

/** A measure's three questions, to one state of the books. */
const ledgerOf = (meaning: CaseMeaning, books: Books): Ledger => ({
  async figure(ctx, scope) {
    const [row] = await rowsOf(ctx, meaning, { scope, by: null, books });
    return figureOf(meaning, row ?? { all: 0, counted: 0, median: null });
  },
  async grouped(ctx, scope, by) {
    const rows = sorted(meaning, await rowsOf(ctx, meaning, { scope, by, books }));
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
    const behind = casesBehind(ctx.read, meaning, await askedOf(ctx, scope), null);
    const order = sql`order by at desc, id desc limit ${limit + 1}`;
    const seen = await seenBy(ctx);
    // A record that may be seen in two ways is found twice and listed once.
    const parts = (seen?.each ?? [null]).flatMap((way) => {
      const sources = books === 'now' ? [sql`cases`] : sourcesAsClosed(ctx.read, meaning, scope, way);
      const own = books === 'now' && way ? way : sql`true`;
      return sources.map(
        (source) => sql`(select cases.id, cases.number, cases.title, ${moment} as at, (${meaning.counts}) as counts from ${source} as cases
          where ${behind} and ${listed} and ${own} and ${after} ${order})`,
      );
    });
    const rows = await ctx.read.rows(sql<{ id: string; number: string; title: string; at: Date; counts: boolean | null }>`
      select * from (${sql.join(parts, sql` union `)}) as newest ${order}`);
    const page = pageFrom(rows, limit, (row) => [row.at.toISOString(), row.id]);
    const items = page.items.map((row): MeasureRecord => ({
      id: row.id,
      title: `${row.number} ${row.title}`,
      href: `/work/cases/${row.id}`,
      at: row.at,
      counts: row.counts ?? false,
    }));
    return { items, next: page.next, complete: seen === null };
  },
});

function measureOf(meaning: CaseMeaning): Measure {
  const { among: _among, counts: _counts, moment: _moment, ...words } = meaning;
  return {
    ...(words satisfies MeasureMeaning),
    recordsPermission: 'cases.measures',
    ...ledgerOf(meaning, 'now'),
    closing: {
      ...ledgerOf(meaning, 'asClosed'),
      everyFigure: (ctx, month) => everyFigureOf(ctx, meaning, month),
      keeps: async (ctx, scope) => keptFor(await askedOf(ctx, scope), null) !== null,
      corrections: (ctx, scope, page) => correctionsOf(ctx, meaning, scope, page),
      countCorrections: async (ctx, scope) => countLateCases(ctx.read, meaning, await askedOf(ctx, scope), MOST_COUNTED),
    },
  };
}

const MOST_COUNTED = 1000;

/** How the splits of the sums are called where figures of closed months are kept. */
const keptSplits: Readonly<Record<Split, ClosedSplit>> = {
  city: 'city',
  unit: 'unit',
  district: 'place',
  street: 'area',
  community: 'place',
  category: 'category',
  class: 'class',
  channel: 'channel',
};

async function everyFigureOf(
  ctx: ReadContext,
  meaning: CaseMeaning,
  month: { readonly from: string; readonly to: string },
): Promise<{ split: ClosedSplit; key: string; figure: Figure }[]> {
  const asked = await askedOf(ctx, month);
  const all: { split: ClosedSplit; key: string; figure: Figure }[] = [];
  for (const [split, closed] of Object.entries(keptSplits) as [Split, ClosedSplit][]) {
    // By anything but time a row's key is that of its split; by unit the parts of a split case count.
    const by = split === 'city' ? null : split === 'unit' ? 'unit' : 'category';
    const kept = { split, key: split === 'city' ? '' : null };
    const rows = await (meaning.kind === 'median'
      ? mediansFromSpreads(ctx.read, meaning, asked, by, kept, null)
      : figuresFromDays(ctx.read, meaning, asked, by, sumsOf(kept), null));
    if (split === 'city' && rows.length === 0) rows.push({ key: '', all: 0, counted: 0, median: null });
    for (const row of rows) all.push({ split: closed, key: row.key, figure: figureOf(meaning, row) });
  }
  return all;
}

export const caseMeasures: readonly Measure[] = caseMeanings.map(measureOf);
