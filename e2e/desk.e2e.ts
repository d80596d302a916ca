import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { scan } from './browser.ts';
import type { Visitor } from './cast.ts';
import { photo } from './photo.ts';
import { openScene } from './scene.ts';

const PLACE = '河滨社区菜市场门口';
const scene = openScene('attempt');

async function atTheDesk(): Promise<Visitor> {
  const desk = await scene.cast.staff('hotline');
  await desk.page.goto('/work/cases/new');
  await desk.page.getByLabel('来电人的话').waitFor();
  return desk;
}

async function hears(desk: Visitor, words: string, phone = '13800138000'): Promise<void> {
  await desk.page.getByLabel('来电人的话').fill(words);
  await desk.page.getByLabel('回访电话').fill(phone);
  await desk.reads(/从原话认出/, /推测，因为“垃圾/);
}

const registers = (page: Page) => page.keyboard.press('Control+Enter');
const numberIn = (page: Page) => page.locator('.cs-say .cs-no').innerText();

/** How many cases say so? */
const casesThatSay = (page: Page, words: string) =>
  page.evaluate<number>(
    `fetch('/api/v1/cases?text=${encodeURIComponent(words)}').then((answer) => answer.json()).then(({ items }) => items.length)`,
  );

test('a call is registered without a mouse, and its number is read out from large type', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  const { page } = desk;
  const words = `${PLACE}垃圾堆了三天没人收。`;
  const phone = '13800138001';
  await hears(desk, words, phone);
  await desk.reads('受理编号，念给对方', '这个号码今年没有来过');
  const number = await numberIn(page);
  await desk.rests();
  await registers(page);
  await desk.reads(/您的编号是 .*查询码.*办完我们回电话给您/);
  expect([await numberIn(page), /^\d{4}-\d{5}$/.test(number)]).toEqual([number, true]);
  const size = await page.evaluate('parseFloat(getComputedStyle(document.querySelector(".cs-say .cs-no")).fontSize)');
  expect(size).toBeGreaterThanOrEqual(36);
  await desk.rests();
  await page.keyboard.press('Enter');
  await page.getByText('登记后给出受理编号').waitFor();
  expect(await page.getByLabel('来电人的话').inputValue()).toBe('');

  // They call again: known by their number, and joined to what they told before, by one key.
  await hears(desk, words, phone);
  await desk.reads('这个号码今年来过 1 次', '可以马上告诉对方', number);
  const same = page.locator('.cs-desk-similar li', { hasText: number });
  const key = (await same.locator('kbd').innerText()).trim();
  await page.getByLabel('来电人的话').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press(key);
  await desk.reads('并到这一件，念给对方', /这件已经在办/);
  expect(await numberIn(page)).toBe(number);
  await desk.rests();
  await registers(page);
  await desk.reads('打印回执');
  expect(await numberIn(page)).toBe(number);
  await desk.rests();
});

test('a number that is used up meanwhile is told, and another one is read out', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  const { page } = desk;
  await hears(desk, `${PLACE}垃圾箱倒了。`);
  await desk.reads('受理编号，念给对方');
  const number = await numberIn(page);
  const used = JSON.stringify({ channel: 'hotline', category: 'e01-01', words: '另一个窗口登记的', place: '别处', number });
  const areaId = await page.evaluate(
    `fetch('/api/v1/areas').then((answer) => answer.json()).then(({ items }) => items.find(({ name }) => name === '河滨社区').id)`,
  );
  const status = await page.evaluate(
    `fetch('/api/v1/cases', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...${used}, areaId: '${String(areaId)}' }) }).then(({ status }) => status)`,
  );
  expect(status).toBe(200);
  await registers(page);
  await desk.reads(new RegExp(`编号 ${number} 不能再用`));
  await expect.poll(() => numberIn(page)).not.toBe(number);
  // Not a rest: the refusal stands in the browser's console.
  expect(await scan(page)).toEqual([]);
  const another = await numberIn(page);
  await registers(page);
  await desk.reads('打印回执');
  expect(await numberIn(page)).toBe(another);
});

