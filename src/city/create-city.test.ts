import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { allCities, cityFacts, cityOfHost, createCity, loadActorOfPerson } from './exports.ts';
import { defaultSettings } from './schema.ts';
import { citySlice } from './slice.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ slices: [citySlice] });
});
afterAll(() => app.close());

const setup = {
  city: { name: '某市', nameEn: 'Somewhere', code: '699900' },
  administrators: [
    { role: 'systemAdmin', name: '甲' },
    { role: 'securityAdmin', name: '乙' },
    { role: 'auditAdmin', name: '丙' },
  ],
} as const;

test('a city begins with its headquarters and three administrators, once', async () => {
  await app.as('system', async (ctx) => {
    expect(await cityOfHost(ctx.read, 'any.example')).toBeNull();
    const people = await createCity(ctx, setup);
    const posts = await Promise.all(
      people.map(async (id) => (await loadActorOfPerson(ctx.read, id, ctx.now, 'zh'))?.posts.map((post) => post.role)),
    );
    expect(posts).toEqual([['systemAdmin'], ['securityAdmin'], ['auditAdmin']]);
    expect(await cityFacts(ctx.read)).toMatchObject({ name: '某市', settings: defaultSettings });
    expect(await cityOfHost(ctx.read, 'any.example')).toMatchObject({ cityId: 1, name: '某市' });
    expect(await allCities(ctx.read)).toEqual([1]);
  });
  await expect(app.as('system', (ctx) => createCity(ctx, setup))).rejects.toMatchObject({ kind: { code: 'stale' } });
});
