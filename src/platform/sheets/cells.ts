import type { Attributes, XmlHandler } from './xml-scan.ts';
import { decodeText } from './xlsx.ts';

/** What stands in a cell, before any column looks at it. */
export type RawCell = { readonly text: string } | { readonly bad: 'formula' | 'error' | 'character'; readonly text: string };

export interface RawRow {
  /** As Excel numbers them; the header is row 1. */
  readonly row: number;
  readonly cells: readonly RawCell[];
}

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  /** Is this cell format a date? */
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
}

const MOST_COLUMNS = 200;
const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
/** Days between both of Excel's counts. */
const SINCE_1904 = 1462;
const EMPTY: RawCell = { text: '' };

const outer = (text: string) => text.replace(/^[ \u00a0\u3000]+|[ \u00a0\u3000]+$/g, '');

/** Excel writes what XML cannot hold as `_x0000_`; NUL and half a surrogate pair are nothing that could be kept. */
const noCharacter = /[\0\p{Cs}\uFFFD]/gu;
/** What a cell shows that could not be computed. */
const errors = new Set(['#DIV/0!', '#N/A', '#NAME?', '#NULL!', '#NUM!', '#REF!', '#VALUE!', '#SPILL!', '#CALC!']);
/**
 * Our result sheets hold no formulas, only what one said, behind this sign: a fault as before when the sheet comes back
 * uncorrected. Errors and lost characters stand there as they are, and are faults as texts too.
 */
export const FORMULA_SIGN = '⚠';

function written(text: string): RawCell {
  if (text.startsWith(`${FORMULA_SIGN}=`)) return { bad: 'formula', text: text.slice(FORMULA_SIGN.length) };
  if (errors.has(text.trim())) return { bad: 'error', text: text.trim() };
  return text.search(noCharacter) < 0 ? { text: outer(text) } : { bad: 'character', text: text.replace(noCharacter, '\uFFFD') };
}

/** A date cell has no zone: what it shows is the city's time. To the millisecond, as serial numbers are fractions. */
export function serialText(serial: number): string {
  const at = new Date(EPOCH + Math.round(serial * DAY));
  if (Number.isNaN(at.getTime())) return String(serial);
  const iso = at.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, -1).replace('T', ' ');
}

/** Column of a reference such as `AB12`, counted from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** Gathers the rows of a sheet; whoever feeds the scanner takes them from `rows`. */
export class SheetReader implements XmlHandler {
  rows: RawRow[] = [];
  private row = 0;
  private cells: RawCell[] = [];
  private column = -1;
  private type = '';
  private format = 0;
  private value = '';
  private formula: string | null = null;
  private inValue = false;
  private inFormula = false;
  private inPhonetic = false;

  constructor(private readonly context: SheetContext) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.inValue = true;
    else if (name === 'f') {
      this.inFormula = true;
      this.formula = '';
    } else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 'row') this.openRow(attributes);
  }

  close(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'f') this.inFormula = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'row') this.rows.push({ row: this.row, cells: this.cells });
  }

  text(text: string): void {
    if (this.inFormula) this.formula += text;
    else if (this.inValue && !this.inPhonetic) this.value += text;
  }

  private openRow(attributes: Attributes): void {
    this.row = Number(attributes['r'] ?? this.row + 1);
    this.cells = [];
    this.column = -1;
  }

  private openCell(attributes: Attributes): void {
    const reference = attributes['r'];
    this.column = reference === undefined ? this.column + 1 : columnOf(reference);
    this.type = attributes['t'] ?? 'n';
    this.format = Number(attributes['s'] ?? 0);
    this.value = '';
    this.formula = null;
  }

  private closeCell(): void {
    if (this.column < 0 || this.column >= MOST_COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push(EMPTY);
    this.cells[this.column] = this.formula === null ? this.plain() : { bad: 'formula', text: `=${this.formula}` };
  }

  private plain(): RawCell {
    const { value } = this;
    if (this.type === 's') return written(this.context.strings[Number(value)] ?? '');
    if (this.type === 'inlineStr' || this.type === 'str') return written(decodeText(value));
    if (this.type === 'e') return { bad: 'error', text: value };
    if (this.type === 'b') return { text: value === '1' ? 'true' : 'false' };
    if (value === '') return EMPTY;
    const number = Number(value);
    // Dates as ISO text (type d) and anything that is no number stay as they are.
    if (Number.isNaN(number)) return { text: outer(value) };
    return { text: this.context.dates[this.format] ? serialText(number + (this.context.from1904 ? SINCE_1904 : 0)) : String(number) };
  }
}
