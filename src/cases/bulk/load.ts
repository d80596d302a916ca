import { setImmediate as breath } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { dayOf } from '../../kernel/calendar.ts';
import type { CityId } from '../../kernel/ids.ts';
import { openDatabase, type Connection, type Database } from '../../platform/db/database.ts';
import type { Read } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import { seededNumbers } from '../../platform/random.ts';
import { addUp } from '../store/sums/add-up.ts';
import { foldTallies } from '../store/tallies.ts';
import { Lines } from './copy.ts';
import { KeptSums } from './kept.ts';
import { linkRecurrence, rowsOf, type GeneratedCase } from './rows.ts';
import { tell } from './story.ts';
import { lastNumbers, loadWorld, type World } from './world.ts';

export interface BulkOptions {
  /** The owner of the tables: indexes are set aside while a large load runs. */
  readonly connection: Connection;
  readonly cityId: CityId;
  readonly count: number;
  /** Cases lie within the two years before it. */
  readonly until: Date;
  readonly seed: number;
  readonly onProgress: (step: BulkStep, done: number, of: number) => void;
}
export type BulkStep = 'cases' | 'indexes' | 'days';

const TWO_YEARS_MS = 730 * 86_400_000;
/** From here on dropping and rebuilding the indexes is faster than keeping them up. */
const INDEXES_ASIDE = 50_000;
/** Some 20 MB of text; the next ones are made up while these are sent. */
const BATCH = 5000;
const TABLES = ['cases', 'case_events', 'case_reporters'] as const;

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

/** Drops the indexes that no constraint needs; gives how to make them again. */
async function setIndexesAside(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::regclass[]) and not i.indisprimary and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const row of rows) await client.query(`drop index ${row.name}`);
  return rows.map((row) => row.definition);
}

/**
 * Loads generated cases with their histories by COPY: 1,000,000 in some minutes. They are for measuring and showing:
 * deadlines and states follow the rules, but each has no journal entry and no photo. The same seed gives the same
 * cases but for their ids. All in one transaction, dropped indexes included: a load that is interrupted has not been.
 */
export async function loadGeneratedCases(options: BulkOptions): Promise<void> {
  const { connection, cityId, count, until } = options;
  const chance = seededNumbers(options.seed);
  const database = openDatabase({ write: connection, poolSize: 2 });
  const client = await connected(connection);
  try {
    const reader = database.reader(cityId);
    const world = await loadWorld(reader, until, chance);
    const moments = Float64Array.from({ length: count }, () => until.getTime() - chance() * TWO_YEARS_MS).sort();
    await client.query('begin');
    const indexes = count >= INDEXES_ASIDE ? await setIndexesAside(client) : [];
    await copyAll(options, client, { world, numbers: new Numbers(await lastNumbers(reader)), moments, chance });
    for (const [index, definition] of indexes.entries()) {
      options.onProgress('indexes', index, indexes.length);
      await client.query(definition);
    }
    await client.query('commit');
    await settle(options, client, database);
  } finally {
    await client.end();
    await database.close();
  }
}

interface Telling {
  readonly world: World;
  readonly numbers: Numbers;
  readonly moments: Float64Array;
  readonly chance: () => number;
}

async function copyAll(options: BulkOptions, client: pg.Client, telling: Telling): Promise<void> {
  const { cityId, count } = options;
  // Neither foreign keys nor the marks of days, case by case: the days are added up afterwards.
  await client.query('set local session_replication_role = replica');
  const lines = TABLES.map((table) => new Lines(table));
  const sums = new KeptSums();
  let sending = Promise.resolve();
  for (let start = 0; start < count; start += BATCH) {
    await makeUp(options, telling, { from: start, to: Math.min(count, start + BATCH) }, lines, sums);
    await sending;
    const batch = lines.map((one) => one.take());
    sending = (async () => {
      for (const send of batch) await send(client);
    })();
    // Whoever waits for it later hears of a failure; until then it is nobody's.
    sending.catch(() => undefined);
    options.onProgress('cases', start, count);
  }
  await sending;
  await sums.write(client, cityId);
  for (const [month, last] of telling.numbers.last) {
    await client.query(
      'insert into case_numbers (city_id, month, last) values ($1, $2, $3) on conflict (city_id, month) do update set last = excluded.last',
      [cityId, month, last],
    );
  }
  await client.query('delete from case_days where city_id = $1', [cityId]);
  await client.query(
    `insert into journal (city_id, id, at, type, subject_kind, subject_id, actor_kind, actor_name, after, request_id, ip)
     values ($1, $2, $3, 'cases.generated', 'city', $2, 'system', '', jsonb_build_object('count', $4::integer), 'bulk', '')`,
    [cityId, newId(), options.until, count],
  );
}

/**
 * Cases that recur are linked within a batch, four days of a city of a million. Gives the socket a turn now and then:
 * making a batch up takes a second.
 */
const TURN = 250;
async function makeUp(
  { cityId, until }: BulkOptions,
  { world, numbers, moments, chance }: Telling,
  { from, to }: { readonly from: number; readonly to: number },
  [cases, events, reporters]: readonly Lines[],
  sums: KeptSums,
): Promise<void> {
  const batch: GeneratedCase[] = [];
  const lastHere = new Map<string, GeneratedCase>();
  for (let index = from; index < to; index++) {
    const at = new Date(moments[index] ?? 0);
    const made = rowsOf(cityId, world, tell(world, chance, at, until), numbers.next(at), chance);
    const place = `${made.row.cell}|${made.row.category}`;
    linkRecurrence(lastHere.get(place), made);
    lastHere.set(place, made);
    batch.push(made);
    if (index % TURN === 0) await breath();
  }
  for (const [index, made] of batch.entries()) {
    cases?.add(made.row);
    for (const event of made.events) events?.add(event);
    reporters?.add({ cityId, id: newId(), caseId: made.row.id, kind: 'reporter', code: made.code, at: made.row.reportedAt });
    sums.add(made);
    if (index % TURN === 0) await breath();
  }
}

/** How many were loaded so far. */
export async function generatedCases(read: Read): Promise<number> {
  const [row] = await read.rows(sql<{ n: number }>`
    select coalesce(sum((after ->> 'count')::integer), 0)::integer as n from journal where city_id = ${read.cityId} and type = 'cases.generated'`);
  return row?.n ?? 0;
}

/** What would else wait for jobs and for autovacuum: until then plans and figures would be slow. */
async function settle({ cityId, until, onProgress }: BulkOptions, client: pg.Client, database: Database): Promise<void> {
  for (const table of ['cases', 'case_events']) await client.query(`vacuum (analyze) ${table}`);
  await client.query('analyze case_reporters');
  await database.write(cityId, foldTallies);
  onProgress('days', 0, 1);
  while (await database.write(cityId, (tx) => addUp(tx, until)));
  for (const table of ['case_tallies', 'case_tiles', 'case_sums', 'case_spreads', 'case_days', 'case_day_marks'])
    await client.query(`vacuum (analyze) ${table}`);
}
