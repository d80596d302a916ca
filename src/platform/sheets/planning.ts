import type { Id } from '../../kernel/ids.ts';
import { Problem, type Fault } from '../../kernel/problem.ts';
import type { ReadContext } from '../context.ts';
import { parseRow, readHeading, type Heading } from './parsing.ts';
import type { RawRow } from './cells.ts';
import { sheetRows } from './reading.ts';
import { sheetProblems, type ImportCounts, type ImportPreview, type SheetFault } from './schema.ts';
import type { NumberedRow, SheetRow, SheetTemplate, Verdict } from './template.ts';
import { columnName } from './xml.ts';

/** What a whole sheet would do. */
export interface SheetPlan {
  readonly heading: Heading;
  /** Rows that can be applied, with what applying them does. */
  readonly good: readonly (NumberedRow<SheetRow> & { readonly verdict: 'create' | 'update' | 'same' })[];
  /** Faults by row number; `path` is the column's key, or empty for the row. */
  readonly faulty: ReadonlyMap<number, readonly Fault[]>;
  /** What stands in a faulty cell; of a row far below among many, nothing. */
  readonly cellText: (row: number, key: string) => string;
}

const SHOWN_ROWS = 20;
const SHOWN_FAULTS = 200;
const REFUSED_FAULTS = 20;

/** The raw rows of a stored sheet. */
export async function* storedRows(ctx: ReadContext, fileId: Id): AsyncGenerator<RawRow> {
  const { stream } = await ctx.files.open(ctx.read, fileId, 'original');
  yield* sheetRows(stream);
}

interface Parsed {
  readonly heading: Heading;
  readonly rows: readonly NumberedRow<SheetRow>[];
  readonly broken: readonly NumberedRow<Partial<SheetRow>>[];
  readonly faulty: Map<number, readonly Fault[]>;
  readonly head: readonly RawRow[];
  /** The first rows with a fault in a cell, as they were sent. */
  readonly sent: ReadonlyMap<number, RawRow>;
}

async function parseSheet(ctx: ReadContext, template: SheetTemplate, fileId: Id): Promise<Parsed> {
  let heading: Heading | undefined;
  const rows: NumberedRow<SheetRow>[] = [];
  const broken: NumberedRow<Partial<SheetRow>>[] = [];
  const faulty = new Map<number, readonly Fault[]>();
  const head: RawRow[] = [];
  const sent = new Map<number, RawRow>();
  for await (const raw of storedRows(ctx, fileId)) {
    if (!heading) {
      heading = readHeading(template, raw, ctx.locale);
      continue;
    }
    const parsed = parseRow(template, heading, raw);
    if (!parsed) continue;
    if (head.length < SHOWN_ROWS) head.push(raw);
    if ('faults' in parsed) {
      faulty.set(parsed.row, parsed.faults);
      broken.push({ row: parsed.row, values: parsed.values });
      if (sent.size < SHOWN_FAULTS) sent.set(raw.row, raw);
    } else rows.push(parsed);
  }
  heading ??= readHeading(template, undefined, ctx.locale);
  if (rows.length + faulty.size === 0) throw new Problem(sheetProblems.sheetEmpty);
  return { heading, rows, broken, faulty, head, sent };
}

function collect(template: SheetTemplate, parsed: Parsed, verdicts: readonly Verdict[]): SheetPlan {
  const { length } = parsed.rows;
  if (verdicts.length !== length && verdicts.length !== length + parsed.broken.length)
    throw new Error('a template answered for another number of rows than it was asked');
  const good: SheetPlan['good'][number][] = [];
  const faulty = new Map(parsed.faulty);
  const read = new Map<number, SheetRow>();
  for (const [index, row] of parsed.rows.entries()) {
    const verdict = verdicts[index];
    if (verdict && 'verdict' in verdict) good.push({ ...row, verdict: verdict.verdict });
    else {
      faulty.set(row.row, verdict?.faults ?? []);
      if (read.size < SHOWN_FAULTS) read.set(row.row, row.values);
    }
  }
  for (const [index, { row }] of parsed.broken.entries()) {
    const more = verdicts[length + index];
    if (more && 'faults' in more) faulty.set(row, [...(parsed.faulty.get(row) ?? []), ...more.faults]);
  }
  const cellText = (row: number, key: string): string => {
    const raw = parsed.sent.get(row);
    if (raw) return raw.cells[parsed.heading.positions.get(key) ?? -1]?.text ?? '';
    const value = read.get(row)?.[key] ?? '';
    if (value instanceof Date) return '';
    return template.columns[key]?.choices?.[String(value)]?.zh ?? String(value);
  };
  return { heading: parsed.heading, good, faulty, cellText };
}

