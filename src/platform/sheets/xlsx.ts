import { prefixed, type Attributes, type XmlHandler } from './xml-scan.ts';

// The parts of a workbook beside its sheets, each as a handler of its XML.

/** Number formats that Excel shows as days or times, also those of its Chinese edition. */
const builtInDates = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Does a format of its own show days or times? What is quoted, escaped or in brackets is not part of the pattern. */
export function isDateFormat(code: string): boolean {
  const pattern = code.split(';')[0]?.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '') ?? '';
  return /[ymdhs]/i.test(pattern) && !/general/i.test(pattern);
}

/** Which cell formats are dates. */
export class StylesReader implements XmlHandler {
  readonly dates: boolean[] = [];
  private readonly own = new Map<number, boolean>();
  private inCells = false;

  open(name: string, attributes: Attributes): void {
    if (name === 'numFmt') this.own.set(Number(attributes['numFmtId']), isDateFormat(attributes['formatCode'] ?? ''));
    else if (name === 'cellXfs') this.inCells = true;
    else if (name === 'xf' && this.inCells) {
      const id = Number(attributes['numFmtId'] ?? 0);
      this.dates.push(this.own.get(id) ?? builtInDates(id));
    }
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCells = false;
  }

  text(): void {}
}

/** Texts that cells refer to by number. Reading aids for Japanese names (`rPh`) are no part of them. */
export class StringsReader implements XmlHandler {
  readonly strings: string[] = [];
  private current = '';
  private inText = false;
  private inPhonetic = false;

  open(name: string): void {
    if (name === 'si') this.current = '';
    else if (name === 't') this.inText = true;
    else if (name === 'rPh') this.inPhonetic = true;
  }

  close(name: string): void {
    if (name === 'si') this.strings.push(decodeText(this.current));
    else if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inPhonetic = false;
  }

  text(text: string): void {
    if (this.inText && !this.inPhonetic) this.current += text;
  }
}

/** The first sheet's relation and the count of days. */
export class WorkbookReader implements XmlHandler {
  firstSheet: string | undefined;
  from1904 = false;

  open(name: string, attributes: Attributes): void {
    if (name === 'sheet') this.firstSheet ??= prefixed(attributes, 'id');
    else if (name === 'workbookPr') this.from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
  }

  close(): void {}
  text(): void {}
}

/** Relation id → part. */
export class RelationsReader implements XmlHandler {
  readonly targets = new Map<string, string>();

  open(name: string, attributes: Attributes): void {
    if (name !== 'Relationship') return;
    const target = attributes['Target'] ?? '';
    this.targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
  }

  close(): void {}
  text(): void {}
}

/** `_x000D_` stands for a character that XML does not have. */
export const decodeText = (text: string) =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
