/** Told what an XML text contains, in its order. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

export class BrokenXml extends Error {}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves character references; there are no others without a document type, which is refused. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const patterns = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const known = patterns.get(name);
  if (known) return known;
  const made = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  patterns.set(name, made);
  return made;
}

/** An attribute's value out of a tag's inside; undefined without it. The name may carry a prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = patternOf(name).exec(attributes);
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : undefined;
}

/** A tag longer than this is no spreadsheet's. */
const LONGEST_TAG = 1_000_000;
const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1);

/** Finds the end of a tag: a `>` outside quotes. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return at;
  }
  return -1;
}

/** Reads XML in pieces as they come. Handles what workbooks contain; document types are refused, so nothing expands. */
export class XmlScanner {
  private rest = '';

  constructor(private readonly handler: XmlHandler) {}

  feed(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start === -1) break;
      if (start > at) this.characters(text.slice(at, start));
      const next = this.markup(text, start);
      if (next === -1) {
        at = start;
        break;
      }
      at = next;
    }
    // Characters wait for the tag after them, so that a text arrives whole.
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST_TAG * 4) throw new BrokenXml('endless');
  }

  end(): void {
    if (this.rest.trim() !== '') throw new BrokenXml('cut off');
  }

  private characters(text: string): void {
    this.handler.text(unescapeXml(text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text));
  }

  /** Handles what starts at `<`; gives where it ends, -1 when the rest of it has not come yet. */
  private markup(text: string, start: number): number {
    const second = text.charCodeAt(start + 1);
    if (second === 0x21) return this.special(text, start);
    if (second === 0x3f) return after(text.indexOf('?>', start), 2);
    const end = tagEnd(text, start + 1);
    if (end === -1) return -1;
    if (second === 0x2f) this.handler.close(withoutPrefix(text.slice(start + 2, end).trim()));
    else this.tag(text.slice(start + 1, end));
    return end + 1;
  }

  private tag(inside: string): void {
    const alone = inside.endsWith('/');
    const body = alone ? inside.slice(0, -1) : inside;
    const space = body.search(/\s/);
    const name = withoutPrefix(space === -1 ? body : body.slice(0, space));
    this.handler.open(name, space === -1 ? '' : body.slice(space));
    if (alone) this.handler.close(name);
  }

  private special(text: string, start: number): number {
    if (text.startsWith('<!--', start)) return after(text.indexOf('-->', start + 4), 3);
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start);
      if (end !== -1) this.handler.text(text.slice(start + 9, end));
      return after(end, 3);
    }
    if (text.length - start < 9) return -1;
    throw new BrokenXml('document type');
  }
}

const after = (found: number, length: number) => (found === -1 ? -1 : found + length);
