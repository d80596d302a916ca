import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, TEST_NOW, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as duties from './api/duties.ts';
import { cityDemo } from './demo.ts';
import { demoAccounts } from './demo/accounts.ts';
import { areaByCode, findArea, holdersOf, loadActorOfPerson, personByUserName, unitByCode } from './exports.ts';
import { cityMeasures } from './measures.ts';
import { roleFits } from './rules.ts';
import { citySearch } from './search.ts';
import { citySlice } from './slice.ts';
import { findPosts } from './store/posts.ts';
import { cityToday } from './today.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ slices: [citySlice] });
  const as = (_who: unknown, _at: Date, act: Parameters<TestApp['as']>[1]) => app.as('system', act);
  for (const part of cityDemo) await part.load({ as: as as never, today: TEST_NOW, progress: () => undefined, locale: 'zh' });
});
afterAll(() => app.close());

test('every account is a person with the post it is for', async () => {
  await app.as('system', async ({ tx, now }) => {
    for (const account of demoAccounts) {
      const person = await personByUserName(tx, account.userName);
      expect(person?.name).toBe(account.name);
      const actor = await loadActorOfPerson(tx, person?.id ?? '', now, 'zh');
      expect(actor?.posts.map((post) => post.role)).toEqual([account.role]);
      if (account.areaName) expect(actor?.posts[0]?.areaId).not.toBeNull();
    }
  });
  expect(new Set(demoAccounts.map((account) => account.name)).size).toBe(demoAccounts.length);
});

test('everybody’s post fits their unit', async () => {
  const posts = await app.as('system', ({ tx }) => findPosts(tx, {}));
  expect(posts.length).toBeGreaterThan(200);
  expect(posts.filter((post) => roleFits(post.role, post.unitKind).refused)).toEqual([]);
  const outside = await app.as('system', ({ tx }) =>
    tx.rows(sql`select p.title from posts p join units u on u.city_id = p.city_id and u.id = p.unit_id
      join areas own on own.city_id = p.city_id and own.id = p.area_id join areas of_unit on of_unit.city_id = u.city_id and of_unit.id = u.area_id
      where own.path <> of_unit.path and own.path not like of_unit.path || '/%'`),
  );
  expect(outside).toEqual([]);
});

test('has what the source counts: 18 key departments, 22 communities, 31 supervisors, 22 compounds with somebody', async () => {
  const office = { personId: await idOf('office') };
  const { items } = (await app.call(api.unitsList, {}, { as: office })).body;
  expect(items.filter((unit) => unit.keyUnit)).toHaveLength(18);
  expect(items.filter((unit) => unit.kind === 'community')).toHaveLength(22);
  expect(items.filter((unit) => unit.kind === 'street')).toHaveLength(9);
  expect(items.filter((unit) => unit.kind === 'residentUnit').map((unit) => unit.name)).toEqual(
    expect.arrayContaining(['农业局', '电子器材厂', '郊区武装部', '水文局', '供电分公司']),
  );
  expect(await app.as('system', ({ tx, now }) => holdersOf(tx, { role: 'supervisor' }, now))).toHaveLength(31);
  const riverside = (await app.call(api.areasList, { q: '河滨社区', kind: 'community' }, { as: office })).body.items[0]?.id ?? '';
  expect((await app.call(duties.dutyMap, { under: riverside }, { as: office })).body).toMatchObject({ areas: 22, answered: 22, vacant: 0 });
  const vacant = await app.call(duties.dutyMap, { vacant: true }, { as: office });
  expect(vacant.body.items.map((line) => line.area.name).toSorted()).toEqual(['建材厂院', '桥头院']);
});

test('a compound’s centre lies in the compound', async () => {
  const office = { personId: await idOf('office') };
  const areas = (await app.call(api.areasTree, { kinds: 'compound' }, { as: office })).body.items;
  await app.as('system', async ({ tx }) => {
    for (const area of areas) expect((await findArea(tx, { lng: area.lng ?? 0, lat: area.lat ?? 0 }))?.areaId).toBe(area.id);
  });
});

