import { sql } from 'kysely';
import type { Figure } from '../../../kernel/measure.ts';
import type { Id } from '../../../kernel/ids.ts';
import type { Read, Tx } from '../../db/read.ts';
import type { Month, Split } from './rules.ts';
import { DEFAULT_CLOSING_DAY } from './schema.ts';

export interface ClosedRow {
  readonly month: Month;
  readonly closedAt: Date;
  readonly closedBy: Id | null;
  readonly closedByName: string;
}

/** Closed months that meet the days, in order; there are twelve a year. */
export async function closedMonths(read: Read, from: string, to: string): Promise<ClosedRow[]> {
  return read.rows(sql<ClosedRow>`
    select month, closed_at, closed_by, closed_by_name from closed_months
    where city_id = ${read.cityId} and month >= date_trunc('month', ${from}::timestamp)::date and month <= ${to}::date order by month`);
}

export interface KeptFigure {
  readonly measure: string;
  readonly split: Split;
  readonly key: string;
  readonly figure: Figure;
}

type FigureRow = Omit<Figure, 'numerator' | 'denominator'> & { readonly numerator: number | null; readonly denominator: number | null };

const figureOf = ({ value, numerator, denominator, records }: FigureRow): Figure => ({
  value,
  ...(numerator === null || denominator === null ? {} : { numerator, denominator }),
  records,
});

/** Kept figures of a measure over months: one key of the splits, or all of them. */
export async function keptFigures(
  read: Read,
  measure: string,
  months: readonly Month[],
  { splits, key }: { readonly splits: readonly Split[]; readonly key: string | null },
): Promise<{ readonly month: Month; readonly key: string; readonly figure: Figure }[]> {
  const rows = await read.rows(sql<FigureRow & { month: Month; key: string }>`
    select month, key, value, numerator, denominator, records from closed_figures
    where city_id = ${read.cityId} and measure = ${measure} and split = any(${[...splits]}::text[]) and month = any(${[...months]}::date[])
      and ${key === null ? sql`true` : sql`key = ${key}`}`);
  return rows.map(({ month, key: of, ...row }) => ({ month, key: of, figure: figureOf(row) }));
}

/** A lock that every change of one of the month's records takes shared; gives false when somebody is changing one just now. */
export async function tryLockMonth(tx: Tx, month: Month): Promise<boolean> {
  const [row] = await tx.rows(
    sql<{ got: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`${tx.cityId}|closing|${month}`}, 0)) as got`,
  );
  return row?.got ?? false;
}

export async function insertClosed(tx: Tx, row: ClosedRow & { readonly id: Id }): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into closed_months (city_id, month, id, closed_at, closed_by, closed_by_name)
    values (${tx.cityId}, ${row.month}, ${row.id}, ${row.closedAt}, ${row.closedBy}, ${row.closedByName}) on conflict do nothing returning month`);
  return rows.length === 1;
}

export async function insertFigures(tx: Tx, month: Month, figures: readonly KeptFigure[]): Promise<void> {
  const rows = figures.map(({ measure, split, key, figure }) => ({
    measure,
    split,
    key,
    value: figure.value,
    numerator: figure.numerator ?? null,
    denominator: figure.denominator ?? null,
    records: figure.records,
  }));
  await tx.rows(sql`
    insert into closed_figures (city_id, month, measure, split, key, value, numerator, denominator, records)
    select ${tx.cityId}, ${month}, measure, split, key, value, numerator, denominator, records
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row(measure text, split text, key text, value double precision, numerator integer, denominator integer, records integer)`);
}

export async function closingDayOf(read: Read): Promise<number | null> {
  const [row] = await read.rows(sql<{ day: number | null }>`select day from closing_settings where city_id = ${read.cityId}`);
  return row ? row.day : DEFAULT_CLOSING_DAY;
}

export async function saveClosingDay(tx: Tx, day: number | null): Promise<void> {
  await tx.rows(sql`
    insert into closing_settings (city_id, day) values (${tx.cityId}, ${day}) on conflict (city_id) do update set day = excluded.day`);
}
