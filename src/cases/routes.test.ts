import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation, SentBy } from '../kernel/operation.ts';
import { positionIn } from '../city/fixtures.ts';
import { uploadFile } from '../platform/files/api.ts';
import { aPicture } from '../platform/files/fixtures.ts';
import { startTestApp, TEST_NOW, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import * as set from './api/settings.ts';
import { aCase, aCasework, type Part, type TestCasework } from './fixtures.ts';
import { sees } from './rules/sight.ts';
import type { CaseState } from './schema/words.ts';
import { actorSight, areaIdsOf } from './service/access.ts';
import type { CaseRow } from './store/rows.ts';
import { visible } from './store/visible.ts';

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });
const make = (state: CaseState, more: Omit<Parameters<typeof aCase>[2] & object, 'state'> = {}) =>
  app.as('system', (ctx) => aCase(ctx, world, { state, ...more }));
const of = (row: { readonly id: string; readonly version: number }) => ({ caseId: row.id, version: row.version });
let seed = 0;
const aPhoto = async (part: Part): Promise<string> =>
  (await app.call(uploadFile, {}, { ...as(part), file: await aPicture({ width: 48, height: 36, seed: ++seed }) })).body.id;

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
});
afterAll(() => app.close());

/** What a refusal says: status, code, and its sentence in both languages. */
async function refusal<Op extends Operation>(operation: Op, input: SentBy<Op>, part: Part) {
  const [zh, en] = [
    await app.call(operation, input, { ...as(part), locale: 'zh' }),
    await app.call(operation, input, { ...as(part), locale: 'en' }),
  ];
  expect([en.status, en.problem.code]).toEqual([zh.status, zh.problem.code]);
  return [zh.status, zh.problem.code, zh.problem.title, en.problem.title];
}

