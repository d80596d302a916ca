import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../city/fixtures.ts';
import { listNotices, getPreferences, savePreferences } from '../platform/notify/api.ts';
import { startTestApp, TEST_NOW, type TestApp } from '../testing/app.ts';
import { of } from '../testing/casework.ts';
import * as api from './api.ts';
import * as set from './api/settings.ts';
import { aCase, aCasework, type Part, type TestCasework } from './fixtures.ts';
import type { CaseState } from './schema/words.ts';
import { tellUnitsOfDue } from './service/alerts.ts';
import type { CaseRow } from './store/rows.ts';

let app: TestApp;
let world: TestCasework;
let head: string;
const as = (part: Part) => ({ as: { personId: world.people[part] } });
const MINUTE = 60_000;

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  head = (await app.as('system', ({ tx }) => aPerson(tx, { name: '局长', role: 'unitHead', unitId: world.city.department.id }))).id;
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(TEST_NOW);
  await app.as('system', async ({ tx }) => {
    for (const table of ['case_alerts', 'notices']) await tx.rows(sql`delete from ${sql.table(table)}`);
    // Cases of earlier tests wait for nobody any more.
    await tx.rows(sql`update cases set state = 'closed', outcome = 'nothingFound'`);
  });
});

const make = (state: CaseState, more: Omit<Parameters<typeof aCase>[2] & object, 'state'> = {}) =>
  app.as('system', (ctx) => aCase(ctx, world, { state, ...more }));
const look = async () => {
  await app.as('system', (ctx) => ctx.enqueue('cases.due', {}));
  await app.drain();
};
const morning = async () => {
  await app.as('system', (ctx) => ctx.enqueue('cases.slipping', {}));
  await app.drain();
};
const kinds = ['cases.dueSoon', 'cases.overdue', 'cases.slipping'];
const told = async (part: Part | 'head'): Promise<string[]> =>
  (await app.call(listNotices, { limit: 200 }, part === 'head' ? { as: { personId: head } } : as(part))).body.items
    .filter((one) => kinds.includes(one.kind))
    .map((one) => `${one.kind.slice(6)} ${/\d{4}-\d{5}/.exec(one.title.zh)?.[0] ?? one.title.zh}`);
const dueOf = (row: CaseRow) => row.dueAt ?? new Date(0);
const minutesBefore = (row: CaseRow, minutes: number) => app.clock.set(new Date(dueOf(row).getTime() - minutes * MINUTE));

