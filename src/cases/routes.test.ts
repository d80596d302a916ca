import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { positionIn } from '../city/fixtures.ts';
import { startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import type { Part } from './fixtures.ts';
import { sees } from './rules/sight.ts';
import { actorSight, areaIdsOf } from './service/access.ts';
import type { CaseRow } from './store/rows.ts';
import { visible } from './store/visible.ts';

/** Who may see which case, and how a case comes in. */

let stage: CaseworkStage;
beforeAll(async () => {
  stage = await startCasework();
});
afterAll(() => stage.app.close());

describe('who may', () => {
  test('nobody without signing in, and administrators not at all', async () => {
    expect((await stage.app.call(api.listCases, {})).status).toBe(401);
    expect((await stage.call(api.listCases, {}, 'admin')).status).toBe(403);
    expect((await stage.call(api.dispatchMany, { items: [] }, 'liaison')).status).toBe(403);
  });

  test('SQL and rule agree on what each person sees', async () => {
    for (const state of ['filed', 'inProgress', 'handled', 'closed', 'adjudicating'] as const) await stage.make(state);
    await stage.make('assigned', { report: { ...positionIn.otherCommunity } });
    await stage.make('reported', { report: { ...positionIn.otherCompound }, set: { finderIds: [stage.world.people.supervisor] } });
    for (const part of Object.keys(stage.world.people) as Part[]) {
      await stage.app.as({ personId: stage.world.people[part] }, async (ctx) => {
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
    const mine = await stage.call(api.listCases, { limit: 200 }, 'otherLiaison');
    expect(mine.body.items).toEqual([]);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await stage.call(api.listCases, { limit: 3, ...(cursor ? { cursor } : {}) }, 'staff');
      for (const item of page.body.items) seen.add(item.id);
      cursor = page.body.next ?? undefined;
    } while (cursor);
    const [row] = await stage.app.as('system', (ctx) => ctx.tx.rows(sql<{ n: number }>`select count(*) as n from cases`));
    expect(seen.size).toBe(row?.n);
    expect((await stage.call(api.listCases, { cursor: 'nonsense' }, 'staff')).status).toBe(400);
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
    const answer = await stage.call(open.publicReport, body, 'public');
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
    expect(answer.problem.faults).toMatchObject([{ code }]);
  });

  test('everything that is wrong with a report is told at once, by the name of its field', async () => {
    const body = { category: 'x99', words: ' ', lng: 100, lat: 30 };
    const answer = await stage.call(open.publicReport, body, 'public');
    expect([answer.status, answer.problem.code, answer.problem.title]).toEqual([422, 'invalidInput', '有 3 处填写不对，请改后再提交。']);
    expect(answer.problem.faults?.map(({ path, code }) => [path, code])).toEqual([
      ['place', 'cases.outsideCity'],
      ['category', 'cases.categoryUnknown'],
      ['words', 'cases.nothingSaid'],
    ]);
    const unanswered = {
      category: 'e01-01',
      words: '垃圾',
      photos: ['01940000-0000-7000-8000-000000000000'],
      attributes: { amount: 'mountains' },
    };
    const more = await stage.call(open.publicReport, unanswered, 'public');
    expect(more.problem.faults?.map(({ path }) => path)).toEqual(['photos', 'place', 'attributes.amount']);
  });

  test.each([
    ['a class', 'e01'],
    ['an unknown kind', 'x99'],
  ])('a case is not made one of %s', async (_what, category) => {
    const row = await stage.make('reported');
    const answer = await stage.call(api.changeCase, { caseId: row.id, version: row.version, category }, 'staff');
    expect([answer.status, answer.problem.code, answer.problem.faults?.[0]?.path]).toEqual([422, 'cases.categoryUnknown', 'category']);
  });

  test.each([
    ['路灯坏了！晚上很黑。', '路灯坏了'],
    ['路灯坏了？还有井盖', '路灯坏了'],
    ['Lamp is out! It is dark.', 'Lamp is out'],
    ['3.5 米的坑', '3.5 米的坑'],
  ])('the title is the first sentence: %s', async (words, title) => {
    expect((await stage.make('reported', { report: { words } })).title).toBe(title);
  });

  test('emoji, rare characters, formulas and markup stay what they are', async () => {
    const odd = '=1+1 <script>alert(1)</script> 𠮷野家门口 😀 ‮';
    const made = await stage.call(open.publicReport, { category: 'e01-01', words: odd, ...positionIn.compound }, 'public');
    expect((await stage.call(api.getCase, { caseId: made.body.id }, 'staff')).body.words).toBe(odd);
  });

  test('the same key gives the same case once', async () => {
    const input = { ...words, ...positionIn.compound };
    const [first, second] = [
      await stage.app.call(open.publicReport, input, { as: 'public', key: 'a-key-of-ours' }),
      await stage.app.call(open.publicReport, input, { as: 'public', key: 'a-key-of-ours' }),
    ];
    expect(second.body).toEqual(first.body);
  });

  test('what is said at the desk is not found by the agent; a patrol is', async () => {
    const call = await stage.call(
      api.reportOnBehalf,
      { channel: 'hotline', ...words, ...positionIn.compound, contact: { phone: '13900001111' } },
      'hotline',
    );
    const patrol = await stage.call(api.reportOnBehalf, { channel: 'patrol', ...words, ...positionIn.compound }, 'community');
    const rows = await stage.app.as('system', (ctx) =>
      ctx.tx.rows(
        sql<{ id: string; finderIds: string[] }>`select id, finder_ids from cases where id in (${call.body.id}, ${patrol.body.id})`,
      ),
    );
    expect(rows.find((row) => row.id === call.body.id)?.finderIds).toEqual([]);
    expect(rows.find((row) => row.id === patrol.body.id)?.finderIds).toEqual([stage.world.people.community]);
    const [sealed] = await stage.app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ phoneSealed: string }>`select phone_sealed from case_reporters where case_id = ${call.body.id}`),
    );
    expect(sealed?.phoneSealed).not.toContain('1390000');
  });

  test('a letter of another century is refused, and the field is named', async () => {
    const letter = { channel: 'letter', ...words, ...positionIn.compound } as const;
    const refused = await stage.call(api.reportOnBehalf, { ...letter, saidAt: '2099-01-01T00:00:00+08:00' }, 'hotline');
    expect(refused).toMatchObject({ status: 422, problem: { code: 'cases.saidAtWrong', faults: [{ path: 'saidAt' }] } });
  });

  test('of what is urgent the caller hears when the danger is gone, and dispatching says by when it is to be accepted', async () => {
    const gas = { category: 'e04-03', words: '楼道里有煤气味', ...positionIn.compound };
    const told = await stage.call(api.reportOnBehalf, { channel: 'hotline', ...gas }, 'hotline');
    const hours = (Date.parse(told.body.promisedAt) - stage.app.clock.now().getTime()) / 3_600_000;
    expect([told.body.urgent, hours]).toEqual([true, 6]);
    expect(told.body.dueWhy.zh).toBe('燃气泄漏是紧急件：受理1小时、派遣1小时、处置4小时，昼夜和节假日都算。');
    const followed = await stage.call(open.publicFollow, { number: told.body.number, code: told.body.code }, 'public');
    expect(followed.body.dueAt).toBe(told.body.promisedAt);
    const near = await stage.call(open.publicNearby, gas, 'public');
    expect(near.body.items.find(({ id }) => id === told.body.id)?.dueAt).toBe(told.body.promisedAt);
    const slow = await stage.call(api.reportOnBehalf, { channel: 'hotline', ...words, ...positionIn.compound }, 'hotline');
    expect([slow.body.urgent, slow.body.promisedAt]).toEqual([false, slow.body.totalDueAt]);

    const filed = await stage.call(api.fileCase, { caseId: told.body.id, version: 1 }, 'staff');
    const unitId = stage.world.city.department.id;
    const sent = await stage.call(api.dispatchCase, { caseId: told.body.id, version: filed.body.version, unitId }, 'staff');
    expect(sent.body.said.zh).toBe('已派给城市管理局，最晚今天 10:20 前签收，今天 13:20 前办完。');
  });

  test('words that are typed together are found wherever they stand', async () => {
    const row = await stage.make('filed', { report: { category: 'e05-01', title: '楼道口堆了纸箱', place: '幸福里3号楼' } });
    await stage.make('filed', { report: { category: 'e05-01', title: '楼道口堆了沙发', place: '幸福里3号楼' } });
    const found = async (text: string) => (await stage.call(api.listCases, { text }, 'staff')).body.items.map(({ id }) => id);
    for (const text of ['楼道纸箱', '楼道堆纸箱', '纸箱，楼道', '幸福里楼道口纸箱', '3号楼纸箱'])
      expect([text, await found(text)]).toEqual([text, [row.id]]);
    expect(await found('5号楼纸箱')).toEqual([]);
    expect(await found(row.number)).toEqual([row.id]);
  });

  test('"I see it too" joins the case and has its own code', async () => {
    const row = await stage.make('filed', { report: positionIn.otherCompound });
    const near = await stage.call(open.publicNearby, { category: 'e05-01', ...positionIn.otherCompound }, 'public');
    expect(near.body.items.map((one) => one.id)).toContain(row.id);
    expect(JSON.stringify(near.body)).not.toContain('摊位占满');
    const joined = await stage.call(open.publicJoin, { caseId: row.id }, 'public');
    expect((await stage.call(open.publicFollow, joined.body, 'public')).body.number).toBe(row.number);
  });
});
