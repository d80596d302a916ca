import type { Permission } from '../../kernel/actor.ts';
import type { Fault } from '../../kernel/problem.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext, WriteContext } from '../context.ts';

/** What a cell carries in code. Days are `2026-11-23`, moments are `Date`. */
export type CellValue = string | number | boolean | Date | null;
export type SheetRow = Readonly<Record<string, CellValue>>;

interface ColumnBasics {
  readonly header: Bilingual;
  /** Characters wide; 12 without it. */
  readonly width?: number;
  /** Shown in the template's second sheet, with the notes. */
  readonly note?: Bilingual;
  readonly example?: string;
}

/** One column; made by `text`, `whole`, `decimal`, `date`, `time`, `choice`, `yesNo` of columns.ts. */
export interface SheetColumn<T extends CellValue = CellValue> extends ColumnBasics {
  readonly kind: 'text' | 'whole' | 'decimal' | 'date' | 'time' | 'choice' | 'yesNo';
  readonly required: boolean;
  /** Code → name, of a `choice`. Names in both languages and the codes are accepted. */
  readonly choices?: Readonly<Record<string, Bilingual>>;
  /** The normalised text of a cell → its value, or what is wrong with it. Empty cells never get here. */
  readonly read: (text: string) => { readonly value: T } | { readonly wrong: Bilingual };
}

/** A row of a sheet with its number in the sheet (the header is row 1). */
export interface NumberedRow<Row> {
  readonly row: number;
  readonly values: Row;
}

/** What applying a row would do. `path` of a fault is the column's key; the machinery turns it into the cell. */
export type Verdict = { readonly verdict: 'create' | 'update' | 'same' } | { readonly faults: readonly Fault[] };

/** The row type that a set of columns carries. */
export type RowOf<Columns extends Readonly<Record<string, SheetColumn>>> = {
  readonly [K in keyof Columns]: Columns[K] extends SheetColumn<infer T> ? T : never;
};

interface SheetDefinition<Columns extends Readonly<Record<string, SheetColumn>>> {
  /** Address part, `units`; unique over all slices. */
  readonly name: string;
  readonly title: Bilingual;
  /** Who may export and get the template. */
  readonly permission: Permission;
  /** Who may import; nobody without it. */
  readonly importPermission?: Permission;
  /** In the order of the sheet. */
  readonly columns: Columns;
  /** All records the actor may see, one row each, in a stable order. */
  readonly load: (ctx: ReadContext) => AsyncIterable<RowOf<Columns>>;
  /**
   * What each row would do, in the order given: one verdict a row. Gets every well-formed row of the sheet at once, so
   * that rows may refer to each other. Reads only; asked for the preview and again, in the transaction, before applying.
   * `broken` are rows that have a fault in a cell, as far as they can be read. They are not applied, but whoever looks
   * at them says at once what else is wrong with them: further verdicts, behind the others and in the same order.
   */
  readonly plan?: (
    ctx: ReadContext,
    rows: readonly NumberedRow<RowOf<Columns>>[],
    broken: readonly NumberedRow<Partial<RowOf<Columns>>>[],
  ) => Promise<readonly Verdict[]>;
  /**
   * Locks what the rows name, in the transaction that applies them and before they are planned there: what others do at
   * the same moment is a fault of a row or waits, and the plan holds until it is written.
   */
  readonly lock?: (ctx: WriteContext, rows: readonly NumberedRow<RowOf<Columns>>[]) => Promise<void>;
  /** Writes the rows whose verdict is create or update, in the transaction of the request. */
  readonly apply?: (
    ctx: WriteContext,
    rows: readonly (NumberedRow<RowOf<Columns>> & { readonly verdict: 'create' | 'update' })[],
  ) => Promise<void>;
}

/** An `.xlsx` template, the same both ways: what is exported can be imported, and changes nothing then. */
export interface SheetTemplate {
  readonly name: string;
  readonly title: Bilingual;
  readonly permission: Permission;
  readonly importPermission?: Permission;
  readonly columns: Readonly<Record<string, SheetColumn>>;
  load(ctx: ReadContext): AsyncIterable<SheetRow>;
  plan?(
    ctx: ReadContext,
    rows: readonly NumberedRow<SheetRow>[],
    broken: readonly NumberedRow<Partial<SheetRow>>[],
  ): Promise<readonly Verdict[]>;
  lock?(ctx: WriteContext, rows: readonly NumberedRow<SheetRow>[]): Promise<void>;
  apply?(ctx: WriteContext, rows: readonly (NumberedRow<SheetRow> & { readonly verdict: 'create' | 'update' })[]): Promise<void>;
}

/** Declares a template; the columns give the type of its rows. */
export function defineSheet<const Columns extends Readonly<Record<string, SheetColumn>>>(
  definition: SheetDefinition<Columns>,
): SheetTemplate {
  return definition;
}
