import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dimension, MeasureScope } from '../../kernel/measure.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { seededNumbers } from '../../platform/random.ts';
import { TEST_NOW, type TestApp } from '../../testing/app.ts';
import { startGeneratedCity } from '../../testing/demo-city.ts';
import { caseMeanings, type CaseMeaning } from '../measure-meanings.ts';
import { caseMeasures, figureOf } from '../measures.ts';
import { askedOf, figuresFromCases } from '../store/figures.ts';
import { addUp } from '../store/sums/add-up.ts';
import { meaningsOf, moments, sumColumns } from '../store/sums/splits.ts';

/** Sums of past days against the cases themselves: the same to the digit, whatever happened in between. */

const COUNT = 1500;
let app: TestApp;
let scopes: readonly MeasureScope[];

const inCity = <T>(work: (ctx: WriteContext) => Promise<T>): Promise<T> => app.as('system', work);

/** Everybody’s busiest values, so that filtered figures are not empty. */
async function busiest(
  ctx: ReadContext,
): Promise<Record<'unit' | 'street' | 'community' | 'compound' | 'category' | 'class' | 'channel' | 'unitCategory', string>> {
  const most = (column: string, among = sql`true`) =>
    sql`(select ${sql.raw(column)} from cases where city_id = ${ctx.read.cityId} and ${sql.raw(column)} is not null and ${among} group by 1 order by count(*) desc, 1 limit 1)`;
  const [row] = await ctx.read.rows(sql<Awaited<ReturnType<typeof busiest>>>`
    select ${most('last_unit_id')} as unit, ${most('street_id')} as street, ${most('community_id')} as community, ${most('compound_id')} as compound,
      ${most('category')} as category, ${most('class_code')} as class, ${most('channel')} as channel,
      ${most('category', sql`last_unit_id = ${most('last_unit_id')}`)} as unit_category`);
  if (!row) throw new Error('no cases');
  return row;
}

beforeAll(async () => {
  app = await startGeneratedCity({ count: COUNT, seed: 11 });
  const { unit, street, community, compound, category, class: classCode, channel, unitCategory } = await inCity(busiest);
  const year = { from: '2025-11-24', to: '2026-11-23' };
  scopes = [
    year,
    { from: '2026-03-01', to: '2026-08-31' },
    { from: '2026-11-20', to: '2027-01-31' },
    { from: '1990-01-01', to: '2099-12-31' },
    { ...year, unitId: unit },
    { ...year, areaId: street },
    { ...year, areaId: community },
    { ...year, areaId: compound },
    { ...year, category },
    { ...year, category: classCode },
    { ...year, channel },
    { ...year, channel, unitId: unit },
    { ...year, category: unitCategory, unitId: unit },
    { ...year, areaId: '00000000-0000-7000-8000-000000000000' },
  ];
}, 300_000);
afterAll(() => app.close());

/** Every measure by month and unit; one for each moment, and the median, over every scope in every grouping. */
const inDepth = new Set(['cases.filedRate', 'cases.fixed', 'cases.onTime', 'cases.solution', 'cases.medianHours']);
const groupings = (id: string): readonly (Dimension | null)[] =>
  inDepth.has(id) ? [null, 'unit', 'area', 'category', 'channel', 'month', 'day'] : ['unit', 'month'];

/** What the product answers and what the cases say to one question. Gives how many cases stood behind. */
async function compareOne(ctx: ReadContext, meaning: CaseMeaning, scope: MeasureScope, by: Dimension | null): Promise<number> {
  const measure = caseMeasures.find(({ id }) => id === meaning.id);
  const rows = await figuresFromCases(ctx.read, meaning, await askedOf(ctx, scope), by);
  const expected = new Map(rows.map((row) => [row.key, figureOf(meaning, row)]));
  const what = `${meaning.id} ${JSON.stringify(scope)} by ${by}`;
  if (by === null) {
    const none = figureOf(meaning, { all: 0, counted: 0, median: null });
    expect([what, await measure?.figure(ctx, scope)]).toEqual([what, expected.get('') ?? none]);
  } else {
    const groups = (await measure?.grouped(ctx, scope, by)) ?? [];
    expect([what, groups.length]).toEqual([what, Math.min(400, expected.size)]);
    for (const { key, label: _label, ...figure } of groups) expect([what, key, figure]).toEqual([what, key, expected.get(key)]);
  }
  return rows.reduce((sum, row) => sum + row.all, 0);
}