describe('refused, each with a message', () => {
  test('the handler checks his own case', async () => {
    // A community worker may handle and check; here the same person did the one.
    const row = await make('handled', { set: { handlerIds: [world.people.community], unitId: world.city.communityUnit.id } });
    const close = { ...of(row), result: 'close', outcome: 'fixed' } as const;
    expect(await refusal(api.checkCase, close, 'community')).toEqual([
      403,
      'cases.handlerChecks',
      '您处置过这件，核查要由另一个人做。',
      'You handled this case; somebody else has to check it.',
    ]);
    expect((await app.call(api.checkCase, close, as('inspector'))).status).toBe(200);
  });

  test('the finder checks it', async () => {
    const row = await make('handled', { set: { finderIds: [world.people.inspector] } });
    const close = { ...of(row), result: 'close', outcome: 'fixed' } as const;
    expect(await refusal(api.checkCase, close, 'inspector')).toEqual([
      403,
      'cases.finderChecks',
      '这件是您发现的，核查要由另一个人做。',
      'You found this case; somebody else has to check it.',
    ]);
    expect((await app.call(api.checkCase, close, as('otherInspector'))).status).toBe(200);
  });

  test('the finder handles it', async () => {
    const row = await make('inProgress', { set: { finderIds: [world.people.liaison] } });
    const photos = [await aPhoto('liaison')];
    expect(await refusal(api.handleCase, { ...of(row), note: '好了', photos }, 'liaison')).toEqual([
      403,
      'cases.finderHandles',
      '这件是您发现的，处置要由另一个人做。',
      'You found this case; somebody else has to handle it.',
    ]);
  });

  test("a unit opens another's case: it answers like an absent one", async () => {
    const row = await make('assigned');
    const absent = { caseId: '01940000-0000-7000-8000-000000000000' };
    const nothing = [404, 'notFound', '没有这条记录，或您看不到它。', 'There is no such record, or you may not see it.'];
    expect(await refusal(api.getCase, absent, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.getCase, { caseId: row.id }, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.acceptCase, of(row), 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.noteCase, { ...of(row), text: '看看' }, 'otherLiaison')).toEqual(nothing);
    expect(await refusal(api.findByNumber, { number: row.number }, 'otherLiaison')).toEqual(nothing);
  });

  test('a stale screen overwrites a newer state', async () => {
    const row = await make('filed');
    await app.call(api.noteCase, { ...of(row), text: '先放一放' }, as('staff'));
    const version = row.version + 1;
    expect(await refusal(api.dispatchCase, { ...of(row), unitId: world.city.department.id }, 'staff')).toEqual([
      409,
      'cases.stale',
      `这件刚被别人动过（第 ${version} 版），请看过最新情况再操作。`,
      `Somebody changed this case meanwhile (version ${version}); look at its current state first.`,
    ]);
  });

  test('a case closes without outcome', async () => {
    const row = await make('handled');
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
    const past = app.as('system', (ctx) => ctx.tx.rows(sql`update cases set state = 'closed' where id = ${row.id}`));
    await expect(past).rejects.toThrow(/check/);
  });

  type Pair = readonly [state: string, act: string];
  test.each<[CaseState, (row: CaseRow) => Promise<unknown>, Pair, Pair]>([
    [
      'reported',
      (row) => refusal(api.dispatchCase, { ...of(row), unitId: world.city.department.id }, 'staff'),
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
    expect(await act(await make(state))).toEqual([
      409,
      'cases.noTransition',
      `这件现在是“${zh[0]}”，不能“${zh[1]}”。`,
      `The case is “${en[0]}”; the step “${en[1]}” is not possible now.`,
    ]);
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
    const { body } = await app.call(set.readSettings, {}, as('office'));
    const answer = await app.call(set.saveSettings, { ...body, seasons: [{ from: '01-01', hours }] }, as('office'));
    expect([answer.status, answer.problem.faults?.map(({ path }) => path)]).toEqual([422, ['seasons.0.hours']]);
    expect((await app.call(set.saveSettings, body, as('office'))).status).toBe(200);
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
    const { body } = await app.call(set.listCategories, {}, as('office'));
    const [first] = body.items.filter(({ classCode }) => classCode !== null);
    if (!first) throw new Error('no category');
    const { limits: _limits, ...category } = first;
    const answer = await app.call(set.saveCategory, { ...category, attributes }, as('office'));
    expect([answer.status, answer.problem.faults?.map((fault) => fault.path)]).toEqual([422, [path]]);
  });
});

describe('who may', () => {
  test('nobody without signing in, and administrators not at all', async () => {
    expect((await app.call(api.listCases, {})).status).toBe(401);
    expect((await app.call(api.listCases, {}, as('admin'))).status).toBe(403);
    expect((await app.call(api.dispatchMany, { items: [] }, as('liaison'))).status).toBe(403);
  });

  test('SQL and rule agree on what each person sees', async () => {
    await make('assigned', { report: { ...positionIn.otherCommunity } });
    await make('reported', { report: { ...positionIn.otherCompound }, set: { finderIds: [world.people.supervisor] } });
    for (const part of Object.keys(world.people) as Part[]) {
      await app.as({ personId: world.people[part] }, async (ctx) => {
        const sight = actorSight(ctx);
        const rows = await ctx.read.rows(sql<CaseRow & { seen: boolean }>`select cases.*, (${visible(sight)}) is true as seen from cases`);
        for (const row of rows) {
          const lead = row.state === 'onLongTermList' && row.longTermUnitId ? [row.longTermUnitId] : [];
          const facts = {
            areaIds: areaIdsOf(row),
            unitIds: [...(row.unitId ? [row.unitId] : []), ...row.assistUnitIds, ...lead],
            finderIds: row.finderIds,
          };
          expect([part, row.number, row.seen]).toEqual([part, row.number, sees(sight, facts)]);
        }
      });
    }
  });

  test('a list shows only what one sees, and pages through all of it once', async () => {
    const mine = await app.call(api.listCases, { limit: 200 }, as('otherLiaison'));
    expect(mine.body.items).toEqual([]);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await app.call(api.listCases, { limit: 3, ...(cursor ? { cursor } : {}) }, as('staff'));
      for (const item of page.body.items) seen.add(item.id);
      cursor = page.body.next ?? undefined;
    } while (cursor);
    const [row] = await app.as('system', (ctx) => ctx.tx.rows(sql<{ n: number }>`select count(*) as n from cases`));
    expect(seen.size).toBe(row?.n);
    expect((await app.call(api.listCases, { cursor: 'nonsense' }, as('staff'))).status).toBe(400);
  });
});

