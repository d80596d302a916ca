import type { Fault } from '../../kernel/problem.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Locale } from '../../kernel/text.ts';
import { serialText, type RawCell, type RawRow } from './cells.ts';
import { sheetProblems } from './schema.ts';
import type { CellValue, SheetColumn, SheetRow, SheetTemplate } from './template.ts';

/** Which column of the sheet holds which column of the template, counted from 0. */
export interface Heading {
  readonly names: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** Names of columns that the template does not know. */
  readonly ignored: readonly string[];
}

/** A row that could be read, or what is wrong with its cells; `path` of a fault is the column's key. */
export type ParsedRow =
  | { readonly row: number; readonly values: SheetRow }
  | { readonly row: number; readonly faults: readonly Fault[]; readonly values: Partial<SheetRow> };

const plain = (header: string) => header.normalize('NFKC').replace(/[\s*]/g, '').toLowerCase();

/** Headers that our own result sheets add, to be passed over when such a sheet is corrected and sent again. */
export const FAULT_HEADER = { zh: '问题（改好后可直接再次导入）', en: 'Problems (correct them and import this file again)' };
const ours = new Set([FAULT_HEADER.zh, FAULT_HEADER.en].map(plain));

/** Finds the template's columns by their headers, in either language and any order. @throws Problem sheetHeader */
export function readHeading(template: SheetTemplate, row: RawRow | undefined, locale: Locale): Heading {
  const names = (row?.cells ?? []).map((cell) => cell.text);
  const places = new Map(names.map((name, index) => [plain(name), index]).reverse() as [string, number][]);
  const entries = Object.entries(template.columns);
  const positions = new Map<string, number>();
  for (const [key, column] of entries) {
    const at = places.get(plain(column.header.zh)) ?? places.get(plain(column.header.en));
    if (at !== undefined) positions.set(key, at);
  }
  const missing = entries.filter(([key]) => !positions.has(key)).map(([, column]) => column.header[locale]);
  if (missing.length > 0) throw new Problem(sheetProblems.sheetHeader, { columns: missing.join(locale === 'zh' ? '、' : ', ') });
  const used = new Set(positions.values());
  const ignored = names.filter((name, index) => name !== '' && !used.has(index) && !ours.has(plain(name)));
  return { names, positions, ignored };
}

const fault = (path: string, code: string, zh: string, en: string): Fault => ({ path, code, zh, en });

function readCell(key: string, column: SheetColumn, cell: RawCell): { readonly value: CellValue } | Fault {
  if ('bad' in cell) {
    if (cell.bad === 'formula')
      return fault(key, 'formula', '单元格里是公式，请改成数值（复制后选择性粘贴“数值”）', 'this is a formula; paste it as a value');
    if (cell.bad === 'character')
      return fault(key, 'character', '有存不下的字符（坏掉的表情符号或控制字符），请删掉', 'holds a character that cannot be stored');
    return fault(key, 'cellError', `单元格是错误值 ${cell.text}`, `the cell is the error ${cell.text}`);
  }
  if (cell.text === '') return column.required ? fault(key, 'required', '必填', 'required') : { value: null };
  // A day in a date column that lost its format is left as Excel's number of days.
  const serial = (column.kind === 'date' || column.kind === 'time') && /^\d{5}(\.\d+)?$/.test(cell.text);
  const answer = column.read(serial ? serialText(Number(cell.text)) : cell.text);
  return 'wrong' in answer ? fault(key, 'invalid', answer.wrong.zh, answer.wrong.en) : answer;
}

/** Reads one row by the template's columns; null for a row without any content. */
export function parseRow(template: SheetTemplate, heading: Heading, raw: RawRow): ParsedRow | null {
  if (raw.cells.every((cell) => cell.text === '')) return null;
  const values: Record<string, CellValue> = {};
  const faults: Fault[] = [];
  let filled = false;
  for (const [key, column] of Object.entries(template.columns)) {
    const cell = raw.cells[heading.positions.get(key) ?? -1] ?? { text: '' };
    filled ||= cell.text !== '';
    const answer = readCell(key, column, cell);
    if ('value' in answer) values[key] = answer.value;
    else faults.push(answer);
  }
  if (!filled) return null;
  return faults.length > 0 ? { row: raw.row, faults, values } : { row: raw.row, values };
}
