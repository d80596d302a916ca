import { sql } from 'kysely';
import { watched, type Sent } from '../load.ts';
import { viewers, type Bench } from '../stage.ts';
import { listsOf, narrowLists } from './lists.ts';
import { get, type Once, type Request } from './request.ts';
import { cursorAfter, type Periods, type Sample } from './sample.ts';

/** What the people of a city ask all day. */

const boxAround = (one: Sample, reach: number) =>
  `west=${one.lng - reach}&east=${one.lng + reach}&south=${one.lat - reach}&north=${one.lat + reach}`;

const lists = async (bench: Bench, one: Sample, periods: Periods): Promise<Request[]> => {
  const deep = await cursorAfter(bench, 4000);
  const list = (name: string, query: string, viewer: (typeof viewers)[number] = 'office') =>
    get(bench, `list: ${name}`, `/api/v1/cases?${query}`, viewer);
  return [
    ...listsOf(one, periods).map(([name, query]) => list(name, query)),
    list('page 200', `limit=20&cursor=${deep}`),
    ...(['chengguan', 'street', 'community'] as const).flatMap((viewer) =>
      narrowLists(one).map(([name, query]) => list(`${viewer}: ${name}`, query, viewer)),
    ),
  ];
};

const screens = (bench: Bench, one: Sample): Request[] => [
  get(bench, 'detail', `/api/v1/cases/${one.id}`, 'office'),
  get(bench, 'detail by number', `/api/v1/cases/by-number/${one.number}`, 'office'),
  get(bench, 'units suggested', `/api/v1/cases/${one.id}/suggestions`, 'office'),
  get(
    bench,
    'similar: place and words',
    `/api/v1/similar-cases?category=${one.category}&lng=${one.lng}&lat=${one.lat}&text=${encodeURIComponent('垃圾没人清')}`,
    'office',
  ),
  get(bench, 'similar: every kind', `/api/v1/similar-cases?lng=${one.lng}&lat=${one.lat}`, 'office'),
  get(bench, 'similar: a department', `/api/v1/similar-cases?lng=${one.lng}&lat=${one.lat}`, 'chengguan'),
  ...viewers.map((viewer) => get(bench, `counts: ${viewer}`, '/api/v1/case-counts', viewer)),
  get(bench, 'counts: one unit', `/api/v1/case-counts?unit=${one.unit}`, 'office'),
  ...viewers.map((viewer) => get(bench, `today: ${viewer}`, '/api/v1/today', viewer)),
  get(bench, 'Ctrl-K: number', `/api/v1/search?text=${one.number}`, 'office'),
  get(bench, 'Ctrl-K: words', `/api/v1/search?text=${encodeURIComponent('垃圾')}`, 'office'),
  get(bench, 'Ctrl-K: nothing', `/api/v1/search?text=${encodeURIComponent('鲸鱼搁浅')}`, 'office'),
  get(bench, 'Ctrl-K: a department', `/api/v1/search?text=${encodeURIComponent('垃圾')}`, 'chengguan'),
  get(bench, 'area duties', '/api/v1/area-duties/areas', 'office'),
  get(bench, 'area duties: overdue cases', `/api/v1/cases?overdue=true&limit=200&area=${one.street}`, 'street'),
];

const maps = (bench: Bench, one: Sample): Request[] => {
  const map = (name: string, zoom: number, reach: number, filters = '', viewer: (typeof viewers)[number] = 'office') =>
    get(bench, `map: ${name}`, `/api/v1/case-map?${boxAround(one, reach)}&zoom=${zoom}${filters}`, viewer);
  return [
    map('zoom 10', 10, 0.5),
    map('zoom 13', 13, 0.06),
    map('zoom 16', 16, 0.008),
    map('zoom 10, closed', 10, 0.5, '&state=closed'),
    map('zoom 10, class', 10, 0.5, `&category=${one.classCode}`),
    map('zoom 10, category', 10, 0.5, `&category=${one.category}`),
    map('zoom 10, unit', 10, 0.5, `&unit=${one.unit}`),
    map('zoom 10, category, closed', 10, 0.5, `&category=${one.category}&state=closed`),
    map('zoom 10, overdue', 10, 0.5, '&overdue=true'),
    map('zoom 10, a department', 10, 0.5, '', 'chengguan'),
    map('zoom 13, a community', 13, 0.06, '', 'community'),
    map('zoom 16, closed', 16, 0.008, '&state=closed'),
  ];
};