describe('reports', () => {
  const words = { category: 'e01-01', words: '垃圾' };
  test.each([
    ['outside the city', { ...words, lng: 100, lat: 30 }, 'cases.outsideCity'],
    ['without a place', words, 'cases.placeMissing'],
    ['with nothing said', { category: 'e01-01', ...positionIn.compound }, 'cases.nothingSaid'],
    ['of an unknown kind', { ...words, category: 'x99', ...positionIn.compound }, 'cases.categoryUnknown'],
    ['of a class instead of a kind', { ...words, category: 'e01', ...positionIn.compound }, 'cases.categoryUnknown'],
    [
      'with a photo that never arrived',
      { ...words, ...positionIn.compound, photos: ['01940000-0000-7000-8000-000000000000'] },
      'cases.photoUnknown',
    ],
  ])('%s: refused', async (_what, body, code) => {
    const answer = await app.call(open.publicReport, body, { as: 'public' });
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
  });

  test.each([
    ['路灯坏了！晚上很黑。', '路灯坏了'],
    ['路灯坏了？还有井盖', '路灯坏了'],
    ['Lamp is out! It is dark.', 'Lamp is out'],
    ['3.5 米的坑', '3.5 米的坑'],
  ])('the title is the first sentence: %s', async (words, title) => {
    expect((await make('reported', { report: { words } })).title).toBe(title);
  });

  test('emoji, rare characters, formulas and markup stay what they are', async () => {
    const odd = '=1+1 <script>alert(1)</script> 𠮷野家门口 😀 ‮';
    const made = await app.call(open.publicReport, { category: 'e01-01', words: odd, ...positionIn.compound }, { as: 'public' });
    expect((await app.call(api.getCase, { caseId: made.body.id }, as('staff'))).body.words).toBe(odd);
  });

  test('the same key gives the same case once', async () => {
    const input = { ...words, ...positionIn.compound };
    const [first, second] = [
      await app.call(open.publicReport, input, { as: 'public', key: 'a-key-of-ours' }),
      await app.call(open.publicReport, input, { as: 'public', key: 'a-key-of-ours' }),
    ];
    expect(second.body).toEqual(first.body);
  });

  test('what is said at the desk is not found by the agent; a patrol is', async () => {
    const call = await app.call(
      api.reportOnBehalf,
      { channel: 'hotline', ...words, ...positionIn.compound, contact: { phone: '13900001111' } },
      as('hotline'),
    );
    const patrol = await app.call(api.reportOnBehalf, { channel: 'patrol', ...words, ...positionIn.compound }, as('community'));
    const rows = await app.as('system', (ctx) =>
      ctx.tx.rows(
        sql<{ id: string; finderIds: string[] }>`select id, finder_ids from cases where id in (${call.body.id}, ${patrol.body.id})`,
      ),
    );
    expect(rows.find((row) => row.id === call.body.id)?.finderIds).toEqual([]);
    expect(rows.find((row) => row.id === patrol.body.id)?.finderIds).toEqual([world.people.community]);
    const [sealed] = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ phoneSealed: string }>`select phone_sealed from case_reporters where case_id = ${call.body.id}`),
    );
    expect(sealed?.phoneSealed).not.toContain('1390000');
  });

  test('"I see it too" joins the case and has its own code', async () => {
    const row = await make('filed', { report: positionIn.otherCompound });
    const near = await app.call(open.publicNearby, { category: 'e05-01', ...positionIn.otherCompound }, { as: 'public' });
    expect(near.body.items.map((one) => one.id)).toContain(row.id);
    expect(JSON.stringify(near.body)).not.toContain('摊位占满');
    const joined = await app.call(open.publicJoin, { caseId: row.id }, { as: 'public' });
    expect((await app.call(open.publicFollow, joined.body, { as: 'public' })).body.number).toBe(row.number);
  });
});

