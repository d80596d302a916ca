import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as set from './api/settings.ts';

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
