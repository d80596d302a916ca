import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../platform/db/migrate.ts';
import { Phone } from '../public/testing/browser.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import * as reasons from './api/reasons.ts';
import { openCases } from './exports/open-cases.ts';
import { aCase, aCasework, type Part, type TestCasework } from './fixtures.ts';
import type { CaseState } from './schema/words.ts';

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });
const make = (state: CaseState) => app.as('system', (ctx) => aCase(ctx, world, { state }));
const of = (row: { readonly id: string; readonly version: number }) => ({ caseId: row.id, version: row.version });
const aReason = {
  name: { zh: '属于物业服务', en: 'For the property company' },
  told: { zh: '这件事由物业公司管，请先找物业。', en: 'The property company answers for this; please ask it first.' },
  wordsNeeded: false,
  wordsHint: { zh: '', en: '' },
  position: 15,
  source: '市创文办公告',
  provisional: false,
  active: true,
};
const add = (kind: 'decline' | 'return' | 'longTerm', code: string, more: object = {}) =>
  app.call(reasons.addReason, { kind, code, ...aReason, ...more }, as('office'));

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
});
afterAll(() => app.close());

describe('the lists', () => {
  test('come with the city, may be read by staff, and changed by who answers for casework only', async () => {
    const listed = await app.call(reasons.listReasons, { kind: 'return' }, as('liaison'));
    expect(listed.body.items.map((one) => one.code)).toContain('otherUnit');
    expect((await app.call(reasons.listReasons, {})).status).toBe(401);
    expect((await app.call(reasons.addReason, { kind: 'return', code: 'mine', ...aReason }, as('liaison'))).status).toBe(403);
    expect((await app.call(reasons.changeReason, { kind: 'return', code: 'otherUnit', ...aReason }, as('staff'))).status).toBe(403);
  });

  test('take a new reason in its place, once, and keep who changed what', async () => {
    const made = await add('decline', 'propertyCompany');
    expect([made.status, made.body.code]).toEqual([200, 'propertyCompany']);
    const twice = await add('decline', 'propertyCompany');
    expect([twice.status, twice.problem.faults?.[0]?.path]).toEqual([409, 'code']);
    const listed = await app.call(reasons.listReasons, { kind: 'decline' }, as('office'));
    expect(listed.body.items.findIndex((one) => one.code === 'propertyCompany')).toBe(1);
    const journal = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ after: { code: string } }>`select after from journal where type = 'caseReason.added'`),
    );
    expect(journal.map(({ after }) => after.code)).toEqual(['propertyCompany']);
  });

  test('name every faulty field, and never become empty', async () => {
    const faulty = await add('decline', '1x', { name: { zh: ' ', en: 'x' }, position: -1 });
    expect([faulty.status, faulty.problem.faults?.map(({ path }) => path).toSorted()]).toEqual([422, ['code', 'name.zh', 'position']]);
    const { items } = (await app.call(reasons.listReasons, { kind: 'longTerm' }, as('office'))).body;
    for (const [index, one] of items.entries()) {
      const off = await app.call(reasons.changeReason, { ...one, active: false }, as('office'));
      expect([one.code, off.status]).toEqual([one.code, index === items.length - 1 ? 409 : 200]);
    }
    for (const one of items) await app.call(reasons.changeReason, one, as('office'));
    expect((await app.call(reasons.changeReason, { kind: 'decline', code: 'nothing', ...aReason }, as('office'))).status).toBe(404);
  });
});

