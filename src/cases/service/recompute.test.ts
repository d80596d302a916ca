import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/app.ts';
import * as set from '../api/settings.ts';
import { aCase, aCasework, type TestCasework } from '../fixtures.ts';
import type { CaseState } from '../schema/words.ts';

let app: TestApp;
let world: TestCasework;
const office = () => ({ as: { personId: world.people.office } });
const make = (state: CaseState) => app.as('system', (ctx) => aCase(ctx, world, { state }));

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  await app.call(set.fillCalendar, { year: 2026 }, office());
  await app.drain();
});
afterAll(() => app.close());

interface Kept {
  readonly id: string;
  readonly due: string | null;
  readonly written: string;
}
const kept = async (): Promise<ReadonlyMap<string, Kept>> => {
  const rows = await app.as('system', ({ tx }) =>
    tx.rows(sql<Kept>`select id, due_at::text as due, xmin::text as written from cases where city_id = ${tx.cityId}`),
  );
  return new Map(rows.map((row) => [row.id, row]));
};

test('a calendar that says the same writes no case; a day off moves what was due, and nothing that is closed', async () => {
  const open = [await make('assigned'), await make('inProgress')];
  const closed = await make('closed');
  const before = await kept();
  await app.call(set.fillCalendar, { year: 2026 }, office());
  await app.drain();
  expect(await kept()).toEqual(before);

  const { body } = await app.call(set.readCalendar, { year: 2026 }, office());
  const today = TEST_NOW.toISOString().slice(0, 10);
  const days = [...body.days, { day: today, kind: 'rest' as const, name: '停电' }];
  await app.call(set.saveCalendar, { year: 2026, official: true, source: '市政府通知', days }, office());
  await app.drain();
  const after = await kept();
  expect(after.get(closed.id)).toEqual(before.get(closed.id));
  for (const { id } of open) {
    const [was, is] = [before.get(id)?.due ?? '', after.get(id)?.due ?? ''];
    expect([is > was, after.get(id)?.written === before.get(id)?.written]).toEqual([true, false]);
  }
});
