import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../platform/journal/journal.ts';
import { startTestApp, type As, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as duties from './api/duties.ts';
import * as staff from './api/people.ts';
import * as stands from './api/compounds.ts';
import { aCity, aDuty, anArea, aPerson, aRectangle, positionIn, testBounds, type TestCity, type TestPerson } from './fixtures.ts';
import { citySlice } from './slice.ts';

let app: TestApp;
let city: TestCity;
const people: Record<string, TestPerson> = {};
const by = (name: string): As => ({ personId: people[name]?.id ?? '' });

beforeAll(async () => {
  app = await startTestApp({ slices: [citySlice] });
  city = await app.as('system', (ctx) => aCity(ctx.tx));
  await app.as('system', async ({ tx }) => {
    const { headquarters, office, department, streetUnit, communityUnit, street, community } = city;
    people.system = await aPerson(tx, { role: 'systemAdmin', unitId: headquarters.id, name: '系统员' });
    people.security = await aPerson(tx, { role: 'securityAdmin', unitId: headquarters.id, name: '安全员' });
    people.audit = await aPerson(tx, { role: 'auditAdmin', unitId: headquarters.id, name: '审计员' });
    people.office = await aPerson(tx, { role: 'officeStaff', unitId: office.id, name: '单晓禾', phone: '13800002046' });
    people.liaison = await aPerson(tx, { role: 'unitLiaison', unitId: department.id, name: '联络员' });
    people.street = await aPerson(tx, { role: 'streetStaff', unitId: streetUnit.id, areaId: street.id, name: '街道员' });
    people.head = await aPerson(tx, { role: 'communityHead', unitId: communityUnit.id, areaId: community.id, name: '社区书记' });
    people.worker = await aPerson(tx, { role: 'communityWorker', unitId: communityUnit.id, areaId: community.id, name: '片长甲' });
    people.worker2 = await aPerson(tx, { role: 'communityWorker', unitId: communityUnit.id, areaId: community.id, name: '片长乙' });
    people.volunteer = await aPerson(tx, { role: 'volunteer', unitId: communityUnit.id, name: '志愿者' });
    people.nobody = await aPerson(tx, { name: '新来的' });
  });
});
afterAll(() => app.close());

test('the public sees the city and its map, and nothing else', async () => {
  const about = await app.call(api.cityAbout, {}, { as: 'public' });
  expect(about).toMatchObject({ status: 200, body: { name: '测试市', tiles: { kind: 'off' }, bounds: { minLng: testBounds.west } } });
  const map = await app.call(api.areasMap, { kinds: 'street' }, { as: 'public' });
  expect(map.body.features.map((feature) => feature.properties.name)).toEqual(['枣林街道', '石桥街道']);
  const compounds = (under?: string) => app.call(api.areasMap, { kinds: 'compound', under }, { as: 'public' });
  expect((await compounds()).body.features).toEqual([]);
  expect((await compounds(city.community.id)).body.features).toHaveLength(2);
  expect((await app.call(api.unitsList, {}, { as: 'public' })).status).toBe(401);
  expect((await app.call(staff.peopleList, {}, { as: by('volunteer') })).status).toBe(403);
});

describe('units', () => {
  test('are a tree in order', async () => {
    const { body } = await app.call(api.unitsList, {}, { as: by('liaison') });
    expect(body.items[0]).toMatchObject({ name: '创建全国文明城市指挥部', people: 3 });
    const below = await app.call(api.unitsList, { under: city.streetUnit.id }, { as: by('liaison') });
    expect(below.body.items.map((unit) => unit.name)).toEqual(['枣林街道办事处', '河滨社区居委会']);
    expect((await app.call(api.unitsList, { q: 'cgj' }, { as: by('liaison') })).body.items).toHaveLength(0);
    expect((await app.call(api.unitsList, { q: 'csglj' }, { as: by('liaison') })).body.items).toHaveLength(1);
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
    expect((await app.call(api.unitCreate, fields, { as: by('office') })).status).toBe(403);
    const made = await app.call(api.unitCreate, { ...fields, parentId: city.office.id }, { as: by('system') });
    expect(made).toMatchObject({ status: 201, body: { name: '水务局', revision: 1, active: true } });
    const unitId = made.body.id;
    expect((await app.call(api.unitCreate, fields, { as: by('system'), locale: 'en' })).problem).toMatchObject({
      status: 409,
      code: 'codeTaken',
      title: 'The code "SWJ" already belongs to "水务局".',
    });
    expect((await app.call(api.unitChange, { unitId, revision: 1, parentId: unitId }, { as: by('system') })).problem.code).toBe('circular');
    const moved = await app.call(
      api.unitChange,
      { unitId, revision: 1, parentId: city.headquarters.id, phone: '0911-2345678' },
      { as: by('system') },
    );
    expect(moved.body).toMatchObject({ path: `${city.headquarters.id}/${unitId}`, phone: '0911-2345678', revision: 2 });
    expect((await app.call(api.unitChange, { unitId, revision: 1, name: '晚了' }, { as: by('system') })).problem.code).toBe('stale');
    expect((await app.call(api.unitEnd, { unitId, revision: 2 }, { as: by('system') })).body).toMatchObject({
      active: false,
      endedOn: '2026-11-23',
    });
    expect((await app.call(api.unitChange, { unitId, revision: 3, name: '改名' }, { as: by('system') })).problem.code).toBe('alreadyEnded');
  });

  test('move with everything below them', async () => {
    const made = await app.call(
      api.unitCreate,
      { ...fields, kind: 'residentUnit', code: 'GD', parentId: city.department.id },
      { as: by('system') },
    );
    const below = await app.call(
      api.unitCreate,
      { ...fields, kind: 'residentUnit', code: 'GD1', parentId: made.body.id },
      { as: by('system') },
    );
    await app.call(api.unitChange, { unitId: made.body.id, revision: 1, parentId: city.otherDepartment.id }, { as: by('system') });
    const seen = await app.call(api.unitGet, { unitId: below.body.id }, { as: by('office') });
    expect(seen.body.parents.map((parent) => parent.name)).toEqual(['创建全国文明城市指挥部', '市场监督管理局', '水务局']);
  });

  test('that are still used do not end', async () => {
    const refused = await app.call(api.unitEnd, { unitId: city.office.id, revision: 1 }, { as: by('system') });
    expect(refused.problem).toMatchObject({ code: 'stillUsed', title: '还有岗位共 1 个没有结束，先处理完再停用。' });
  });

  test('a wrong field is named, an unknown record is not there', async () => {
    const refused = await app.call(api.unitCreate, { ...fields, name: '', phone: 'abc' }, { as: by('system') });
    expect(refused.problem.faults?.map((fault) => fault.path)).toEqual(['name', 'phone']);
    expect((await app.call(api.unitGet, { unitId: city.street.id }, { as: by('office') })).status).toBe(404);
  });
});

describe('people', () => {
  test('are found by name, pinyin and initials, page by page', async () => {
    for (const q of ['单晓', 'shanxiao', 'sxh']) {
      expect((await app.call(staff.peopleList, { q }, { as: by('office') })).body.items.map((person) => person.name)).toEqual(['单晓禾']);
    }
    const seen: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
      const { body } = await app.call(staff.peopleList, { limit: 4, cursor }, { as: by('office') });
      seen.push(...body.items.map((person) => person.id));
      if (body.next === null) break;
      cursor = body.next;
    }
    expect(new Set(seen).size).toBe(Object.keys(people).length);
    expect((await app.call(staff.peopleList, { cursor: 'nonsense' }, { as: by('office') })).status).toBe(400);
  });

  test('show their phone to who has to call and to themselves', async () => {
    const phoneFor = async (reader: string) =>
      (await app.call(staff.personGet, { personId: people.office?.id ?? '' }, { as: by(reader) })).body.phone;
    expect(await phoneFor('liaison')).toBe('138****2046');
    expect(await phoneFor('street')).toBe('13800002046');
    expect(await phoneFor('office')).toBe('13800002046');
  });

  test('are added, changed and ended; the journal keeps no phone', async () => {
    const made = await app.call(
      staff.personCreate,
      { name: '钟小满', code: 'X1', phone: '13900001111', email: null },
      { as: by('system') },
    );
    expect(made.status).toBe(201);
    const personId = made.body.id;
    const changed = await app.call(staff.personChange, { personId, revision: 1, phone: '13900002222' }, { as: by('system') });
    expect(changed.body).toMatchObject({ phone: '13900002222', revision: 2 });
    const journal = await app.as('system', ({ tx }) => journalOf(tx, { kind: 'person', id: personId }));
    expect(journal.map(({ type, before, after }) => ({ type, before, after }))).toMatchObject([
      { type: 'person.added', after: { name: '钟小满', phone: '139****1111' } },
      { type: 'person.changed', before: { phone: '139****1111' }, after: { phone: '139****2222' } },
    ]);
    const post = await app.call(
      staff.postAssign,
      { personId, unitId: city.department.id, role: 'unitLiaison', areaId: null, title: '', validFrom: '2026-11-01', validTo: null },
      { as: by('security') },
    );
    expect((await app.call(staff.personEnd, { personId, revision: 2 }, { as: by('system') })).problem.code).toBe('stillUsed');
    await app.call(staff.postEnd, { postId: post.body.id, revision: 1 }, { as: by('security') });
    expect((await app.call(staff.personEnd, { personId, revision: 2 }, { as: by('system') })).body.active).toBe(false);
  });
});