describe('side ways', () => {
  test('the second return is adjudicated, the ruling becomes a rule, and the clock stands still meanwhile', async () => {
    const row = await make('adjudicating');
    expect(row).toMatchObject({ paused: true, dueAt: null });
    const ruled = await app.call(
      api.adjudicateCase,
      { ...of(row), unitId: world.city.otherDepartment.id, note: '红线以内归市场管理方' },
      as('office'),
    );
    expect(ruled.body).toMatchObject({ state: 'assigned', paused: false });
    const rules = await app.call(set.listDutyRules, { category: 'e05-01' }, as('staff'));
    expect(rules.body.items.some((rule) => rule.fromCase?.id === row.id)).toBe(true);
    const next = await make('filed');
    const suggested = await app.call(api.suggestUnits, { caseId: next.id }, as('staff'));
    expect(suggested.body.items[0]?.unit.id).toBe(world.city.otherDepartment.id);
  });

  test('a request is granted and the time is added; a pause stops the clock until it is resumed', async () => {
    const row = await make('inProgress');
    const asked = await app.call(
      api.requestCase,
      { ...of(row), kind: 'extension', reason: '等配件', extra: { amount: 2, unit: 'workingDays' } },
      as('liaison'),
    );
    const again = await app.call(
      api.requestCase,
      { caseId: row.id, version: asked.body.version, kind: 'pause', reason: '再等' },
      as('liaison'),
    );
    expect([again.status, again.problem.code]).toEqual([409, 'cases.requestOpen']);
    const granted = await app.call(api.grantRequest, { caseId: row.id, version: asked.body.version }, as('staff'));
    expect(new Date(granted.body.dueAt ?? 0).getTime()).toBeGreaterThan(row.dueAt?.getTime() ?? 0);
    const pause = await app.call(
      api.requestCase,
      { caseId: row.id, version: granted.body.version, kind: 'pause', reason: '等车主' },
      as('liaison'),
    );
    const paused = await app.call(api.grantRequest, { caseId: row.id, version: pause.body.version }, as('staff'));
    expect(paused.body).toMatchObject({ paused: true, dueAt: null });
    const resumed = await app.call(api.resumeCase, { caseId: row.id, version: paused.body.version }, as('liaison'));
    expect(resumed.body.paused).toBe(false);
  });

  test('sent for verification: found on the spot it is filed, and who saw it does not check it later', async () => {
    const row = await make('reported');
    const sent = await app.call(api.verifyCase, { ...of(row), personId: world.people.inspector }, as('staff'));
    expect(sent.body.state).toBe('verifying');
    const seen = await app.call(
      api.reportVerified,
      { caseId: row.id, version: sent.body.version, found: true, note: '确有其事' },
      as('inspector'),
    );
    expect(seen.body.state).toBe('filed');
    const [saved] = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ finderIds: string[] }>`select finder_ids from cases where id = ${row.id}`),
    );
    expect(saved?.finderIds).toEqual([world.people.inspector]);
    await app.drain();
  });

  test('merged: both reporters follow the one that goes on', async () => {
    const [row, target] = [await make('filed'), await make('inProgress')];
    expect((await app.call(api.mergeCase, { ...of(row), into: row.id }, as('staff'))).problem.code).toBe('cases.mergeSelf');
    expect((await app.call(api.mergeCase, { ...of(row), into: target.id }, as('staff'))).body.state).toBe('merged');
    const view = await app.call(api.getCase, { caseId: target.id }, as('staff'));
    expect(view.body.mergedHere).toEqual([{ id: row.id, number: row.number }]);
    expect(view.body.reporter.subscribers).toBe(1);
  });

  test('split: each unit has its part; when all have ended the whole waits for its check', async () => {
    const row = await make('filed');
    const parts = [world.city.department.id, world.city.otherDepartment.id].map((unitId, index) => ({
      unitId,
      title: `第 ${index + 1} 部分`,
    }));
    expect((await app.call(api.splitCase, { ...of(row), parts }, as('staff'))).body.state).toBe('inProgress');
    const view = await app.call(api.getCase, { caseId: row.id }, as('staff'));
    expect(view.body.parts.map((part) => part.state)).toEqual(['assigned', 'assigned']);
    for (const [index, part] of view.body.parts.entries()) {
      const who: Part = index === 0 ? 'liaison' : 'otherLiaison';
      const accepted = await app.call(api.acceptCase, { caseId: part.id, version: 3 }, as(who));
      const handed = await app.call(
        api.handleCase,
        { caseId: part.id, version: accepted.body.version, note: '好了', photos: [await aPhoto(who)] },
        as(who),
      );
      await app.call(api.checkCase, { caseId: part.id, version: handed.body.version, result: 'close', outcome: 'fixed' }, as('inspector'));
    }
    expect((await app.call(api.getCase, { caseId: row.id }, as('staff'))).body.state).toBe('handled');
  });

  test('on the long-term list with reason, lead and date; not with a date that has passed', async () => {
    const row = await make('inProgress');
    const input = { ...of(row), reason: 'planned' as const, note: '等换水管', leadUnitId: world.city.otherDepartment.id, public: true };
    expect((await app.call(api.putOnLongTermList, { ...input, expected: '2026-11-01' }, as('office'))).problem.code).toBe(
      'cases.dateInPast',
    );
    const listed = await app.call(api.putOnLongTermList, { ...input, expected: '2026-12-20' }, as('office'));
    expect(listed.body).toMatchObject({ state: 'onLongTermList', paused: true });
    expect((await app.call(api.getCase, { caseId: row.id }, as('otherLiaison'))).body.longTerm).toMatchObject({ expected: '2026-12-20' });
    expect(
      (await app.call(api.reviveCase, { caseId: row.id, version: listed.body.version, note: '管已换' }, as('office'))).body.state,
    ).toBe('inProgress');
  });

  test('bulk: those that fit stand, the others are refused with the reason', async () => {
    const [good, bad] = [await make('filed'), await make('closed')];
    const unitId = world.city.department.id;
    const answer = await app.call(api.dispatchMany, { items: [good, bad].map((row) => ({ ...of(row), unitId })) }, as('staff'));
    expect(answer.body.done.map((one) => one.id)).toEqual([good.id]);
    expect(answer.body.refused).toMatchObject([{ caseId: bad.id, code: 'cases.noTransition', zh: '这件现在是“已结案”，不能“派遣”。' }]);
  });

  test('a phone link accepts and hands in, in the name of its person', async () => {
    const row = await make('assigned');
    const wrong = await app.call(api.makeLink, { caseId: row.id, personId: world.people.otherLiaison }, as('staff'));
    expect([wrong.status, wrong.problem.code]).toEqual([422, 'cases.linkPerson']);
    const link = await app.call(api.makeLink, { caseId: row.id, personId: world.people.liaison }, as('staff'));
    const token = link.body.href.split('/').at(-1) ?? '';
    const view = await app.call(open.openLink, { token }, { as: 'public' });
    expect(view.body).toMatchObject({ number: row.number, canAccept: true, canHandle: false });
    const accepted = await app.call(open.acceptByLink, { token, version: view.body.version }, { as: 'public' });
    expect(accepted.body).toMatchObject({ state: 'inProgress', canHandle: true });
    const [fact] = await app.as('system', (ctx) =>
      ctx.tx.rows(
        sql<{ person: string }>`select actor_person_id as person from journal where subject_id = ${row.id} and type = 'case.accepted'`,
      ),
    );
    expect(fact?.person).toBe(world.people.liaison);
    expect((await app.call(open.openLink, { token: 'x'.repeat(43) }, { as: 'public' })).status).toBe(410);
  });

  test('released: the public sees kind and place, no person, no words', async () => {
    const row = await make('closed');
    expect((await app.call(open.publicCase, { number: row.number }, { as: 'public' })).status).toBe(404);
    await app.call(api.releaseCase, of(row), as('media'));
    const released = await app.call(api.releaseCase, of(row), as('staff'));
    expect(released.status).toBe(200);
    const view = await app.call(open.publicCase, { number: row.number }, { as: 'public' });
    expect(view.body).toMatchObject({ state: 'solved', words: null, rated: null });
    expect((await app.call(open.publicList, { state: 'solved' }, { as: 'public' })).body.items.map((item) => item.number)).toContain(
      row.number,
    );
  });

  test('recurrence: the same at the same place within 30 days is linked', async () => {
    const first = await make('closed', { report: { category: 'e06-04' } });
    app.clock.forward(86_400_000);
    const second = await make('reported', { report: { category: 'e06-04' } });
    expect(second.recurrenceOf).toBe(first.id);
    app.clock.set(TEST_NOW);
  });

  test('a re-visit sample is drawn by its seed, the same for everybody', async () => {
    const draw = () =>
      app.call(set.drawRevisit, { from: '2026-11-01', to: '2026-11-30', share: 0.5, seed: '2026年第4季度' }, as('inspector'));
    const [one, two] = [await draw(), await draw()];
    const numbers = async (id: string) =>
      (await app.call(set.readRevisit, { revisitId: id }, as('inspector'))).body.items.map((item) => item.number);
    expect(one.body.total).toBeGreaterThan(0);
    expect(await numbers(one.body.id)).toEqual(await numbers(two.body.id));
  });
});