const measures = (bench: Bench, one: Sample, { today, month, year }: Periods): Request[] => {
  const measure = (name: string, path: string) => get(bench, `measure: ${name}`, `/api/v1/measures/${path}`, 'office');
  const inMonth = `from=${month}&to=${today}`;
  const inYear = `from=${year}&to=${today}`;
  return [
    measure('received, month', `cases.received?${inMonth}`),
    measure('on time, month', `cases.onTime?${inMonth}`),
    measure('median hours, month', `cases.medianHours?${inMonth}`),
    measure('received, month, unit', `cases.received?${inMonth}&unit=${one.unit}`),
    measure('received, year', `cases.received?${inYear}`),
    measure('on time, year', `cases.onTime?${inYear}`),
    measure('satisfaction, year', `cases.satisfaction?${inYear}`),
    measure('median hours, year', `cases.medianHours?${inYear}`),
    measure('fixed, year, community', `cases.fixed?${inYear}&area=${one.community}`),
    measure('median hours, year, unit', `cases.medianHours?${inYear}&unit=${one.unit}`),
    measure('closed, year, by unit', `cases.closed/groups?${inYear}&by=unit`),
    measure('closed, year, by category', `cases.closed/groups?${inYear}&by=category`),
    measure('closed, year, by month', `cases.closed/groups?${inYear}&by=month`),
    measure('on time, year, by day', `cases.onTime/groups?${inYear}&by=day`),
    measure('on time, year, unit, by month', `cases.onTime/groups?${inYear}&unit=${one.unit}&by=month`),
    measure('median hours, year, by unit', `cases.medianHours/groups?${inYear}&by=unit`),
    measure('median hours, year, by month', `cases.medianHours/groups?${inYear}&by=month`),
    measure('closed, year, unit, by category', `cases.closed/groups?${inYear}&unit=${one.unit}&by=category`),
    measure('records, year', `cases.closed/records?${inYear}`),
    measure('records, year, unit', `cases.onTime/records?${inYear}&unit=${one.unit}`),
  ];
};

export const staffRequests = async (bench: Bench, one: Sample, periods: Periods): Promise<Request[]> => [
  ...(await lists(bench, one, periods)),
  ...screens(bench, one),
  ...maps(bench, one),
  ...measures(bench, one, periods),
];

/** The export of a given number of cases, read to its end. */
export const exportOf = (bench: Bench, { exported }: Periods): Once => ({
  name: 'export',
  run: async (): Promise<Sent> => {
    const started = performance.now();
    const { result: bytes, memory } = await watched(async () => {
      const answer = await fetch(`${bench.address}/api/v1/cases.xlsx?from=${exported}`, {
        headers: { cookie: await bench.cookieOf('office') },
      });
      if (!answer.ok || !answer.body) throw new Error(`export answered ${answer.status}`);
      let sum = 0;
      for await (const chunk of answer.body) sum += chunk.byteLength;
      return sum;
    });
    const elapsed = performance.now() - started;
    if (bytes === 0) throw new Error('the export is empty');
    const [rows] = await bench.read.rows(
      sql<{
        n: number;
      }>`select count(*) as n from cases where city_id = 1 and reported_at >= (${exported}::date)::timestamp at time zone 'Asia/Shanghai'`,
    );
    return { times: [elapsed], elapsed, memory, rows: rows?.n ?? 0 };
  },
});
