import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { aCasework, type TestCasework } from './fixtures.ts';
import { caseSheets } from './sheets.ts';
import type { SheetRow } from '../platform/sheets/template.ts';

let app: TestApp;
let world: TestCasework;

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
});
afterAll(() => app.close());

const numbered = (rows: readonly SheetRow[]) => rows.map((values, index) => ({ row: index + 2, values }));
async function rowsOf(name: string): Promise<SheetRow[]> {
  const sheet = caseSheets.find((one) => one.name === name);
  return app.as({ personId: world.people.office }, async (ctx) => {
    const rows: SheetRow[] = [];
    for await (const row of sheet?.load(ctx) ?? []) rows.push(row);
    return rows;
  });
}
const plan = (name: string, rows: readonly SheetRow[]) =>
  app.as(
    { personId: world.people.office },
    async (ctx) => (await caseSheets.find((one) => one.name === name)?.plan?.(ctx, numbered(rows), [])) ?? [],
  );

test.each(caseSheets.map((sheet) => sheet.name))('%s: what was exported changes nothing when it is imported', async (name) => {
  const rows = await rowsOf(name);
  expect(rows.length).toBeGreaterThan(0);
  for (const verdict of await plan(name, rows)) expect(verdict).toEqual({ verdict: 'same' });
});

test('a rule is changed and added; what is unknown is named with its cell', async () => {
  const [rule] = await rowsOf('duty-rules');
  const changed = { ...rule, text: '改过的' };
  const added = { ...rule, article: '9.9', category: 'c01-01', answer: 'owner=power、gas', lead: world.city.otherDepartment.name };
  const verdicts = await plan('duty-rules', [
    changed,
    added,
    { ...rule, category: 'x' },
    { ...rule, lead: '没有的局' },
    { ...rule, category: 'c01-01', answer: 'owner=gold' },
  ]);
  expect(verdicts).toMatchObject([
    { verdict: 'update' },
    { verdict: 'create' },
    { faults: [{ path: 'category' }] },
    { faults: [{ path: 'lead' }] },
    { faults: [{ path: 'answer' }] },
  ]);
  await app.as({ personId: world.people.office }, async (ctx) => {
    const sheet = caseSheets.find((one) => one.name === 'duty-rules');
    await sheet?.apply?.(ctx, [
      { row: 2, values: changed, verdict: 'update' },
      { row: 3, values: added, verdict: 'create' },
    ]);
  });
  expect((await rowsOf('duty-rules')).map((row) => [row.text, row.answer])).toEqual([
    [rule?.text, 'owner=power、gas'],
    ['改过的', null],
  ]);
});