describe('posts', () => {
  const post = (who: string, role: 'officeStaff' | 'unitLiaison' | 'systemAdmin' | 'inspector') => ({
    personId: people[who]?.id ?? '',
    unitId: city.office.id,
    role,
    areaId: null,
    title: '',
    validFrom: '2026-11-23',
    validTo: null,
  });

  test('are given by the security administrator, to others', async () => {
    expect((await app.call(staff.postAssign, post('nobody', 'officeStaff'), { as: by('system') })).status).toBe(403);
    expect((await app.call(staff.postAssign, post('security', 'officeStaff'), { as: by('security') })).problem.code).toBe(
      'selfAppointment',
    );
    expect((await app.call(staff.peopleList, {}, { as: by('nobody') })).status).toBe(403);
    const given = await app.call(staff.postAssign, post('nobody', 'officeStaff'), { as: by('security') });
    expect(given.body).toMatchObject({ role: 'officeStaff', current: true, person: { name: '新来的' } });
    expect((await app.call(staff.peopleList, {}, { as: by('nobody') })).status).toBe(200);
    expect((await app.call(staff.postAssign, post('nobody', 'officeStaff'), { as: by('security') })).problem.code).toBe('postExists');
    const ended = await app.call(staff.postEnd, { postId: given.body.id, revision: 1 }, { as: by('security') });
    expect(ended.body).toMatchObject({ current: false, validTo: '2026-11-22' });
    expect((await app.call(staff.peopleList, {}, { as: by('nobody') })).status).toBe(403);
  });

  test('of administrators stay apart', async () => {
    expect((await app.call(staff.postAssign, post('system', 'officeStaff'), { as: by('security') })).problem.code).toBe(
      'administratorsApart',
    );
    expect((await app.call(staff.postAssign, post('audit', 'systemAdmin'), { as: by('security') })).problem.code).toBe(
      'administratorsApart',
    );
    const refused = await app.call(staff.postAssign, post('office', 'systemAdmin'), { as: by('security'), locale: 'en' });
    expect(refused.problem.title).toContain('单晓禾 already holds "Campaign office"');
  });

  test('two given at once do not make an administrator of an official', async () => {
    const person = await app.as('system', ({ tx }) => aPerson(tx, { name: '同时' }));
    const given = (role: 'officeStaff' | 'systemAdmin') =>
      app.call(staff.postAssign, { ...post('nobody', role), personId: person.id }, { as: by('security') });
    const answers = await Promise.all([given('officeStaff'), given('systemAdmin')]);
    expect(answers.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 409]));
  });

  test('a deputy has the holder’s rights while both are in force', async () => {
    const holder = people.office?.postId ?? '';
    const deputy = await app.as('system', ({ tx }) => aPerson(tx, { name: '代办' }));
    const named = await app.call(
      staff.postDeputise,
      { postId: holder, personId: deputy.id, validFrom: '2026-11-23', validTo: '2026-11-24' },
      { as: by('security') },
    );
    expect(named.body).toMatchObject({ role: 'officeStaff', deputyFor: { person: { name: '单晓禾' } } });
    expect((await app.call(staff.peopleList, {}, { as: { personId: deputy.id } })).status).toBe(200);
    expect(
      (
        await app.call(
          staff.postDeputise,
          { postId: named.body.id, personId: people.nobody?.id ?? '', validFrom: '2026-11-23', validTo: '2026-11-24' },
          { as: by('security') },
        )
      ).problem.code,
    ).toBe('deputyOfDeputy');
    app.clock.set(new Date('2026-11-25T00:00:00+08:00'));
    expect((await app.call(staff.peopleList, {}, { as: { personId: deputy.id } })).status).toBe(403);
    app.clock.set(new Date('2026-11-23T09:20:00+08:00'));
  });
});

