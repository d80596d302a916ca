import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation, SentBy } from '../kernel/operation.ts';
import { of, startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as api from './api.ts';
import type { Part } from './fixtures.ts';
import type { CaseState } from './schema/words.ts';
import type { CaseRow } from './store/rows.ts';

/** What cannot be done to a case, whoever asks; each refusal says why, in both languages. */

let stage: CaseworkStage;
beforeAll(async () => {
  stage = await startCasework();
});
afterAll(() => stage.app.close());

/** What a refusal says: status, code, and its sentence in both languages. */
async function refusal<Op extends Operation>(operation: Op, input: SentBy<Op>, part: Part) {
  const as = { personId: stage.world.people[part] };
  const [zh, en] = [
    await stage.app.call(operation, input, { as, locale: 'zh' }),
    await stage.app.call(operation, input, { as, locale: 'en' }),
  ];
  expect([en.status, en.problem.code]).toEqual([zh.status, zh.problem.code]);
  return [zh.status, zh.problem.code, zh.problem.title, en.problem.title];
}

describe('refused, each with a message', () => {
  test('the handler checks his own case', async () => {
    // A community worker may handle and check; here the same person did the one.
    const row = await stage.make('handled', {
      set: { handlerIds: [stage.world.people.community], unitId: stage.world.city.communityUnit.id },
    });
    const close = { ...of(row), result: 'close', outcome: 'fixed' } as const;
    expect(await refusal(api.checkCase, close, 'community')).toEqual([
      403,
      'cases.handlerChecks',
      '您处置过这件，核查要由另一个人做。',
      'You handled this case; somebody else has to check it.',
    ]);
    expect((await stage.call(api.checkCase, close, 'inspector')).status).toBe(200);
  });

  test('the finder checks it', async () => {
    const row = await stage.make('handled', { set: { finderIds: [stage.world.people.inspector] } });
    const close = { ...of(row), result: 'close', outcome: 'fixed' } as const;
    expect(await refusal(api.checkCase, close, 'inspector')).toEqual([
      403,
      'cases.finderChecks',
      '这件是您发现的，核查要由另一个人做。',
      'You found this case; somebody else has to check it.',
    ]);
    expect((await stage.call(api.checkCase, close, 'otherInspector')).status).toBe(200);
  });

  test('the finder handles it', async () => {
    const row = await stage.make('inProgress', { set: { finderIds: [stage.world.people.liaison] } });
    const photos = [await stage.photo('liaison')];
    expect(await refusal(api.handleCase, { ...of(row), note: '好了', photos }, 'liaison')).toEqual([
      403,
      'cases.finderHandles',
      '这件是您发现的，处置要由另一个人做。',
      'You found this case; somebody else has to handle it.',
    ]);
  });

  test("a unit opens another's case: it answers like an absent one", async () => {
    const row = await stage.make('assigned');
    const absent = { caseId: '01940000-0000-7000-8000-000000000000' };
    const nothing = [404, 'notFound', '没有这条记录，或您看不到它。', 'There is no such record, or you may not see it.'];
    expect(await refusal(api.getCase, absent, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.getCase, { caseId: 'no-id-at-all' }, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.getCase, { caseId: row.id }, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.acceptCase, of(row), 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.noteCase, { ...of(row), text: '看看' }, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.findByNumber, { number: row.number }, 'otherLiaison')).toEqual(nothing);
  });

  test('a stale screen overwrites a newer state', async () => {
    const row = await stage.make('filed');
    await stage.call(api.noteCase, { ...of(row), text: '先放一放' }, 'staff');
    const version = row.version + 1;
    expect(await refusal(api.dispatchCase, { ...of(row), unitId: stage.world.city.department.id }, 'staff')).toEqual([
      409,
      'cases.stale',
      `这件刚被别人动过（第 ${version} 版），请看过最新情况再操作。`,
      `Somebody changed this case meanwhile (version ${version}); look at its current state first.`,
    ]);
  });

  test('a case closes without outcome', async () => {
    const row = await stage.make('handled');
    expect(await refusal(api.checkCase, { ...of(row), result: 'close' }, 'inspector')).toEqual([
      422,
      'cases.outcomeMissing',
      '结案要写明结果：已解决、不属职责、现场没有发现，或暂时办不了。',
      'Closing needs an outcome: fixed, not our duty, nothing found, or cannot be fixed now.',
    ]);
    const planless = { ...of(row), result: 'close', outcome: 'cannotFix', note: '管线太旧' } as const;
    expect(await refusal(api.checkCase, planless, 'inspector')).toEqual([
      422,
      'cases.planMissing',
      '暂时办不了的，要写明计划、谁负责、什么时候。',
      'What cannot be fixed now needs a plan: what, who and when.',
    ]);
    const past = stage.app.as('system', (ctx) => ctx.tx.rows(sql`update cases set state = 'closed' where id = ${row.id}`));
    await expect(past).rejects.toThrow(/check/);
  });

  type Pair = readonly [state: string, act: string];
  test.each<[CaseState, (row: CaseRow) => Promise<unknown>, Pair, Pair]>([
    [
      'reported',
      (row) => refusal(api.dispatchCase, { ...of(row), unitId: stage.world.city.department.id }, 'staff'),
      ['待受理', '派遣'],
      ['Reported', 'Dispatched'],
    ],
    ['assigned', (row) => refusal(api.fileCase, of(row), 'staff'), ['待签收', '受理立案'], ['Assigned', 'Filed']],
    ['assigned', (row) => refusal(api.handleCase, { ...of(row), note: '好了' }, 'liaison'), ['待签收', '交回'], ['Assigned', 'Handed in']],
    [
      'inProgress',
      (row) => refusal(api.checkCase, { ...of(row), result: 'close', outcome: 'fixed' }, 'inspector'),
      ['处置中', '核查'],
      ['In progress', 'Checked'],
    ],
    [
      'closed',
      (row) => refusal(api.returnCase, { ...of(row), reason: 'otherUnit', note: '不归我们' }, 'liaison'),
      ['已结案', '退单'],
      ['Closed', 'Returned'],
    ],
  ])('a transition that the table does not have: %s', async (state, act, zh, en) => {
    expect(await act(await stage.make(state))).toEqual([
      409,
      'cases.noTransition',
      `这件现在是“${zh[0]}”，不能“${zh[1]}”。`,
      `The case is “${en[0]}”; the step “${en[1]}” is not possible now.`,
    ]);
  });
});
