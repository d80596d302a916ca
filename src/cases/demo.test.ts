import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personByUserName } from '../city/exports.ts';
import { getToday } from '../platform/today/api.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { loadDemo } from '../testing/demo-city.ts';
import * as api from './api.ts';
import { dueColumns } from './rules/deadlines.ts';
import { casework } from './store/casework.ts';
import { eventsOf, historyOf } from './store/history.ts';
import { caseById } from './store/rows.ts';

let app: TestApp;
const people = new Map<string, string>();

beforeAll(async () => {
  app = await startTestApp();
  await loadDemo(app);
  for (const name of ['office', 'leader', 'chengguan', 'inspector', 'community']) {
    const person = await personByUserName(app.app.database.reader(app.cityId), name);
    people.set(name, person?.id ?? '');
  }
}, 300_000);
afterAll(() => app.close());
const as = (name: string) => ({ as: { personId: people.get(name) ?? '' } });

test('every state occurs and every desk has something to do', async () => {
  const counts = (await app.call(api.countCases, {}, as('office'))).body;
  for (const state of [
    'reported',
    'filed',
    'assigned',
    'inProgress',
    'handled',
    'closed',
    'declined',
    'returned',
    'adjudicating',
    'onLongTermList',
    'rework',
    'reopened',
  ] as const) {
    expect([state, (counts.byState[state] ?? 0) > 0]).toEqual([state, true]);
  }
  for (const name of ['office', 'chengguan', 'inspector', 'community']) {
    const list = await app.call(api.listCases, { mine: 'true', sort: 'due', limit: 5 }, as(name));
    expect([name, list.status, list.body.items.length > 0]).toEqual([name, 200, true]);
  }
});

test('what a story names is where it lies, and no name runs into another', async () => {
  const rows = await app.as('system', (ctx) =>
    ctx.tx.rows(
      sql<{ title: string; place: string; community: string; compound: string | null }>`
        select c.title, c.place, community.name as community, compound.name as compound from cases c
        join areas community on community.city_id = c.city_id and community.id = c.community_id
        left join areas compound on compound.city_id = c.city_id and compound.id = c.compound_id`,
    ),
  );
  const compounds = new Set(rows.flatMap(({ compound }) => compound ?? []));
  const communities = new Set(rows.map(({ community }) => community));
  expect(rows.length).toBeGreaterThan(100);
  const wrong = rows.flatMap(({ title, place, community, compound }) => {
    const named = [...compounds].filter((name) => title.includes(name));
    const around = [...communities].filter((name) => title.includes(name.replace(/社区$/, '')));
    const fits = named.length > 0 ? named.includes(compound ?? '') : around.length === 0 || around.includes(community);
    const said = compound === null ? place.endsWith(` ${community}`) : place === `${community} ${compound}`;
    return fits && said ? [] : [[title, place, community, compound]];
  });
  expect(wrong).toEqual([]);
});

test('what came back is linked, and those above see what slips', async () => {
  const back = await app.call(api.listCases, { recurrence: 'true', limit: 50 }, as('office'));
  expect(back.body.items.length).toBeGreaterThan(10);
  const view = await app.call(api.getCase, { caseId: back.body.items[0]?.id ?? '' }, as('office'));
  expect(view.body.earlier.map((one) => one.outcome)).toContain('fixed');
  const today = await app.call(getToday, {}, as('leader'));
  const ids = today.body.items.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['cases.late', 'cases.reopened', 'cases.recurred']));
});

test('what the list keeps in columns is what the history gives', async () => {
  const wrong = await app.as('system', async (ctx) => {
    const { work } = await casework(ctx.tx);
    const rows = await ctx.tx.rows(sql<{ id: string }>`select id from cases order by reported_at desc limit 300`);
    const found: string[] = [];
    for (const { id } of rows) {
      const row = await caseById(ctx.tx, id);
      if (!row) continue;
      const columns = dueColumns(work, historyOf(await eventsOf(ctx.tx, id)), row.limits);
      const kept = Object.fromEntries(Object.keys(columns).map((key) => [key, row[key as keyof typeof columns]]));
      if (JSON.stringify(kept) !== JSON.stringify(columns)) found.push(`${row.number} ${JSON.stringify(kept)} ${JSON.stringify(columns)}`);
    }
    return found;
  });
  expect(wrong).toEqual([]);
});

test('tallies and tiles add up to the cases', async () => {
  const [row] = await app.as('system', (ctx) =>
    ctx.tx.rows(sql<{ cases: number; tallied: number; placed: number; tiled: number }>`
      select (select count(*) from cases) as cases, (select sum(n)::int from case_tallies) as tallied,
        (select count(*) from cases where cell is not null and state not in ('declined', 'merged')) as placed, (select sum(n)::int from case_tiles where zoom = 12) as tiled`),
  );
  expect(row?.tallied).toBe(row?.cases);
  expect(row?.tiled).toBe(row?.placed);
});

test('every case has its whole history in the journal', async () => {
  const [row] = await app.as('system', (ctx) =>
    ctx.tx.rows(
      sql<{
        n: number;
      }>`select count(*) as n from cases c where not exists (select from journal j where j.city_id = c.city_id and j.subject_id = c.id and j.type = 'case.reported')`,
    ),
  );
  expect(row?.n).toBe(0);
});
