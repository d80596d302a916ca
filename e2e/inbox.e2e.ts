import { expect, test } from 'vitest';
import { aCase } from '../src/cases/fixtures.ts';
import { applyStep } from '../src/cases/service/apply.ts';
import { lockCase } from '../src/cases/store/rows.ts';
import { scan } from './browser.ts';
import { demoHands } from './hands.ts';
import { openScene } from './scene.ts';

const scene = openScene('file', (stage) =>
  stage.arrange(async (ctx) => {
    const hands = await demoHands(ctx);
    for (const state of ['assigned', 'inProgress', 'rework'] as const) await aCase(ctx, hands, { state });
  }),
);

test('a unit sees its first case beside the list, filters by keyboard and finds its way back', async () => {
  scene.cast.keepPicturesOfFailure();
  const unit = await scene.cast.staff('chengguan');
  const { page } = unit;
  await page.goto('/work/cases/inbox');
  await page.getByRole('heading', { level: 1, name: '城管局的问题' }).waitFor();
  const first = page.locator('tbody tr').first();
  const number = await first.getByRole('link').innerText();
  await page.locator('tr.tc-on', { hasText: number }).waitFor();
  await page.locator('.cs-panel', { hasText: number }).waitFor();
  await unit.rests();

  await page.keyboard.press('f');
  await page.keyboard.type('没有这样的话');
  await unit.reads('没有符合条件的');
  expect(await page.locator('.cs-panel').count()).toBe(0);
  await unit.rests();
  await unit.presses('清除筛选');
  await page.locator('tr.tc-on', { hasText: number }).waitFor();

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('j');
  const second = page.locator('tbody tr').nth(1);
  await page.locator('tr.tc-on', { hasText: await second.getByRole('link').innerText() }).waitFor();
  // What is said of the case are whole sentences.
  const said = await page.locator('.cs-panel section > p').allInnerTexts();
  expect(said.filter((text) => /[^。！？]$/.test(text.trim()))).toEqual([]);

  // What people pass on is the number: as an address it leads to the case, and one that is none leads nowhere.
  await page.goto(`/work/cases/${number}`);
  await page.locator('.tc-head', { hasText: number }).waitFor();
  expect(page.url()).not.toContain(number);
  await page.goto('/work/cases/9912-00001');
  await unit.reads('这一件不存在');
  await page.goto('/work/cases/nonsense');
  await unit.reads('这一件不存在');
  expect(await scan(page)).toEqual([]);
});

test('a case that is opened again within seconds shows what another did meanwhile', async () => {
  scene.cast.keepPicturesOfFailure();
  const unit = await scene.cast.staff('chengguan');
  const { page } = unit;
  await page.goto('/work/cases');
  const link = page.locator('tbody tr').first().getByRole('link').first();
  const open = async () => {
    await link.click();
    await page.waitForURL(/cases\/[0-9a-f-]{36}/);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  await open();
  const caseId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.goBack();
  await scene.stage.arrange(async (ctx) => {
    const row = await lockCase(ctx.tx, caseId);
    if (row) await applyStep(ctx, row, { act: 'note', words: '社区来过电话，又催了一次' });
  });
  await open();
  await unit.reads('社区来过电话，又催了一次');
});
