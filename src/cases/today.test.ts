import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToday } from '../platform/today/api.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { countCases, listCases } from './api.ts';
import { aCase, aCasework, type Part, type TestCasework } from './fixtures.ts';
import type { CaseState } from './schema/words.ts';
import { inboxAsked } from './ui/inbox/tabs.ts';

/** Today of somebody for whom more waits than is looked at: every number in it is what its screen lists. */

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  const states: CaseState[] = [
    ...Array.from({ length: 3 }, () => 'filed' as const),
    ...Array.from({ length: 70 }, () => 'reported' as const),
  ];
  await app.as('system', async (ctx) => {
    for (const state of states) await aCase(ctx, world, { state });
    // Due after everything else, so that it is not among the first.
    app.clock.forward(40 * 86_400_000);
  });
  await app.as('system', async (ctx) => {
    for (let n = 0; n < 4; n += 1) await aCase(ctx, world, { state: 'handled' });
  });
});
afterAll(() => app.close());

const listed = async (part: Part, query: Record<string, string>): Promise<number> => {
  const { body } = await app.call(listCases, { ...query, mine: 'true', limit: 100 }, as(part));
  return body.items.length;
};

test('steps are counted, not guessed from the first ones, and none is left out', async () => {
  const { body } = await app.call(getToday, {}, as('office'));
  const lines = new Map(body.items.map((line) => [line.id, line]));
  for (const [state, words] of [
    ['reported', '待受理'],
    ['filed', '已立案，等派遣'],
    ['handled', '交回，等核查'],
  ] as const) {
    const n = await listed('office', { state });
    expect(n).toBeGreaterThan(2);
    expect(lines.get(`cases.${state}`)?.title).toBe(`${n} 件${words}`);
    const late = await listed('office', { state, overdue: 'true' });
    if (late > 0) expect(lines.get(`cases.${state}`)?.why.zh).toContain(`${late} 件逾期，`);
    else expect(lines.get(`cases.${state}`)?.why.zh).not.toContain('逾期');
  }
  expect(await listed('office', { state: 'reported' })).toBe(70);
});

test('what is late already is not counted among what is due soon', async () => {
  const ids = async (query: Record<string, string>) => {
    const { body } = await app.call(listCases, { ...query, limit: 100 }, as('office'));
    return body.items.map(({ id }) => id);
  };
  const [late, soon] = [await ids({ overdue: 'true' }), await ids({ dueWithin: '720' })];
  expect(late.length).toBeGreaterThan(0);
  expect(soon.length).toBeGreaterThan(0);
  expect(soon.filter((id) => late.includes(id))).toEqual([]);
});

test('a unit assists in what is still open', async () => {
  const set = { assistUnitIds: [world.city.otherDepartment.id] };
  await app.as('system', async (ctx) => {
    await aCase(ctx, world, { state: 'inProgress', set });
    await aCase(ctx, world, { state: 'closed', set });
  });
  const { body } = await app.call(countCases, {}, as('otherLiaison'));
  expect(body.assisting.value).toBe(1);
  const tab = inboxAsked('assisting', undefined);
  const listed = await app.call(listCases, { ...tab, limit: 100 }, as('otherLiaison'));
  expect(listed.body.items.map(({ state }) => state)).toEqual(['inProgress']);
});
