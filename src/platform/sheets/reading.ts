import type { Readable } from 'node:stream';
import { WorkbookReader } from '@cj-tech-master/excelts';
import { Problem } from '../../kernel/problem.ts';
import { sheetProblems } from './schema.ts';

/** What stands in a cell, before any column looks at it. */
export type RawCell = { readonly text: string } | { readonly bad: 'formula' | 'error'; readonly text: string };

export interface RawRow {
  /** As Excel numbers them; the header is row 1. */
  readonly row: number;
  readonly cells: readonly RawCell[];
}

export const MOST_IMPORTED = 200_000;
const MOST_COLUMNS = 200;
const EMPTY: RawCell = { text: '' };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const outer = (text: string) => text.replace(/^[ \u00a0\u3000]+|[ \u00a0\u3000]+$/g, '');

/** A date cell has no zone: what it shows is the city's time. To the millisecond, as serial numbers are fractions. */
function dateText(value: Date): string {
  const iso = new Date(Math.round(value.getTime())).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, -1).replace('T', ' ');
}

function richText(parts: readonly unknown[]): string {
  return parts.map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

/** The text of a cell's value as the library gives it. */
export function rawCell(value: unknown): RawCell {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'string') return { text: outer(value) };
  if (typeof value === 'number') return { text: String(value) };
  if (typeof value === 'boolean') return { text: String(value) };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? EMPTY : { text: dateText(value) };
  if (!isRecord(value)) return EMPTY;
  if ('formula' in value || 'sharedFormula' in value) return { bad: 'formula', text: `=${typeof value['formula'] === 'string' ? value['formula'] : '…'}` };
  if ('error' in value) return { bad: 'error', text: String(value['error']) };
  if (Array.isArray(value['richText'])) return { text: outer(richText(value['richText'])) };
  // A hyperlink: what it shows.
  return 'text' in value ? rawCell(value['text']) : EMPTY;
}

function cellsOf(values: unknown): RawCell[] {
  if (!Array.isArray(values)) return [];
  // Position 0 is unused: columns count from 1.
  return Array.from(values.slice(1, MOST_COLUMNS + 1), rawCell);
}

async function* firstSheet(stream: Readable): AsyncGenerator<RawRow> {
  const workbook = new WorkbookReader(stream, { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'ignore' });
  for await (const sheet of workbook) {
    for await (const row of sheet) yield { row: row.number, cells: cellsOf(row.values) };
    return;
  }
}

/**
 * The rows of a workbook's first sheet, streamed.
 * @throws Problem sheetUnreadable, sheetTooLong
 */
export async function* sheetRows(stream: Readable): AsyncGenerator<RawRow> {
  try {
    let count = 0;
    for await (const row of firstSheet(stream)) {
      if (++count > MOST_IMPORTED + 1) throw new Problem(sheetProblems.sheetTooLong, { limit: MOST_IMPORTED });
      yield row;
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(sheetProblems.sheetUnreadable);
  } finally {
    stream.destroy();
  }
}
