import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, TEST_NOW, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import { cityDemo } from './demo.ts';
import { demoAccounts } from './demo/accounts.ts';
import { findArea, holdersOf, loadActorOfPerson, personByUserName } from './exports.ts';
import { citySlice } from './slice.ts';

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
  expect((await app.call(api.dutyMap, { under: riverside }, { as: office })).body).toMatchObject({ areas: 22, answered: 22, vacant: 0 });
  const vacant = await app.call(api.dutyMap, { vacant: true }, { as: office });
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