describe('a unit', () => {
  test('is told once before its time is over, and once when it is; the head only then', async () => {
    const row = await make('inProgress');
    await look();
    expect(await told('liaison')).toEqual([]);
    minutesBefore(row, 60);
    await look();
    await look();
    expect(await told('liaison')).toEqual([`dueSoon ${row.number}`]);
    minutesBefore(row, 30);
    await look();
    minutesBefore(row, -1);
    await look();
    await look();
    expect(await told('liaison')).toEqual([`overdue ${row.number}`, `dueSoon ${row.number}`]);
    expect(await told('head')).toEqual([`overdue ${row.number}`]);
    for (const other of ['otherLiaison', 'staff', 'office', 'inspector', 'hotline'] as const)
      expect([other, await told(other)]).toEqual([other, []]);
  });

  test('is told once although the job runs several times at once', async () => {
    const row = await make('inProgress');
    minutesBefore(row, 60);
    await Promise.all([1, 2, 3, 4].map(() => app.as('system', tellUnitsOfDue)));
    await app.drain();
    expect(await told('liaison')).toEqual([`dueSoon ${row.number}`]);
  });

  test('is told of the acceptance, and of the handling that runs meanwhile', async () => {
    const row = await make('assigned');
    minutesBefore(row, 30);
    await look();
    minutesBefore(row, -1);
    await look();
    expect(await told('liaison')).toEqual([`overdue ${row.number}`, `dueSoon ${row.number}`]);
    app.clock.set(new Date((row.handlingDueAt ?? new Date(0)).getTime() + MINUTE));
    await look();
    expect(await told('liaison')).toEqual([`overdue ${row.number}`, `overdue ${row.number}`, `dueSoon ${row.number}`]);
  });

  test('is told anew when the clock begins anew: rework is another run', async () => {
    const row = await make('inProgress');
    minutesBefore(row, -1);
    await look();
    const photo = await app.as({ personId: world.people.liaison }, async (ctx) => {
      const { aPicture } = await import('../platform/files/fixtures.ts');
      return (await ctx.files.put(ctx, await aPicture({ width: 48, height: 36, seed: 3 }), { kind: 'image', name: 'a.jpg' })).id;
    });
    const handled = await app.call(api.handleCase, { caseId: row.id, version: row.version, note: '好了', photos: [photo] }, as('liaison'));
    const back = await app.call(
      api.checkCase,
      { caseId: row.id, version: handled.body.version, result: 'rework', note: '还在' },
      as('inspector'),
    );
    app.clock.set(new Date(new Date(back.body.dueAt ?? 0).getTime() + MINUTE));
    await look();
    expect(await told('head')).toEqual([`overdue ${row.number}`, `overdue ${row.number}`]);
  });

  test('is not told a second time when more time was granted for the same run', async () => {
    const row = await make('inProgress');
    minutesBefore(row, 60);
    await look();
    const asked = await app.call(
      api.requestCase,
      { caseId: row.id, version: row.version, kind: 'extension', reason: '等配件', extra: { amount: 2, unit: 'workingDays' } },
      as('liaison'),
    );
    const granted = await app.call(api.grantRequest, { caseId: row.id, version: asked.body.version }, as('staff'));
    app.clock.set(new Date(new Date(granted.body.dueAt ?? 0).getTime() - 30 * MINUTE));
    await look();
    expect(await told('liaison')).toEqual([`dueSoon ${row.number}`]);
  });

  test('chooses how it is told, like of everything else', async () => {
    const row = await make('inProgress');
    const before = (await app.call(getPreferences, {}, as('liaison'))).body;
    expect(before.choices.map((choice) => choice.kind)).toEqual(expect.arrayContaining(kinds));
    const choices = before.choices.map(({ kind, email, webhook }) => ({
      kind,
      inApp: kind !== 'cases.dueSoon',
      email: kind === 'cases.dueSoon' ? ('off' as const) : email,
      webhook,
    }));
    await app.call(savePreferences, { choices, digestHour: 8, locale: 'zh' }, as('liaison'));
    minutesBefore(row, 60);
    await look();
    expect(await told('liaison')).toEqual([]);
    await app.call(
      savePreferences,
      { choices: before.choices.map(({ name: _name, ...choice }) => choice), digestHour: 8, locale: 'zh' },
      as('liaison'),
    );
  });
});

describe('nothing is called late that is not', () => {
  test('while the clock stands still, on the long-term list, or without an official calendar', async () => {
    const [asked, granted, waits, unsure] = await Promise.all([
      make('inProgress'),
      make('inProgress'),
      make('inProgress'),
      make('inProgress'),
    ]);
    await app.as('system', (ctx) => ctx.tx.rows(sql`update cases set reporter_known = true where id = ${asked.id}`));
    await app.call(api.askReporter, { caseId: asked.id, version: asked.version, text: '几号楼？' }, as('liaison'));
    const wish = await app.call(
      api.requestCase,
      { caseId: granted.id, version: granted.version, kind: 'pause', reason: '等车主' },
      as('liaison'),
    );
    await app.call(api.grantRequest, { caseId: granted.id, version: wish.body.version }, as('staff'));
    const longTerm = { reason: 'planned', note: '列入明年', leadUnitId: world.city.department.id, expected: '2027-06-30', public: true };
    await app.call(api.putOnLongTermList, { caseId: waits.id, version: waits.version, ...longTerm }, as('office'));
    await app.as('system', (ctx) => ctx.tx.rows(sql`update cases set provisional = true where id = ${unsure.id}`));
    // The question holds the clock for three working days at most; after them it runs, and its time has not come.
    app.clock.set(new Date(dueOf(unsure).getTime() + MINUTE));
    await look();
    await morning();
    expect(await told('liaison')).toEqual([]);
    expect(await told('office')).toEqual([]);
  });

  test('what has been overdue for long when the city starts with this floods nobody', async () => {
    const row = await make('inProgress');
    app.clock.set(new Date(dueOf(row).getTime() + 8 * 86_400_000));
    await look();
    expect(await told('liaison')).toEqual([]);
  });

  test('when the city wants no reminder', async () => {
    const settings = (await app.call(set.readSettings, {}, as('office'))).body;
    await app.call(set.saveSettings, { ...settings, dueSoonShare: 0, dueSoonMinutes: 0 }, as('office'));
    const row = await make('inProgress');
    minutesBefore(row, 1);
    await look();
    expect((await told('liaison')).filter((line) => line.startsWith('dueSoon'))).toEqual([]);
    await app.call(set.saveSettings, settings, as('office'));
  });
});

