import { SaxesParser } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;

/** Told what an XML text contains, in its order. Names of elements come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

export class BrokenXml extends Error {}

/** An attribute that carries a prefix of the writer's choice, such as `r:id`. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];
}

/** A tag or text longer than this is no spreadsheet's. */
const LONGEST = 4_000_000;
const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1);

/** Reads XML in pieces as they come. Document types are refused, so nothing expands. */
export class XmlScanner {
  private readonly parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  /** Characters fed since something was told. */
  private silent = 0;

  constructor(handler: XmlHandler) {
    const text = (value: string) => {
      this.silent = 0;
      handler.text(value);
    };
    this.parser.on('error', ({ message }) => {
      throw new BrokenXml(message);
    });
    this.parser.on('doctype', () => {
      throw new BrokenXml('document type');
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.silent = 0;
      handler.open(withoutPrefix(name), attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      this.silent = 0;
      handler.close(withoutPrefix(name));
    });
    this.parser.on('text', text);
    this.parser.on('cdata', text);
  }

  feed(piece: string): void {
    this.silent += piece.length;
    this.parser.write(piece);
    if (this.silent > LONGEST) throw new BrokenXml('endless');
  }

  end(): void {
    this.parser.close();
  }
}