const idOf = (userName: string) => app.as('system', async ({ tx }) => (await personByUserName(tx, userName))?.id ?? '');

const asUser = async <T>(userName: string, work: Parameters<typeof app.as<T>>[1]) => app.as({ personId: await idOf(userName) }, work);

test('the street is told of its vacant compounds until somebody answers for them', async () => {
  const lines = await asUser('street', cityToday);
  expect(lines.map((line) => line.title)).toEqual(['枣林街道有 2 个小区没有负责人：建材厂院、桥头院']);
  expect(await asUser('community', cityToday)).toEqual([]);
  expect(await asUser('chengguan', cityToday)).toEqual([]);
  expect((await asUser('district', cityToday)).map((line) => line.id)).toHaveLength(1);
});

describe('measures', () => {
  const [answered, defences] = cityMeasures;
  const scope = { from: '2026-01-01', to: '2026-12-31' };
  const inRiverside = async () => asUser('office', async (ctx) => ({ ...scope, areaId: (await areaByCode(ctx.read, '690602001001'))?.id }));

  test('22 compounds of the community have a responsible person, and open to their records', async () => {
    const where = await inRiverside();
    await asUser('office', async (ctx) => {
      expect(await answered?.figure(ctx, where)).toEqual({ value: 22, records: 22 });
      const page = await answered?.records(ctx, where, { limit: 10 });
      expect(page?.items[0]).toMatchObject({ title: '河滨社区 农业局小区', counts: true });
      const rest = await answered?.records(ctx, where, { limit: 20, cursor: page?.next ?? undefined });
      expect([...(page?.items ?? []), ...(rest?.items ?? [])]).toHaveLength(22);
      expect(rest?.next).toBeNull();
    });
  });

  test('a unit stands for the area it looks after; groups add up to the whole', async () => {
    await asUser('office', async (ctx) => {
      const unit = await unitByCode(ctx.read, 'SQ111');
      expect(await answered?.figure(ctx, { ...scope, unitId: unit?.id })).toMatchObject({ value: 22 });
      const groups = (await answered?.grouped(ctx, scope, 'area')) ?? [];
      expect(groups[0]).toMatchObject({ label: '河滨社区', value: 22 });
      expect(groups.reduce((sum, group) => sum + (group.value ?? 0), 0)).toBe((await answered?.figure(ctx, scope))?.value);
      expect(await answered?.figure(ctx, { from: '2020-01-01', to: '2020-12-31' })).toMatchObject({ value: 0 });
    });
  });

  test('the four defences stand in all 22', async () => {
    const where = await inRiverside();
    await asUser('office', async (ctx) => {
      expect(await defences?.figure(ctx, where)).toEqual({ value: 1, numerator: 22, denominator: 22, records: 22 });
      const whole = await defences?.figure(ctx, scope);
      expect(whole?.value).toBeLessThan(1);
      expect((await defences?.records(ctx, scope, { limit: 200 }))?.items.filter((record) => record.counts)).toHaveLength(
        whole?.numerator ?? -1,
      );
    });
  });
});

test('the search box finds areas, units and people by name, pinyin and initials', async () => {
  const find = (userName: string, text: string) =>
    asUser(userName, async (ctx) => {
      const hits = await Promise.all(citySearch.filter((source) => ctx.may(source.permission)).map((source) => source.find(ctx, text, 6)));
      return hits.flat().map((hit) => `${hit.kind.zh} ${hit.title} ${hit.note}`);
    });
  expect(await find('office', 'hebinshequ')).toEqual(['社区 河滨社区 塔湾区 / 枣林街道', '社区 河滨社区 河滨社区居民委员会']);
  expect(await find('office', '水文局')).toContain('小区 水文局小区 塔湾区 / 枣林街道 / 河滨社区 / 一片 河滨路北');
  expect(await find('office', 'lqm')).toContain('人员 林清明 河滨社区 河滨社区书记');
  expect(await find('volunteer', 'lqm')).not.toContain('人员 林清明 河滨社区 河滨社区书记');
  expect(await find('office', '%')).toEqual([]);
});
