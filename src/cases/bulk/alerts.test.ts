import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_NOW, type TestApp } from '../../testing/app.ts';
import { startGeneratedCity } from '../../testing/demo-city.ts';
import { runsOf } from '../rules/deadlines.ts';
import type { ClockName } from '../schema/words.ts';
import { runningOut, type RunningOut, type RunningOutQuery } from '../store/alerts.ts';
import { casework } from '../store/casework.ts';
import { eventsOf, historyOf } from '../store/history.ts';
import { caseById } from '../store/rows.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startGeneratedCity({ count: 4000, seed: 11 });
}, 300_000);
afterAll(() => app.close());

const wanted = (kind: RunningOutQuery['kind']): RunningOutQuery => ({
  kind,
  of: 'all',
  after: new Date(TEST_NOW.getTime() - 60 * 86_400_000),
  until: new Date(TEST_NOW.getTime() + 60 * 86_400_000),
  now: TEST_NOW,
  limit: 500,
});

test('a run of a clock begins in SQL where the rules say that it begins', async () => {
  const seen = new Set<ClockName>();
  await app.as('system', async (ctx) => {
    const { work } = await casework(ctx.tx);
    const found = await runningOut(ctx.tx, wanted('overdue'));
    expect(found.length).toBeGreaterThan(30);
    for (const one of found) {
      const row = await caseById(ctx.tx, one.caseId);
      const events = await eventsOf(ctx.tx, one.caseId);
      const run = row && runsOf(work, one.clock, historyOf(events), row.limits).at(-1);
      expect([one.number, one.clock, events.find((event) => event.seq === one.run)?.at]).toEqual([one.number, one.clock, run?.startedAt]);
      expect([one.number, row?.paused, row?.provisional, row?.open]).toEqual([one.number, false, false, true]);
      seen.add(one.clock);
    }
  });
  expect([...seen].toSorted()).toEqual(expect.arrayContaining(['dispatch', 'handling', 'receipt']));
});

test('read a page at a time, each is there once, the two clocks of a case that waits for its acceptance as well', async () => {
  await app.as('system', async (ctx) => {
    const all = { ...wanted('slipping'), after: null };
    const paged: RunningOut[] = [];
    for (let page: RunningOut[] = []; ; paged.push(...page)) {
      page = await runningOut(ctx.tx, { ...all, limit: 7, beyond: paged.at(-1) });
      if (page.length === 0) break;
    }
    const whole = await runningOut(ctx.tx, all);
    expect(whole.length).toBeLessThan(all.limit);
    expect(paged).toEqual(whole);
    expect(new Set(whole.map(({ caseId }) => caseId)).size).toBeLessThan(whole.length);
  });
});

test('only the range of what is due is read, by its index', async () => {
  const plan = await app.as('system', async (ctx) => {
    await ctx.tx.rows(sql`set local enable_seqscan = off`);
    const rows = await ctx.tx.rows(sql<{ 'QUERY PLAN': string }>`explain
      select id from cases c where c.city_id = ${ctx.tx.cityId} and c.open and c.due_at is not null and c.due_at > ${new Date(0)} and c.due_at <= ${TEST_NOW} order by c.due_at, c.id limit 10`);
    return JSON.stringify(rows);
  });
  expect(plan).toContain('cases_due');
});
