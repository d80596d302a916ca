import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { scan } from './browser.ts';
import { cameraPhoto, openStreet } from './street.ts';

const street = openStreet();

/** What the phone keeps of the form, as text. */
const keptDraft = (page: Page): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    const request = indexedDB.open('tongchuang-public');
    request.onsuccess = () => {
      const asked = request.result.transaction('draft').objectStore('draft').get('report');
      asked.onsuccess = () => resolve(JSON.stringify(asked.result?.fields ?? []));
    };
  })`);

/** Somebody with a small phone of their own opens the form. */
async function atTheForm(more: Parameters<typeof street.phone>[0] = {}) {
  const context = await street.phone(more);
  const page = await context.newPage();
  await page.goto('/report');
  return { context, page };
}

/** What came with the latest report. */
async function lastPhoto() {
  const [photo] = await street.scene.stage.arrange(({ read }) =>
    read
      .tables<{ files: { id: string; exif: unknown; width: number; height: number } }>()
      .selectFrom('files')
      .select(['exif', 'width', 'height'])
      .orderBy('id', 'desc')
      .limit(1)
      .execute(),
  );
  return photo;
}

describe('reporting with a phone', () => {
  test('photo, place by itself, kind, send: number and code; it stays after a reload', async () => {
    const { context, page } = await atTheForm();
    await page.locator('#camera').setInputFiles(await cameraPhoto(1));
    const taken = await page.getByRole('img', { name: '您的第1张照片' }).boundingBox();
    const another = await page.getByText('再选一张').boundingBox();
    // Beside the photo, not below it.
    expect(another?.x).toBeGreaterThan((taken?.x ?? 0) + (taken?.width ?? 0));
    expect(another?.y).toBeLessThan((taken?.y ?? 0) + (taken?.height ?? 0));
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await page.getByText('按您手机的位置找到的').waitFor();
    await page.getByText('占道摆摊').click();
    expect(await scan(page)).toEqual([]);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    expect(await scan(page)).toEqual([]);
    expect(page.url()).toMatch(/\/sent\/\d{4}-\d{5}$/);
    await page.reload();
    await page.getByText(/^\d\d \d\d \d\d$/).waitFor();
    expect(await lastPhoto()).toEqual({ exif: null, width: 1200, height: 1600 });
    await context.close();
  });

  test('a photo that is still being made small is waited for', async () => {
    const { context, page } = await atTheForm();
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await page.getByText('车乱停', { exact: true }).click();
    const { buffer } = await cameraPhoto(7);
    // In one go: no thumb is this quick, but an old phone takes seconds for each photo.
    await page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob('${buffer.toString('base64')}'), (byte) => byte.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], 'IMG_0007.jpg', { type: 'image/jpeg' }));
      const album = document.querySelector('#album');
      album.files = files.files;
      album.dispatchEvent(new Event('change', { bubbles: true }));
      document.querySelector('#send').click();
    })()`);
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    expect(await lastPhoto()).toMatchObject({ width: 1200, height: 1600 });
    await context.close();
  });

  test('what is missing is said before anything is sent', async () => {
    const { context, page } = await atTheForm({ permissions: [] });
    await page.getByRole('button', { name: '发送' }).click();
    const faults = page.getByRole('alert');
    await faults.getByText('还没发出去，差3项').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('faults');
    expect(await scan(page)).toEqual([]);
    await page.getByText('请选一项，最像的就行').waitFor();
    expect(await page.getByRole('group', { name: '是什么问题' }).getAttribute('aria-describedby')).toBe('kind-fault');
    await faults.getByRole('link', { name: '第3步：选一下是什么问题' }).click();
    expect(page.url()).toContain('#kind');
    await context.close();
  });

  test('a neighbour’s case is offered in the form; joining it needs nothing more', async () => {
    const before = (await street.cases()).length;
    const { context, page } = await atTheForm();
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await page.getByText('占道摆摊').click();
    await page.getByText('是同一处吗？').waitFor();
    expect(await page.getByRole('button', { name: '发送' }).isVisible()).toBe(false);
    // Nor is anything more to be answered before "yes".
    expect(await page.locator('#asks').getAttribute('hidden')).toBe('');
    expect(await scan(page)).toEqual([]);
    await page.getByRole('button', { name: '是，我也遇到了' }).click();
    await page.getByRole('heading', { name: '记下了，和邻居的一起办' }).waitFor();
    expect(await street.cases()).toHaveLength(before);
    await context.close();
  });

  test('"no, mine is another" goes on with the form', async () => {
    const before = (await street.cases()).length;
    const { context, page } = await atTheForm();
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await page.getByText('占道摆摊').click();
    await page.getByRole('button', { name: '不是，继续发我的' }).click();
    expect(await page.locator('#asks').getAttribute('hidden')).toBeNull();
    await page.getByLabel('说几句').fill('西门也有');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    expect(await street.cases()).toHaveLength(before + 1);
    await context.close();
  });

  test('without a network it is kept in the phone and sent once when the site is opened again', async () => {
    const before = (await street.cases()).length;
    const { context, page } = await atTheForm();
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await page.locator('#album').setInputFiles(await cameraPhoto(2));
    await page.getByText('垃圾没清').click();
    await context.setOffline(true);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '没有网络，已经存在手机里' }).waitFor();
    expect(await scan(page)).toEqual([]);
    await page.close();
    await context.setOffline(false);
    expect(await street.cases()).toHaveLength(before);
    const again = await context.newPage();
    await again.goto('/');
    const link = again.getByRole('link', { name: /发出去了：垃圾没清/ });
    await link.waitFor({ timeout: 20_000 });
    expect(await street.cases()).toHaveLength(before + 1);
    await link.click();
    await again.getByText(/^\d\d \d\d \d\d$/).waitFor();
    await context.close();
  });

  test('from the second visit on the form opens without a network', async () => {
    const before = (await street.cases()).length;
    const { context, page } = await atTheForm();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload();
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await context.setOffline(true);
    await page.goto('/report');
    await page.getByText('地图上的这一点').waitFor();
    await page.getByText('小广告', { exact: true }).click();
    await page.getByLabel('说几句').fill('电线杆上贴满了');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '没有网络，已经存在手机里' }).waitFor();
    await context.setOffline(false);
    await page.getByRole('link', { name: /发出去了：小广告/ }).waitFor({ timeout: 20_000 });
    expect(await street.cases()).toHaveLength(before + 1);
    await context.close();
  });

  test('what was not finished is there the next time', async () => {
    const { context, page } = await atTheForm();
    await page.locator('#album').setInputFiles(await cameraPhoto(3));
    await page.getByRole('img', { name: '您的第1张照片' }).waitFor();
    await page.getByLabel('说几句').fill('井盖松了');
    await expect.poll(() => keptDraft(page)).toContain('井盖松了');
    await page.reload();
    await page.getByText('上次没发完的，都在下面').waitFor();
    expect(await page.getByLabel('说几句').inputValue()).toBe('井盖松了');
    await page.getByRole('img', { name: '您的第1张照片' }).waitFor();
    await page.getByRole('button', { name: '不要了，重新填' }).click();
    await page.getByText('上次没发完的，都在下面').waitFor({ state: 'detached' });
    expect(await page.getByLabel('说几句').inputValue()).toBe('');
    await context.close();
  });

  test('the place is corrected by pointing at a map', async () => {
    const { context, page } = await atTheForm({ permissions: [] });
    await page.getByRole('button', { name: '在图上点一下' }).click();
    const map = page.locator('#place-map svg');
    await map.waitFor();
    const box = await map.boundingBox();
    if (!box) throw new Error('the map is not shown');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByText('您在图上点的').waitFor();
    await page.getByText('不对，改一下').click();
    expect(await scan(page)).toEqual([]);
    await context.close();
  });
});

