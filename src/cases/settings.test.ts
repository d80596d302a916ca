import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../platform/db/migrate.ts';
import { asOwner } from '../testing/as-owner.ts';
import { startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as set from './api/settings.ts';
import { touchCasework } from './store/casework.ts';

/** What a city sets for its casework, and what each person keeps. */

let stage: CaseworkStage;
beforeAll(async () => {
  stage = await startCasework();
});
afterAll(() => stage.app.close());

describe('settings', () => {
  test('published holidays fill a year; an unpublished one is refused, not guessed', async () => {
    const filled = await stage.call(set.fillCalendar, { year: 2026 }, 'office');
    expect(filled.body.days.filter(({ day }) => day.startsWith('2026-02'))).toEqual([
      { day: '2026-02-14', kind: 'makeup', name: '春节调休上班' },
      ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({ day: `2026-02-${day}`, kind: 'holiday', name: '春节' })),
      { day: '2026-02-28', kind: 'makeup', name: '春节调休上班' },
    ]);
    expect(filled.body.days).toHaveLength(39);
    const unknown = await stage.call(set.fillCalendar, { year: 2031 }, 'office');
    expect([unknown.status, unknown.problem.code]).toEqual([422, 'cases.calendarYear']);
  });

  test('a new policy holds for new cases only', async () => {
    const old = await stage.make('reported');
    const quick = { amount: 1, unit: 'workingHours' as const };
    const defaults = {
      acceptance: quick,
      dispatch: quick,
      receipt: quick,
      handling: quick,
      check: quick,
      total: { amount: 1, unit: 'workingDays' as const },
    };
    const made = await stage.call(set.makePolicy, { validFrom: '2026-11-23', note: '试行', defaults }, 'office');
    expect(made.status).toBe(200);
    const fresh = await stage.make('reported');
    expect(fresh.policyVersion).toBe(made.body.version);
    expect(old.policyVersion).toBeLessThan(fresh.policyVersion);
    expect((await stage.call(set.makePolicy, { validFrom: '2026-11-23', defaults }, 'office')).problem.code).toBe('cases.policyOverlap');
  });

  test('views are their owner’s', async () => {
    const saved = await stage.call(set.saveView, { name: '我的逾期', query: { overdue: 'true' } }, 'staff');
    expect((await stage.call(set.saveView, { name: '我的逾期', query: {} }, 'staff')).problem.code).toBe('cases.viewName');
    expect((await stage.call(set.deleteView, { viewId: saved.body.id }, 'office')).status).toBe(404);
    expect((await stage.call(set.deleteView, { viewId: saved.body.id }, 'staff')).status).toBe(204);
  });

  test('the export streams a spreadsheet', async () => {
    const answer = await stage.app.inject({ url: '/api/v1/cases.xlsx?state=closed', as: { personId: stage.world.people.staff } });
    expect([answer.statusCode, answer.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });
});

describe('presets that grew since the city began', () => {
  const news = async () => (await stage.call(set.listPresetNews, {}, 'office')).body.items.map(({ key }) => key);

  test('are offered, never added by themselves; what the city has stays as it is', async () => {
    expect(await news()).toEqual([]);
    const { items } = (await stage.call(set.listCategories, { all: 'true' }, 'office')).body;
    const rubbish = items.find(({ code }) => code === 'e01-01');
    if (!rubbish) throw new Error('no e01-01');
    const { limits: _limits, ...category } = rubbish;
    const [first] = category.attributes;
    // As in a city that began before these were preset, and that gave a question its own words.
    const own = first ? [{ ...first, name: { zh: '自己的问法', en: 'Our own words' } }] : [];
    await stage.app.as('system', async ({ tx }) => {
      await tx.rows(sql`update case_categories set attributes = ${JSON.stringify(own)}::jsonb where code = 'e01-01'`);
      await tx.rows(sql`delete from case_categories where code = 'e04-03'`);
      await tx.rows(sql`update case_policies set by_category = by_category - 'e04-03'`);
      await tx.rows(sql`delete from case_reasons where kind = 'decline' and code = 'outsideCity'`);
      await touchCasework(tx);
    });
    const offered = await news();
    expect(offered).toEqual(['category:e04-03', `question:e01-01/${category.attributes[1]?.code}`, 'reason:decline/outsideCity']);
    expect((await stage.call(set.takePresetNews, { keys: ['category:e99-01'] }, 'office')).problem.code).toBe('cases.presetUnknown');
    expect((await stage.call(set.takePresetNews, { keys: offered.slice(0, 2) }, 'office')).body).toEqual({ taken: 2 });
    expect(await news()).toEqual(['reason:decline/outsideCity']);
    const after = (await stage.call(set.listCategories, { all: 'true' }, 'office')).body.items;
    expect(after.find(({ code }) => code === 'e01-01')?.attributes.map(({ name }) => name.zh)).toEqual([
      '自己的问法',
      category.attributes[1]?.name.zh,
    ]);
    // With the limits of the preset, in every version of the limits.
    const limits = { handling: { amount: 4, unit: 'urgentHours' }, total: { amount: 3, unit: 'workingDays' } };
    expect(after.find(({ code }) => code === 'e04-03')).toMatchObject({ urgent: true, active: true, limits });
    expect((await stage.call(set.takePresetNews, { keys: offered }, 'office')).body).toEqual({ taken: 1 });
    expect(await news()).toEqual([]);
  });

  test('a question that the city took away is not offered again, unless the city asks it once more itself', async () => {
    const read = async () => {
      const { items } = (await stage.call(set.listCategories, { all: 'true' }, 'office')).body;
      const found = items.find(({ code }) => code === 'e01-01');
      if (!found) throw new Error('no e01-01');
      const { limits: _limits, ...category } = found;
      return category;
    };
    const whole = await read();
    const save = (attributes: (typeof whole)['attributes']) => stage.call(set.saveCategory, { ...whole, attributes }, 'office');
    const [kept, gone] = whole.attributes;
    if (!kept || !gone) throw new Error('e01-01 asks too little');
    await save([kept]);
    expect(await news()).toEqual([]);
    // Another change of the category does not bring it back.
    await save([{ ...kept, required: true }]);
    expect(await news()).toEqual([]);

    await save(whole.attributes);
    // As it was before the removals were remembered: they stand in the journal.
    await save([kept]);
    await asOwner(stage.app.connection, async (client) => {
      await client.query('alter table case_categories drop column declined_questions');
      await client.query(`delete from schema_migrations where name = '023-declined-questions.sql'`);
    });
    expect(await migrate(stage.app.connection)).toEqual(['023-declined-questions.sql']);
    await stage.app.as('system', ({ tx }) => touchCasework(tx));
    expect(await news()).toEqual([]);
    await save(whole.attributes);
    expect((await read()).attributes).toEqual(whole.attributes);
  });

  test('only by who keeps the lists', async () => {
    expect((await stage.call(set.listPresetNews, {}, 'liaison')).status).toBe(403);
    expect((await stage.call(set.takePresetNews, { keys: ['x'] }, 'public')).status).toBe(401);
  });
});

describe('settings that would stop every report are refused', () => {
  test.each([
    ['work that ends before it begins', [{ from: '17:00', to: '08:00' }]],
    [
      'work that overlaps',
      [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '18:00' },
      ],
    ],
    ['work of no length', [{ from: '08:00', to: '08:00' }]],
  ])('%s', async (_what, hours) => {
    const { body } = await stage.call(set.readSettings, {}, 'office');
    const answer = await stage.call(set.saveSettings, { ...body, seasons: [{ from: '01-01', hours }] }, 'office');
    expect([answer.status, answer.problem.faults?.map(({ path }) => path)]).toEqual([422, ['seasons.0.hours']]);
    expect((await stage.call(set.saveSettings, body, 'office')).status).toBe(200);
  });

  test.each([
    [
      'a list without choices',
      [{ code: 'A', name: { zh: '哪侧', en: 'Side' }, type: 'singlevaluelist' as const, required: true }],
      'attributes.0.values',
    ],
    [
      'two questions with one code',
      ['A', 'A'].map((code) => ({ code, name: { zh: '几', en: 'N' }, type: 'number' as const })),
      'attributes',
    ],
  ])('%s', async (_what, attributes, path) => {
    const { body } = await stage.call(set.listCategories, {}, 'office');
    const [first] = body.items.filter(({ classCode }) => classCode !== null);
    if (!first) throw new Error('no category');
    const { limits: _limits, ...category } = first;
    const answer = await stage.call(set.saveCategory, { ...category, attributes }, 'office');
    expect([answer.status, answer.problem.faults?.map((fault) => fault.path)]).toEqual([422, [path]]);
  });
});
