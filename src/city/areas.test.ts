import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCity, type CityPart, type CityStage } from '../testing/city.ts';
import * as api from './api.ts';
import * as duties from './api/duties.ts';
import { changeArea } from './service/areas.ts';
import { aDuty, anArea, aRectangle, positionIn } from './fixtures.ts';

/** Areas, and who answers for them. */

let stage: CityStage;
beforeAll(async () => {
  stage = await startCity();
});
afterAll(() => stage.app.close());

describe('areas', () => {
  test('know where a position lies', async () => {
    const at = async (position: { lng: number; lat: number }) =>
      (await stage.call(api.areaAt, position, 'public')).body.path.map((area) => area.name);
    expect(await at(positionIn.compound)).toEqual(['塔湾区', '枣林街道', '河滨社区', '农机局家属院']);
    expect(await at(positionIn.otherCommunity)).toEqual(['塔湾区', '石桥街道', '石桥社区']);
    expect(await at({ lng: 108.5, lat: 37 })).toEqual([]);
  });

  test('a new border counts at once, for everybody', async () => {
    const position = { lng: 107.635, lat: 37.015 };
    const polygon = aRectangle(107.63, 37.01, 107.64, 37.02);
    const fields = { parentId: stage.city.otherCommunity.id, kind: 'compound', name: '石桥新村', code: 'SQXC', sort: 1, polygon } as const;
    const made = await stage.call(api.areaCreate, fields, 'system');
    expect(made.status).toBe(201);
    expect((await stage.call(api.areaAt, position, 'public')).body.areaId).toBe(made.body.id);
    expect((await stage.call(api.areaEnd, { areaId: made.body.id, revision: 1 }, 'system')).body.endedOn).toBe('2026-11-23');
    expect((await stage.call(api.areaAt, position, 'public')).body.areaId).toBe(stage.city.otherCommunity.id);
  });

  test('become another kind only with what stands below', async () => {
    const { id, revision } = (await stage.call(api.areaGet, { areaId: stage.city.street.id }, 'system')).body;
    const refused = await stage.call(api.areaChange, { areaId: id, revision, parentId: null, kind: 'district' }, 'system');
    expect(refused.problem).toMatchObject({ code: 'doesNotFitBelow', title: '下面的“河滨社区”是社区，不能放在区县下面，请先改它。' });
    expect(refused.problem.faults?.map(({ path }) => path)).toEqual(['kind']);
  });

  test('what is put below one that moves at this moment moves along', async () => {
    const make = (name: string, kind: 'street' | 'community' | 'compound', parentId: string) =>
      stage.call(api.areaCreate, { parentId, kind, name, code: `M-${name}`, sort: 1, polygon: null }, 'system');
    const [street, community] = [stage.city.street.id, (await make('搬的社区', 'community', stage.city.otherStreet.id)).body];
    const waits = async (): Promise<boolean> => {
      const [row] = await stage.app.as('system', ({ tx }) =>
        tx.rows(
          sql<{
            n: number;
          }>`select count(*)::int as n from pg_locks join pg_stat_activity using (pid)
            where datname = current_database() and not granted`,
        ),
      );
      return (row?.n ?? 0) > 0;
    };
    let below: ReturnType<typeof make> | undefined;
    let done = false;
    await stage.app.as('system', async (ctx) => {
      await changeArea(ctx, { areaId: community.id, revision: 1, parentId: street });
      below = make('新小区', 'compound', community.id).finally(() => {
        done = true;
      });
      await expect.poll(async () => done || (await waits())).toBe(true);
    });
    const made = (await below)?.body;
    expect(made?.path).toContain(`/${street}/${community.id}/`);
    await stage.call(api.areaEnd, { areaId: made?.id ?? '', revision: made?.revision ?? 0 }, 'system');
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
    const fields = { parentId: stage.city.community.id, kind: 'compound', name: '错的', code: 'CD', sort: 1 } as const;
    const crossed = await stage.call(
      api.areaCreate,
      { ...fields, polygon: { type: 'Polygon', coordinates: bow.coordinates.map((ring) => ring.map((position) => [...position])) } },
      'system',
    );
    expect(crossed.problem).toMatchObject({ code: 'faultyBorders', status: 422 });
    expect(crossed.problem.faults?.map((fault) => fault.code)).toContain('selfCrossing');
    const outside = await stage.call(api.areaCreate, { ...fields, polygon: aRectangle(107.63, 37.001, 107.64, 37.005) }, 'system');
    expect(outside.problem.faults?.[0]).toMatchObject({ code: 'outsideParent', path: 'polygon.coordinates' });
  });

  test('show who answers and what stands there', async () => {
    const { body } = await stage.call(api.areaGet, { areaId: stage.city.compound.id }, 'head');
    expect(body).toMatchObject({ responsible: null, may: { change: false, assignDuty: true, keep: true } });
    expect(body.chain.map((area) => area.name)).toEqual(['塔湾区', '枣林街道', '河滨社区', '农机局家属院']);
  });
});

