import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Rows as lines of COPY's text format. */

type Value = string | number | boolean | Date | null | undefined | readonly unknown[] | object;

const textEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const special = /[\\\t\n\r]/;
const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => textEscapes[character] ?? character) : text;
const arrayText = (items: readonly unknown[]): string =>
  items.length === 0 ? '{}' : `{${items.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** Limits are shared by all cases of a category: their text is made once. */
const jsonTexts = new WeakMap<object, string>();
function jsonText(value: object): string {
  const known = jsonTexts.get(value);
  if (known !== undefined) return known;
  const made = escaped(JSON.stringify(value));
  jsonTexts.set(value, made);
  return made;
}

/** One value. Lists are PostgreSQL arrays unless the column is JSON. */
function copyText(value: Value, asJson: boolean): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return String(value);
  if (asJson) return jsonText(value);
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? escaped(arrayText(value)) : jsonText(value);
}

const jsonColumns = new Set(['attributes', 'why', 'limits', 'longTerm', 'detail']);
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const CHUNK = 262_144;

/** Lines for one table, gathered and then sent; all rows have the columns of the first. */
export class Lines {
  private columns: readonly { readonly name: string; readonly asJson: boolean }[] = [];
  private chunks: string[] = [];
  private open = '';

  constructor(private readonly table: string) {}

  add(row: object): void {
    if (this.columns.length === 0) this.columns = Object.keys(row).map((name) => ({ name, asJson: jsonColumns.has(name) }));
    let separator = '';
    for (const { name, asJson } of this.columns) {
      this.open += separator + copyText(Reflect.get(row, name), asJson);
      separator = '\t';
    }
    this.open += '\n';
    if (this.open.length > CHUNK) this.close();
  }

  private close(): void {
    this.chunks.push(this.open);
    this.open = '';
  }

  /** What was gathered, ready to be sent while more is gathered. */
  take(): (client: pg.Client) => Promise<void> {
    this.close();
    const { chunks } = this;
    this.chunks = [];
    const statement = `copy ${this.table} (${this.columns.map(({ name }) => snake(name)).join(', ')}) from stdin`;
    return async (client) => {
      if (this.columns.length > 0) await pipeline(Readable.from(chunks), client.query(copyFrom(statement)));
    };
  }
}
