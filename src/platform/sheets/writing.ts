import type { Bilingual, Locale } from '../../kernel/text.ts';
import { NO, YES } from './columns.ts';
import { FAULT_HEADER } from './parsing.ts';
import { placeOf, type SheetPlan } from './planning.ts';
import { FORMULA_SIGN, type RawRow } from './cells.ts';
import type { CellValue, SheetColumn, SheetRow, SheetTemplate } from './template.ts';
import { streamSheets, type SheetSource, type WorkbookColumn } from './workbook.ts';
import type { CellKind } from './xml.ts';

const kinds: Readonly<Record<SheetColumn['kind'], CellKind>> = {
  text: 'text',
  whole: 'number',
  decimal: 'number',
  date: 'date',
  time: 'time',
  choice: 'text',
  yesNo: 'text',
};

const kindNames: Readonly<Record<SheetColumn['kind'], Bilingual>> = {
  text: { zh: '文字', en: 'text' },
  whole: { zh: '整数', en: 'whole number' },
  decimal: { zh: '数字', en: 'number' },
  date: { zh: '日期，如 2026-11-23', en: 'day, such as 2026-11-23' },
  time: { zh: '时间，如 2026-11-23 09:20', en: 'time, such as 2026-11-23 09:20' },
  choice: { zh: '选一个', en: 'one of' },
  yesNo: { zh: '是或否', en: 'yes or no' },
};

/** A value as its cell shows it: names instead of codes. */
function shown(column: SheetColumn, value: CellValue, locale: Locale): CellValue {
  if (column.kind === 'choice' && typeof value === 'string') return column.choices?.[value]?.[locale] ?? value;
  if (typeof value === 'boolean') return (value ? YES : NO)[locale];
  return value;
}

const offered = (column: SheetColumn, locale: Locale) =>
  column.kind === 'yesNo' ? [YES[locale], NO[locale]] : Object.values(column.choices ?? {}).map((name) => name[locale]);

function dataColumns(template: SheetTemplate, locale: Locale): WorkbookColumn<SheetRow>[] {
  return Object.entries(template.columns).map(([key, column]) => ({
    header: column.header[locale],
    width: column.width ?? 14,
    kind: kinds[column.kind],
    required: column.required,
    choices: offered(column, locale),
    value: (row) => shown(column, row[key] ?? null, locale),
  }));
}

const noteHeaders = {
  column: { zh: '列', en: 'Column' },
  required: { zh: '必填', en: 'Required' },
  kind: { zh: '填什么', en: 'What to enter' },
  example: { zh: '例', en: 'Example' },
  note: { zh: '说明', en: 'Note' },
} as const satisfies Record<string, Bilingual>;

/** The second sheet: how each column is filled in. */
function notes(template: SheetTemplate, locale: Locale): SheetSource<SheetRow> {
  const rows = Object.values(template.columns).map((column) => ({
    column: column.header[locale],
    required: column.required ? YES[locale] : '',
    kind: [kindNames[column.kind][locale], column.kind === 'choice' ? offered(column, locale).join(locale === 'zh' ? '、' : ', ') : '']
      .filter(Boolean)
      .join(locale === 'zh' ? '：' : ': '),
    example: column.example ?? '',
    note: column.note?.[locale] ?? '',
  }));
  const widths = { column: 20, required: 8, kind: 40, example: 24, note: 60 } as const;
  const columns = (Object.keys(noteHeaders) as (keyof typeof noteHeaders)[]).map((key) => ({
    header: noteHeaders[key][locale],
    width: widths[key],
    value: (row: SheetRow) => row[key] ?? '',
  }));
  return { name: locale === 'zh' ? '填写说明' : 'Notes', columns, rows };
}

/** The sheet with these rows, and how it is filled in; without rows it is the empty template. */
export function writeTemplate(
  template: SheetTemplate,
  rows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
  locale: Locale,
): AsyncIterable<Uint8Array> {
  return streamSheets([{ name: template.title[locale], columns: dataColumns(template, locale), rows }, notes(template, locale)]);
}

/** `C12 手机：格式不对` for each fault of a row. */
function faultText({ template, plan, locale, onlyFaulty }: ResultOptions, row: number): string {
  const colon = locale === 'zh' ? '：' : ': ';
  return (plan.faulty.get(row) ?? [])
    .map((fault) => {
      const { header, cell, column } = placeOf(template, plan.heading, row, fault);
      if (column === null) return fault[locale];
      // Among faulty rows alone the old numbers would point to the wrong cells.
      return `${onlyFaulty ? '' : `${cell} `}${header}${colon}${fault[locale]}`;
    })
    .join(locale === 'zh' ? '；' : '; ');
}

/** A stray cell far below is no reason to write all the blank rows above it. */
const WIDEST_GAP = 1000;

/** Rows as they were sent, without the header. All of them keep their numbers, so blank rows stay. */
async function* dataRows(rows: AsyncIterable<RawRow>, keep: ((row: number) => boolean) | null): AsyncGenerator<RawRow> {
  let next = 0;
  for await (const row of rows) {
    const heading = next === 0;
    if (heading) next = row.row + 1;
    else if (!keep) {
      for (const gap = Math.min(row.row, next + WIDEST_GAP); next < gap; next++) yield { row: next, cells: [] };
      next = row.row + 1;
      yield row;
    } else if (keep(row.row)) yield row;
  }
}

export interface ResultOptions {
  readonly template: SheetTemplate;
  readonly plan: SheetPlan;
  readonly rows: AsyncIterable<RawRow>;
  readonly locale: Locale;
  readonly onlyFaulty: boolean;
}

/**
 * The sheet as it was sent, with one more column that says what is wrong with a row, faulty cells on red ground and
 * with a comment. The column of an earlier result is replaced.
 */
export function writeResult(options: ResultOptions): AsyncIterable<Uint8Array> {
  const { template, plan, locale } = options;
  const { heading } = plan;
  const places = heading.names.flatMap((name, at) => (name === FAULT_HEADER.zh || name === FAULT_HEADER.en ? [] : [at]));
  const kindAt = new Map([...heading.positions].map(([key, at]) => [at, template.columns[key]?.kind]));
  const columns: WorkbookColumn<RawRow>[] = places.map((at) => {
    const kind = kinds[kindAt.get(at) ?? 'text'];
    return { header: heading.names[at] ?? '', kind, value: (row) => valueOf(row, at, kind) };
  });
  columns.push({ header: FAULT_HEADER[locale], width: 60, value: (row) => faultText(options, row.row) });
  const remarks = (row: RawRow) =>
    (plan.faulty.get(row.row) ?? []).flatMap((fault) => {
      const column = places.indexOf(heading.positions.get(fault.path) ?? -1);
      return column === -1 ? [] : [{ column, text: fault[locale] }];
    });
  const rows = dataRows(options.rows, options.onlyFaulty ? (row) => plan.faulty.has(row) : null);
  return streamSheets([{ name: template.title[locale], columns, rows, remarks }]);
}

/** What was in the cell; a good number or day stays a number or day. */
function valueOf(row: RawRow, at: number, kind: CellKind): CellValue {
  const cell = row.cells[at] ?? { text: '' };
  const text = 'bad' in cell && cell.bad === 'formula' ? `${FORMULA_SIGN}${cell.text}` : cell.text;
  return kind === 'number' && /^-?\d+(\.\d+)?$/.test(text) && text.length <= 15 ? Number(text) : text;
}