test('place, thing, time and danger are taken from the words, shown on the map, and registered', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  const { page } = desk;
  const words = '我住在铁路二院5号楼，楼下那个窨井盖晃得厉害，昨天晚上有个小孩踩上去差点掉下去。';
  await page.getByLabel('来电人的话').fill(words);
  await desk.reads('铁路二院 5号楼', '昨天晚上', /因为“差点掉下去”/, /^紧急/);
  expect(await page.getByLabel('具体位置').inputValue()).toBe('5号楼');
  expect(await page.getByLabel('标题').inputValue()).toBe('铁路二院5号楼楼下窨井盖晃得厉害');
  await page.locator('.tc-map .tc-area-on').waitFor();
  await page.locator('.tc-map').getByText('铁路二院').waitFor();
  expect(await page.locator('.cs-tinted mark').allInnerTexts()).toEqual(['铁路二院5号楼', '窨井盖', '昨天晚上']);
  await desk.rests();

  // What a hand has written is not guessed again.
  await page.getByLabel('标题').fill('井盖松动，有孩子踩空');
  await page.getByLabel('来电人的话').fill(words.replace('5', '6'));
  await expect.poll(() => page.getByLabel('具体位置').inputValue()).toBe('6号楼');
  expect(await page.getByLabel('标题').inputValue()).toBe('井盖松动，有孩子踩空');
  await registers(page);
  await desk.reads('打印回执');
  await page.keyboard.press('o');
  await page.getByRole('heading', { level: 1, name: '井盖松动，有孩子踩空' }).waitFor();
  await desk.reads(/铁路二院.*6号楼/);
});

test('without a network, with a lost answer, after a reload: nothing typed is gone and one case is registered', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  const { page } = desk;
  const words = `${PLACE}的垃圾桶满了，臭得很。`;
  await hears(desk, words);
  await page.locator('input[type=file]').setInputFiles(await photo('垃圾桶.jpg', 5));
  await page.getByAltText('第 1 张照片').waitFor();
  await page.locator('.tc-photos progress').waitFor({ state: 'detached' });

  await page.context().setOffline(true);
  await registers(page);
  await desk.reads(/没有连上服务器.填写的内容都在/);
  expect(await page.getByLabel('来电人的话').inputValue()).toBe(words);
  await page.context().setOffline(false);

  // The server registers it; its answer does not arrive.
  await page.route('**/api/v1/cases', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await Promise.all([page.waitForEvent('requestfailed', (request) => request.method() === 'POST'), registers(page)]);
  await expect.poll(() => casesThatSay(page, '垃圾桶满了')).toBe(1);
  await page.unroute('**/api/v1/cases');

  await page.reload();
  await desk.reads(/刚才传的 1 张还在/);
  expect(await page.getByLabel('来电人的话').inputValue()).toBe(words);
  expect(await page.getByLabel('回访电话').inputValue()).toBe('13800138000');
  await desk.reads(/从原话认出/, /推测，因为“垃圾/);
  await registers(page);
  await desk.reads('打印回执');
  expect(await numberIn(page)).toMatch(/^\d{4}-\d{5}$/);
  expect(await casesThatSay(page, '垃圾桶满了')).toBe(1);
  await page.keyboard.press('o');
  await page.getByText(words).first().waitFor();
  await page.locator('main img').first().waitFor();
});

test('what one person began is not shown to the next at the same computer', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  await hears(desk, `${PLACE}有人乱扔垃圾。`);
  // Then their session ends by itself, without anybody signing out.
  await desk.page.goto('/work/areas');
  await desk.page.getByRole('heading', { level: 1 }).waitFor();
  const opened = (at: Page) => at.evaluate<string>(`localStorage.getItem('tongchuang.recent')`);
  expect(await opened(desk.page)).toContain('/areas');
  const page = await scene.cast.takesOver(desk.page.context(), 'hotline2');
  await page.goto('/work/cases/new');
  await page.getByLabel('来电人的话').waitFor();
  expect(await page.getByLabel('来电人的话').inputValue()).toBe('');
  expect(await page.getByLabel('回访电话').inputValue()).toBe('');
  expect(await opened(page)).not.toContain('/areas');
});

