import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Bench } from './stage.ts';
import { load, watched, type Timed } from './load.ts';

interface Sample {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly classCode: string;
  readonly unit: string;
  readonly district: string;
  readonly street: string;
  readonly community: string;
  readonly compound: string;
  readonly lng: number;
  readonly lat: number;
}

interface Periods {
  readonly today: string;
  readonly month: string;
  readonly year: string;
  /** From here on the export holds the wanted number of rows. */
  readonly exported: string;
}

/** One ordinary case: what it says is what the requests ask for. */
async function sampleOf({ read }: Bench): Promise<Sample> {
  const [row] = await read.rows(sql<Sample>`
    select id, number, category, class_code, unit_id as unit, district_id as district, street_id as street, community_id as community, compound_id as compound, lng, lat
    from cases where city_id = 1 and state = 'closed' and unit_id is not null and community_id is not null and compound_id is not null order by reported_at desc offset 100 limit 1`);
  if (!row) throw new Error('no cases to ask for');
  return row;
}

async function periodsOf({ read }: Bench, exported: number): Promise<Periods> {
  const [row] = await read.rows(sql<{ day: string }>`
    select to_char(coalesce((select reported_at from cases where city_id = 1 order by reported_at desc offset ${exported} limit 1), '2000-01-01') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day`);
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  return { today: day(0), month: day(30), year: day(365), exported: row?.day ?? day(730) };
}

async function exportOnce(bench: Bench, from: string): Promise<Timed> {
  const started = performance.now();
  const { result: bytes, memory } = await watched(async () => {
    const answer = await fetch(`${bench.address}/api/v1/cases.xlsx?from=${from}`, { headers: { cookie: bench.cookies.office } });
    if (!answer.ok || !answer.body) throw new Error(`export answered ${answer.status}`);
    let sum = 0;
    for await (const chunk of answer.body) sum += chunk.byteLength;
    return sum;
  });
  const elapsed = performance.now() - started;
  const [rows] = await bench.read.rows(
    sql<{
      n: number;
    }>`select count(*) as n from cases where city_id = 1 and reported_at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai'`,
  );
  if (bytes === 0) throw new Error('the export is empty');
  return { p50: elapsed, p99: elapsed, perSecond: 1000 / elapsed, memory, rows: rows?.n ?? 0 };
}

export interface Timing {
  readonly name: string;
  readonly run: () => Promise<Timed>;
}

const text = (words: string) => `text=${encodeURIComponent(words)}`;

/** Each filter of the list, the sorts, and filters together. */
function listsOf(one: Sample, { today, month, year }: Periods): readonly (readonly [name: string, query: string])[] {
  return [
    ['newest', 'sort=newest'],
    ['first due', 'sort=due'],
    ['last closed', 'sort=closed'],
    ['state', 'state=closed'],
    ['two states, due', 'state=assigned,inProgress&sort=due'],
    ['rare state', 'state=adjudicating,reopened'],
    ['unit', `unit=${one.unit}`],
    ['unit, due', `unit=${one.unit}&sort=due`],
    ['district', `area=${one.district}`],
    ['street', `area=${one.street}`],
    ['community', `area=${one.community}`],
    ['compound', `area=${one.compound}`],
    ['category', `category=${one.category}`],
    ['class', `category=${one.classCode}`],
    ['channel', 'channel=leader'],
    ['outcome', 'outcome=cannotFix'],
    ['overdue', 'overdue=true&sort=due'],
    ['due today', 'dueWithin=12&sort=due'],
    ['urgent', 'urgent=true'],
    ['supervised', 'supervised=true'],
    ['recurrence', 'recurrence=true'],
    ['released', 'released=true'],
    ['request open', 'requestOpen=true'],
    ['mine, due', 'mine=true&sort=due'],
    ['found by me', 'found=true'],
    ['reported in a month', `from=${month}&to=${today}`],
    ['closed in a month', `closedFrom=${month}&closedTo=${today}&sort=closed`],
    ['closed in a year, newest', `closedFrom=${year}&closedTo=${month}&sort=newest`],
    ['unit + state', `unit=${one.unit}&state=handled`],
    ['unit + outcome', `unit=${one.unit}&outcome=notOurDuty`],
    ['compound + category', `area=${one.compound}&category=${one.category}`],
    ['street + class + channel', `area=${one.street}&category=${one.classCode}&channel=letter`],
    ['state + overdue + street', `state=inProgress&overdue=true&area=${one.street}`],
    ['text + state', `${text('垃圾')}&state=handled`],
    ['text + unit', `${text('垃圾')}&unit=${one.unit}`],
  ];
}

