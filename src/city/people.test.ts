import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../platform/journal/journal.ts';
import { TEST_NOW } from '../testing/app.ts';
import { startCity, type CityPart, type CityStage } from '../testing/city.ts';
import { unitChange, unitGet } from './api.ts';
import * as staff from './api/people.ts';
import { loadActorOfPerson } from './exports.ts';
import { aPerson } from './fixtures.ts';

/** People, and the posts from which their rights follow. */

let stage: CityStage;
beforeAll(async () => {
  stage = await startCity();
});
afterAll(() => stage.app.close());

test('what every request asks of a person’s posts is planned once a connection', async () => {
  const plans = await stage.app.as('system', async ({ tx }) => {
    for (const id of [stage.people.office.id, stage.people.liaison.id]) await loadActorOfPerson(tx, id, TEST_NOW, 'zh');
    return tx.rows(
      sql<{ asked: number }>`select generic_plans + custom_plans as asked from pg_prepared_statements where name like 'kept\\_%'`,
    );
  });
  expect(plans).toHaveLength(1);
  expect(plans[0]?.asked).toBeGreaterThanOrEqual(2);
});

describe('people', () => {
  test('are found by name, pinyin and initials, page by page', async () => {
    for (const q of ['单晓', 'shanxiao', 'sxh']) {
      expect((await stage.call(staff.peopleList, { q }, 'office')).body.items.map((person) => person.name)).toEqual(['单晓禾']);
    }
    const seen: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
      const { body } = await stage.call(staff.peopleList, { limit: 4, cursor }, 'office');
      seen.push(...body.items.map((person) => person.id));
      if (body.next === null) break;
      cursor = body.next;
    }
    expect(new Set(seen).size).toBe(Object.keys(stage.people).length);
    const nowhere = await stage.call(staff.peopleList, { cursor: 'nonsense' }, 'office');
    expect(nowhere.problem).toMatchObject({ status: 400, faults: [{ path: 'cursor' }] });
  });

  test('show their phone to who has to call and to themselves', async () => {
    const phoneFor = async (reader: CityPart) =>
      (await stage.call(staff.personGet, { personId: stage.people.office.id }, reader)).body.phone;
    expect(await phoneFor('liaison')).toBe('138****2046');
    expect(await phoneFor('street')).toBe('13800002046');
    expect(await phoneFor('office')).toBe('13800002046');
  });

  test('are added, changed and ended; the journal keeps no phone', async () => {
    const made = await stage.call(staff.personCreate, { name: '钟小满', code: 'X1', phone: '13900001111', email: null }, 'system');
    expect(made.status).toBe(201);
    const personId = made.body.id;
    const changed = await stage.call(staff.personChange, { personId, revision: 1, phone: '13900002222' }, 'system');
    expect(changed.body).toMatchObject({ phone: '13900002222', revision: 2 });
    const journal = await stage.app.as('system', ({ tx }) => journalOf(tx, { kind: 'person', id: personId }));
    expect(journal.map(({ type, before, after }) => ({ type, before, after }))).toMatchObject([
      { type: 'person.added', after: { name: '钟小满', phone: '139****1111' } },
      { type: 'person.changed', before: { phone: '139****1111' }, after: { phone: '139****2222' } },
    ]);
    const post = await stage.call(
      staff.postAssign,
      { personId, unitId: stage.city.department.id, role: 'unitLiaison', areaId: null, title: '', validFrom: '2026-11-01', validTo: null },
      'security',
    );
    expect((await stage.call(staff.personEnd, { personId, revision: 2 }, 'system')).problem.code).toBe('stillUsed');
    await stage.call(staff.postEnd, { postId: post.body.id, revision: 1 }, 'security');
    expect((await stage.call(staff.personEnd, { personId, revision: 2 }, 'system')).body.active).toBe(false);
  });
});

