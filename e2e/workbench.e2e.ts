import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personByUserName } from '../src/city/exports.ts';
import { codeOfStep, stepOf } from '../src/platform/identity/totp.ts';
import { launchBrowser, scan } from './browser.ts';
import { Cast, DESK, PHONE, type Visitor } from './cast.ts';
import { loadDemoBase } from './demo-city.ts';
import { openStage, type Stage } from './stage.ts';

const PASSWORD = 'Frame-and-house-2026';
let stage: Stage;
let browser: Browser;
let cast: Cast;

beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), launchBrowser()]);
  await loadDemoBase(stage.runtime, new Date());
  cast = new Cast(stage, browser);
});

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** Opens an account with a password that was handed out, as the security administrator does it. */
async function openAccount(userName: string): Promise<void> {
  await stage.arrange(async (ctx) => {
    const person = await personByUserName(ctx.tx, userName);
    if (!person) throw new Error(`the demo city lacks ${userName}`);
    const account = { personId: person.id, name: person.name, userName, password: { text: 'Handed-out-2026', handedOut: true } };
    await stage.runtime.identity.createAccount(ctx, account);
  });
}

async function stranger(): Promise<Page> {
  const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const read = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first().waitFor();

/** From the base32 that is shown beside the QR code to the code of now. */
function codeFor(shown: string): Promise<string> {
  const bits = Array.from(shown)
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const secret = (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(parseInt(byte, 2))).join('');
  return codeOfStep(secret, stepOf(new Date()));
}

test('an administrator signs in with a handed-out password, changes it, enrols a second factor, and only then gets in', async () => {
  cast.keepPicturesOfFailure();
  await openAccount('admin');
  const page = await stranger();
  await page.goto(`${stage.address}/work/units?q=zx`);
  await read(page, '登录工作台');
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码', { exact: true }).fill('not this one');
  await press(page, '登录');
  await read(page, '用户名或密码不对');
  expect(await page.getByLabel('用户名').inputValue()).toBe('admin');
  await page.getByLabel('密码', { exact: true }).fill('Handed-out-2026');
  await press(page, '登录');

  await read(page, '请先修改密码');
  expect(await scan(page)).toEqual([]);
  await page.getByLabel('当前密码').fill('Handed-out-2026');
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByLabel('再输一遍新密码').fill('short');
  await press(page, '修改密码');
  await page.getByRole('alert').filter({ hasText: '处要改' }).waitFor();
  expect(await scan(page)).toEqual([]);
  await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('再输一遍新密码').fill(PASSWORD);
  await press(page, '修改密码');

  await read(page, '请先启用动态验证码');
  await page.getByLabel('当前密码').fill(PASSWORD);
  await press(page, '取二维码');
  await page.getByAltText('给验证器扫的二维码').waitFor();
  await page.getByLabel('动态验证码').fill(await codeFor(await page.locator('.tc-secret').innerText()));
  await press(page, '启用');
  await read(page, '记下这些备用码');
  expect(await page.locator('.tc-codes li').count()).toBe(10);
  expect(await scan(page)).toEqual([]);
  await press(page, '记好了，继续');

  await page.getByRole('heading', { level: 1, name: '单位' }).waitFor();
  expect(page.url()).toContain('/work/units?q=zx');
  await read(page, '安塬市');
});

test('the street finds its vacant compounds and names somebody, without a mouse', async () => {
  cast.keepPicturesOfFailure();
  const street = await cast.staff('street');
  const { page } = street;
  await page.goto(`${stage.address}/work/areas`);
  await page
    .getByText(/个空缺/)
    .first()
    .waitFor();
  await page.locator('.tc-area-vacant').first().waitFor();
  await street.rests();

  await page.keyboard.press('v');
  await street.reads('现在没有人负责');
  const name = await page.locator('.tc-duty-name').innerText();
  await page.keyboard.press('r');
  await page.getByRole('dialog').waitFor();
  await page.getByLabel('人员').fill('李秋');
  await page.locator('.ant-select-item-option', { hasText: '李秋禾' }).waitFor();
  await page.keyboard.press('Enter');
  await street.rests();
  await page.getByRole('dialog').getByRole('button', { name: '安排负责人' }).press('Enter');
  await street.reads(`${name}现在由李秋禾负责`);
  await page.locator('.tc-duty-tree [aria-current=true]', { hasText: '李秋禾' }).waitFor();
  await street.rests();

  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('H1');
  await street.rests();
});

test('a list is found again as it was left: filter, row, place', async () => {
  cast.keepPicturesOfFailure();
  const community = await cast.staff('community');
  const { page } = community;
  await page.goto(`${stage.address}/work/people`);
  await page.locator('tbody tr').nth(20).waitFor();
  await page.getByPlaceholder('姓名、代码或拼音首字母').fill('何');
  await page.keyboard.press('Enter');
  await expect.poll(() => decodeURIComponent(page.url())).toContain('q=何');
  await expect.poll(async () => (await page.locator('tbody tr').allInnerTexts()).every((row) => row.startsWith('何'))).toBe(true);
  await page.getByRole('heading', { level: 1 }).focus();
  for (let row = 0; row < 3; row += 1) await page.keyboard.press('j');
  const chosen = await page.locator('tr.tc-on td').first().innerText();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: chosen }).waitFor();
  await community.rests();
  await page.keyboard.press('Escape');
  await page.locator('tr.tc-on', { hasText: chosen }).waitFor();
  expect(decodeURIComponent(page.url())).toContain('q=何');
  await community.rests();
});