describe('the office', () => {
  test('gets one line a day for all that is overdue by more than the setting, each once', async () => {
    const [checked, received] = [await make('handled'), await make('reported')];
    app.clock.set(new Date('2026-11-24T14:30:00+08:00'));
    const later = await make('reported');
    // By now the first two are late by five and six and a half working hours, the last one by one and a half.
    app.clock.set(new Date('2026-11-24T18:00:00+08:00'));
    await morning();
    await morning();
    expect(await told('office')).toHaveLength(1);
    const [notice] = (await app.call(listNotices, {}, as('staff'))).body.items.filter((one) => one.kind === 'cases.slipping');
    expect(notice?.title.zh).toBe(`又有 2 件逾期超过 4 个工作时：${received.number}、${checked.number}`);
    expect(notice?.href).toBe('/work/cases?overdue=true&sort=due');
    app.clock.forward(86_400_000);
    await morning();
    expect(await told('office')).toEqual([`slipping ${later.number}`, `slipping ${received.number}`]);
  });

  test('hears of a case by how long its clock ran over, not by how long it stood still', async () => {
    const row = await make('inProgress');
    minutesBefore(row, -60);
    const wish = await app.call(api.requestCase, { ...of(row), kind: 'pause', reason: '等车主' }, as('liaison'));
    const stopped = await app.call(api.grantRequest, { caseId: row.id, version: wish.body.version }, as('staff'));
    app.clock.forward(7 * 86_400_000);
    expect((await app.call(api.resumeCase, { caseId: row.id, version: stopped.body.version }, as('liaison'))).status).toBe(200);
    await morning();
    expect(await told('office')).toEqual([]);
    app.clock.forward(86_400_000);
    await morning();
    expect(await told('office')).toEqual([`slipping ${row.number}`]);
  });

  test('hears once of what was late for months before anybody looked: the server was down, or a long pause came to its end', async () => {
    // Early in the year, so that nothing comes to lie in one without an official calendar.
    app.clock.set(new Date('2026-06-01T10:00:00+08:00'));
    const [unseen, stopped] = [await make('reported'), await make('inProgress')];
    minutesBefore(stopped, -60);
    const wish = await app.call(api.requestCase, { ...of(stopped), kind: 'pause', reason: '等车主' }, as('liaison'));
    const granted = await app.call(api.grantRequest, { caseId: stopped.id, version: wish.body.version }, as('staff'));
    app.clock.forward(100 * 86_400_000);
    await app.call(api.resumeCase, { caseId: stopped.id, version: granted.body.version }, as('liaison'));
    await morning();
    expect(await told('office')).toEqual([`slipping ${unseen.number}`]);
    app.clock.forward(2 * 86_400_000);
    await morning();
    await morning();
    expect(await told('office')).toEqual([`slipping ${stopped.number}`, `slipping ${unseen.number}`]);
  });

  test('hears nothing of what is only just late', async () => {
    const row = await make('inProgress');
    minutesBefore(row, -30);
    await morning();
    expect(await told('office')).toEqual([]);
  });
});
