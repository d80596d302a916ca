import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCity, type CityStage } from '../testing/city.ts';
import * as api from './api.ts';
import * as stands from './api/compounds.ts';
import * as staff from './api/people.ts';
import { testBounds } from './fixtures.ts';

/** What everybody sees of the city; its units, what stands in compounds, its settings. */

let stage: CityStage;
beforeAll(async () => {
  stage = await startCity();
});
afterAll(() => stage.app.close());

test('the public sees the city and its map, and nothing else', async () => {
  const about = await stage.call(api.cityAbout, {}, 'public');
  expect(about).toMatchObject({ status: 200, body: { name: '测试市', tiles: { kind: 'off' }, bounds: { minLng: testBounds.west } } });
  const map = await stage.call(api.areasMap, { kinds: 'street' }, 'public');
  expect(map.body.features.map((feature) => feature.properties.name)).toEqual(['枣林街道', '石桥街道']);
  const compounds = (under?: string) => stage.call(api.areasMap, { kinds: 'compound', under }, 'public');
  expect((await compounds()).body.features).toEqual([]);
  expect((await compounds(stage.city.community.id)).body.features).toHaveLength(2);
  expect((await stage.call(api.unitsList, {}, 'public')).status).toBe(401);
  expect((await stage.call(staff.peopleList, {}, 'volunteer')).status).toBe(403);
});

describe('units', () => {
  test('are a tree in order', async () => {
    const { body } = await stage.call(api.unitsList, {}, 'liaison');
    expect(body.items[0]).toMatchObject({ name: '创建全国文明城市指挥部', people: 3 });
    const below = await stage.call(api.unitsList, { under: stage.city.streetUnit.id }, 'liaison');
    expect(below.body.items.map((unit) => unit.name)).toEqual(['枣林街道办事处', '河滨社区居委会']);
    expect((await stage.call(api.unitsList, { q: 'cgj' }, 'liaison')).body.items).toHaveLength(0);
    expect((await stage.call(api.unitsList, { q: 'csglj' }, 'liaison')).body.items).toHaveLength(1);
  });

  const fields = {
    parentId: null,
    kind: 'department',
    name: '水务局',
    shortName: '水务局',
    code: 'SWJ',
    areaId: null,
    phone: null,
    keyUnit: true,
    sort: 9,
  } as const;
  test('are made, changed, moved and ended by the system administrator only', async () => {
    expect((await stage.call(api.unitCreate, fields, 'office')).status).toBe(403);
    const made = await stage.call(api.unitCreate, { ...fields, parentId: stage.city.office.id }, 'system');
    expect(made).toMatchObject({ status: 201, body: { name: '水务局', revision: 1, active: true } });
    const unitId = made.body.id;
    expect((await stage.app.call(api.unitCreate, fields, { as: stage.by('system'), locale: 'en' })).problem).toMatchObject({
      status: 409,
      code: 'codeTaken',
      title: 'The code "SWJ" already belongs to "水务局".',
    });
    expect((await stage.call(api.unitChange, { unitId, revision: 1, parentId: unitId }, 'system')).problem.code).toBe('circular');
    const moved = await stage.call(
      api.unitChange,
      { unitId, revision: 1, parentId: stage.city.headquarters.id, phone: '0911-2345678' },
      'system',
    );
    expect(moved.body).toMatchObject({ path: `${stage.city.headquarters.id}/${unitId}`, phone: '0911-2345678', revision: 2 });
    expect((await stage.call(api.unitChange, { unitId, revision: 1, name: '晚了' }, 'system')).problem.code).toBe('stale');
    expect((await stage.call(api.unitEnd, { unitId, revision: 2 }, 'system')).body).toMatchObject({
      active: false,
      endedOn: '2026-11-23',
    });
    expect((await stage.call(api.unitChange, { unitId, revision: 3, name: '改名' }, 'system')).problem.code).toBe('alreadyEnded');
  });

  test('move with everything below them', async () => {
    const made = await stage.call(
      api.unitCreate,
      { ...fields, kind: 'residentUnit', code: 'GD', parentId: stage.city.department.id },
      'system',
    );
    const below = await stage.call(api.unitCreate, { ...fields, kind: 'residentUnit', code: 'GD1', parentId: made.body.id }, 'system');
    await stage.call(api.unitChange, { unitId: made.body.id, revision: 1, parentId: stage.city.otherDepartment.id }, 'system');
    const seen = await stage.call(api.unitGet, { unitId: below.body.id }, 'office');
    expect(seen.body.parents.map((parent) => parent.name)).toEqual(['创建全国文明城市指挥部', '市场监督管理局', '水务局']);
  });

  test('that are still used do not end', async () => {
    const refused = await stage.call(api.unitEnd, { unitId: stage.city.office.id, revision: 1 }, 'system');
    expect(refused.problem).toMatchObject({ code: 'stillUsed', title: '还有岗位共 1 个没有结束，先处理完再停用。' });
  });

  test('a wrong field is named, an unknown record is not there', async () => {
    const refused = await stage.call(api.unitCreate, { ...fields, name: '', phone: 'abc' }, 'system');
    expect(refused.problem.faults?.map((fault) => fault.path)).toEqual(['name', 'phone']);
    expect((await stage.call(api.unitGet, { unitId: stage.city.street.id }, 'office')).status).toBe(404);
  });
});

test('compounds and facilities are kept by their community', async () => {
  const compound = {
    areaId: stage.city.compound.id,
    buildings: 6,
    households: 214,
    builtYear: 1986,
    propertyManager: null,
    residentUnitId: stage.city.department.id,
    keyCompound: true,
    note: '',
  };
  expect((await stage.call(stands.compoundChange, compound, 'liaison')).status).toBe(403);
  expect((await stage.call(stands.compoundChange, compound, 'worker')).body).toMatchObject({
    households: 214,
    residentUnit: { name: '城市管理局' },
  });
  const camera = {
    areaId: stage.city.compound.id,
    defence: 'technical',
    name: '监控',
    amount: 8,
    measureWord: '路',
    state: 'broken',
    checkedOn: null,
    partnerUnitId: null,
    note: '',
  } as const;
  const made = await stage.call(stands.facilityCreate, camera, 'worker');
  const mended = await stage.call(
    stands.facilityChange,
    { facilityId: made.body.id, revision: 1, state: 'inPlace', checkedOn: '2026-11-20' },
    'worker',
  );
  expect(mended.body).toMatchObject({ state: 'inPlace', revision: 2 });
  const area = await stage.call(api.areaGet, { areaId: stage.city.compound.id }, 'office');
  expect(area.body).toMatchObject({ compound: { buildings: 6 }, facilities: [{ name: '监控', amount: 8 }] });
  expect((await stage.call(stands.facilityEnd, { facilityId: made.body.id, revision: 2 }, 'worker')).status).toBe(204);
});

test('settings are changed by the system administrator', async () => {
  const { body } = await stage.call(api.citySettingsGet, {}, 'system');
  const settings = { ...body.settings, hotline: '12319' };
  const changed = await stage.call(
    api.citySettingsChange,
    { name: '安塬市', nameEn: 'Anyuan', areaCode: '619900', settings, revision: body.revision },
    'system',
  );
  expect(changed.body).toMatchObject({ name: '安塬市', settings: { hotline: '12319' }, revision: 2 });
  expect((await stage.call(api.cityAbout, {}, 'public')).body.hotline).toBe('12319');
});
