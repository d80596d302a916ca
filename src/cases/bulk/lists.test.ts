import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerOf } from '../../kernel/operation.ts';
import { personByUserName } from '../../city/exports.ts';
import type { TestApp } from '../../testing/app.ts';
import { startGeneratedCity } from '../../testing/demo-city.ts';
import * as api from '../api.ts';

type Item = AnswerOf<typeof api.listCases>['items'][number];

const COUNT = 240;
let app: TestApp;
const people = new Map<string, string>();

beforeAll(async () => {
  app = await startGeneratedCity({ count: COUNT, seed: 7 });
  for (const name of ['office', 'chengguan', 'community']) {
    people.set(name, (await personByUserName(app.app.database.reader(app.cityId), name))?.id ?? '');
  }
}, 300_000);
afterAll(() => app.close());

const as = (name: string) => ({ as: { personId: people.get(name) ?? '' } });

/** Every page of a list, seven at a time. */
async function all(name: string, query: Record<string, string>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.call(api.listCases, { ...query, limit: 7, ...(cursor ? { cursor } : {}) }, as(name));
    expect([query, page.status]).toEqual([query, 200]);
    items.push(...page.body.items);
    cursor = page.body.next ?? undefined;
  } while (cursor);
  return items;
}
const numbers = (items: readonly Item[]) => items.map((item) => item.number);

test('filters with several values give what each would, once, in the order of the list', async () => {
  const everything = await all('office', {});
  expect(everything).toHaveLength(COUNT);
  const wanted: [Record<string, string>, (item: Item) => boolean][] = [
    [{ state: 'closed,declined,inProgress' }, (item) => ['closed', 'declined', 'inProgress'].includes(item.state)],
    [{ state: 'closed', outcome: 'cannotFix,notOurDuty,nothingFound' }, (item) => item.outcome !== null && item.outcome !== 'fixed'],
    [
      { channel: 'hotline,patrol', state: 'closed,handled' },
      (item) => ['hotline', 'patrol'].includes(item.channel) && ['closed', 'handled'].includes(item.state),
    ],
  ];
  for (const [query, fits] of wanted) {
    const expected = numbers(everything.filter(fits));
    expect(expected.length).toBeGreaterThan(0);
    expect([query, numbers(await all('office', query))]).toEqual([query, expected]);
  }
});

test('words within other filters find what is there, page after page', async () => {
  const everything = await all('office', {});
  const found = (word: string) => everything.filter((item) => item.title.includes(word) || item.place.includes(word));
  const words = everything.map((item) => item.category.name.zh.slice(0, 2));
  const word = words.toSorted((a, b) => found(b).length - found(a).length)[0] ?? '';
  const says = (item: Item) => found(word).includes(item);
  expect(everything.filter(says).length).toBeGreaterThan(1);
  expect(numbers(await all('office', { text: word }))).toEqual(numbers(everything.filter(says)));
  const closed = everything.filter((item) => says(item) && (item.state === 'closed' || item.state === 'handled'));
  expect(numbers(await all('office', { text: word, state: 'closed,handled' }))).toEqual(numbers(closed));
  expect(await all('office', { text: '鲸鱼搁浅' })).toEqual([]);
});

test('more branches than are worth planning give the same', async () => {
  const everything = await all('office', {});
  const states = ['closed', 'declined', 'handled', 'inProgress', 'assigned', 'filed'];
  const channels = ['hotline', 'patrol', 'publicWeb', 'wechat'];
  const expected = everything.filter((item) => states.includes(item.state) && channels.includes(item.channel));
  expect(numbers(await all('office', { state: states.join(','), channel: channels.join(',') }))).toEqual(numbers(expected));
});

test.each(['chengguan', 'community'])(
  '%s lists exactly the cases that it may open',
  async (name) => {
    const open: string[] = [];
    for (const item of await all('office', {})) {
      const answer = await app.call(api.getCase, { caseId: item.id }, as(name));
      if (answer.status === 200) open.push(item.number);
    }
    expect(open.length).toBeGreaterThan(0);
    expect(numbers(await all(name, {}))).toEqual(open);
  },
  120_000,
);

test('what waits for the office is open, due first', async () => {
  const mine = await all('office', { mine: 'true', sort: 'due' });
  const due = mine.map((item) => (item.dueAt ? Date.parse(item.dueAt) : 0));
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  expect(new Set(numbers(mine)).size).toBe(mine.length);
  expect(mine.every((item) => item.state !== 'closed')).toBe(true);
});

const openStates = 'reported,verifying,filed,assigned,inProgress,handled,returned,adjudicating,onLongTermList,rework,reopened';
type MapBox = Record<'west' | 'east' | 'south' | 'north', number>;
const within = (box: MapBox, { lng, lat }: Item) =>
  lng !== null && lat !== null && lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north;

/** Compares a map with what the list has in the box; gives how many that were. */
async function compareMap(
  name: string,
  filter: Record<string, string>,
  listed: readonly Item[],
  box: MapBox,
  zoom: number,
): Promise<number> {
  const { body } = await app.call(api.mapCases, { ...filter, ...box, zoom }, as(name));
  const inside = listed.filter((item) => within(box, item));
  // Ranges and squares reach beyond the box by up to one of them.
  const marked = body.marks.reduce((sum, mark) => sum + mark.count, 0);
  expect([name, filter, zoom, body.more, marked >= inside.length, marked <= listed.length]).toEqual([
    name,
    filter,
    zoom,
    false,
    true,
    true,
  ]);
  if (zoom === 18) expect(body.marks.map((mark) => mark.case?.number)).toEqual(expect.arrayContaining(numbers(inside)));
  return inside.length;
}

test('the map shows of every filter, zoom and person what the list has in the box', async () => {
  const [first] = (await all('office', {})).filter((item) => item.lng !== null && item.unit !== null);
  const [lng, lat] = [first?.lng ?? 0, first?.lat ?? 0];
  const filters: Record<string, string>[] = [
    { state: 'closed', unit: first?.unit?.id ?? '' },
    { state: 'closed,inProgress,handled', channel: 'hotline,patrol,publicWeb' },
    { state: 'closed', category: first?.category.code ?? '' },
    { state: 'closed' },
    { channel: 'hotline' },
    {},
  ];
  const views = [
    [10, 0.6],
    [13, 0.06],
    [16, 0.008],
    [18, 0.002],
  ] as const;
  let seen = 0;
  for (const [name, filter] of ['office', 'chengguan', 'community'].flatMap((one) => filters.map((other) => [one, other] as const))) {
    const listed = await all(name, filter.state ? filter : { ...filter, state: openStates });
    for (const [zoom, reach] of views)
      seen += await compareMap(
        name,
        filter,
        listed,
        { west: lng - reach, east: lng + reach, south: lat - reach, north: lat + reach },
        zoom,
      );
  }
  expect(seen).toBeGreaterThan(COUNT);
}, 120_000);
