import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../platform/db/migrate.ts';
import { getMeasure } from '../platform/measures/api.ts';
import { getToday } from '../platform/today/api.ts';
import { asOwner } from '../testing/as-owner.ts';
import { of, startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as api from './api.ts';

/** A case that was late when its clock was stopped: late it stays, and later it gets only while the clock runs. */

let stage: CaseworkStage;
beforeAll(async () => {
  stage = await startCasework();
});
afterAll(() => stage.app.close());

const DAY = 86_400_000;

/** What list, page, Today and figures say of it. */
async function said(caseId: string) {
  const listed = await stage.call(api.listCases, { overdue: 'true', sort: 'due' }, 'office');
  const row = listed.body.items.find(({ id }) => id === caseId);
  const view = (await stage.call(api.getCase, { caseId }, 'office')).body;
  const clock = view.clocks.findLast((one) => one.clock === 'handling');
  const today = (await stage.call(getToday, {}, 'commander')).body.items.find(({ id }) => id === 'cases.late');
  const counts = (await stage.call(api.countCases, {}, 'liaison')).body;
  const onTime = await stage.call(getMeasure, { measure: 'cases.onTime', from: '2026-11-01', to: '2026-11-30' }, 'office');
  return {
    minutes: [row?.remainingMinutes, view.remainingMinutes, clock?.remainingMinutes],
    paused: [row?.paused, view.paused, clock?.paused],
    dueAt: [row?.dueAt, view.dueAt, clock?.dueAt],
    overdue: [today?.title, today?.overdue, counts.overdue?.value],
    onTime: [onTime.body.numerator, onTime.body.denominator],
  };
}
const thrice = <T>(value: T) => [value, value, value];

test('on the long-term list and back: list, page, Today and figures say the same', async () => {
  const row = await stage.make('inProgress');
  stage.app.clock.set(new Date((row.dueAt?.getTime() ?? 0) + DAY));
  const before = await said(row.id);
  const minutes = before.minutes[0] ?? 0;
  expect(minutes).toBeLessThan(0);
  const late = { dueAt: thrice(row.dueAt?.toISOString()), overdue: ['1 件逾期没办完', true, 1], onTime: [0, 1] };
  expect(before).toEqual({ minutes: thrice(minutes), paused: thrice(false), ...late });

  const lead = { reason: 'planned', note: '等换水管', leadUnitId: stage.world.city.department.id, public: true, expected: '2027-03-01' };
  const listed = await stage.call(api.putOnLongTermList, { ...of(row), ...lead }, 'office');
  expect(listed.body.said.zh).toBe('已挂账，计时暂停；之前已逾期，暂停期间不再累计。');
  stage.app.clock.forward(30 * DAY);
  expect(await said(row.id)).toEqual({ minutes: thrice(minutes), paused: thrice(true), ...late });

  const revived = await stage.call(api.reviveCase, { caseId: row.id, version: listed.body.version, note: '管到了' }, 'office');
  expect((await said(row.id)).minutes).toEqual(thrice(minutes));
  stage.app.clock.forward(600_000);
  expect(await said(row.id)).toEqual({ minutes: thrice(minutes - 10), paused: thrice(false), ...late });

  const handed = { caseId: row.id, version: revived.body.version, note: '换好了', photos: [await stage.photo('liaison')] };
  expect((await stage.call(api.handleCase, handed, 'liaison')).status).toBe(200);
  const over = await said(row.id);
  expect([over.overdue, over.onTime]).toEqual([
    [undefined, undefined, 0],
    [0, 1],
  ]);
});

test('what was late and paused before the columns existed has them by the migration, without a change of the case', async () => {
  const row = await stage.make('inProgress');
  stage.app.clock.set(new Date((row.dueAt?.getTime() ?? 0) + DAY));
  const lead = { reason: 'planned', note: '等换水管', leadUnitId: stage.world.city.department.id, public: true, expected: '2027-03-01' };
  expect((await stage.call(api.putOnLongTermList, { ...of(row), ...lead }, 'office')).status).toBe(200);
  const before = await said(row.id);
  expect(before.paused).toEqual(thrice(true));
  await stage.app.drain();

  const migration = '022-late-stops-of-open-cases.sql';
  await stage.app.as('system', ({ tx }) =>
    tx.rows(sql`update cases set late_minutes = null, late_from = null, paused = false where city_id = ${tx.cityId} and id = ${row.id}`),
  );
  expect(await said(row.id)).not.toEqual(before);
  await asOwner(stage.app.connection, (client) => client.query('delete from schema_migrations where name = $1', [migration]));
  expect(await migrate(stage.app.connection)).toEqual([migration]);
  await stage.app.drain();
  expect(await said(row.id)).toEqual(before);
});