async function compare(): Promise<number> {
  return inCity(async (ctx) => {
    let behind = 0;
    for (const meaning of caseMeanings) {
      for (const scope of inDepth.has(meaning.id) ? scopes : scopes.slice(0, 1)) {
        for (const by of groupings(meaning.id)) behind += await compareOne(ctx, meaning, scope, by);
      }
    }
    return behind;
  });
}

const forget = () => inCity(async ({ tx }) => tx.rows(sql`delete from case_days where city_id = ${tx.cityId}`));
const addUpAll = () =>
  inCity(async ({ tx }) => {
    while (await addUp(tx, TEST_NOW));
  });
const marked = () => inCity(async ({ tx }) => (await tx.rows(sql`select from case_day_marks where city_id = ${tx.cityId}`)).length);

test('figures are the same whether or not days are added up', async () => {
  const kept = await compare();
  expect(kept).toBeGreaterThan(COUNT * caseMeanings.length);
  await forget();
  expect(await compare()).toBe(kept);
  await addUpAll();
  expect(await compare()).toBe(kept);
});

/** Changes of every kind that figures depend on, to cases anywhere in the two years. */
async function shake(seed: number): Promise<void> {
  const chance = seededNumbers(seed);
  const some = sql`select id from cases where city_id = ${app.cityId} order by hashtextextended(id::text, ${seed}) limit 40`;
  const changes = [
    sql`state = 'reopened', closed_at = null, outcome = null`,
    sql`closed_at = coalesce(closed_at, reported_at) - interval '40 days'`,
    sql`reported_at = reported_at - interval '9 hours'`,
    sql`handling_due_at = handling_due_at + interval '3 days', handling_on_time = false`,
    sql`unit_id = last_unit_id, last_unit_id = null`,
    sql`resolution_minutes = resolution_minutes + 7`,
    sql`rated_at = reported_at + interval '1 day', solved = false, satisfied = 1`,
    sql`category = 'other-kind', class_code = 'other-class', channel = 'letter'`,
    sql`parent_id = gen_random_uuid()`,
    sql`community_id = null, street_id = null`,
  ];
  for (const change of changes) {
    if (chance() < 0.7)
      await inCity(async ({ tx }) => tx.rows(sql`update cases set ${change} where city_id = ${tx.cityId} and id in (${some})`));
  }
}

test.each([1, 2])(
  'figures are exact right after changes and after they were added up (%i)',
  async (seed) => {
    await shake(seed);
    expect(await marked()).toBeGreaterThan(0);
    const exact = await compare();
    await addUpAll();
    expect(await compare()).toBe(exact);
  },
  120_000,
);

interface Closed {
  readonly day: string;
  readonly unit: string | null;
  readonly street: string | null;
  readonly category: string;
  readonly part: boolean;
  readonly minutes: number;
}

