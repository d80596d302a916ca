import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Bench } from './stage.ts';
import { load, type Timed } from './load.ts';

interface Sample {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly unit: string;
  readonly street: string;
  readonly community: string;
  readonly lng: number;
  readonly lat: number;
  readonly from: string;
  readonly to: string;
  readonly exportFrom: string;
}

/** One ordinary case and the periods that the requests ask for. */
async function sample({ read }: Bench, exported: number): Promise<Sample> {
  const [row] = await read.rows(sql<Omit<Sample, 'from' | 'to' | 'exportFrom'>>`
    select id, number, category, unit_id as unit, street_id as street, community_id as community, lng, lat from cases
    where city_id = 1 and unit_id is not null and community_id is not null order by reported_at desc offset 500 limit 1`);
  const [at] = await read.rows(sql<{ day: string }>`
    select to_char(coalesce((select reported_at from cases where city_id = 1 order by reported_at desc offset ${exported} limit 1), '2000-01-01') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day`);
  if (!row || !at) throw new Error('no cases to ask for');
  const today = new Date();
  const day = (back: number) => new Date(today.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  return { ...row, from: day(30), to: day(0), exportFrom: at.day };
}

async function exportOnce(bench: Bench, from: string): Promise<Timed> {
  let memory = process.memoryUsage().rss;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss);
  }, 100);
  const started = performance.now();
  const answer = await fetch(`${bench.address}/api/v1/cases.xlsx?from=${from}`, { headers: { cookie: bench.cookie } });
  if (!answer.ok || !answer.body) throw new Error(`export answered ${answer.status}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.byteLength;
  clearInterval(watch);
  const elapsed = performance.now() - started;
  const [rows] = await bench.read.rows(sql<{ n: number }>`select count(*) as n from cases where city_id = 1 and reported_at >= ${from}::date`);
  if (bytes === 0) throw new Error('the export is empty');
  return { p50: elapsed, p99: elapsed, perSecond: 1000 / elapsed, memory, rows: rows?.n ?? 0 };
}

/** Every request of the bench, by name. */
export async function routesOf(bench: Bench, options: { readonly seconds: number; readonly exported: number }): Promise<readonly { readonly name: string; readonly run: () => Promise<Timed> }[]> {
  const one = await sample(bench, options.exported);
  const headers = { cookie: bench.cookie };
  const get = (name: string, path: string) => ({ name, run: () => load({ url: `${bench.address}${path}`, seconds: options.seconds, headers }) });
  const list = (name: string, query: string) => get(`list ${name}`, `/api/v1/cases?${query}`);
  const map = (zoom: number, reach: number) =>
    get(`map, zoom ${zoom}`, `/api/v1/case-map?west=${one.lng - reach}&east=${one.lng + reach}&south=${one.lat - reach}&north=${one.lat + reach}&zoom=${zoom}`);
  const period = `from=${one.from}&to=${one.to}`;
  const measure = (name: string, query: string) => get(`measure ${name}`, `/api/v1/measures/${name}?${query}`);
  return [
    {
      name: 'create',
      run: () =>
        load({
          url: `${bench.address}/api/v1/public/cases`,
          method: 'POST',
          seconds: options.seconds,
          body: () => ({
            text: JSON.stringify({ category: one.category, lng: one.lng, lat: one.lat, words: '测速用的一件' }),
            headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          }),
        }),
    },
    list('newest', 'sort=newest'),
    list('first due', 'sort=due'),
    list('state', 'state=closed'),
    list('two states', 'state=assigned,inProgress&sort=due'),
    list('unit', `unit=${one.unit}`),
    list('street', `area=${one.street}`),
    list('community', `area=${one.community}`),
    list('category', `category=${one.category}`),
    list('channel', 'channel=letter'),
    list('overdue', 'overdue=true&sort=due'),
    list('period', period),
    list('outcome', 'outcome=cannotFix'),
    list('unit and category', `unit=${one.unit}&category=${one.category}`),
    get('search, two characters', `/api/v1/cases?text=${encodeURIComponent('垃圾')}`),
    get('search, number', `/api/v1/cases?text=${one.number}`),
    get('search, nothing found', `/api/v1/cases?text=${encodeURIComponent('鲸鱼搁浅')}`),
    get('detail', `/api/v1/cases/${one.id}`),
    map(10, 0.5),
    map(13, 0.06),
    map(16, 0.008),
    get('counts', '/api/v1/case-counts'),
    get('public list', '/api/v1/public/cases'),
    measure('cases.received', period),
    measure('cases.onTime', period),
    measure('cases.received', `${period}&unit=${one.unit}`),
    { name: 'export', run: () => exportOnce(bench, one.exportFrom) },
  ];
}
