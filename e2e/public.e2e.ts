import { describe, expect, test } from 'vitest';
import { scan } from './browser.ts';
import { cameraPhoto, openStreet, sideways } from './street.ts';

const street = openStreet();

describe('every page for everyone', () => {
  const paths = ['/', '/report', '/follow', '/nearby', '/figures', '/about', '/privacy', '/accessibility', '/there-is-no-such-page'];
  test.each([
    ['a small phone', 320, ''],
    ['a phone', 360, ''],
    ['大字版 on a small phone', 320, 'large=1'],
    ['English', 360, 'lang=en'],
    ['a desktop', 1200, ''],
  ])('%s: no violation of WCAG 2.2 AA, no sideways scrolling', async (_, width, choice) => {
    const context = await street.phone({ viewport: { width, height: 740 } });
    const page = await context.newPage();
    if (choice) await page.goto(`/?${choice}`);
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      found.push(...(await scan(page)).map((line) => `${path} ${line}`));
      const over = await sideways(page);
      if (over > 0) found.push(`${path} is ${over} px too wide`);
    }
    await context.close();
    expect(found).toEqual([]);
  });
});

test('buttons and fields can be hit with a thumb', async () => {
  const context = await street.phone();
  const page = await context.newPage();
  const small: string[] = [];
  for (const path of ['/', '/report', '/follow', '/nearby']) {
    await page.goto(path);
    const found = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.btn, .field, .tiles label, .rows.links a')].map((one) => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)]).filter(([height]) => height > 0 && height < 47.5).map(([, html]) => html)`,
    );
    small.push(...found.map((one) => `${path} ${one}`));
  }
  await context.close();
  expect(small).toEqual([]);
});

describe('without scripts', () => {
  test('the whole way from the home page to the number', async () => {
    const context = await street.phone({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('link', { name: '反映一个问题' }).click();
    await page.locator('#album').setInputFiles(await cameraPhoto(4));
    // Nothing else tells that a photo was chosen.
    const field = await page.locator('#album').boundingBox();
    expect(field?.width).toBeGreaterThan(200);
    expect(field?.height).toBeGreaterThan(20);
    await page.locator('select[name=area]').selectOption({ label: street.here.community });
    await page.getByLabel('小区、路名、门牌').fill('南门');
    await page.getByText('车乱停', { exact: true }).click();
    const question = (await page.locator('label[for=answer]').textContent()) ?? '';
    const [, a = '', b = ''] = /算一下：(.)加(.)等于几/.exec(question) ?? [];
    const digits = '零一二三四五六七八九';
    await page.locator('#answer').fill(String(digits.indexOf(a) + digits.indexOf(b)));
    await page.getByRole('button', { name: '发送' }).click();
    // What the kind asks is only known now; it need not be answered.
    await page.getByLabel('大约几辆').waitFor();
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    await page.getByRole('link', { name: '看进度' }).click();
    await page.getByRole('heading', { name: '经过' }).waitFor();
    await page.getByRole('link', { name: '大字版' }).click();
    expect(await page.locator('html').getAttribute('class')).toBe('large');
    await page.getByRole('heading', { name: '经过' }).waitFor();
    await context.close();
  });
});