/** What Chrome 66 (WeChat on old Android phones) and Safari 12 do not have, taken away before the page's scripts run. */
const asIn2018 = `
  delete window.createImageBitmap;
  delete Element.prototype.replaceChildren;
  delete Document.prototype.replaceChildren;
  for (const name of ['at', 'flat', 'flatMap', 'findLast', 'toSorted', 'toReversed']) delete Array.prototype[name];
  for (const name of ['at', 'replaceAll', 'matchAll']) delete String.prototype[name];
  for (const name of ['fromEntries', 'hasOwn', 'groupBy']) delete Object[name];
  for (const name of ['arrayBuffer', 'text', 'stream']) delete Blob.prototype[name];
  delete SubmitEvent.prototype.submitter;
  delete Promise.allSettled;
  delete window.structuredClone;
  delete Navigator.prototype.permissions;
  delete URLSearchParams.prototype.size;
  const Form = window.FormData;
  window.FormData = class extends Form { constructor(form) { super(...(form ? [form] : [])); } };
`;

describe('an old phone', () => {
  const oldPhone = async () => {
    const context = await street.phone();
    await context.addInitScript(asIn2018);
    const troubles: string[] = [];
    context.on('weberror', (error) => troubles.push(error.error().message));
    const page = await context.newPage();
    await page.goto('/report');
    return { context, page, troubles };
  };

  test('reports with a photo, which leaves the phone upright, small and without its notes', async () => {
    const { context, page, troubles } = await oldPhone();
    await page.locator('#camera').setInputFiles(await cameraPhoto(21));
    await page.getByRole('img', { name: '您的第1张照片' }).waitFor();
    await page.getByText('楼道堆物').click();
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    expect(await lastPhoto()).toEqual({ exif: null, width: 1200, height: 1600 });
    expect(troubles).toEqual([]);
    await context.close();
  });

  test('joins a neighbour’s case by its button, and not by Enter in a field', async () => {
    const before = (await street.cases()).length;
    const { context, page, troubles } = await oldPhone();
    await page.getByRole('button', { name: '用我现在的位置' }).click();
    await page.locator('#found-name').getByText(street.here.name).waitFor();
    await page.getByText('楼道堆物').click();
    await page.getByText('是同一处吗？').waitFor();
    await page.getByText('不对，改一下').click();
    await page.getByLabel('小区、路名、门牌').press('Enter');
    expect(await page.getByText('是同一处吗？').isVisible()).toBe(true);
    await page.getByRole('button', { name: '是，我也遇到了' }).click();
    await page.getByRole('heading', { name: '记下了，和邻居的一起办' }).waitFor();
    expect(await street.cases()).toHaveLength(before);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
