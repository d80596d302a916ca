import { sql } from 'kysely';
import type { Dimension, Figure, MeasureMeaning, MeasureScope } from '../kernel/measure.ts';
import { areasByIds, unitsByIds } from '../city/exports.ts';
import type { ReadContext } from '../platform/context.ts';
import { afterCursor, pageFrom } from '../platform/db/keyset.ts';
import type { Measure, MeasureRecord } from '../platform/slice.ts';
import { caseMeanings, type CaseMeaning } from './measure-meanings.ts';
import { channels, type Channel } from './schema/words.ts';
import { casework } from './store/casework.ts';
import { askedOf, casesBehind, figuresFromCases, type FigureRow } from './store/figures.ts';
import { figuresFromDays } from './store/sums/days.ts';
import { mediansFromMonths } from './store/sums/medians.ts';
import { keptFor } from './store/sums/splits.ts';

/**
 * Figures out of the ledger: sums of past days where one filter or one grouping asks for them, so that a year costs
 * what a week does; the cases themselves for anything finer. Both give the same to the digit; a test compares them.
 */
async function rowsOf(ctx: ReadContext, meaning: CaseMeaning, scope: MeasureScope, by: Dimension | null): Promise<FigureRow[]> {
  const asked = await askedOf(ctx, scope);
  const kept = keptFor(asked, by);
  if (!kept) return figuresFromCases(ctx.read, meaning, asked, by);
  if (meaning.kind !== 'median') return figuresFromDays(ctx.read, meaning, asked, by, kept);
  return by === 'day' ? figuresFromCases(ctx.read, meaning, asked, by) : mediansFromMonths(ctx.read, meaning, asked, by, kept);
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

function measureOf(meaning: CaseMeaning): Measure {
  const { among: _among, counts: _counts, moment: _moment, ...words } = meaning;
  return {
    ...(words satisfies MeasureMeaning),
    recordsPermission: 'cases.measures',
    async figure(ctx, scope) {
      const [row] = await rowsOf(ctx, meaning, scope, null);
      return figureOf(meaning, row ?? { all: 0, counted: 0, median: null });
    },
    async grouped(ctx, scope, by) {
      const rows = sorted(meaning, await rowsOf(ctx, meaning, scope, by));
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
        where ${casesBehind(ctx.read, meaning, await askedOf(ctx, scope), null)} and ${listed} and ${after} order by ${moment} desc, cases.id desc limit ${limit + 1}`);
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
