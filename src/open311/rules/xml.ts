/**
 * Answers as trees: JSON as it is sent, and from the same tree the XML of which that JSON is the Spark mapping. A list
 * is a bare array in JSON and in XML a container whose children carry the name for one of its items.
 */
export type Spark = string | number | boolean | null | readonly Spark[] | { readonly [name: string]: Spark };

/** The lists of the standard and its extensions, and what one item of each is called in XML. */
export const itemNames: Readonly<Record<string, string>> = {
  endpoints: 'endpoint',
  formats: 'format',
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  notes: 'note',
  photos: 'photo',
  errors: 'error',
};

// Everything that XML 1.0 has no way to write: control characters, lone surrogates, U+FFFE and U+FFFF.
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The tree as both formats can carry it: characters that XML cannot hold are replaced, and an empty text is null. */
export function carriable(value: Spark): Spark {
  if (typeof value === 'string') return value === '' ? null : value.replace(unwritable, '\u{FFFD}');
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(carriable);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, carriable(child)]));
}

/** The tree as an XML document with this root element. */
export const toXml = (root: string, value: Spark): string => `<?xml version="1.0" encoding="utf-8"?>\n${element(root, carriable(value))}\n`;

/** The tree as JSON. */
export const toJson = (value: Spark): string => JSON.stringify(carriable(value));

function element(name: string, value: Spark): string {
  const inner = content(name, value);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function content(name: string, value: Spark): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escaped(String(value));
  if (isList(value)) return value.map((item) => element(itemName(name), item)).join('');
  return Object.entries(value)
    .map(([child, inner]) => element(child, inner))
    .join('');
}

function itemName(list: string): string {
  const name = itemNames[list];
  if (!name) throw new Error(`no name for one of ${list}`);
  return name;
}

// ">" as well, so that "]]>" never stands in a text; a carriage return would be read back as a line feed.
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const escaped = (text: string): string => text.replace(/[&<>\r]/g, (character) => entities[character] ?? '');

// Array.isArray does not narrow readonly arrays.
const isList = (value: object): value is readonly Spark[] => Array.isArray(value);