describe('areas', () => {
  test('know where a position lies', async () => {
    const at = async (position: { lng: number; lat: number }) =>
      (await app.call(api.areaAt, position, { as: 'public' })).body.path.map((area) => area.name);
    expect(await at(positionIn.compound)).toEqual(['塔湾区', '枣林街道', '河滨社区', '农机局家属院']);
    expect(await at(positionIn.otherCommunity)).toEqual(['塔湾区', '石桥街道', '石桥社区']);
    expect(await at({ lng: 108.5, lat: 37 })).toEqual([]);
  });

  test('a new border counts at once, for everybody', async () => {
    const position = { lng: 107.635, lat: 37.015 };
    const polygon = aRectangle(107.63, 37.01, 107.64, 37.02);
    const fields = { parentId: city.otherCommunity.id, kind: 'compound', name: '石桥新村', code: 'SQXC', sort: 1, polygon } as const;
    const made = await app.call(api.areaCreate, fields, { as: by('system') });
    expect(made.status).toBe(201);
    expect((await app.call(api.areaAt, position, { as: 'public' })).body.areaId).toBe(made.body.id);
    expect((await app.call(api.areaEnd, { areaId: made.body.id, revision: 1 }, { as: by('system') })).body.endedOn).toBe('2026-11-23');
    expect((await app.call(api.areaAt, position, { as: 'public' })).body.areaId).toBe(city.otherCommunity.id);
  });

  test('refuse what crosses itself or leaves the parent', async () => {
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [107.601, 37.001],
          [107.609, 37.009],
          [107.609, 37.001],
          [107.601, 37.005],
          [107.601, 37.001],
        ],
      ],
    } as const;
    const fields = { parentId: city.community.id, kind: 'compound', name: '错的', code: 'CD', sort: 1 } as const;
    const crossed = await app.call(
      api.areaCreate,
      { ...fields, polygon: { type: 'Polygon', coordinates: bow.coordinates.map((ring) => ring.map((position) => [...position])) } },
      { as: by('system') },
    );
    expect(crossed.problem).toMatchObject({ code: 'faultyBorders', status: 422 });
    expect(crossed.problem.faults?.map((fault) => fault.code)).toContain('selfCrossing');
    const outside = await app.call(
      api.areaCreate,
      { ...fields, polygon: aRectangle(107.63, 37.001, 107.64, 37.005) },
      { as: by('system') },
    );
    expect(outside.problem.faults?.[0]).toMatchObject({ code: 'outsideParent', path: 'polygon.coordinates' });
  });

  test('show who answers and what stands there', async () => {
    const { body } = await app.call(api.areaGet, { areaId: city.compound.id }, { as: by('head') });
    expect(body).toMatchObject({ responsible: null, may: { change: false, assignDuty: true, keep: true } });
    expect(body.chain.map((area) => area.name)).toEqual(['塔湾区', '枣林街道', '河滨社区', '农机局家属院']);
  });
});

