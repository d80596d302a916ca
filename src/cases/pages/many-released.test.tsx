import { sql } from 'kysely';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReactElement } from 'react';
import { Phone } from '../../public/testing/browser.ts';
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/app.ts';
import { aCase, aCasework, type TestCasework } from '../fixtures.ts';
import { countPublicly } from '../service/public.ts';
import { answerPage } from './frame.tsx';
import { HomePage } from './HomePage.tsx';
import { NearbyPage } from './NearbyPage.tsx';

/** What the public pages count in a month of a large city. */

const SOLVED = 2500;
const WORKING = 40;
let app: TestApp;
let world: TestCasework;

/** As many released cases like this one, it included. */
async function released(state: 'closed' | 'inProgress', count: number): Promise<void> {
  await app.as('system', async (ctx) => {
    const { id } = await aCase(ctx, world, { state });
    await ctx.tx.rows(sql`update cases set released_at = now(), public_title = title where city_id = ${ctx.tx.cityId} and id = ${id}`);
    const [columns] = await ctx.tx.rows(sql<{ names: string }>`
      select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns where table_name = 'cases' and is_generated = 'NEVER'`);
    const names = sql.raw(columns?.names ?? '');
    await ctx.tx.rows(sql`
      insert into cases (${names}) select ${names} from (
        select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'number', one.number || '-' || n))).*
        from cases as one, generate_series(2, ${count}::int) as n where one.city_id = ${ctx.tx.cityId} and one.id = ${id}) as copies`);
  });
}

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  await released('closed', SOLVED);
  await released('inProgress', WORKING);
}, 60_000);
afterAll(() => app.close());

test('a month of thousands is told exactly, in all and by state', async () => {
  const phone = new Phone(app);
  const all = SOLVED + WORKING;
  expect((await phone.get('/')).text).toContain(`近30天公开${all}件，${SOLVED}件已解决`);
  const nearby = (await phone.get('/nearby')).text;
  expect(nearby).toContain(`近30天公开${all}件：${SOLVED}件已解决，${WORKING}件处理中。`);
  expect(nearby).toMatch(new RegExp(`全部 ${all} .*已解决 ${SOLVED} .*处理中 ${WORKING}`));
  expect((await phone.get(`/nearby?area=${world.city.community.id}`)).text).toContain(`近30天公开${all}件：`);
});

test('more than can be counted: no number of a part is told as that of all', async () => {
  const counted = await app.as('public', (ctx) => countPublicly(ctx, { days: 30 }, 100));
  expect(counted).toMatchObject({ total: 100, more: true });
  const shown = async (page: ReactElement) => {
    const request = { params: {}, query: {}, form: {}, files: [], large: false, path: '/', cookies: {}, sections: [] };
    const answer = await app.as('public', (ctx) => answerPage(ctx, request, { title: '', page }));
    if (!('page' in answer)) throw new Error('no page');
    return renderToStaticMarkup(answer.page).replace(/<[^>]+>/g, ' ');
  };
  const bounds = { west: 116, east: 117, south: 36, north: 37 };
  const model = {
    filters: { days: 30 },
    areaName: null,
    counted,
    items: [],
    next: null,
    map: { box: bounds, areas: [], marks: [], zoomed: false },
    places: [],
    categories: [],
    now: TEST_NOW,
  };
  const nearby = await shown(<NearbyPage model={model} />);
  expect(nearby).toMatch(/近30天公开100件以上\s*。/);
  expect(nearby).toMatch(/全部 100\+.*已解决 \d+\+/s);
  const home = await shown(<HomePage model={{ released: { ...counted, solved: 7 }, latest: null, month: null, now: TEST_NOW }} />);
  expect(home).toContain('近30天公开100件以上');
  expect(home).not.toContain('7件已解决');
});

test('thousands are counted once a minute for everybody, the newest reports stand in the list at once', async () => {
  const phone = new Phone(app);
  const all = SOLVED + WORKING;
  const counted = async () => /近30天公开(\d+)件/.exec((await phone.get('/nearby')).text)?.[1];
  app.clock.forward(120_000);
  expect(await counted()).toBe(`${all}`);
  await app.as('system', async (ctx) => {
    const one = await aCase(ctx, world, { state: 'inProgress' });
    await ctx.tx.rows(
      sql`update cases set released_at = now(), public_title = '刚公开的一件', reported_at = ${app.clock.now()} where city_id = ${ctx.tx.cityId} and id = ${one.id}`,
    );
  });
  expect(await counted()).toBe(`${all}`);
  expect((await phone.get('/nearby')).text).toContain('刚公开的一件');
  app.clock.forward(61_000);
  expect(await counted()).toBe(`${all + 1}`);
});
