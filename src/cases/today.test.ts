import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToday } from '../platform/today/api.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import type { AnswerOf } from '../kernel/operation.ts';
import { countCases, getCase, listCases } from './api.ts';
import { aCase, aCasework, type Part, type TestCasework } from './fixtures.ts';
import type { CaseState } from './schema/words.ts';
import { askedOf, tabOf } from './ui/dispatch/tabs.ts';
import { inboxAsked, inboxTabOf } from './ui/inbox/tabs.ts';

/** Today of somebody for whom more waits than is looked at: every number in it is what its screen lists. */

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  const of = (state: CaseState, length: number) => Array.from({ length }, () => state);
  const states: CaseState[] = [
    ...of('filed', 3),
    ...of('reopened', 2),
    ...of('reported', 70),
    ...of('adjudicating', 4),
    ...of('inProgress', 5),
  ];
  await app.as('system', async (ctx) => {
    for (const state of states) await aCase(ctx, world, { state });
    // Due after everything else, so that it is not among the first.
    app.clock.forward(40 * 86_400_000);
  });
  await app.as('system', async (ctx) => {
    for (let n = 0; n < 4; n += 1) await aCase(ctx, world, { state: 'handled' });
    const asks = { requestKind: 'extension' } as const;
    for (let n = 0; n < 3; n += 1) await aCase(ctx, world, { state: 'inProgress', set: asks });
  });
});
afterAll(() => app.close());

const steps = ['reported', 'filed', 'adjudicating', 'requests', 'assigned', 'inProgress', 'handled'].map((step) => `cases.${step}`);

const expected = {
  office: ['3 件申请等答复', '4 件交回，等核查', '4 件等裁定', '5 件等派遣', '70 件待受理'],
  liaison: ['8 件在处置，等交回'],
  inspector: ['4 件交回，等核查'],
};

/** How many a screen lists that a line leads to. */
async function listedAt(part: Part, href: string): Promise<number> {
  const { pathname, searchParams } = new URL(href, 'http://city.test');
  const tab = searchParams.get('tab') ?? undefined;
  const asked = pathname.endsWith('/dispatch')
    ? askedOf[tabOf(tab)]
    : pathname.endsWith('/inbox')
      ? inboxAsked(inboxTabOf(tab), world.city.department.id)
      : { state: 'handled', ...Object.fromEntries(searchParams) };
  return (await app.call(listCases, { ...asked, limit: 200 }, as(part))).body.items.length;
}

test.each(['office', 'liaison', 'inspector'] as const)('every number of %s opens to as many, and no step is left out', async (part) => {
  const { body } = await app.call(getToday, {}, as(part));
  const counted = body.items.filter(({ id }) => steps.includes(id));
  for (const line of counted) expect([line.title, await listedAt(part, line.href)]).toEqual([line.title, Number.parseInt(line.title, 10)]);
  expect(counted.map(({ title }) => title).toSorted()).toEqual(expected[part]);
});

test('how many of a step are late is what its screen lists as late', async () => {
  const { body } = await app.call(getToday, {}, as('office'));
  const line = body.items.find(({ id }) => id === 'cases.reported');
  const late = await app.call(listCases, { state: 'reported,verifying', overdue: 'true', limit: 200 }, as('office'));
  expect(line?.why.zh).toContain(`${late.body.items.length} 件逾期，最急的是`);
});

test('since when the first waits is said by tab', async () => {
  const { body } = await app.call(countCases, {}, as('office'));
  const first = await app.call(listCases, { state: 'filed', limit: 200 }, as('office'));
  expect(body.oldest.filed).toBe(first.body.items.map(({ reportedAt }) => reportedAt).toSorted()[0]);
  expect(body.oldest.requests).toBeDefined();
  expect((await app.call(countCases, {}, as('liaison'))).body.oldest).toEqual({});
});

test('what has no due time ends the list, page by page, each once', async () => {
  const seen: { id: string; dueAt: string | null }[] = [];
  let cursor: string | undefined;
  do {
    const { body }: { body: AnswerOf<typeof listCases> } = await app.call(listCases, { sort: 'due', limit: 7, cursor }, as('office'));
    seen.push(...body.items);
    cursor = body.next ?? undefined;
  } while (cursor);
  const open = (await app.call(countCases, {}, as('office'))).body.open;
  expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([open, open]);
  const undated = seen.filter(({ dueAt }) => dueAt === null);
  expect(undated.length).toBeGreaterThan(3);
  expect(seen.slice(-undated.length)).toEqual(undated);
});

test('who adjudicates hears of every return', async () => {
  const { body } = await app.call(listCases, { state: 'adjudicating' }, as('office'));
  const view = await app.call(getCase, { caseId: body.items[0]?.id ?? '' }, as('office'));
  expect(view.body.returned.map(({ reason }) => reason.code)).toEqual(['otherUnit', 'otherUnit']);
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
