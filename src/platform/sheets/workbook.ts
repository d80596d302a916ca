import type { CellValue } from './template.ts';
import { type CellKind, cellXml, columnFormat, columnName, MAIN, styles, stylesXml, textCell, XML, xmlText } from './xml.ts';
import { zipped, type ZipPart } from './zip.ts';

export interface WorkbookColumn<Row> {
  readonly header: string;
  /** Characters wide; 14 without it. */
  readonly width?: number;
  /** How values are shown; a `date` value is a day as text, a `time` value a `Date`. Text without it. */
  readonly kind?: CellKind;
  readonly value: (row: Row) => CellValue;
  readonly required?: boolean;
  /** What Excel offers in this column's cells. */
  readonly choices?: readonly string[];
}

/** A remark on a cell. */
export interface CellRemark {
  readonly column: number;
  readonly text: string;
}

export interface SheetSource<Row> {
  readonly name: string;
  readonly columns: readonly WorkbookColumn<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
  /** What is wrong with a row's cells: red ground and a comment. */
  readonly remarks?: (row: Row) => readonly CellRemark[];
}

/** Rows of one sheet beside its header; Excel has no more. */
const MOST_ROWS = 1_048_575;
/** Comments are drawn shapes: above some thousand a workbook opens slowly, and the extra column tells the same. */
const MOST_COMMENTS = 2000;
/** Characters gathered before they are packed. */
const CHUNK = 65_536;
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

interface Comment {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

interface WrittenSheet {
  readonly name: string;
  readonly comments: readonly Comment[];
}

function opening<Row>(columns: readonly WorkbookColumn<Row>[]): string {
  const widths = columns
    .map(
      ({ width = 14, kind = 'text' }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}"${columnFormat(kind)} customWidth="1"/>`,
    )
    .join('');
  const header = columns
    .map(({ header: text, required }, index) => textCell(`${columnName(index)}1`, text, required ? styles.required : styles.header))
    .join('');
  return `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${header}</row>`;
}

/** Excel offers the choices of a column as a list; a list of more than 255 characters it would not open. */
function validations<Row>(columns: readonly WorkbookColumn<Row>[]): string {
  const lists = columns.flatMap(({ choices }, index) => {
    const list = choices?.join(',') ?? '';
    if (list === '' || list.length > 255 || choices?.some((choice) => choice.includes(','))) return [];
    const cells = `${columnName(index)}2:${columnName(index)}${MOST_ROWS + 1}`;
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${cells}"><formula1>"${xmlText(list)}"</formula1></dataValidation>`,
    ];
  });
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
}

function rowXml<Row>(source: SheetSource<Row>, row: Row, number: number, comments: Comment[]): string {
  const remarks = source.remarks?.(row) ?? [];
  for (const remark of remarks) if (comments.length < MOST_COMMENTS) comments.push({ row: number, ...remark });
  const cells = source.columns.map(({ value, kind = 'text' }, index) =>
    cellXml(
      `${columnName(index)}${number}`,
      value(row),
      kind,
      remarks.some((remark) => remark.column === index),
    ),
  );
  return `<row r="${number}">${cells.join('')}</row>`;
}

/** The XML of one sheet; takes rows until it is full and says so by leaving the rest in the iterator. */
async function* sheetXml<Row>(source: SheetSource<Row>, rows: Rows<Row>, comments: Comment[]): AsyncGenerator<string> {
  let text = opening(source.columns);
  for (let number = 2; number <= MOST_ROWS + 1; number++) {
    const row = await rows.next();
    if (row === undefined) break;
    text += rowXml(source, row.value, number, comments);
    if (text.length > CHUNK) {
      yield text;
      text = '';
    }
  }
  yield `${text}</sheetData>${validations(source.columns)}${comments.length > 0 ? '<legacyDrawing r:id="rId1"/>' : ''}</worksheet>`;
}

/** Rows one by one, with a look whether there are more. */
class Rows<Row> {
  private readonly iterator: AsyncIterator<Row> | Iterator<Row>;
  private ahead: { value: Row } | undefined;