test('Ctrl-K finds pages by pinyin, acts by their words and records by name', async () => {
  cast.keepPicturesOfFailure();
  const office = await cast.staff('office');
  const { page } = office;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const find = async (text: string, title: string | RegExp) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill(text);
    await page.locator('.tc-found a', { hasText: title }).first().waitFor();
  };
  await find('fpbg', '分片包干');
  await office.rests();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '分片包干' }).waitFor();
  await find('河滨社区', /^社区/);
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('没有这种东西');
  await office.reads('没有找到“没有这种东西”');
  await office.rests();
});

test('the screens speak English when asked, and remember it', async () => {
  cast.keepPicturesOfFailure();
  const office = await cast.staff('office');
  const { page } = office;
  await office.presses('English');
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await page.goto(`${stage.address}/work/figures`);
  await page.getByRole('heading', { level: 1, name: 'Figures' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('link', { name: 'Received' }).click();
  await page.getByRole('heading', { level: 1, name: 'Received' }).waitFor();
  await office.rests();
});

const pages = [
  'today',
  'areas',
  'area-people',
  'venues',
  'units',
  'people',
  'figures',
  'account',
  'notifications',
  'settings/notices',
  'no-such-page',
];

test('every page of the frame works on a phone: nothing sticks out, nothing is too small', async () => {
  cast.keepPicturesOfFailure();
  const visitor: Visitor = await cast.staff('street', { viewport: PHONE, hasTouch: true, isMobile: true });
  const { page } = visitor;
  for (const path of pages) {
    await page.goto(`${stage.address}/work/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0);
    await visitor.rests();
  }
  await visitor.presses('更多');
  await page.getByRole('dialog').getByRole('link', { name: /设置/ }).waitFor();
  await visitor.rests();
});

const caseworkPages = [
  'cases',
  'cases/dispatch',
  'cases/map',
  'cases/new',
  'cases/checks',
  'cases/long-term',
  'cases/revisits',
  'figures/cases.received',
  'settings/case-categories',
  'settings/duty-list',
  'settings/case-limits',
  'settings/calendar',
  'settings/case-reasons',
  'settings/casework',
];

test.each([
  ['a phone', { viewport: PHONE, hasTouch: true, isMobile: true }],
  ['a desk', {}],
] as const)('every page of casework on %s: nothing sticks out, no violation of WCAG 2.2 AA', async (_, options) => {
  cast.keepPicturesOfFailure();
  const office: Visitor = await cast.staff('office', options);
  const { page } = office;
  for (const path of caseworkPages) {
    await page.goto(`${stage.address}/work/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0);
    await office.rests();
  }
});

test('without a network the pages say so, and keep what is shown', async () => {
  cast.keepPicturesOfFailure();
  const community = await cast.staff('community');
  const { page } = community;
  await page.goto(`${stage.address}/work/units`);
  await page.locator('tbody tr').nth(5).waitFor();
  await page.context().setOffline(true);
  await community.reads('没有网络');
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(5);
  expect(await scan(page)).toEqual([]);
  await page.context().setOffline(false);
  await page.getByText('没有网络').waitFor({ state: 'hidden' });
});
