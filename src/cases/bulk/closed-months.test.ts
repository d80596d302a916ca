import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cityMeasures } from '../../city/measures.ts';
import type { MeasureScope } from '../../kernel/measure.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { closeMonth } from '../../platform/measures/closing/service.ts';
import { withClosedMonths } from '../../platform/measures/closing/shown.ts';
import type { Measure, RecordPage } from '../../platform/slice.ts';
import { seededNumbers } from '../../platform/random.ts';
import type { TestApp } from '../../testing/app.ts';
import { startGeneratedCity } from '../../testing/demo-city.ts';
import { caseMeasures } from '../measures.ts';

/** Closed months over two years of generated cases: whatever changes afterwards, what was shown stays, and is all accounted for. */

const COUNT = 1500;
const measures = [...caseMeasures, ...cityMeasures];
const shown = measures.map(withClosedMonths);
const september: MeasureScope = { from: '2026-09-01', to: '2026-09-30' };

let app: TestApp;
let scopes: readonly MeasureScope[];
const inCity = <T>(work: (ctx: WriteContext) => Promise<T>): Promise<T> => app.as('system', work);

const busiest = (ctx: ReadContext, column: string) =>
  ctx.read.rows(
    sql<{
      key: string;
    }>`select ${sql.ref(column)}::text as key from cases where city_id = ${ctx.read.cityId} and ${sql.ref(column)} is not null
      and reported_at >= '2026-08-01' group by 1 order by count(*) desc, 1 limit 1`,
  );

beforeAll(async () => {
  app = await startGeneratedCity({ count: COUNT, seed: 11 });
  const key = async (column: string) => (await inCity((ctx) => busiest(ctx, column)))[0]?.key ?? '';
  const [unitId, street, community, compound, category, classCode, channel] = [
    await key('last_unit_id'),
    await key('street_id'),
    await key('community_id'),
    await key('compound_id'),
    await key('category'),
    await key('class_code'),
    await key('channel'),
  ];
  const quarter = { from: '2026-07-01', to: '2026-09-30' };
  scopes = [
    september,
    quarter,
    { from: '2026-09-10', to: '2026-09-16' },
    { ...september, unitId },
    { ...quarter, areaId: street },
    { ...september, areaId: community },
    { ...september, areaId: compound },
    { ...quarter, category },
    { ...september, category: classCode },
    { ...quarter, channel },
    { ...quarter, channel, unitId },
    { ...quarter, unitId: '00000000-0000-7000-8000-000000000000' },
  ];
}, 300_000);
afterAll(() => app.close());

/** Everything that anybody can ask of closed months, by what was asked. */
async function everything(): Promise<Map<string, unknown>> {
  return inCity(async (ctx) => {
    const all = new Map<string, unknown>();
    for (const measure of shown) {
      for (const scope of scopes) {
        all.set(`${measure.id} ${JSON.stringify(scope)}`, await measure.figure(ctx, scope));
        for (const by of measure.closing ? (['unit', 'area', 'category', 'channel', 'month', 'day'] as const) : []) {
          const groups = await measure.grouped(ctx, scope, by);
          all.set(
            `${measure.id} ${JSON.stringify(scope)} by ${by}`,
            groups.map(({ label: _label, ...group }) => group).filter(({ records }) => records > 0),
          );
        }
      }
      if (measure.closing) all.set(`${measure.id} records`, await listed(ctx, measure, september));
    }
    return all;
  });
}

type Lister = (
  ctx: ReadContext,
  scope: MeasureScope,
  page: RecordPage,
) => Promise<{ items: readonly { id: string; counts?: boolean }[]; next: string | null }>;

async function listed(ctx: ReadContext, measure: { readonly records: Lister }, scope: MeasureScope): Promise<[string, boolean][]> {
  const items: [string, boolean][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await measure.records(ctx, scope, { cursor, limit: 200 });
    for (const { id, counts = false } of page.items) items.push([id, counts]);
    if (page.next === null) return items;
    cursor = page.next;
  }
}