/** Counts the finds in the phone; on a page of the field also puts one of who works there, which the server wants corrected. */
const finds = (page: Page, put: boolean) =>
  page.evaluate<number>(`new Promise((done) => {
    const { me } = JSON.parse(localStorage.getItem('tongchuang.field.person') ?? '{"me":{}}');
    const opening = indexedDB.open('tongchuang-field');
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => done(0);
    opening.onsuccess = () => {
      const captures = opening.result.transaction('captures', 'readwrite').objectStore('captures');
      if (${put} && me.personId)
        captures.put({ id: 'find-1', personId: me.personId, at: 1, channel: 'inspector', photos: [], words: '', category: null, lng: null,
          lat: null, accuracy: null, found: '', place: '', areaId: null, state: 'needsYou', problem: '', number: '', changedAt: 1 });
      const counting = captures.count();
      counting.onsuccess = () => { opening.result.close(); done(counting.result); };
    };
  })`);

test('who signs out says what becomes of what is not finished: it waits, or leaves the computer', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  const { page } = desk;
  const signOut = async () => {
    await page.locator('.tc-me-name').click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
  };
  const kept = () => page.evaluate<number>(`Object.values(localStorage).filter((text) => text.includes('13800138000')).length`);
  const seen = () => page.evaluate<number>(`Object.keys(localStorage).filter((key) => /recent|looked/.test(key)).length`);
  await page.goto('/work/today');
  await expect.poll(seen).toBe(2);
  await page.goto('/work/cases/new');
  await hears(desk, `${PLACE}有人乱扔垃圾。`);
  await signOut();
  await desk.reads('这台电脑上还有 1 处没写完的内容');
  await desk.rests();
  await desk.presses('留着，退出');
  await page.waitForURL('**/sign-in');
  expect([await kept(), await seen()]).toEqual([1, 0]);

  const again = await scene.cast.takesOver(page.context(), 'hotline');
  await again.goto('/field/');
  await expect.poll(() => finds(again, true)).toBe(1);
  await again.goto('/work/cases');
  await again.getByRole('button', { name: '列', exact: true }).click();
  await again.getByRole('checkbox').filter({ visible: true }).last().click();
  await again.goto('/work/cases/new');
  await expect.poll(() => again.getByLabel('回访电话').inputValue()).toBe('13800138000');
  await again.locator('.tc-me-name').click();
  await again.getByRole('menuitem', { name: '退出登录' }).click();
  await again.getByText('另外还有 1 条现场采集没发出去。').waitFor();
  expect(await scan(again)).toEqual([]);
  await again.getByRole('button', { name: '删掉并退出' }).click();
  await again.waitForURL('**/sign-in');
  // What was written is gone; what was found waits for its person.
  expect([await kept(), await finds(again, false)]).toEqual([0, 1]);
  // Whatever else is kept names whose it is; the field knows nobody any more, also without a network.
  expect(await again.evaluate(`Object.keys(localStorage).map((key) => key.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'whose'))`)).toEqual([
    'tongchuang.columns.whose.cases',
  ]);
  await again.goto('/field/');
  await again.getByText('先登录一次').waitFor();
  await again.context().setOffline(true);
  await again.reload();
  await again.getByText('现在没有网络，连上再登录。').waitFor();
  await again.context().setOffline(false);
});

test('what one person began to write on a case is kept for them, and not shown to the next', async () => {
  scene.cast.keepPicturesOfFailure();
  const desk = await atTheDesk();
  const { page } = desk;
  await hears(desk, `${PLACE}垃圾没人收。`);
  await registers(page);
  await desk.reads('打印回执');
  await page.goto('/work/cases');
  await page
    .locator('a[href^="/work/cases/"]')
    .filter({ hasText: /^\d{4}-\d{5}$/ })
    .first()
    .click();
  const begin = async (who: Page) => {
    await who.getByRole('button', { name: /^写一句/ }).click();
    return who.getByRole('dialog').getByRole('textbox').first();
  };
  await (await begin(page)).fill('先打电话问问');
  const address = page.url();
  const next = await scene.cast.takesOver(page.context(), 'hotline2');
  await next.goto(address);
  expect(await (await begin(next)).inputValue()).toBe('');
  const again = await scene.cast.takesOver(page.context(), 'hotline');
  await again.goto(address);
  expect(await (await begin(again)).inputValue()).toBe('先打电话问问');
});