describe('area duties', () => {
  const assign = (who: string, person: string, areaId = city.compound.id) =>
    app.call(duties.dutyAssign, { areaId, personId: people[person]?.id ?? '', validFrom: '2026-11-01' }, { as: by(who) });

  test('are given within one’s own area, to one person at a time, and pass on with history', async () => {
    expect((await assign('worker', 'worker')).status).toBe(403);
    expect((await assign('head', 'worker', city.otherCommunity.id)).problem.code).toBe('notInYourArea');
    const given = await assign('head', 'worker');
    expect(given.body).toMatchObject({ current: true, person: { name: '片长甲' } });
    expect((await assign('street', 'worker2')).problem).toMatchObject({
      code: 'dutyTaken',
      title: '“农机局家属院”这段时间由片长甲负责，请用“换负责人”。',
    });
    const to = { dutyId: given.body.id, personId: people.worker2?.id ?? '', validFrom: '2026-11-20', revision: 1 };
    const passed = await app.call(duties.dutyTransfer, to, { as: by('head') });
    expect(passed.body).toMatchObject({ person: { name: '片长乙' }, validFrom: '2026-11-20', current: true });
    expect((await app.call(duties.dutyTransfer, to, { as: by('head') })).problem.code).toBe('stale');
    const history = await app.call(duties.dutiesList, { areaId: city.compound.id, ended: true }, { as: by('office') });
    expect(history.body.items.map(({ person, validTo }) => [person.name, validTo])).toEqual([
      ['片长甲', '2026-11-19'],
      ['片长乙', null],
    ]);
  });

  test('show what is vacant and what each answers for', async () => {
    const map = await app.call(duties.dutyMap, { under: city.community.id }, { as: by('worker') });
    expect(map.body).toMatchObject({ areas: 2, answered: 1, vacant: 1 });
    const vacant = await app.call(duties.dutyMap, { vacant: 'true' }, { as: by('worker') });
    expect(vacant.body.items.map((line) => line.area.name)).toEqual(['水文局小区']);
    const each = await app.call(duties.dutiesByPerson, {}, { as: by('office') });
    expect(each.body.items.map(({ person, duties }) => [person.name, duties.map((duty) => duty.area.name)])).toEqual([
      ['片长乙', ['农机局家属院']],
    ]);
  });

  test('all of a person go to another, or none', async () => {
    await app.as('system', ({ tx }) => aDuty(tx, { areaId: city.otherCommunity.id, personId: people.worker2?.id ?? '' }));
    const all = { personId: people.worker2?.id ?? '', toPersonId: people.worker?.id ?? '', validFrom: '2026-11-24' };
    expect((await app.call(duties.dutiesTransferAll, all, { as: by('head') })).problem.code).toBe('notInYourArea');
    expect(
      (await app.call(duties.dutiesList, { personId: all.personId }, { as: by('office') })).body.items.every(
        (duty) => duty.validTo === null,
      ),
    ).toBe(true);
    const moved = await app.call(duties.dutiesTransferAll, all, { as: by('office') });
    expect(moved.body.items.map((duty) => duty.person.name)).toEqual(['片长甲', '片长甲']);
  });
});