/** Changes of every kind that figures depend on, to cases anywhere in the two years, those of closed months above all. */
async function shake(seed: number): Promise<void> {
  const chance = seededNumbers(seed);
  const some = sql`select id from cases where city_id = ${app.cityId} and reported_at >= '2026-06-15' order by hashtextextended(id::text, ${seed}) limit 60`;
  const changes = [
    sql`state = 'reopened', closed_at = null, outcome = null`,
    sql`closed_at = coalesce(closed_at, reported_at) - interval '40 days'`,
    sql`reported_at = reported_at - interval '19 days'`,
    sql`handling_due_at = handling_due_at + interval '13 days', handling_on_time = false`,
    sql`unit_id = last_unit_id, last_unit_id = null`,
    sql`resolution_minutes = resolution_minutes + 700`,
    sql`rated_at = reported_at + interval '1 day', solved = false, satisfied = 1`,
    sql`category = 'other-kind', class_code = 'other-class', channel = 'letter'`,
    sql`parent_id = gen_random_uuid()`,
    sql`community_id = null, street_id = null, compound_id = null`,
    sql`filed_at = null, state = 'declined'`,
    sql`reworks = reworks + 1, recurred_by = id`,
  ];
  for (const change of changes) {
    if (chance() < 0.75)
      await inCity(({ tx }) => tx.rows(sql`update cases set ${change} where city_id = ${tx.cityId} and id in (${some})`));
  }
}

describe('closed months over generated cases', () => {
  test('closing changes no figure', async () => {
    const before = await everything();
    for (const month of ['2026-07', '2026-08', '2026-09']) await inCity((ctx) => closeMonth(measures)(ctx, { month }));
    const after = await everything();
    for (const [asked, answer] of before) expect([asked, after.get(asked)]).toEqual([asked, answer]);
    // What was kept is what the records say, for every split of every measure.
    await inCity(async (ctx) => {
      for (const measure of caseMeasures) {
        const kept = await ctx.tx.rows(
          sql<{ n: number }>`select count(*)::int as n from closed_figures where measure = ${measure.id} and month = '2026-09-01'`,
        );
        expect(kept[0]?.n).toBe((await measure.closing?.everyFigure(ctx, { from: '2026-09-01', to: '2026-09-30' }))?.length);
      }
    });
  });

  test.each([1, 2])('whatever changes afterwards, everything that was shown stays (%i)', async (seed) => {
    const before = await everything();
    await shake(seed);
    const after = await everything();
    for (const [asked, answer] of before) expect([asked, after.get(asked)]).toEqual([asked, answer]);
  });

  test('the difference to the records of now is what the corrections name, no more and no less', async () => {
    await inCity(async (ctx) => {
      let named = 0;
      for (const measure of caseMeasures) {
        for (const scope of [scopes[0], scopes[3], scopes[8]] as const) {
          if (!scope || !measure.closing) continue;
          const [was, is] = [await standings(ctx, measure.closing, measure, scope), await standings(ctx, measure, measure, scope)];
          const differ = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id));
          const { corrections } = measure.closing;
          const late = await listed(ctx, { records: corrections }, scope);
          const ids = late.map(([id]) => id);
          expect(new Set(ids).size).toBe(ids.length);
          // A median's correction may be of minutes alone.
          if (measure.kind === 'median') expect(ids).toEqual(expect.arrayContaining(differ));
          else expect([measure.id, ids.toSorted()]).toEqual([measure.id, differ.toSorted()]);
          expect(await measure.closing.countCorrections(ctx, scope)).toBe(ids.length);
          named += ids.length;
        }
      }
      expect(named).toBeGreaterThan(100);
    });
  });
});

/** How each record stands; of a count those that do not count are not listed. */
async function standings(
  ctx: ReadContext,
  ledger: { readonly records: Lister },
  measure: Measure,
  scope: MeasureScope,
): Promise<Map<string, string>> {
  const items = await listed(ctx, ledger, scope);
  return new Map(items.map(([id, counts]) => [id, measure.kind === 'count' || counts ? 'counted' : 'notCounted']));
}