describe('settings', () => {
  test('published holidays fill a year; an unpublished one is refused, not guessed', async () => {
    const filled = await app.call(set.fillCalendar, { year: 2026 }, as('office'));
    expect(filled.body.days.filter(({ day }) => day.startsWith('2026-02'))).toEqual([
      { day: '2026-02-14', kind: 'makeup', name: '春节调休上班' },
      ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({ day: `2026-02-${day}`, kind: 'holiday', name: '春节' })),
      { day: '2026-02-28', kind: 'makeup', name: '春节调休上班' },
    ]);
    expect(filled.body.days).toHaveLength(39);
    const unknown = await app.call(set.fillCalendar, { year: 2031 }, as('office'));
    expect([unknown.status, unknown.problem.code]).toEqual([422, 'cases.calendarYear']);
  });

  test('a new policy holds for new cases only', async () => {
    const old = await make('reported');
    const quick = { amount: 1, unit: 'workingHours' as const };
    const defaults = {
      acceptance: quick,
      dispatch: quick,
      receipt: quick,
      handling: quick,
      check: quick,
      total: { amount: 1, unit: 'workingDays' as const },
    };
    const made = await app.call(set.makePolicy, { validFrom: '2026-11-23', note: '试行', defaults }, as('office'));
    expect(made.status).toBe(200);
    const fresh = await make('reported');
    expect(fresh.policyVersion).toBe(made.body.version);
    expect(old.policyVersion).toBeLessThan(fresh.policyVersion);
    expect((await app.call(set.makePolicy, { validFrom: '2026-11-23', defaults }, as('office'))).problem.code).toBe('cases.policyOverlap');
  });

  test('views are their owner’s', async () => {
    const saved = await app.call(set.saveView, { name: '我的逾期', query: { overdue: 'true' } }, as('staff'));
    expect((await app.call(set.saveView, { name: '我的逾期', query: {} }, as('staff'))).problem.code).toBe('cases.viewName');
    expect((await app.call(set.deleteView, { viewId: saved.body.id }, as('office'))).status).toBe(404);
    expect((await app.call(set.deleteView, { viewId: saved.body.id }, as('staff'))).status).toBe(204);
  });

  test('the export streams a spreadsheet', async () => {
    const answer = await app.inject({ url: '/api/v1/cases.xlsx?state=closed', as: { personId: world.people.staff } });
    expect([answer.statusCode, answer.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });
});
