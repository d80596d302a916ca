import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerOf } from '../kernel/operation.ts';
import { TEST_NOW } from '../testing/app.ts';
import { of, startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import * as set from './api/settings.ts';
import type { Part } from './fixtures.ts';

/** Ways of a case beside the straight one: rulings, requests, parts, lists, links, samples. */

let stage: CaseworkStage;
beforeAll(async () => {
  stage = await startCasework();
});
afterAll(() => stage.app.close());

describe('side ways', () => {
  test('the second return is adjudicated, the ruling becomes a rule, and the clock stands still meanwhile', async () => {
    const row = await stage.make('adjudicating');
    expect(row).toMatchObject({ paused: true, dueAt: null });
    const ruled = await stage.call(
      api.adjudicateCase,
      { ...of(row), unitId: stage.world.city.otherDepartment.id, note: '红线以内归市场管理方' },
      'office',
    );
    expect(ruled.body).toMatchObject({ state: 'assigned', paused: false });
    const rules = await stage.call(set.listDutyRules, { category: 'e05-01' }, 'staff');
    expect(rules.body.items.some((rule) => rule.fromCase?.id === row.id)).toBe(true);
    const next = await stage.make('filed');
    const suggested = await stage.call(api.suggestUnits, { caseId: next.id }, 'staff');
    expect(suggested.body.items[0]?.unit.id).toBe(stage.world.city.otherDepartment.id);
  });

  test('a request is granted and the time is added; a pause stops the clock until it is resumed', async () => {
    const row = await stage.make('inProgress');
    const asked = await stage.call(
      api.requestCase,
      { ...of(row), kind: 'extension', reason: '等配件', extra: { amount: 2, unit: 'workingDays' } },
      'liaison',
    );
    const again = await stage.call(
      api.requestCase,
      { caseId: row.id, version: asked.body.version, kind: 'pause', reason: '再等' },
      'liaison',
    );
    expect([again.status, again.problem.code]).toEqual([409, 'cases.requestOpen']);
    const granted = await stage.call(api.grantRequest, { caseId: row.id, version: asked.body.version }, 'staff');
    expect(new Date(granted.body.dueAt ?? 0).getTime()).toBeGreaterThan(row.dueAt?.getTime() ?? 0);
    const pause = await stage.call(
      api.requestCase,
      { caseId: row.id, version: granted.body.version, kind: 'pause', reason: '等车主' },
      'liaison',
    );
    const paused = await stage.call(api.grantRequest, { caseId: row.id, version: pause.body.version }, 'staff');
    expect(paused.body).toMatchObject({ paused: true, dueAt: null });
    const resumed = await stage.call(api.resumeCase, { caseId: row.id, version: paused.body.version }, 'liaison');
    expect(resumed.body.paused).toBe(false);
  });

  test('sent for verification: found on the spot it is filed, and who saw it does not check it later', async () => {
    const row = await stage.make('reported');
    const sent = await stage.call(api.verifyCase, { ...of(row), personId: stage.world.people.inspector }, 'staff');
    expect(sent.body.state).toBe('verifying');
    const seen = await stage.call(
      api.reportVerified,
      { caseId: row.id, version: sent.body.version, found: true, note: '确有其事' },
      'inspector',
    );
    expect(seen.body.state).toBe('filed');
    const [saved] = await stage.app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ finderIds: string[] }>`select finder_ids from cases where id = ${row.id}`),
    );
    expect(saved?.finderIds).toEqual([stage.world.people.inspector]);
    await stage.app.drain();
  });

  test('merged: both reporters follow the one that goes on', async () => {
    const [row, target] = [await stage.make('filed'), await stage.make('inProgress')];
    expect((await stage.call(api.mergeCase, { ...of(row), into: row.id }, 'staff')).problem.code).toBe('cases.mergeSelf');
    expect((await stage.call(api.mergeCase, { ...of(row), into: target.id }, 'staff')).body.state).toBe('merged');
    const view = await stage.call(api.getCase, { caseId: target.id }, 'staff');
    expect(view.body.mergedHere).toEqual([{ id: row.id, number: row.number }]);
    expect(view.body.reporter.subscribers).toBe(1);
  });

  test('split: each unit has its part; when all have ended the whole waits for its check', async () => {
    const row = await stage.make('filed');
    const parts = [stage.world.city.department.id, stage.world.city.otherDepartment.id].map((unitId, index) => ({
      unitId,
      title: `第 ${index + 1} 部分`,
    }));
    expect((await stage.call(api.splitCase, { ...of(row), parts }, 'staff')).body.state).toBe('inProgress');
    const view = await stage.call(api.getCase, { caseId: row.id }, 'staff');
    expect(view.body.parts.map((part) => part.state)).toEqual(['assigned', 'assigned']);
    for (const [index, part] of view.body.parts.entries()) {
      const who: Part = index === 0 ? 'liaison' : 'otherLiaison';
      const accepted = await stage.call(api.acceptCase, { caseId: part.id, version: 3 }, who);
      const handed = await stage.call(
        api.handleCase,
        { caseId: part.id, version: accepted.body.version, note: '好了', photos: [await stage.photo(who)] },
        who,
      );
      await stage.call(api.checkCase, { caseId: part.id, version: handed.body.version, result: 'close', outcome: 'fixed' }, 'inspector');
    }
    expect((await stage.call(api.getCase, { caseId: row.id }, 'staff')).body.state).toBe('handled');
  });

  test('on the long-term list with reason, lead and date; not with a date that has passed', async () => {
    const row = await stage.make('inProgress');
    const input = {
      ...of(row),
      reason: 'planned' as const,
      note: '等换水管',
      leadUnitId: stage.world.city.otherDepartment.id,
      public: true,
    };
    expect((await stage.call(api.putOnLongTermList, { ...input, expected: '2026-11-01' }, 'office')).problem.code).toBe('cases.dateInPast');
    const listed = await stage.call(api.putOnLongTermList, { ...input, expected: '2026-12-20' }, 'office');
    expect(listed.body).toMatchObject({ state: 'onLongTermList', paused: true });
    expect((await stage.call(api.getCase, { caseId: row.id }, 'otherLiaison')).body.longTerm).toMatchObject({ expected: '2026-12-20' });
    expect((await stage.call(api.reviveCase, { caseId: row.id, version: listed.body.version, note: '管已换' }, 'office')).body.state).toBe(
      'inProgress',
    );
  });

  test('the long-term list begins with what is to be done first, page by page, each once', async () => {
    const lead = { reason: 'planned', note: '列入明年', leadUnitId: stage.world.city.otherDepartment.id, public: true };
    const ids = new Map<string, string>();
    for (const expected of ['2027-03-01', '2026-12-05', '2027-01-31', '2026-12-31', '2027-01-01']) {
      const row = await stage.make('inProgress');
      expect((await stage.call(api.putOnLongTermList, { ...of(row), ...lead, expected }, 'office')).status).toBe(200);
      ids.set(expected, row.id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body }: { body: AnswerOf<typeof api.listCases> } = await stage.call(
        api.listCases,
        { sort: 'expected', limit: 2, cursor },
        'office',
      );
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next ?? undefined;
    } while (cursor);
    const days = [...ids.keys()].toSorted();
    expect(seen).toEqual(days.map((day) => ids.get(day)));
  });

  test('bulk: those that fit stand, the others are refused with the reason', async () => {
    const [good, bad] = [await stage.make('filed'), await stage.make('closed')];
    const unitId = stage.world.city.department.id;
    const answer = await stage.call(api.dispatchMany, { items: [good, bad].map((row) => ({ ...of(row), unitId })) }, 'staff');
    expect(answer.body.done.map((one) => one.id)).toEqual([good.id]);
    expect(answer.body.refused).toMatchObject([{ caseId: bad.id, code: 'cases.noTransition', zh: '这件现在是“已结案”，不能“派遣”。' }]);
  });

  test('a phone link accepts and hands in, in the name of its person', async () => {
    const row = await stage.make('assigned');
    const wrong = await stage.call(api.makeLink, { caseId: row.id, personId: stage.world.people.otherLiaison }, 'staff');
    expect([wrong.status, wrong.problem.code]).toEqual([422, 'cases.linkPerson']);
    const link = await stage.call(api.makeLink, { caseId: row.id, personId: stage.world.people.liaison }, 'staff');
    const token = link.body.href.split('/').at(-1) ?? '';
    const view = await stage.call(open.openLink, { token }, 'public');
    expect(view.body).toMatchObject({ number: row.number, canAccept: true, canHandle: false });
    const accepted = await stage.call(open.acceptByLink, { token, version: view.body.version }, 'public');
    expect(accepted.body).toMatchObject({ state: 'inProgress', canHandle: true });
    const [fact] = await stage.app.as('system', (ctx) =>
      ctx.tx.rows(
        sql<{ person: string }>`select actor_person_id as person from journal where subject_id = ${row.id} and type = 'case.accepted'`,
      ),
    );
    expect(fact?.person).toBe(stage.world.people.liaison);
    expect((await stage.call(open.openLink, { token: 'x'.repeat(43) }, 'public')).status).toBe(410);
  });

  test('released: the public sees kind and place, no person, no words', async () => {
    const row = await stage.make('closed');
    expect((await stage.call(open.publicCase, { number: row.number }, 'public')).status).toBe(404);
    await stage.call(api.releaseCase, of(row), 'media');
    const released = await stage.call(api.releaseCase, of(row), 'staff');
    expect(released.status).toBe(200);
    const view = await stage.call(open.publicCase, { number: row.number }, 'public');
    expect(view.body).toMatchObject({ state: 'solved', words: null, rated: null });
    expect((await stage.call(open.publicList, { state: 'solved' }, 'public')).body.items.map((item) => item.number)).toContain(row.number);
  });

  test('recurrence: the same at the same place within 30 days is linked', async () => {
    const first = await stage.make('closed', { report: { category: 'e06-04' } });
    stage.app.clock.forward(86_400_000);
    const second = await stage.make('reported', { report: { category: 'e06-04' } });
    expect(second.recurrenceOf).toBe(first.id);
    stage.app.clock.set(TEST_NOW);
  });

  test('a re-visit sample is drawn by its seed, the same for everybody', async () => {
    const draw = () =>
      stage.call(set.drawRevisit, { from: '2026-11-01', to: '2026-11-30', share: 0.5, seed: '2026年第4季度' }, 'inspector');
    const [one, two] = [await draw(), await draw()];
    const numbers = async (id: string) =>
      (await stage.call(set.readRevisit, { revisitId: id }, 'inspector')).body.items.map((item) => item.number);
    expect(one.body.total).toBeGreaterThan(0);
    expect(await numbers(one.body.id)).toEqual(await numbers(two.body.id));
  });
});
