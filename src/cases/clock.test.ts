import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadFile } from '../platform/files/api.ts';
import { aPicture } from '../platform/files/fixtures.ts';
import { getMeasure } from '../platform/measures/api.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import { aCasework, aReport, type Part, type TestCasework } from './fixtures.ts';

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
});
afterAll(() => app.close());

test("the server's clock is put back by an hour before every act: the case goes its way, in its order, with no time below zero", async () => {
  const { category, words, lng, lat } = aReport();
  const { body: told } = await app.call(open.publicReport, { category, words, lng, lat }, { as: 'public' });
  const caseId = told.id;
  const photo = async (part: Part) => (await app.call(uploadFile, {}, { ...as(part), file: await aPicture({ seed: 5 }) })).body.id;
  const version = async () => ({ caseId, version: (await app.call(api.getCase, { caseId }, as('staff'))).body.version });
  const steps = [
    async () => app.call(api.fileCase, await version(), as('staff')),
    async () => app.call(api.dispatchCase, { ...(await version()), unitId: world.city.department.id }, as('staff')),
    async () => app.call(api.acceptCase, await version(), as('liaison')),
    async () => app.call(api.handleCase, { ...(await version()), note: '清走了', photos: [await photo('liaison')] }, as('liaison')),
    async () => app.call(api.checkCase, { ...(await version()), result: 'rework', note: '还有' }, as('inspector')),
    async () => app.call(api.handleCase, { ...(await version()), note: '又清了', photos: [await photo('liaison')] }, as('liaison')),
    async () => app.call(api.checkCase, { ...(await version()), result: 'close', outcome: 'fixed' }, as('otherInspector')),
    async () => app.call(open.publicRate, { number: told.number, code: told.code, solved: false, words: '又来了' }, { as: 'public' }),
  ];
  for (const step of steps) {
    app.clock.forward(-3_600_000);
    const answer = await step();
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await app.drain();
  }
  const seen = (await app.call(api.getCase, { caseId }, as('office'))).body;
  expect(seen.state).toBe('reopened');
  expect(seen.timeline.map(({ act }) => act).toReversed()).toEqual([
    'report',
    'file',
    'dispatch',
    'accept',
    'handle',
    'rework',
    'handle',
    'close',
    'dispute',
  ]);
  for (const measure of ['cases.medianHours', 'cases.onTime', 'cases.received']) {
    const { status, body } = await app.call(getMeasure, { measure, from: '2026-11-01', to: '2026-11-30' }, as('office'));
    expect([measure, status]).toEqual([measure, 200]);
    expect(body.value ?? 0).toBeGreaterThanOrEqual(0);
  }
  expect((await app.call(open.publicFollow, { number: told.number, code: told.code }, { as: 'public' })).status).toBe(200);
});
