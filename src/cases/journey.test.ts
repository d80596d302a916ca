import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import { aCasework, aReport, type Part, type TestCasework } from './fixtures.ts';
import { positionIn } from '../city/fixtures.ts';
import { uploadFile } from '../platform/files/api.ts';
import { aPicture } from '../platform/files/fixtures.ts';
import { foldTallies } from './store/tallies.ts';

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });
const aPhoto = async (part: Part, seed = 1): Promise<string> =>
  (await app.call(uploadFile, {}, { ...as(part), file: await aPicture({ width: 64, height: 48, seed }) })).body.id;

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
});
afterAll(() => app.close());

describe('a problem from the report to the reopening', () => {
  let caseId = '';
  let number = '';
  let code = '';
  const version = async () => (await app.call(api.getCase, { caseId }, as('staff'))).body.version;

  test('a citizen reports without an account and gets number, code and date', async () => {
    const { category, words, lng, lat } = aReport();
    const answer = await app.call(open.publicReport, { category, words, lng, lat, contact: { phone: '139 1234 5678' } }, { as: 'public' });
    expect(answer.status).toBe(200);
    expect(answer.body.number).toBe('2611-00001');
    expect(answer.body.code).toMatch(/^\d{6}$/);
    expect(answer.body.likelyUnit).toBe(world.city.department.name);
    ({ id: caseId, number, code } = answer.body);
  });

  test('a wrong code answers like no case at all', async () => {
    const wrong = await app.call(open.publicFollow, { number, code: code === '000000' ? '000001' : '000000' }, { as: 'public' });
    expect([wrong.status, wrong.problem.code]).toEqual([404, 'cases.codeWrong']);
    const right = await app.call(open.publicFollow, { number, code }, { as: 'public' });
    expect(right.body).toMatchObject({ number, state: 'received', released: false });
    expect(JSON.stringify(right.body)).not.toContain('5678');
  });

  test('the office files and dispatches it by the duty list', async () => {
    expect((await app.call(api.fileCase, { caseId, version: await version() }, as('staff'))).body.state).toBe('filed');
    const suggested = await app.call(api.suggestUnits, { caseId }, as('staff'));
    expect(suggested.body.items[0]).toMatchObject({ as: 'lead', unit: { id: world.city.department.id }, rule: { article: '4.1' } });
    const sent = await app.call(api.dispatchCase, { caseId, version: await version(), unitId: world.city.department.id }, as('staff'));
    expect(sent.body).toMatchObject({ state: 'assigned', clock: 'receipt' });
    expect(sent.body.said.zh).toContain('已派给');
    expect(sent.body.undoUntil).not.toBeNull();
  });

  test('the dispatcher can take it back for ten seconds', async () => {
    const undone = await app.call(api.undoDispatch, { caseId, version: await version() }, as('staff'));
    expect(undone.body.state).toBe('filed');
    await app.call(api.dispatchCase, { caseId, version: await version(), unitId: world.city.department.id }, as('staff'));
    app.clock.forward(11_000);
    const late = await app.call(api.undoDispatch, { caseId, version: await version() }, as('staff'));
    expect([late.status, late.problem.code]).toEqual([409, 'cases.undoTooLate']);
  });

  test('another unit does not see it, the right one does, without who reported', async () => {
    expect((await app.call(api.getCase, { caseId }, as('otherLiaison'))).status).toBe(404);
    expect((await app.call(api.acceptCase, { caseId, version: 5 }, as('otherLiaison'))).status).toBe(404);
    const own = await app.call(api.getCase, { caseId }, as('liaison'));
    expect(own.status).toBe(200);
    expect(own.body.nextAct).toBe('accept');
    expect(own.body.reporter).toEqual({ known: true, mayRead: false, erased: false, subscribers: 0 });
    expect(JSON.stringify(own.body)).not.toContain('139');
    expect((await app.call(api.readReporter, { caseId, why: '回访' }, as('liaison'))).status).toBe(403);
    const contact = await app.call(api.readReporter, { caseId, why: '回访' }, as('hotline'));
    expect(contact.body.phone).toBe('139 1234 5678');
  });

  test('it is accepted, handed in with a photo, and asked for again', async () => {
    expect((await app.call(api.acceptCase, { caseId, version: await version() }, as('liaison'))).body.state).toBe('inProgress');
    const bare = await app.call(api.handleCase, { caseId, version: await version(), note: '清走了' }, as('liaison'));
    expect([bare.status, bare.problem.code]).toEqual([422, 'cases.photosMissing']);
    app.clock.forward(3_600_000);
    const photo = await aPhoto('liaison');
    const handed = await app.call(api.handleCase, { caseId, version: await version(), note: '清走了', photos: [photo] }, as('liaison'));
    expect(handed.body).toMatchObject({ state: 'handled', clock: 'check' });
    const rework = await app.call(
      api.checkCase,
      { caseId, version: await version(), result: 'rework', note: '还占着一半' },
      as('inspector'),
    );
    expect(rework.body.state).toBe('rework');
    const again = await app.call(
      api.handleCase,
      { caseId, version: await version(), note: '都清走了', photos: [await aPhoto('liaison', 120)] },
      as('liaison'),
    );
    expect(again.body.state).toBe('handled');
  });

  test('another person checks it and closes it with an outcome', async () => {
    const closed = await app.call(
      api.checkCase,
      { caseId, version: await version(), result: 'close', outcome: 'fixed', note: '看过了' },
      as('inspector'),
    );
    expect(closed.body).toMatchObject({ state: 'closed', clock: null });
    const view = await app.call(api.getCase, { caseId }, as('staff'));
    expect(view.body.photos.map((photo) => photo.stage)).toEqual(['after', 'after']);
    expect(view.body.clocks.filter((clock) => clock.clock === 'handling')).toHaveLength(3);
    expect(view.body.totalResolutionMinutes).toBeGreaterThan(0);
  });

  test('the citizen says "not solved": it reopens at the supervising level, not at the same unit', async () => {
    const silent = await app.call(open.publicRate, { number, code, solved: false }, { as: 'public' });
    expect([silent.status, silent.problem.code]).toEqual([422, 'cases.reasonMissing']);
    const said = await app.call(open.publicRate, { number, code, solved: false, words: '晚上又摆出来了' }, { as: 'public' });
    expect(said.body).toMatchObject({ state: 'working', caseState: 'reopened' });
    const view = await app.call(api.getCase, { caseId }, as('staff'));
    expect(view.body).toMatchObject({ state: 'reopened', unit: null, supervisedBy: { id: world.city.office.id }, reopenings: 1 });
    const offered = await app.call(api.suggestUnits, { caseId }, as('staff'));
    expect(offered.body.items.map(({ unit }) => unit.id)).not.toContain(world.city.department.id);
    expect(offered.body.items).not.toHaveLength(0);
    const back = await app.call(api.dispatchCase, { caseId, version: view.body.version, unitId: world.city.department.id }, as('staff'));
    expect([back.status, back.problem.code]).toEqual([403, 'cases.onlySupervising']);
  });

  test('everything stands in the journal, and tallies and tiles agree with the cases', async () => {
    const [facts] = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ n: number }>`select count(*) as n from journal where subject_id = ${caseId}`),
    );
    expect(facts?.n).toBeGreaterThanOrEqual(12);
    const counts = await app.call(api.countCases, {}, as('staff'));
    expect(counts.body.byState).toEqual({ reopened: 1 });
    await app.as('system', (ctx) => foldTallies(ctx.tx));
    expect((await app.call(api.countCases, {}, as('staff'))).body.byState).toEqual({ reopened: 1 });
    const { lng, lat } = positionIn.compound;
    const map = await app.call(
      api.mapCases,
      { west: lng - 0.1, east: lng + 0.1, south: lat - 0.1, north: lat + 0.1, zoom: 11 },
      as('staff'),
    );
    expect(map.body.marks).toHaveLength(1);
  });
});