/** Reads a stored sheet and asks its template what each row would do; `lock` comes between both. */
export async function planSheet(
  ctx: ReadContext,
  template: SheetTemplate,
  fileId: Id,
  lock?: (rows: readonly NumberedRow<SheetRow>[]) => Promise<void>,
): Promise<SheetPlan & { readonly head: readonly RawRow[] }> {
  if (!template.plan) throw new Problem(sheetProblems.sheetReadOnly);
  const parsed = await parseSheet(ctx, template, fileId);
  await lock?.(parsed.rows);
  const verdicts = await template.plan(ctx, parsed.rows, parsed.broken);
  return { ...collect(template, parsed, verdicts), head: parsed.head };
}

export function countsOf({ good, faulty }: SheetPlan): ImportCounts {
  const of = (verdict: string) => good.filter((row) => row.verdict === verdict).length;
  return { rows: good.length + faulty.size, create: of('create'), update: of('update'), same: of('same'), faulty: faulty.size };
}

/** Where a fault stands in the sheet. */
export function placeOf(
  template: SheetTemplate,
  heading: Heading,
  row: number,
  fault: Fault,
): { readonly column: number | null; readonly header: string; readonly cell: string } {
  const column = heading.positions.get(fault.path);
  if (column === undefined) return { column: null, header: '', cell: `${row}` };
  return { column, header: heading.names[column] ?? template.columns[fault.path]?.header.zh ?? '', cell: `${columnName(column)}${row}` };
}

function faultsShown(template: SheetTemplate, plan: SheetPlan): SheetFault[] {
  const shown: SheetFault[] = [];
  for (const [row, faults] of [...plan.faulty].sort(([a], [b]) => a - b)) {
    for (const fault of faults) {
      if (shown.length === SHOWN_FAULTS) return shown;
      const { column, header, cell } = placeOf(template, plan.heading, row, fault);
      const value = column === null ? '' : plan.cellText(row, fault.path);
      shown.push({ row, column: header, cell, code: fault.code, zh: fault.zh, en: fault.en, value });
    }
  }
  return shown;
}

/** The refusal of a sheet that was to go in as a whole: how many rows are faulty, and the first faults by cell. */
export function faultySheet(template: SheetTemplate, plan: SheetPlan): Problem {
  const faults = faultsShown(template, plan).slice(0, REFUSED_FAULTS);
  const named = faults.map(({ cell, column, code, zh, en }) => ({
    path: cell,
    code,
    zh: column === '' ? zh : `${column}：${zh}`,
    en: column === '' ? en : `${column}: ${en}`,
  }));
  return new Problem(sheetProblems.sheetFaulty, { count: plan.faulty.size }, named);
}

/** What the person sees before anything is written. */
export function previewOf(template: SheetTemplate, plan: SheetPlan, head: readonly RawRow[]): ImportPreview {
  const shown = new Set(head.map((raw) => raw.row));
  const verdicts = new Map(plan.good.filter(({ row }) => shown.has(row)).map((row) => [row.row, row.verdict]));
  return {
    counts: countsOf(plan),
    faults: faultsShown(template, plan),
    header: [...plan.heading.names],
    first: head.map((raw) => ({ row: raw.row, verdict: verdicts.get(raw.row) ?? 'faulty', cells: raw.cells.map((cell) => cell.text) })),
    ignored: [...plan.heading.ignored],
  };
}