  constructor(rows: AsyncIterable<Row> | Iterable<Row>) {
    this.iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  async next(): Promise<{ value: Row } | undefined> {
    const kept = this.ahead;
    this.ahead = undefined;
    if (kept) return kept;
    const step = await this.iterator.next();
    return step.done ? undefined : { value: step.value };
  }

  async more(): Promise<boolean> {
    this.ahead ??= await this.next();
    return this.ahead !== undefined;
  }

  /** Lets the source go when the reader stops early. */
  async close(): Promise<void> {
    await this.iterator.return?.();
  }
}

const commentsXml = (comments: readonly Comment[]) =>
  `${XML}<comments xmlns="${MAIN}"><authors><author>同创</author></authors><commentList>${comments
    .map(
      ({ row, column, text }) =>
        `<comment ref="${columnName(column)}${row}" authorId="0"><text><t xml:space="preserve">${xmlText(text)}</t></text></comment>`,
    )
    .join('')}</commentList></comments>`;

const drawingXml = (comments: readonly Comment[]) =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>${comments
    .map(
      ({ row, column }, index) =>
        `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1},15,${row - 1},2,${column + 4},15,${row + 3},2</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
    )
    .join('')}</xml>`;

const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
const relations = (inside: readonly string[]) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inside.join('')}</Relationships>`;

/** Excel's own limits for the name of a sheet. */
const sheetName = (name: string, number: number) => `${name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 26)}${number > 1 ? ` (${number})` : ''}`;

function* frame(sheets: readonly WrittenSheet[]): Generator<ZipPart> {
  for (const [index, { comments }] of sheets.entries()) {
    if (comments.length === 0) continue;
    const number = index + 1;
    yield {
      name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
      content: [
        relations([relation(1, 'vmlDrawing', `../drawings/vmlDrawing${number}.vml`), relation(2, 'comments', `../comments${number}.xml`)]),
      ],
    };
    yield { name: `xl/drawings/vmlDrawing${number}.vml`, content: [drawingXml(comments)] };
    yield { name: `xl/comments${number}.xml`, content: [commentsXml(comments)] };
  }
  const parts = sheets.flatMap(({ comments }, index) => [
    `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SHEET}.worksheet+xml"/>`,
    ...(comments.length > 0 ? [`<Override PartName="/xl/comments${index + 1}.xml" ContentType="${SHEET}.comments+xml"/>`] : []),
  ]);
  yield {
    name: '[Content_Types].xml',
    content: [
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/>${parts.join('')}</Types>`,
    ],
  };
  yield { name: '_rels/.rels', content: [relations([relation(1, 'officeDocument', 'xl/workbook.xml')])] };
  yield {
    name: 'xl/_rels/workbook.xml.rels',
    content: [
      relations([
        ...sheets.map((_sheet, index) => relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
        relation(sheets.length + 1, 'styles', 'styles.xml'),
      ]),
    ],
  };
  const list = sheets.map(({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('');
  yield {
    name: 'xl/workbook.xml',
    content: [`${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>`],
  };
  yield { name: 'xl/styles.xml', content: [stylesXml] };
}

async function* parts<Row>(sources: readonly SheetSource<Row>[]): AsyncGenerator<ZipPart> {
  const written: WrittenSheet[] = [];
  for (const source of sources) {
    const rows = new Rows(source.rows);
    try {
      for (let number = 1; number === 1 || (await rows.more()); number++) {
        const comments: Comment[] = [];
        yield { name: `xl/worksheets/sheet${written.length + 1}.xml`, content: sheetXml(source, rows, comments) };
        written.push({ name: sheetName(source.name, number), comments });
      }
    } finally {
      await rows.close();
    }
  }
  yield* frame(written);
}

/** Streams a workbook of several sheets. */
export function streamSheets<Row>(sources: readonly SheetSource<Row>[]): AsyncIterable<Uint8Array> {
  return zipped(parts(sources));
}

/** Streams rows of any number into an `.xlsx`; what does not fit into one sheet goes on in the next. */
export function streamWorkbook<Row>(
  name: string,
  columns: readonly WorkbookColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncIterable<Uint8Array> {
  return streamSheets([{ name, columns, rows }]);
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