/** The mean of the two in the middle, or the one that is both. */
function plainMedian(minutes: readonly number[]): number {
  const sorted = minutes.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

/** Medians of the groups, from nothing but a list of the cases. */
function plainMedians(
  cases: readonly Closed[],
  by: 'unit' | 'area' | 'category' | 'month' | 'day',
): Map<string, { value: number; records: number }> {
  const keyOf = {
    unit: (one: Closed) => one.unit,
    area: (one: Closed) => one.street,
    category: (one: Closed) => one.category,
    month: (one: Closed) => one.day.slice(0, 7),
    day: (one: Closed) => one.day,
  }[by];
  const groups = new Map<string, number[]>();
  for (const one of cases) {
    const key = keyOf(one);
    if (key !== null && (by === 'unit' || !one.part)) groups.set(key, [...(groups.get(key) ?? []), one.minutes]);
  }
  return new Map([...groups].map(([key, minutes]) => [key, { value: Math.round(plainMedian(minutes) / 6) / 10, records: minutes.length }]));
}

/** Around the edges between which minutes are counted together, far beyond them, few values and many. */
const lengths: readonly ((chance: () => number) => number)[] = [
  (chance) => Math.floor(chance() * 900),
  (chance) => [0, 1, 63, 64, 65, 511, 512, 513, 16_383, 16_384, 16_385, 1_000_000][Math.floor(chance() * 12)] ?? 0,
  (chance) => (chance() < 0.5 ? 90 : 12_000),
  (chance) => Math.round(64 * 2 ** (Math.floor(chance() * 66) / 8)) - Math.floor(chance() * 2),
];

test.each([0, 1, 2, 3])(
  'medians are those of a plain list of the cases (%i)',
  async (kind) => {
    const chance = seededNumbers(40 + kind);
    const median = caseMeasures.find(({ id }) => id === 'cases.medianHours');
    const closed = await inCity(({ tx }) =>
      tx.rows(sql<Closed & { id: string }>`
      select id, to_char(closed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, coalesce(unit_id, last_unit_id)::text as unit, street_id::text as street, category,
        parent_id is not null as part, 0 as minutes
      from cases where city_id = ${tx.cityId} and closed_at is not null order by id`),
    );
    const cases = closed.map((one) => ({ ...one, minutes: lengths[kind]?.(chance) ?? 0 }));
    const write = (some: typeof cases) =>
      inCity(({ tx }) =>
        tx.rows(sql`
        update cases set resolution_minutes = fresh.minutes from unnest(${some.map(({ id }) => id)}::uuid[], ${some.map(({ minutes }) => minutes)}::integer[]) as fresh(id, minutes)
        where cases.city_id = ${tx.cityId} and cases.id = fresh.id`),
      );
    const half = Math.floor(cases.length / 2);
    await write(cases.slice(0, half));
    await addUpAll();
    // The other half is in no sum yet.
    await write(cases.slice(half));
    for (const asked of ['marked', 'addedUp']) {
      if (asked === 'addedUp') await addUpAll();
      for (const by of ['unit', 'area', 'category', 'month', 'day'] as const) {
        const [from = '', to = ''] = [chance(), chance()].map((at) => cases[Math.floor(at * cases.length)]?.day ?? '').toSorted();
        const expected = plainMedians(
          cases.filter(({ day }) => day >= from && day <= to),
          by,
        );
        const groups = await inCity(async (ctx) => median?.grouped(ctx, { from, to }, by));
        const found = new Map(groups?.map(({ key, value, records }) => [key, { value, records }]));
        for (const [key, figure] of found)
          expect([asked, by, from, to, key, figure]).toEqual([asked, by, from, to, key, expected.get(key)]);
        expect(found.size).toBe(Math.min(400, expected.size));
      }
    }
  },
  120_000,
);

test('a first day that has lost its only case counts for nothing', async () => {
  await addUpAll();
  for (const moment of moments) {
    const column = sql.ref(moment);
    await inCity(({ tx }) =>
      tx.rows(sql`
        update cases set ${column} = ${column} + interval '40 days' where city_id = ${tx.cityId}
          and (${column} at time zone 'Asia/Shanghai')::date = (select min(${column} at time zone 'Asia/Shanghai')::date from cases where city_id = ${tx.cityId})`),
    );
  }
  await compare();
});

test('a case that is changed while days are added up is not lost', async () => {
  const { database } = app.app;
  const change = (tx: WriteContext['tx']) =>
    tx.rows(sql`update cases set reworks = reworks + 1 where city_id = ${tx.cityId} and closed_at is not null and reworks = 0`);
  await addUpAll();
  await database.write(app.cityId, async (tx) => {
    await change(tx);
    // Another transaction adds up while this one has not committed: it sees neither the change nor its mark.
    await addUpAll();
  });
  expect(await marked()).toBeGreaterThan(0);
  await compare();
});

const columnsIn = (nodes: unknown): string[] => [...JSON.stringify(nodes).matchAll(/cases\.([a-z_]+)/g)].map(([, column]) => column ?? '');

test('every column that a formula or a split reads is watched', async () => {
  const [row] = await inCity(({ tx }) =>
    tx.rows(sql<{ trigger: string; marks: string }>`
      select pg_get_triggerdef((select oid from pg_trigger where tgname = 'case_days_changed')) as trigger,
        (select prosrc from pg_proc where proname = 'mark_case_days') as marks`),
  );
  const unwatched = (columns: readonly string[], text: string | undefined) =>
    columns.filter((column) => !new RegExp(`old\\.${column}\\b`).test(text ?? ''));
  const splits = ['parent_id', ...columnsIn(Object.values(sumColumns).map((column) => column.toOperationNode()))];
  expect([splits.length > 8, unwatched(splits, row?.marks.split('begin')[0])]).toEqual([true, []]);
  for (const moment of moments) {
    const formulas = columnsIn(meaningsOf(moment).map(({ among, counts }) => [among.toOperationNode(), counts.toOperationNode()]));
    const watched = row?.marks.split('\n').find((line) => line.includes(`('${moment}'`));
    expect([moment, formulas.length > 0, unwatched([moment, ...formulas], watched)]).toEqual([moment, true, []]);
    expect(unwatched([moment, ...splits, ...formulas], row?.trigger)).toEqual([]);
  }
});
