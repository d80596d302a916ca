import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { dayOf } from '../../kernel/calendar.ts';
import type { CityId } from '../../kernel/ids.ts';
import { openDatabase, type Connection } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import { seededNumbers } from '../../platform/random.ts';
import { bandOf, keptZooms, tileAround } from '../rules/tiles.ts';
import { rowsOf, type GeneratedCase } from './rows.ts';
import { tell } from './story.ts';
import { lastNumbers, loadWorld } from './world.ts';

export interface BulkOptions {
  /** The owner of the tables: indexes are set aside while a large load runs. */
  readonly connection: Connection;
  readonly cityId: CityId;
  readonly count: number;
  /** Cases lie within the two years before it. */
  readonly until: Date;
  readonly seed: number;
  readonly onProgress: (done: number) => void;
}

const TWO_YEARS_MS = 730 * 86_400_000;
/** From here on dropping and rebuilding the indexes is faster than keeping them up. */
const INDEXES_ASIDE = 50_000;

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

/** One value in COPY's text format. Lists are PostgreSQL arrays unless the column is JSON. */
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

/** A table being filled by COPY on a connection of its own; lines are sent in batches of about 256 KB. */
class TableCopy {
  private stream: Writable | null = null;
  private columns: readonly { readonly name: string; readonly asJson: boolean }[] = [];
  private buffer = '';

  constructor(
    private readonly client: pg.Client,
    private readonly table: string,
  ) {}

  private begin(names: readonly string[]): void {
    this.columns = names.map((name) => ({ name, asJson: jsonColumns.has(name) }));
    this.stream = this.client.query(copyFrom(`copy ${this.table} (${names.map(snake).join(', ')}) from stdin`));
  }

  /** Tells when the line fits without waiting: awaiting each of millions would cost more than writing them. */
  add(row: object): Promise<void> | null {
    if (!this.stream) this.begin(Object.keys(row));
    let separator = '';
    for (const { name, asJson } of this.columns) {
      this.buffer += separator + copyText(Reflect.get(row, name), asJson);
      separator = '\t';
    }
    this.buffer += '\n';
    return this.buffer.length > 262_144 ? this.flush() : null;
  }

  private async flush(): Promise<void> {
    const text = this.buffer;
    this.buffer = '';
    if (this.stream && !this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    if (!this.stream) return;
    await this.flush();
    const finished = once(this.stream, 'finish');
    this.stream.end();
    await finished;
  }
}

interface SetAside {
  readonly definitions: readonly string[];
}

async function setIndexesAside(client: pg.Client, tables: readonly string[]): Promise<SetAside> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::regclass[]) and not i.indisprimary and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const row of rows) await client.query(`drop index ${row.name}`);
  return { definitions: rows.map((row) => row.definition) };
}

const tallyKey = (unitId: string | null, state: string) => `${unitId ?? ''}|${state}`;

/** Adds up what the tallies and map tiles say, so that they are written once instead of case by case. */
class Sums {
  readonly tallies = new Map<string, { unitId: string | null; state: string; n: number }>();
  readonly tiles = new Map<
    string,
    { zoom: number; tile: number; band: string; classCode: string; released: boolean; n: number; lngSum: number; latSum: number }
  >();

  add({ row }: GeneratedCase): void {
    const key = tallyKey(row.unitId, row.state);
    const tally = this.tallies.get(key) ?? { unitId: row.unitId, state: row.state, n: 0 };
    tally.n++;
    this.tallies.set(key, tally);
    const band = bandOf(row.state);
    if (band === null || row.cell === null || row.lng === null || row.lat === null) return;
    for (const zoom of keptZooms) this.addTile(zoom, tileAround(row.cell, zoom), band, row, row.lng, row.lat);
  }

  private addTile(zoom: number, tile: number, band: string, row: GeneratedCase['row'], lng: number, lat: number): void {
    const released = row.releasedAt !== null;
    const key = `${zoom}|${tile}|${band}|${row.classCode}|${released}`;
    const sum = this.tiles.get(key) ?? { zoom, tile, band, classCode: row.classCode, released, n: 0, lngSum: 0, latSum: 0 };
    sum.n++;
    sum.lngSum += lng;
    sum.latSum += lat;
    this.tiles.set(key, sum);
  }
}