describe('a reason that is given', () => {
  test.each([
    ['unknown', 'madeUp', '', 'reason', 'cases.reasonUnknown'],
    ['of another list', 'otherUnit', '', 'reason', 'cases.reasonUnknown'],
    ['switched off', 'switchedOff', '', 'reason', 'cases.reasonInactive'],
    ['without the words it needs', 'consumerDispute', ' ', 'note', 'cases.reasonWords'],
  ])('%s: refused, and the field is named', async (_what, reason, note, path, code) => {
    await add('decline', 'switchedOff', { active: false });
    const row = await make('reported');
    const answer = await app.call(api.declineCase, { ...of(row), reason, note }, as('staff'));
    expect([answer.status, answer.problem.code, answer.problem.faults?.map((fault) => fault.path)]).toEqual([422, code, [path]]);
    expect((await app.call(api.getCase, { caseId: row.id }, as('staff'))).body.state).toBe('reported');
  });

  test('of a return and of the long-term list comes from their own lists', async () => {
    const back = await app.call(api.returnCase, { ...of(await make('assigned')), reason: 'outsideCity', note: '不归我们' }, as('liaison'));
    expect([back.status, back.problem.faults?.[0]?.path]).toEqual([422, 'reason']);
    const later = { leadUnitId: world.city.department.id, expected: '2027-06-30', public: true };
    const wait = await app.call(
      api.putOnLongTermList,
      { ...of(await make('filed')), ...later, reason: 'otherUnit', note: 'x' },
      as('office'),
    );
    expect([wait.status, wait.problem.faults?.[0]?.path]).toEqual([422, 'reason']);
    const put = await app.call(
      api.putOnLongTermList,
      { ...of(await make('filed')), ...later, reason: 'planned', note: '列入明年' },
      as('office'),
    );
    expect(put.status).toBe(200);
    expect((await app.call(api.getCase, { caseId: put.body.id }, as('office'))).body.longTerm?.reason).toEqual({
      code: 'planned',
      name: { zh: '已列入改造计划', en: 'Part of a planned reconstruction' },
    });
  });

  test('stays readable, in the words of then, when it is changed and switched off', async () => {
    const code = 'forShops';
    await add('decline', code);
    const row = await make('reported');
    await app.call(api.declineCase, { ...of(row), reason: code, note: '' }, as('staff'));
    await app.call(
      reasons.changeReason,
      { kind: 'decline', code, ...aReason, name: { zh: '改过的', en: 'changed' }, active: false },
      as('office'),
    );
    const view = (await app.call(api.getCase, { caseId: row.id }, as('staff'))).body;
    expect(view.declineReason).toEqual({ code, name: aReason.name, told: aReason.told });
    expect(view.timeline[0]?.text?.zh).toBe('不予受理：属于物业服务');
    const followed = await app.call(open.publicFollow, row, { as: 'public' });
    expect(followed.body.declined?.told.zh).toBe('这件事由物业公司管，请先找物业。');
  });
});

test('other systems read the reason of a declined case, not its code', async () => {
  const row = await make('reported');
  await app.call(api.declineCase, { ...of(row), reason: 'outsideCity', note: '' }, as('staff'));
  const seen = await app.as('system', async (ctx) => {
    await ctx.tx.rows(sql`update cases set released_at = now() where id = ${row.id}`);
    const span = { from: new Date(0), to: new Date('2100-01-01'), categories: null, open: null, limit: 10, offset: 0, withLines: true };
    return openCases({ ...ctx, read: ctx.tx }, { ids: [row.id], ...span });
  });
  expect(seen[0]?.declineReason).toEqual({ zh: '地点不在本市范围内', en: 'The place is outside the city' });
  expect(seen[0]?.lines.at(-1)?.text.zh).toContain('请向当地反映');
});

describe('in public', () => {
  test('the list is a page; a declined case says its reason and leads there', async () => {
    const row = await make('reported');
    await app.call(api.declineCase, { ...of(row), reason: 'consumerDispute', note: '请拨 12315 <b>' }, as('staff'));
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    expect(page.text).toMatch(/为什么没有受理.*附言里写了是哪个部门.*公布的全部理由.*没有受理。.*请拨 12315/);
    expect(page.html).toContain('请拨 12315 &lt;b&gt;');
    expect(page.html).toContain('href="/reasons#decline-consumerDispute"');
    const list = await visitor.get('/reasons');
    expect(list.html).toContain('id="decline-consumerDispute"');
    expect(list.text).toMatch(/不予受理的理由.*地点不在本市范围内.*暂时办不了、挂账的理由.*以前用过的理由.*属于物业服务/);
    // What units write to the office about each other is nobody else's business.
    expect(list.text).not.toContain('属于别的单位');
    const answer = await app.call(reasons.publicReasons, {}, { as: 'public' });
    expect(new Set(answer.body.items.map((one) => one.kind))).toEqual(new Set(['decline', 'longTerm']));
  });
});

test('a city from before the lists keeps its reasons: words become codes', async () => {
  const row = await make('reported');
  await app.as('system', (ctx) => ctx.tx.rows(sql`update cases set decline_reason = '现场核实，情况不属实' where id = ${row.id}`));
  const { default: pg } = await import('pg');
  const client = new pg.Client(app.connection);
  await client.connect();
  await client.query(`drop table case_reasons`);
  await client.query(`delete from schema_migrations where name like '%case-reasons.sql'`);
  await client.end();
  await migrate(app.connection);
  const [saved] = await app.as('system', (ctx) =>
    ctx.tx.rows(sql<{ declineReason: string }>`select decline_reason from cases where id = ${row.id}`),
  );
  expect(saved?.declineReason).toBe('notTrue');
  const { items } = (await app.call(reasons.listReasons, { all: 'true' }, as('office'))).body;
  expect(items.filter((one) => one.kind === 'decline').map((one) => one.code)).toContain('notTrue');
});
