import type { CellValue } from './template.ts';

const DAY = 86_400_000;
/** Day 0 of Excel's count, with its 29 February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);
/** The city keeps China's time, without summer time since 1991. */
const CITY_OFFSET = 8 * 3_600_000;

/** Indexes into the cell formats of styles.xml. `faulty` formats add a red ground. */
export const styles = {
  plain: 0,
  header: 1,
  required: 2,
  text: 3,
  date: 4,
  time: 5,
  faultyNumber: 6,
  faulty: 7,
  faultyDate: 8,
  faultyTime: 9,
} as const;

const column = (index: number): string => (index < 26 ? '' : column(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
const columnNames: string[] = [];
/** `A`, `B`, … `AA`. */
export const columnName = (index: number): string => (columnNames[index] ??= column(index));

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// Written as _xHHHH_ in a workbook: characters that XML does not have, carriage returns, and what would be read as such an escape.
const unusual = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const escapeCode = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** A text as XML content or attribute. */
export function xmlText(text: string): string {
  const escaped = /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => named[character] ?? character) : text;
  return escaped.replace(unusual, escapeCode);
}

/** Excel refuses a workbook with a longer cell. */
const LONGEST = 32_767;
const fits = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`);

/** Excel's serial number of a calendar day. */
export const serialOfDay = (day: string) => (Date.parse(`${day}T00:00:00Z`) - EPOCH) / DAY;
/** Excel's serial number of a moment, on the city's clock. */
export const serialOfMoment = (at: Date) => (at.getTime() + CITY_OFFSET - EPOCH) / DAY;

export type CellKind = 'text' | 'number' | 'date' | 'time';
/** Each kind's format, good and faulty. */
const kindStyles = {
  text: [styles.text, styles.faulty],
  number: [styles.plain, styles.faultyNumber],
  date: [styles.date, styles.faultyDate],
  time: [styles.time, styles.faultyTime],
} as const;

/** The format of a column's empty cells: what is typed there is kept as its kind, `001` as a text. */
export const columnFormat = (kind: CellKind): string => (kind === 'number' ? '' : ` style="${kindStyles[kind][0]}"`);

function numberCell(reference: string, value: number, style: number): string {
  return `<c r="${reference}"${style === 0 ? '' : ` s="${style}"`}><v>${value}</v></c>`;
}

/**
 * One cell. A text is an inline string of the text format with `quotePrefix`, Excel's own apostrophe: it is no formula,
 * it reads back as the very same text, and it does not become one when somebody edits the cell. LibreOffice passes over
 * `quotePrefix` and heeds the format; in Excel the apostrophe stays when somebody changes the format.
 */
export function cellXml(reference: string, value: CellValue, kind: CellKind, faulty = false): string {
  if (value === null || value === '') return faulty ? `<c r="${reference}" s="${kindStyles[kind][1]}"/>` : '';
  if (typeof value === 'number') return numberCell(reference, value, kindStyles.number[faulty ? 1 : 0]);
  if (value instanceof Date) return numberCell(reference, serialOfMoment(value), kindStyles.time[faulty ? 1 : 0]);
  if (kind === 'date' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return numberCell(reference, serialOfDay(value), kindStyles.date[faulty ? 1 : 0]);
  return textCell(reference, String(value), kindStyles.text[faulty ? 1 : 0]);
}

/** A text in a given format. */
export function textCell(reference: string, text: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(fits(text))}</t></is></c>`;
}

// Order as in `styles`. Number format 49 is text, 164 and 165 are ours.
const format = (id: number, { font = 0, ground = 0, prefix = false } = {}) =>
  `<xf numFmtId="${id}" fontId="${font}" fillId="${ground}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${prefix ? ' quotePrefix="1"' : ''}/>`;
const formats = [
  format(0),
  format(49, { font: 1, ground: 2 }),
  format(49, { font: 2, ground: 2 }),
  format(49, { prefix: true }),
  format(164),
  format(165),
  format(0, { ground: 3 }),
  format(49, { prefix: true, ground: 3 }),
  format(164, { ground: 3 }),
  format(165, { ground: 3 }),
];
const solid = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`;
const font = (inside: string) => `<font>${inside}<sz val="11"/><name val="等线"/></font>`;

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export const stylesXml = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="3">${font('')}${font('<b/>')}${font('<b/><color rgb="FFB42318"/>')}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid('FFEEF2F6')}${solid('FFFDE2E0')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`;
