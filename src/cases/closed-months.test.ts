import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WriteContext } from '../platform/context.ts';
import { getMeasure, groupMeasure, listMeasures, measureCorrections, measureRecords } from '../platform/measures/api.ts';
import { closeMonth, listClosedMonths, previewClosing, setClosingDay } from '../platform/measures/closing/api.ts';
import type { Read } from '../platform/db/read.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';

import { publicRate } from './api/public.ts';
import { aCase, aCasework, type Part, type TestCasework } from './fixtures.ts';
import { applyStep } from './service/apply.ts';
import { caseById, type CaseRow } from './store/rows.ts';

type Reported = CaseRow & { readonly code: string };

let app: TestApp;
let world: TestCasework;
/** Reported in October: closed as fixed, closed after rework, handled but not checked, and one that waits. */
let fixed: Reported;
let reworked: Reported;
let handled: Reported;
let waiting: Reported;

const as = (part: Part) => ({ as: { personId: world.people[part] } });
const october = { from: '2026-10-01', to: '2026-10-31' };
const at = (text: string) => app.clock.set(new Date(`${text.replace(' ', 'T')}:00+08:00`));
const figure = async (measure: string, scope: object = october) =>
  (await app.call(getMeasure, { measure, ...october, ...scope }, as('office'))).body;
const valueOf = async (measure: string, scope: object = october) => (await figure(measure, scope)).value;
const corrections = async (measure: string, scope: object = october) =>
  (await app.call(measureCorrections, { measure, ...october, ...scope }, as('office'))).body.items;

const filed = (ctx: WriteContext) => ({ filedAt: ctx.now });

beforeAll(async () => {
  app = await startTestApp();
  at('2026-10-26 09:30');
  world = await app.as('system', aCasework);
  fixed = await app.as('system', (ctx) => aCase(ctx, world, { state: 'closed', set: filed(ctx) }));
  reworked = await app.as('system', (ctx) =>
    aCase(ctx, world, { state: 'closed', report: { channel: 'letter' }, set: { ...filed(ctx), reworks: 1, resolutionMinutes: 90 } }),
  );
  handled = await app.as('system', (ctx) => aCase(ctx, world, { state: 'handled', set: filed(ctx) }));
  waiting = await app.as('system', (ctx) => aCase(ctx, world, { state: 'reported', report: { channel: 'letter' } }));
  at('2026-11-05 09:00');
});
afterAll(() => app.close());

describe('closing a month', () => {
  test('is for the head of the office; others are refused, the public is asked to sign in', async () => {
    expect((await app.call(closeMonth, { month: '2026-10' })).problem.code).toBe('notSignedIn');
    for (const part of ['staff', 'liaison', 'commander', 'admin', 'media'] as const) {
      expect((await app.call(closeMonth, { month: '2026-10' }, as(part))).problem.code).toBe('notAllowed');
      expect((await app.call(previewClosing, { month: '2026-10' }, as(part))).problem.code).toBe('notAllowed');
      expect((await app.call(setClosingDay, { day: 3 }, as(part))).problem.code).toBe('notAllowed');
    }
  });

  test('waits until the month is over, and is written as a month', async () => {
    expect((await app.call(closeMonth, { month: '2026-11' }, as('office'))).problem.code).toBe('monthNotOver');
    expect((await app.call(previewClosing, { month: '2026-12' }, as('office'))).problem.code).toBe('monthNotOver');
    expect((await app.call(closeMonth, { month: '2026-13' }, as('office'))).status).toBe(422);
  });

  test('shows before at what the figures will stay, and changes nothing by that', async () => {
    const seen = await app.call(previewClosing, { month: '2026-10' }, as('office'));
    expect(seen.status).toBe(200);
    const byId = new Map(seen.body.measures.map((one) => [one.id, one]));
    expect(byId.get('cases.received')).toMatchObject({ value: 4, records: 4 });
    expect(byId.get('cases.closureRate')).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(byId.get('city.fourDefences')).toMatchObject({ kind: 'rate' });
    expect(seen.body.figures).toBeGreaterThan(seen.body.measures.length);
    expect((await app.call(listClosedMonths, {}, as('liaison'))).body).toEqual({ items: [], next: '2026-10', day: 5 });
    expect((await figure('cases.received')).frozen).toBeUndefined();
  });

  test('twice at once closes once', async () => {
    const both = await Promise.all(
      [1, 2].map((n) => app.call(closeMonth, { month: '2026-10' }, { ...as('office'), key: `closing-key-${n}` })),
    );
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(both.find((answer) => answer.status === 409)?.problem.code).toBe('monthClosed');
    const list = (await app.call(listClosedMonths, {}, as('liaison'))).body;
    expect(list).toMatchObject({ next: null, items: [{ month: '2026-10', closedBy: 'office', closedAt: '2026-11-05T01:00:00.000Z' }] });
    const facts = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ after: object }>`select after from journal where type = 'month.closed'`),
    );
    expect(facts).toEqual([{ after: { month: '2026-10', figures: expect.any(Number) } }]);
  });
});