describe('area duties', () => {
  const assign = (who: CityPart, person: CityPart, areaId = stage.city.compound.id) =>
    stage.call(duties.dutyAssign, { areaId, personId: stage.people[person].id, validFrom: '2026-11-01' }, who);

  test('are given within one’s own area, to one person at a time, and pass on with history', async () => {
    expect((await assign('worker', 'worker')).status).toBe(403);
    expect((await assign('head', 'worker', stage.city.otherCommunity.id)).problem.code).toBe('notInYourArea');
    const given = await assign('head', 'worker');
    expect(given.body).toMatchObject({ current: true, person: { name: '片长甲' } });
    expect((await assign('street', 'worker2')).problem).toMatchObject({
      code: 'dutyTaken',
      title: '“农机局家属院”这段时间由片长甲负责，请用“换负责人”。',
    });
    const to = { dutyId: given.body.id, personId: stage.people.worker2.id, validFrom: '2026-11-20', revision: 1 };
    const passed = await stage.call(duties.dutyTransfer, to, 'head');
    expect(passed.body).toMatchObject({ person: { name: '片长乙' }, validFrom: '2026-11-20', current: true });
    expect((await stage.call(duties.dutyTransfer, to, 'head')).problem.code).toBe('stale');
    const history = await stage.call(duties.dutiesList, { areaId: stage.city.compound.id, ended: true }, 'office');
    expect(history.body.items.map(({ person, validTo }) => [person.name, validTo])).toEqual([
      ['片长甲', '2026-11-19'],
      ['片长乙', null],
    ]);
  });

  test('show what is vacant and what each answers for', async () => {
    const map = await stage.call(duties.dutyMap, { under: stage.city.community.id }, 'worker');
    expect(map.body).toMatchObject({ areas: 2, answered: 1, vacant: 1 });
    const vacant = await stage.call(duties.dutyMap, { vacant: 'true' }, 'worker');
    expect(vacant.body.items.map((line) => line.area.name)).toEqual(['水文局小区']);
    const each = await stage.call(duties.dutiesByPerson, {}, 'office');
    expect(each.body.items.map(({ person, duties }) => [person.name, duties.map((duty) => duty.area.name)])).toEqual([
      ['片长乙', ['农机局家属院']],
    ]);
  });

  test('all of a person go to another, or none', async () => {
    await stage.app.as('system', ({ tx }) => aDuty(tx, { areaId: stage.city.otherCommunity.id, personId: stage.people.worker2.id }));
    const all = { personId: stage.people.worker2.id, toPersonId: stage.people.worker.id, validFrom: '2026-11-24' };
    expect((await stage.call(duties.dutiesTransferAll, all, 'head')).problem.code).toBe('notInYourArea');
    expect(
      (await stage.call(duties.dutiesList, { personId: all.personId }, 'office')).body.items.every((duty) => duty.validTo === null),
    ).toBe(true);
    const moved = await stage.call(duties.dutiesTransferAll, all, 'office');
    expect(moved.body.items.map((duty) => duty.person.name)).toEqual(['片长甲', '片长甲']);
  });
});

test('of two who transfer the same duty at once, one wins and the other is told', async () => {
  const area = await stage.app.as('system', ({ tx }) => anArea(tx, { parent: stage.city.community, name: '争抢小区' }));
  const assign = (person: CityPart) =>
    stage.call(duties.dutyAssign, { areaId: area.id, personId: stage.people[person].id, validFrom: '2026-11-01' }, 'office');
  const given = await Promise.all([assign('worker'), assign('worker2')]);
  expect(given.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 409]));
  const dutyId = given.find((answer) => answer.status === 200)?.body.id ?? '';
  const transfer = (person: CityPart) =>
    stage.call(duties.dutyTransfer, { dutyId, personId: stage.people[person].id, validFrom: '2026-11-10', revision: 1 }, 'office');
  const passed = await Promise.all([transfer('head'), transfer('street')]);
  expect(passed.map((answer) => answer.status)).toEqual(expect.arrayContaining([200, 409]));
});
