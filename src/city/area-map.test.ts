import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type As, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import { areaFinder, areasUnder, findArea, responsibleFor } from './exports.ts';
import { aCity, aDuty, aPerson, aRectangle, testBounds, type TestCity } from './fixtures.ts';
import { citySlice } from './slice.ts';

let app: TestApp;
let city: TestCity;
let system: As;
let head: As;
beforeAll(async () => {
  app = await startTestApp({ slices: [citySlice] });
  await app.as('system', async ({ tx }) => {
    city = await aCity(tx);
    system = { personId: (await aPerson(tx, { role: 'systemAdmin' })).id };
    head = { personId: (await aPerson(tx, { role: 'streetStaff', areaId: city.street.id })).id };
  });
});
afterAll(() => app.close());

const feature = (code: string, geometry: object, more: object = {}) => ({ type: 'Feature', properties: { code, ...more }, geometry });
const importing = (
  features: readonly object[],
  options: { preview?: boolean; turnRings?: boolean; coordinates?: 'wgs84' | 'gcj02' } = {},
) => app.call(api.areasImport, { collection: { type: 'FeatureCollection', features }, ...options }, { as: system });

describe('importing borders', () => {
  const polygon = aRectangle(107.601, 37.001, 107.604, 37.004);

  test('is looked at first, then done, and changes nothing when done again', async () => {
    const features = [
      feature('NEW-2', polygon, { name: '新小区', kind: 'compound', parent: 'NEW-1' }),
      feature('NEW-1', aRectangle(107.6, 37, 107.605, 37.005), { name: '新网格', kind: 'block', parent: city.community.code }),
      feature(city.otherCompound.code, aRectangle(107.6, 37.011, 107.61, 37.02)),
    ];
    const preview = await importing(features, { preview: true });
    expect(preview.body).toEqual({ features: 3, created: ['NEW-1', 'NEW-2'], changed: [city.otherCompound.code], same: 0 });
    expect((await importing(features)).body).toEqual(preview.body);
    expect((await importing(features)).body).toEqual({ features: 3, created: [], changed: [], same: 3 });
    const at = await app.call(api.areaAt, { lng: 107.602, lat: 37.002 }, { as: 'public' });
    expect(at.body.path.map((area) => area.name)).toEqual(['塔湾区', '枣林街道', '河滨社区', '新网格', '新小区']);
  });

  test('with one fault imports nothing and names them all', async () => {
    const refused = await importing([
      feature(city.compound.code, aRectangle(107.6, 37, 107.61, 37.009)),
      feature('nowhere', polygon),
      feature('X', polygon, { name: '无上级', kind: 'compound', parent: 'none' }),
      feature('Y', polygon, { name: '错位', kind: 'compound', parent: city.street.code }),
      feature(city.otherCompound.code, aRectangle(107.63, 37.011, 107.635, 37.02)),
    ]);
    expect(refused).toMatchObject({ status: 422, problem: { code: 'faultyBorders' } });
    expect(refused.problem.faults?.map((fault) => `${fault.path} ${fault.code}`).toSorted()).toEqual([
      'features.1.properties.code unknownCode',
      'features.2.properties.parent unknownParent',
      'features.3.properties.parent wrongParent',
      'features.4.geometry.coordinates outsideParent',
    ]);
    const kept = await app.call(api.areaGet, { areaId: city.compound.id }, { as: head });
    expect(kept.body.bounds?.maxLat).toBeCloseTo(37.01);
  });

  test('of a thousand features names the few that are wrong, and imports none', async () => {
    const features = Array.from({ length: 1000 }, (_, index) => {
      const west = 107.6 + (index % 40) * 0.0005;
      const south = 37 + Math.floor(index / 40) * 0.0008;
      const [east, north] = [west + 0.0004, south + 0.0006];
      const crossed = [
        [west, south],
        [east, north],
        [east, south],
        [west, north],
        [west, south],
      ];
      const geometry = index % 300 === 7 ? { type: 'Polygon', coordinates: [crossed] } : aRectangle(west, south, east, north);
      return feature(`K-${index}`, geometry, { name: `第${index}院`, kind: 'compound', parent: city.community.code });
    });
    const refused = await importing(features);
    expect([refused.status, refused.problem.code]).toEqual([422, 'faultyBorders']);
    const faulty = [7, 307, 607, 907];
    expect([...new Set(refused.problem.faults?.map(({ path }) => path.split('.')[1]))]).toEqual(faulty.map(String));
    expect(
      (
        await importing(
          features.filter((_, index) => !faulty.includes(index)),
          { preview: true },
        )
      ).body.created,
    ).toHaveLength(996);
  });

  test('a file with a byte order mark is read like any other', async () => {
    const collection = { type: 'FeatureCollection', features: [feature(city.compound.code, aRectangle(107.6, 37, 107.61, 37.01))] };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/areas/borders',
      payload: `\uFEFF${JSON.stringify({ collection, preview: true })}`,
      headers: { 'content-type': 'application/json' },
      as: system,
    });
    expect([answer.statusCode, answer.json().features]).toEqual([200, 1]);
  });

  test('a parent may not shrink away from what stands in it', async () => {
    const refused = await importing([feature(city.community.code, aRectangle(107.6, 37, 107.62, 37.012))]);
    expect(refused.problem.faults?.[0]).toMatchObject({ code: 'outsideParent', path: 'features.0.geometry.coordinates' });
    expect(refused.problem.faults?.[0]?.message).toContain('水文局小区');
  });

  test('is the system administrator’s', async () => {
    expect((await app.call(api.areasImport, { collection: {} }, { as: head })).status).toBe(403);
    expect((await app.call(api.areasImport, { collection: {} }, { as: system })).status).toBe(422);
  });
});

