import { Readable } from 'node:stream';
import type { RawRow } from './cells.ts';
import { sheetRows } from './reading.ts';
import { streamWorkbook } from './workbook.ts';
import type { CellValue } from './template.ts';

/** All bytes of a stream. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A workbook of one sheet: the header, then rows of cells. */
export function aSheet(header: readonly string[], rows: readonly (readonly CellValue[])[]): Promise<Buffer> {
  const columns = header.map((name, index) => ({ header: name, value: (row: readonly CellValue[]) => row[index] ?? null }));
  return bytesOf(streamWorkbook('表', columns, rows));
}

/** The first sheet of a workbook, read back. */
export async function rowsOf(workbook: Uint8Array): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of sheetRows(Readable.from([workbook]))) rows.push(row);
  return rows;
}

export const textsOf = (row: RawRow | undefined) => (row?.cells ?? []).map((cell) => cell.text);
