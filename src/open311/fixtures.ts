import { itemNames, type Spark } from './rules/xml.ts';

/** For tests: reads XML as strictly as the standard asks, and makes JSON of it by the Spark mapping. */

interface Element {
  readonly name: string;
  readonly children: readonly Element[];
  readonly text: string;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const declaration = /^<\?xml version="1\.0" encoding="utf-8"\?>\n/i;

function decoded(raw: string): string {
  if (raw.includes(']]>') || raw.includes('<')) throw new Error(`not well-formed: ${raw.slice(0, 80)}`);
  // A reader turns CRLF and CR into LF before it looks at anything; references come after that.
  return raw.replace(/\r\n?/g, '\n').replace(/&([^;&]*)(;?)/g, (whole, name: string, end: string) => {
    const character = name.startsWith('#x')
      ? String.fromCodePoint(parseInt(name.slice(2), 16))
      : name.startsWith('#')
        ? String.fromCodePoint(Number(name.slice(1)))
        : named[name];
    if (!end || character === undefined || unwritable.test(character)) throw new Error(`bad reference ${whole}`);
    return character;
  });
}

/** The root element. @throws Error when the text is no well-formed document with a declaration */
export function readXml(document: string): Element {
  if (!declaration.test(document)) throw new Error('no XML declaration');
  const text = document.replace(declaration, '');
  if (unwritable.test(text)) throw new Error('a character that XML cannot hold');
  let at = 0;
  const read = (): Element => {
    const open = /<([a-z_][a-z0-9_]*)(\/?)>/iy;
    open.lastIndex = at;
    const match = open.exec(text);
    if (!match) throw new Error(`an element expected at ${at}: ${text.slice(at, at + 40)}`);
    const [tag, name = '', empty] = match;
    at += tag.length;
    if (empty) return { name, children: [], text: '' };
    const children: Element[] = [];
    let inner = '';
    for (;;) {
      const next = text.indexOf('<', at);
      if (next < 0) throw new Error(`${name} is not closed`);
      inner += decoded(text.slice(at, next));
      at = next;
      if (!text.startsWith('</', at)) {
        children.push(read());
        continue;
      }
      if (!text.startsWith(`</${name}>`, at)) throw new Error(`${name} is closed as ${text.slice(at, at + 40)}`);
      at += name.length + 3;
      return { name, children, text: inner };
    }
  };
  const root = read();
  if (text.slice(at).trim() !== '') throw new Error('something follows the root element');
  return root;
}

/** The JSON of an XML document. XML has no types: numbers and truth values arrive as text. */
export const sparkOfXml = (document: string): Spark => sparkOf(readXml(document));

function sparkOf(element: Element): Spark {
  const item = itemNames[element.name];
  if (item) {
    if (element.children.some((child) => child.name !== item)) throw new Error(`${element.name} holds something other than ${item}`);
    return element.children.map(sparkOf);
  }
  if (element.children.length > 0) return Object.fromEntries(element.children.map((child) => [child.name, sparkOf(child)]));
  return element.text === '' ? null : element.text;
}

/** A JSON answer with every value as XML can tell it. */
export function untyped(value: unknown): Spark {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(untyped);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, child]) => [name, untyped(child)] as const);
    // An object without anything and an empty element are the same to XML.
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }
  return null;
}