describe('afterwards', () => {
  const before: Record<string, unknown> = {};
  const asked: Record<string, object> = {
    city: october,
    unit: { unit: '' },
    channel: { channel: 'letter' },
    two: { unit: '', channel: 'publicWeb' },
    days: { from: '2026-10-20', to: '2026-10-28' },
  };
  const measures = [
    'cases.received',
    'cases.closed',
    'cases.fixed',
    'cases.closureRate',
    'cases.reworkRate',
    'cases.solution',
    'cases.medianHours',
  ];
  const all = async () => {
    const seen: Record<string, unknown> = {};
    for (const measure of measures)
      for (const [name, scope] of Object.entries(asked)) {
        const { value, numerator, denominator, records } = await figure(measure, {
          ...scope,
          ...('unit' in scope ? { unit: world.city.department.id } : {}),
        });
        seen[`${measure} ${name}`] = [value, numerator, denominator, records.count];
      }
    return seen;
  };
  const act = (row: CaseRow, step: Parameters<typeof applyStep>[2]) =>
    app.as('system', async (ctx) => {
      const now = await caseById(ctx.tx, row.id);
      if (!now) throw new Error('gone');
      return applyStep(ctx, now, step);
    });

  test('late checks, rework, a citizen’s "not solved" and a late report leave what was shown as it was', async () => {
    Object.assign(before, await all());
    expect(before['cases.closed city']).toEqual([2, undefined, undefined, 2]);
    at('2026-11-06 10:00');
    // A late check closes what was handled in October; another unit takes over; one is reopened by its reporter.
    await act(handled, {
      act: 'close',
      to: 'closed',
      set: { outcome: 'fixed', closedAt: app.clock.now(), firstClosedAt: app.clock.now() },
      words: '补核查',
    });
    await act(waiting, { act: 'file', to: 'filed', set: { filedAt: app.clock.now() } });
    const said = await app.call(publicRate, { number: fixed.number, code: fixed.code, solved: false, words: '晚上又摆出来了' });
    expect(said.body.caseState).toBe('reopened');
    await act(reworked, {
      act: 'note',
      set: { lastUnitId: world.city.otherDepartment.id, unitId: world.city.otherDepartment.id, resolutionMinutes: 600 },
    });
    // Reported from the field in October, sent now.
    const late = await app.as('system', (ctx) => aCase(ctx, world, { report: { words: '迟到的一件' } }));
    await app.as('system', (ctx) =>
      ctx.tx.rows(sql`update cases set reported_at = '2026-10-30T10:00:00+08:00' where city_id = 1 and id = ${late.id}`),
    );
    expect(await all()).toEqual(before);
    expect((await figure('cases.received')).frozen).toMatchObject({ basis: 'kept', months: [{ month: '2026-10' }], now: { value: 5 } });
    expect((await figure('cases.received', { from: '2026-10-20', to: '2026-10-28' })).frozen).toMatchObject({ basis: 'recomputed' });
  });

  test('each change is a correction that names the record, the measure, what it was and is, when and why', async () => {
    const closed = await corrections('cases.closed');
    expect(closed).toEqual([
      {
        id: fixed.id,
        month: '2026-10',
        title: expect.stringContaining(fixed.number),
        href: `/work/cases/${fixed.id}`,
        was: 'counted',
        is: 'absent',
        wasMinutes: null,
        isMinutes: null,
        at: '2026-11-06T02:00:00.000Z',
        why: { zh: expect.stringMatching(/没解决|重开/), en: expect.any(String) },
        words: '晚上又摆出来了',
        by: expect.any(String),
      },
    ]);
    expect(
      (await corrections('cases.received')).map(({ was, is, title }) => [was, is, title.includes('占满人行道') || title.length > 0]),
    ).toEqual([['absent', 'counted', true]]);
    const rate = await corrections('cases.closureRate');
    expect(Object.fromEntries(rate.map(({ id, was, is }) => [id, `${was} > ${is}`]))).toEqual({
      [handled.id]: 'notCounted > counted',
      [waiting.id]: 'absent > notCounted',
      [fixed.id]: 'counted > notCounted',
    });
    expect(rate.find(({ id }) => id === handled.id)).toMatchObject({ words: '补核查', why: { zh: expect.stringContaining('结案') } });
    // The median counts the same cases, one of which took longer than it said.
    const median = await corrections('cases.medianHours');
    expect(median.find(({ id }) => id === reworked.id)).toMatchObject({ wasMinutes: 90, isMinutes: 600, was: 'counted', is: 'counted' });
    expect(await corrections('cases.reworkRate')).toHaveLength(1);
    const shown = await figure('cases.closed');
    expect(shown.corrections).toEqual({ count: 1, href: '/api/v1/measures/cases.closed/corrections?from=2026-10-01&to=2026-10-31' });
    expect((await app.inject({ url: shown.corrections?.href ?? '', as: { personId: world.people.office } })).json().items).toHaveLength(1);
  });

  test('by unit the one that lost a record and the one that got it', async () => {
    const [from, to] = [world.city.department.id, world.city.otherDepartment.id];
    expect((await corrections('cases.reworkRate', { unit: from })).map(({ id, was, is }) => [id, was, is])).toContainEqual([
      reworked.id,
      'counted',
      'absent',
    ]);
    expect((await corrections('cases.reworkRate', { unit: to })).map(({ id, was, is }) => [id, was, is])).toEqual([
      [reworked.id, 'absent', 'counted'],
    ]);
    expect(await valueOf('cases.reworkRate', { unit: to })).toBeNull();
    const groups = (await app.call(groupMeasure, { measure: 'cases.closed', ...october, by: 'unit' }, as('office'))).body.items;
    expect(groups.map(({ key, value }) => [key, value])).toEqual([[from, 2]]);
  });

  test('the records behind a figure are those of the closed month, as many as it says', async () => {
    for (const measure of measures) {
      const { records } = await figure(measure);
      const list = (await app.inject({ url: records.href, as: { personId: world.people.office } })).json().items;
      expect([measure, list.length]).toEqual([measure, records.count]);
    }
    const closed = (await app.call(measureRecords, { measure: 'cases.closed', ...october }, as('office'))).body.items;
    expect(closed.map(({ id }) => id).toSorted()).toEqual([fixed.id, reworked.id].toSorted());
    expect(closed.map(({ at: moment }) => moment)).toEqual(['2026-10-26T01:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  test('a period over closed and open months is the sum of what is shown for them, and says what now would give', async () => {
    const quarter = { from: '2026-10-01', to: '2026-12-31' };
    const november = { from: '2026-11-01', to: '2026-11-30' };
    for (const measure of ['cases.received', 'cases.closed'])
      expect(await valueOf(measure, quarter)).toBe(Number(await valueOf(measure)) + Number(await valueOf(measure, november)));
    const rate = await figure('cases.closureRate', quarter);
    const [o, n] = [await figure('cases.closureRate'), await figure('cases.closureRate', november)];
    expect([rate.numerator, rate.denominator]).toEqual([
      (o.numerator ?? 0) + (n.numerator ?? 0),
      (o.denominator ?? 0) + (n.denominator ?? 0),
    ]);
    expect(rate.frozen).toMatchObject({ basis: 'mixed', months: [{ month: '2026-10' }] });
    expect(await valueOf('cases.closed', quarter)).toBe(3);
    expect((await figure('cases.closed', quarter)).frozen?.now).toEqual({ value: 2 });
    expect((await figure('cases.medianHours', quarter)).frozen?.basis).toBe('recomputed');
    const months = (await app.call(groupMeasure, { measure: 'cases.closed', ...quarter, by: 'month' }, as('office'))).body.items;
    expect(Object.fromEntries(months.map(({ key, value }) => [key, value]))).toEqual({ '2026-10': 2, '2026-11': 1 });
  });

  test('who may not see the records sees the figure and that it was corrected, not by what', async () => {
    const seen = await app.call(getMeasure, { measure: 'cases.closed', ...october });
    expect(seen.body).toMatchObject({ value: 2, corrections: { count: 1 } });
    expect((await app.call(measureCorrections, { measure: 'cases.closed', ...october })).problem.code).toBe('notSignedIn');
    expect((await app.call(measureCorrections, { measure: 'cases.closed', ...october }, as('admin'))).problem.code).toBe('recordsHidden');
    // The list says so beforehand, so that no screen offers what answers with a refusal.
    const opens = async (who?: ReturnType<typeof as>) =>
      (await app.call(listMeasures, {}, who)).body.items.filter(({ id }) => id === 'cases.closed').map((one) => one.opens);
    expect([new Set(await opens()), new Set(await opens(as('admin'))), new Set(await opens(as('office')))]).toEqual([
      new Set([false]),
      new Set([false]),
      new Set([true]),
    ]);
    expect((await app.call(measureCorrections, { measure: 'no.such', ...october }, as('office'))).problem.code).toBe('unknownMeasure');
  });

  test('what changes no figure is no correction, and what changes back is none any more', async () => {
    await act(waiting, { act: 'note', words: '看过了' });
    await act(reworked, {
      act: 'note',
      set: { lastUnitId: world.city.department.id, unitId: world.city.department.id, resolutionMinutes: 90 },
    });
    expect((await corrections('cases.medianHours')).map(({ id }) => id)).toEqual([fixed.id]);
  });
});

describe('changes beside the closing', () => {
  /** Whether another transaction than this one has read which months are closed: what the closing begins with. */
  const closingHasBegun = async (tx: Read) => {
    const others = await tx.rows(sql`select from pg_locks
      where relation = 'closed_months'::regclass and mode = 'AccessShareLock' and pid <> pg_backend_pid()`);
    return others.length > 0;
  };
  const september = { from: '2026-09-01', to: '2026-09-30' };
  const received = (from: TestApp) => from.call(getMeasure, { measure: 'cases.received', ...september });

  test('a change that has begun is in the books, one that begins later is a correction', async () => {
    const late = await app.as('system', (ctx) => aCase(ctx, world));
    const { database } = app.app;
    const move = (id: string) => sql`update cases set reported_at = '2026-09-10T10:00:00+08:00' where city_id = 1 and id = ${id}`;
    const closing = await database.write(1, async (tx) => {
      await tx.rows(move(waiting.id));
      const begun = app.call(closeMonth, { month: '2026-09' }, as('office'));
      // It waits for this transaction: while it runs, the month is not closed for anybody.
      await expect.poll(() => closingHasBegun(tx), { interval: 10, timeout: 10_000 }).toBe(true);
      expect(await database.reader(1).rows(sql`select from closed_months where month = '2026-09-01'`)).toEqual([]);
      // In a box: a promise that is answered is waited for, and this transaction has to end first.
      return { begun };
    });
    expect(await closing.begun).toMatchObject({ status: 200 });
    expect((await received(app)).body.value).toBe(1);
    await database.write(1, (tx) => tx.rows(move(late.id)));
    const after = await received(app);
    expect(after.body).toMatchObject({ value: 1, frozen: { now: { value: 2 } }, corrections: { count: 1 } });
  });
});

describe('by itself', () => {
  test('on the set day of the next month; never when that is wished', async () => {
    const quiet = await startTestApp({ cityId: 1 });
    try {
      quiet.clock.set(new Date('2026-11-04T12:00:00+08:00'));
      const other = await quiet.as('system', aCasework);
      const office = { as: { personId: other.people.office } };
      const run = async () => {
        await quiet.as('system', (ctx) => ctx.enqueue('closing.closeDue', {}));
        await quiet.drain();
        return (await quiet.call(listClosedMonths, {}, office)).body.items.map(({ month, closedBy }) => [month, closedBy]);
      };
      expect(await run()).toEqual([]);
      expect((await quiet.call(setClosingDay, { day: 29 }, office)).status).toBe(422);
      expect((await quiet.call(setClosingDay, { day: null }, office)).body).toEqual({ day: null });
      quiet.clock.set(new Date('2026-11-20T12:00:00+08:00'));
      expect(await run()).toEqual([]);
      await quiet.call(setClosingDay, { day: 10 }, office);
      expect(await run()).toEqual([['2026-10', null]]);
      expect(await run()).toHaveLength(1);
      // The server stood still over New Year: what was missed is made up for, one month a transaction.
      quiet.clock.set(new Date('2027-02-15T12:00:00+08:00'));
      expect(await run()).toEqual(['2027-01', '2026-12', '2026-11', '2026-10'].map((month) => [month, null]));
      // A city without a single record has figures too: zero, and nothing to compute from.
      const zero = await quiet.call(getMeasure, { measure: 'cases.received', ...october }, office);
      expect(zero.body).toMatchObject({ value: 0, frozen: { basis: 'kept', now: { value: 0 } }, corrections: { count: 0 } });
      expect((await quiet.call(getMeasure, { measure: 'cases.onTime', ...october }, office)).body).toMatchObject({
        value: null,
        denominator: 0,
      });
    } finally {
      await quiet.close();
    }
  });

  test('the columns that are kept are those that figures watch, and the image has them all', async () => {
    const [row] = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ watched: string; kept: string }>`
        select (select pg_get_triggerdef(oid) from pg_trigger where tgname = 'case_days_changed') as watched,
          (select pg_get_triggerdef(oid) from pg_trigger where tgname = 'case_images_changed') as kept`),
    );
    const columns = (text: string) => new Set([...text.matchAll(/old\.([a-z_]+)/g)].map(([, column]) => column));
    const kept = columns(row?.kept ?? '');
    for (const column of columns(row?.watched ?? '')) expect(kept).toContain(column);
  });
});