async function connected(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(
    "set statement_timeout = 0; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2",
  );
  return client;
}

/** Numbers go on from the last one of each month. */
class Numbers {
  constructor(readonly last: Map<string, number>) {}
  next(at: Date): string {
    const month = dayOf(at).slice(2, 7).replace('-', '');
    const n = (this.last.get(month) ?? 0) + 1;
    this.last.set(month, n);
    return `${month}-${String(n).padStart(5, '0')}`;
  }
}

/**
 * Loads generated cases with their histories by COPY: 1,000,000 in some minutes. They are for measuring and showing:
 * deadlines and states follow the rules, but each has no journal entry and no photo. The same seed gives the same
 * cases but for their ids. Gives how many were loaded.
 */
export async function loadGeneratedCases(options: BulkOptions): Promise<number> {
  const { connection, cityId, count, until } = options;
  const chance = seededNumbers(options.seed);
  const database = openDatabase({ write: connection, poolSize: 2 });
  const reader = database.reader(cityId);
  const world = await loadWorld(reader, until, chance);
  const numbers = new Numbers(await lastNumbers(reader));
  await database.close();
  const moments = Float64Array.from({ length: count }, () => until.getTime() - chance() * TWO_YEARS_MS).sort();

  const admin = await connected(connection);
  const tables = ['cases', 'case_events', 'case_reporters'];
  const clients = await Promise.all(tables.map(() => connected(connection)));
  const aside = count >= INDEXES_ASIDE ? await setIndexesAside(admin, tables) : null;
  try {
    const sums = await copyAll(options, { world, numbers, moments, chance, clients, tables });
    await writeSums(admin, cityId, sums, numbers);
  } finally {
    for (const definition of aside?.definitions ?? []) await admin.query(definition);
    await Promise.all([...clients, admin].map((client) => client.end()));
  }
  await tidy(connection);
  return count;
}

interface Copying {
  readonly world: Awaited<ReturnType<typeof loadWorld>>;
  readonly numbers: Numbers;
  readonly moments: Float64Array;
  readonly chance: () => number;
  readonly clients: readonly pg.Client[];
  readonly tables: readonly string[];
}

async function copyAll(
  { cityId, until, onProgress }: BulkOptions,
  { world, numbers, moments, chance, clients, tables }: Copying,
): Promise<Sums> {
  const [cases, events, reporters] = clients.map((client, index) => new TableCopy(client, tables[index] ?? ''));
  if (!cases || !events || !reporters) throw new Error('three tables are filled');
  for (const client of clients) await client.query(`set session_replication_role = replica`);
  const sums = new Sums();
  for (const [index, moment] of moments.entries()) {
    const at = new Date(moment);
    const made = rowsOf(cityId, world, tell(world, chance, at, until), numbers.next(at), chance);
    const full = [cases.add(made.row), ...made.events.map((event) => events.add(event))];
    full.push(reporters.add({ cityId, id: newId(), caseId: made.row.id, kind: 'reporter', code: made.code, at }));
    for (const waiting of full) if (waiting) await waiting;
    sums.add(made);
    if ((index + 1) % 10_000 === 0) onProgress(index + 1);
  }
  await Promise.all([cases.end(), events.end(), reporters.end()]);
  return sums;
}

async function writeSums(client: pg.Client, cityId: CityId, sums: Sums, numbers: Numbers): Promise<void> {
  const tallies = new TableCopy(client, 'case_tallies');
  for (const tally of sums.tallies.values()) await tallies.add({ cityId, id: newId(), ...tally, fresh: true });
  await tallies.end();
  const tiles = new TableCopy(client, 'case_tiles');
  for (const tile of sums.tiles.values()) await tiles.add({ cityId, id: newId(), ...tile, fresh: true });
  await tiles.end();
  for (const [month, last] of numbers.last) {
    await client.query(
      'insert into case_numbers (city_id, month, last) values ($1, $2, $3) on conflict (city_id, month) do update set last = excluded.last',
      [cityId, month, last],
    );
  }
}

async function tidy(connection: Connection): Promise<void> {
  const client = await connected(connection);
  await client.query('vacuum (analyze) cases');
  await client.query('vacuum (analyze) case_events');
  await client.query('analyze case_reporters');
  await client.query('analyze case_tiles');
  await client.query('analyze case_tallies');
  await client.end();
}
