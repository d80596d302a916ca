import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { personByUserName } from '../src/city/exports.ts';
import { codeOfStep, stepOf } from '../src/platform/identity/totp.ts';
import { scan } from './browser.ts';
import { DESK } from './cast.ts';
import { openScene } from './scene.ts';

const PASSWORD = 'Frame-and-house-2026';
const scene = openScene('attempt');

/** Opens an account with a password that was handed out, as the security administrator does it. */
async function openAccount(userName: string): Promise<void> {
  await scene.stage.arrange(async (ctx) => {
    const person = await personByUserName(ctx.tx, userName);
    if (!person) throw new Error(`the demo city lacks ${userName}`);
    const account = { personId: person.id, name: person.name, userName, password: { text: 'Handed-out-2026', handedOut: true } };
    await scene.stage.runtime.identity.createAccount(ctx, account);
  });
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
  scene.cast.keepPicturesOfFailure();
  await openAccount('security');
  const { page } = await scene.cast.citizen('/work/units?q=zx', { viewport: DESK, hasTouch: false, isMobile: false });
  await read(page, '登录工作台');
  await page.getByLabel('用户名').fill('security');
  await page.getByLabel('密码', { exact: true }).fill('not this one');
  await press(page, '登录');
  await read(page, '用户名或密码不对');
  expect(await page.getByLabel('用户名').inputValue()).toBe('security');
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

  await offersFittingRoles(page);
});

/** A post is offered only the roles that its unit may have; one that does not fit is taken back, and why is said. */
async function offersFittingRoles(page: Page): Promise<void> {
  await page.goto('/work/people?q=何');
  await page.locator('tbody tr a').first().click();
  await press(page, '安排岗位');
  const dialog = page.getByRole('dialog');
  const choose = async (field: string, text: string) => {
    await dialog.getByLabel(field, { exact: true }).click();
    await page.keyboard.type(text);
    await page.locator('.ant-select-item-option', { hasText: text }).first().waitFor();
    await page.keyboard.press('Enter');
  };
  await choose('职责', '创文办负责人');
  await choose('单位', '河滨社区');
  await read(page, '“创文办负责人”不能设在社区，请重新选。');
  await dialog.getByLabel('职责', { exact: true }).click();
  const offered = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
  await offered.filter({ hasText: '社区书记' }).waitFor();
  expect(await offered.filter({ hasText: /创文办|总指挥|街道|区县/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await scan(page)).toEqual([]);
}

test('where scripts are slow to come, the workbench and the field app say that they are opening', async () => {
  const { page } = await scene.cast.citizen('/');
  await page.route('**/*.js', (route) => route.abort('timedout'));
  for (const path of ['/work', '/field']) {
    await page.goto(path);
    expect(await page.locator('#root').innerText()).toContain('还在打开。一直不动就刷新一次。');
    expect(await scan(page)).toEqual([]);
  }
});