describe('posts', () => {
  const post = (who: CityPart, role: 'officeStaff' | 'unitLiaison' | 'systemAdmin' | 'inspector') => ({
    personId: stage.people[who].id,
    unitId: stage.city.office.id,
    role,
    areaId: null,
    title: '',
    validFrom: '2026-11-23',
    validTo: null,
  });

  test('are given by the security administrator, to others', async () => {
    expect((await stage.call(staff.postAssign, post('nobody', 'officeStaff'), 'system')).status).toBe(403);
    expect((await stage.call(staff.postAssign, post('security', 'officeStaff'), 'security')).problem.code).toBe('selfAppointment');
    expect((await stage.call(staff.peopleList, {}, 'nobody')).status).toBe(403);
    const given = await stage.call(staff.postAssign, post('nobody', 'officeStaff'), 'security');
    expect(given.body).toMatchObject({ role: 'officeStaff', current: true, person: { name: '新来的' } });
    expect((await stage.call(staff.peopleList, {}, 'nobody')).status).toBe(200);
    expect((await stage.call(staff.postAssign, post('nobody', 'officeStaff'), 'security')).problem.code).toBe('postExists');
    const ended = await stage.call(staff.postEnd, { postId: given.body.id, revision: 1 }, 'security');
    expect(ended.body).toMatchObject({ current: false, validTo: '2026-11-22' });
    expect((await stage.call(staff.peopleList, {}, 'nobody')).status).toBe(403);
  });

  test('of administrators stay apart', async () => {
    expect((await stage.call(staff.postAssign, post('system', 'officeStaff'), 'security')).problem.code).toBe('administratorsApart');
    expect((await stage.call(staff.postAssign, post('audit', 'systemAdmin'), 'security')).problem.code).toBe('administratorsApart');
    const refused = await stage.app.call(staff.postAssign, post('office', 'systemAdmin'), { as: stage.by('security'), locale: 'en' });
    expect(refused.problem.title).toContain('单晓禾 already holds "Campaign office"');
  });

  test('are given where they belong; a unit that has them does not become another kind', async () => {
    const there = { ...post('nobody', 'officeStaff'), unitId: stage.city.department.id };
    const refused = await stage.call(staff.postAssign, there, 'security');
    expect(refused).toMatchObject({ status: 422, problem: { code: 'roleUnit', faults: [{ path: 'role' }] } });
    expect(refused.problem.title).toBe('“创文办工作人员”不能设在部门，只能设在：创文办。');
    const street = { ...post('nobody', 'unitLiaison'), unitId: stage.city.streetUnit.id, areaId: stage.city.otherStreet.id };
    expect(await stage.call(staff.postAssign, street, 'security')).toMatchObject({
      status: 422,
      problem: { code: 'areaOutsideUnit', faults: [{ path: 'areaId' }] },
    });
    const office = await stage.call(unitGet, { unitId: stage.city.office.id }, 'system');
    const change = { unitId: stage.city.office.id, revision: office.body.revision, kind: 'department' } as const;
    expect((await stage.call(unitChange, change, 'system')).problem.code).toBe('postsDoNotFit');
  });

  test('two given at once do not make an administrator of an official', async () => {
    const person = await stage.app.as('system', ({ tx }) => aPerson(tx, { name: '同时' }));
    const given = (role: 'officeStaff' | 'systemAdmin') =>
      stage.call(staff.postAssign, { ...post('nobody', role), personId: person.id }, 'security');
    const answers = await Promise.all([given('officeStaff'), given('systemAdmin')]);
    expect(answers.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 409]));
  });

  test('a deputy has the holder’s rights while both are in force', async () => {
    const holder = stage.people.office.postId ?? '';
    const deputy = await stage.app.as('system', ({ tx }) => aPerson(tx, { name: '代办' }));
    const named = await stage.call(
      staff.postDeputise,
      { postId: holder, personId: deputy.id, validFrom: '2026-11-23', validTo: '2026-11-24' },
      'security',
    );
    expect(named.body).toMatchObject({ role: 'officeStaff', deputyFor: { person: { name: '单晓禾' } } });
    expect((await stage.app.call(staff.peopleList, {}, { as: { personId: deputy.id } })).status).toBe(200);
    expect(
      (
        await stage.call(
          staff.postDeputise,
          { postId: named.body.id, personId: stage.people.nobody.id, validFrom: '2026-11-23', validTo: '2026-11-24' },
          'security',
        )
      ).problem.code,
    ).toBe('deputyOfDeputy');
    stage.app.clock.set(new Date('2026-11-25T00:00:00+08:00'));
    expect((await stage.app.call(staff.peopleList, {}, { as: { personId: deputy.id } })).status).toBe(403);
    stage.app.clock.set(new Date('2026-11-23T09:20:00+08:00'));
  });
});

test('a repeated request with the same key gives one post', async () => {
  const person = await stage.app.as('system', ({ tx }) => aPerson(tx, { name: '重发' }));
  const post = {
    personId: person.id,
    unitId: stage.city.department.id,
    role: 'unitLiaison',
    areaId: null,
    title: '',
    validFrom: '2026-11-23',
    validTo: null,
  } as const;
  const [first, again] = [
    await stage.app.call(staff.postAssign, post, { as: stage.by('security'), key: 'the-same-key-0001' }),
    await stage.app.call(staff.postAssign, post, { as: stage.by('security'), key: 'the-same-key-0001' }),
  ];
  expect(again.body.id).toBe(first.body.id);
});