/** Every request of the bench, by name. */
export async function routesOf(bench: Bench, options: { readonly seconds: number; readonly exported: number }): Promise<readonly Timing[]> {
  const one = await sampleOf(bench);
  const periods = await periodsOf(bench, options.exported);
  const get = (name: string, path: string, cookie = bench.cookies.office): Timing => ({
    name,
    run: () => load({ url: `${bench.address}${path}`, seconds: options.seconds, headers: { cookie } }),
  });
  const list = (name: string, query: string, cookie?: string) => get(`list: ${name}`, `/api/v1/cases?${query}`, cookie);
  const search = (name: string, words: string) => get(`search: ${name}`, `/api/v1/cases?${text(words)}`);
  const map = (zoom: number, reach: number) =>
    get(
      `map, zoom ${zoom}`,
      `/api/v1/case-map?west=${one.lng - reach}&east=${one.lng + reach}&south=${one.lat - reach}&north=${one.lat + reach}&zoom=${zoom}`,
    );
  const month = `from=${periods.month}&to=${periods.today}`;
  const year = `from=${periods.year}&to=${periods.today}`;
  const measure = (name: string, path: string) => get(`measure: ${name}`, `/api/v1/measures/${path}`);
  const create = () =>
    load({
      url: `${bench.address}/api/v1/public/cases`,
      method: 'POST',
      seconds: options.seconds,
      body: () => ({
        text: JSON.stringify({ category: one.category, lng: one.lng, lat: one.lat, words: '测速用的一件' }),
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      }),
    });
  return [
    ...listsOf(one, periods).map(([name, query]) => list(name, query)),
    list('a unit sees its own', 'sort=newest', bench.cookies.chengguan),
    list('a unit, mine, due', 'mine=true&sort=due', bench.cookies.chengguan),
    list('a community sees its own', 'sort=newest', bench.cookies.community),
    search('many hits', '垃圾'),
    search('number', one.number),
    search('nothing found', '鲸鱼搁浅'),
    search('common pairs, nothing', '垃圾中心'),
    get('detail', `/api/v1/cases/${one.id}`),
    map(10, 0.5),
    map(13, 0.06),
    map(16, 0.008),
    get('counts', '/api/v1/case-counts'),
    get('counts of a unit', '/api/v1/case-counts', bench.cookies.chengguan),
    get('counts of a community', '/api/v1/case-counts', bench.cookies.community),
    get('public list', '/api/v1/public/cases'),
    get('public list, category', `/api/v1/public/cases?category=${one.category}`),
    get('public list, community', `/api/v1/public/cases?area=${one.community}`),
    measure('received, month', `cases.received?${month}`),
    measure('on time, month', `cases.onTime?${month}`),
    measure('received, month, unit', `cases.received?${month}&unit=${one.unit}`),
    measure('received, year', `cases.received?${year}`),
    measure('on time, year', `cases.onTime?${year}`),
    measure('median hours, year', `cases.medianHours?${year}`),
    measure('closed, year, by unit', `cases.closed/groups?${year}&by=unit`),
    measure('closed, year, by month', `cases.closed/groups?${year}&by=month`),
    { name: 'create', run: create },
    { name: 'export', run: () => exportOnce(bench, periods.exported) },
  ];
}