describe('lookups', () => {
  test('who answers: the nearest area around that has somebody', async () => {
    await app.as('system', async ({ tx, now }) => {
      const worker = await aPerson(tx, { name: '片长' });
      const secretary = await aPerson(tx, { name: '书记' });
      await aDuty(tx, { areaId: city.community.id, personId: secretary.id });
      await aDuty(tx, { areaId: city.compound.id, personId: worker.id });
      expect((await responsibleFor(tx, city.compound.id, now))?.person.name).toBe('片长');
      expect(await responsibleFor(tx, city.otherCompound.id, now)).toMatchObject({ person: { name: '书记' }, area: { name: '河滨社区' } });
      expect(await responsibleFor(tx, city.otherCommunity.id, now)).toBeNull();
      expect(await areasUnder(tx, city.otherStreet.id)).toHaveLength(2);
    });
  });

  test('a position that a transaction moved is only its own until it commits', async () => {
    const position = { lng: 107.608, lat: 37.002 };
    await expect(
      app.as('system', async ({ tx }) => {
        await tx
          .writing<{ areas: { cityId: number; id: string; endedOn: string }; cities: { cityId: number; areaVersion: string } }>()
          .updateTable('areas')
          .set({ endedOn: '2026-01-01' })
          .where('id', '=', city.compound.id)
          .execute();
        await tx
          .writing<{ cities: { cityId: number; areaVersion: string } }>()
          .updateTable('cities')
          .set({ areaVersion: crypto.randomUUID() })
          .execute();
        expect((await findArea(tx, position))?.areaId).not.toBe(city.compound.id);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await app.as('system', async ({ tx }) => expect((await findArea(tx, position))?.areaId).toBe(city.compound.id));
  });

  test('ten thousand areas: a lookup is far from slow', async () => {
    const { west, south } = testBounds;
    const step = 0.0001;
    const rows = Array.from({ length: 10_000 }, (_, index) => {
      const [x, y] = [west + (index % 100) * step, south + Math.floor(index / 100) * step];
      return feature(`G${index}`, aRectangle(x, y, x + step, y + step), {
        name: `格${index}`,
        kind: 'compound',
        parent: city.otherCommunity.code,
      });
    });
    const east = rows.map((row) => ({
      ...row,
      geometry: {
        type: 'Polygon',
        coordinates: row.geometry && 'coordinates' in row.geometry ? shifted(row.geometry.coordinates as number[][][], 0.02) : [],
      },
    }));
    expect((await importing(east)).body.created).toHaveLength(10_000);
    await app.as('system', async ({ tx }) => {
      const map = await areaFinder(tx);
      const loaded = performance.now();
      for (let index = 0; index < 1000; index += 1) {
        const found = map.find({
          lng: west + 0.02 + ((index * 7) % 100) * step + step / 2,
          lat: south + ((index * 13) % 100) * step + step / 2,
        });
        expect(found?.path.at(-1)?.kind).toBe('compound');
      }
      const done = performance.now();
      expect(done - loaded).toBeLessThan(5000);
    });
  }, 120_000);
});

const shifted = (rings: number[][][], by: number) => rings.map((ring) => ring.map(([lng = 0, lat = 0]) => [lng + by, lat]));