test('of two who transfer the same duty at once, one wins and the other is told', async () => {
  const area = await app.as('system', ({ tx }) => anArea(tx, { parent: city.community, name: '争抢小区' }));
  const assign = (person: string) =>
    app.call(duties.dutyAssign, { areaId: area.id, personId: people[person]?.id ?? '', validFrom: '2026-11-01' }, { as: by('office') });
  const given = await Promise.all([assign('worker'), assign('worker2')]);
  expect(given.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 409]));
  const dutyId = given.find((answer) => answer.status === 200)?.body.id ?? '';
  const transfer = (person: string) =>
    app.call(
      duties.dutyTransfer,
      { dutyId, personId: people[person]?.id ?? '', validFrom: '2026-11-10', revision: 1 },
      { as: by('office') },
    );
  const passed = await Promise.all([transfer('head'), transfer('street')]);
  expect(passed.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 409]));
});

test('a repeated request with the same key gives one post', async () => {
  const person = await app.as('system', ({ tx }) => aPerson(tx, { name: '重发' }));
  const post = {
    personId: person.id,
    unitId: city.department.id,
    role: 'unitLiaison',
    areaId: null,
    title: '',
    validFrom: '2026-11-23',
    validTo: null,
  } as const;
  const [first, again] = [
    await app.call(staff.postAssign, post, { as: by('security'), key: 'the-same-key-0001' }),
    await app.call(staff.postAssign, post, { as: by('security'), key: 'the-same-key-0001' }),
  ];
  expect(again.body.id).toBe(first.body.id);
});

test('compounds and facilities are kept by their community', async () => {
  const compound = {
    areaId: city.compound.id,
    buildings: 6,
    households: 214,
    builtYear: 1986,
    propertyManager: null,
    residentUnitId: city.department.id,
    keyCompound: true,
    note: '',
  };
  expect((await app.call(stands.compoundChange, compound, { as: by('liaison') })).status).toBe(403);
  expect((await app.call(stands.compoundChange, compound, { as: by('worker') })).body).toMatchObject({
    households: 214,
    residentUnit: { name: '城市管理局' },
  });
  const camera = {
    areaId: city.compound.id,
    defence: 'technical',
    name: '监控',
    amount: 8,
    measureWord: '路',
    state: 'broken',
    checkedOn: null,
    partnerUnitId: null,
    note: '',
  } as const;
  const made = await app.call(stands.facilityCreate, camera, { as: by('worker') });
  const mended = await app.call(
    stands.facilityChange,
    { facilityId: made.body.id, revision: 1, state: 'inPlace', checkedOn: '2026-11-20' },
    { as: by('worker') },
  );
  expect(mended.body).toMatchObject({ state: 'inPlace', revision: 2 });
  const area = await app.call(api.areaGet, { areaId: city.compound.id }, { as: by('office') });
  expect(area.body).toMatchObject({ compound: { buildings: 6 }, facilities: [{ name: '监控', amount: 8 }] });
  expect((await app.call(stands.facilityEnd, { facilityId: made.body.id, revision: 2 }, { as: by('worker') })).status).toBe(204);
});

test('settings are changed by the system administrator', async () => {
  const { body } = await app.call(api.citySettingsGet, {}, { as: by('system') });
  const settings = { ...body.settings, hotline: '12319' };
  const changed = await app.call(
    api.citySettingsChange,
    { name: '安塬市', nameEn: 'Anyuan', areaCode: '619900', settings, revision: body.revision },
    { as: by('system') },
  );
  expect(changed.body).toMatchObject({ name: '安塬市', settings: { hotline: '12319' }, revision: 2 });
  expect((await app.call(api.cityAbout, {}, { as: 'public' })).body.hotline).toBe('12319');
});
