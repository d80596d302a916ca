import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { areaTree, bordersOf } from '../src/city/exports.ts';
import { scan } from './browser.ts';
import { PHONE } from './cast.ts';
import { photo } from './photo.ts';
import { openScene } from './scene.ts';

let page: Page;
let compound: { readonly longitude: number; readonly latitude: number; readonly name: string };
// One shift of one inspector: each test goes on where the last one ended.
const scene = openScene('file');

/** The middle of a compound of the demo city. */
const somewhere = () =>
  scene.stage.arrange(async ({ read }) => {
    const [border] = await bordersOf(read, { kinds: ['compound'] });
    const area = (await areaTree(read, { kinds: ['compound'] })).find(({ id }) => id === border?.id);
    if (!area || area.lng === null || area.lat === null) throw new Error('the demo city has no compound');
    return { longitude: area.lng, latitude: area.lat, name: area.name };
  });

const cases = () =>
  scene.stage.arrange(({ read }) =>
    read
      .tables<{ cases: { number: string; channel: string; category: string; words: string; areaId: string | null } }>()
      .selectFrom('cases')
      .select(['number', 'channel', 'category', 'words'])
      .execute(),
  );
/** Names of the lists that the phone keeps. */
const keptLists = () =>
  page.evaluate<string[]>(`new Promise((resolve) => {
    const request = indexedDB.open('tongchuang-field');
    request.onsuccess = () => {
      const base = request.result;
      const asked = base.objectStoreNames.contains('lists') ? base.transaction('lists').objectStore('lists').getAllKeys() : null;
      base.close();
      if (asked) asked.onsuccess = () => resolve(asked.result);
      else resolve([]);
    };
  })`);
const photosSent = () =>
  scene.stage.arrange(({ read }) => read.tables<{ casePhotos: { id: string } }>().selectFrom('casePhotos').select('id').execute());

async function shoot(seed: number): Promise<void> {
  await page.getByLabel('从相册选').setInputFiles(await photo(`${seed}.jpg`, seed));
  await page.getByRole('heading', { name: '拍好了' }).waitFor();
}

beforeAll(async () => {
  compound = await somewhere();
  const inspector = await scene.cast.staff('inspector', {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
    geolocation: compound,
    permissions: ['geolocation'],
  });
  page = inspector.page;
});

test('the app opens at the camera; without one the phone’s own is a button', async () => {
  await page.goto('/field');
  await page.getByRole('heading', { name: '拍问题' }).waitFor();
  await page.getByText('相机没打开').waitFor();
  // Before anybody asked for them: the network may be gone by then.
  await expect.poll(keptLists).toEqual(['borders', 'categories']);
  expect(await scan(page)).toEqual([]);
});

test('a photo, its place by itself, a kind, a few words: saved and sent', async () => {
  await shoot(1);
  await page.getByText(compound.name).waitFor();
  await page.getByRole('button', { name: '分类' }).click();
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByText('没分类').waitFor();
  await page.getByRole('button', { name: '分类' }).click();
  await page.getByRole('button', { name: '占道摆摊' }).click();
  await page.getByText('类别：占道摆摊').waitFor();
  await page.getByRole('button', { name: '打字' }).click();
  await page.getByLabel('看到什么').fill('摊位占满人行道');
  const [words, dock] = [await page.getByLabel('看到什么').boundingBox(), await page.locator('.fp-dock').boundingBox()];
  expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThan(dock?.y ?? 0);
  expect(await scan(page)).toEqual([]);
  await page.getByRole('button', { name: '存下，拍下一处' }).click();
  await page.getByText('存下了，第1处').waitFor();
  await page.getByRole('link', { name: /待传/ }).click();
  await page.getByText(/传到，编号/).waitFor();
  expect(await cases()).toMatchObject([{ channel: 'inspection', category: 'e05-01', words: '摊位占满人行道' }]);
  expect(await photosSent()).toHaveLength(1);
  expect(await scan(page)).toEqual([]);
});

test('without a network everything stays in the phone, also after a reload, and is sent once', async () => {
  // The service worker keeps the app's page before the network goes.
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.reload();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: /拍照/ }).click();
  await shoot(2);
  await page.getByRole('button', { name: '存下，拍下一处' }).click();
  await page.getByText('没有网络，都存在手机里，连上自动传').waitFor();
  await shoot(3);
  await page.getByRole('button', { name: '分类' }).click();
  await page.getByRole('button', { name: '垃圾没清' }).click();
  await page.getByRole('button', { name: '存下，拍下一处' }).click();
  await page.getByText('存下了，第2处').waitFor();
  await page.reload();
  await page.getByRole('link', { name: /待传/ }).click();
  await page.getByText('2件', { exact: true }).waitFor();
  await page.getByText('要分类').waitFor();
  await page.getByText('等网络').waitFor();
  expect(await scan(page)).toEqual([]);
  expect(await cases()).toHaveLength(1);
  await page.context().setOffline(false);
  await page.getByText('1件', { exact: true }).waitFor({ timeout: 20_000 });
  expect(await cases()).toHaveLength(2);
});

test('what was saved without a kind is sorted later and then goes', async () => {
  await page.getByRole('link', { name: '选一下类别' }).click();
  await page.getByRole('button', { name: '车乱停', exact: true }).click();
  expect(await scan(page)).toEqual([]);
  await page.getByRole('button', { name: '就这样，传' }).click();
  await page.getByText('没有要传的').waitFor();
  expect((await cases()).map(({ category }) => category).toSorted()).toEqual(['e01-01', 'e05-01', 'e05-03']);
  expect(await photosSent()).toHaveLength(3);
});

test('what is not wanted can be taken back for a day', async () => {
  await page.getByRole('link', { name: /拍照/ }).click();
  await shoot(4);
  await page.getByRole('button', { name: '存下，拍下一处' }).click();
  await page.getByRole('link', { name: /待传/ }).click();
  await page.getByRole('link', { name: '选一下类别' }).click();
  await page.getByRole('button', { name: '不要这一件' }).click();
  await page.getByText('不传了').waitFor();
  await page.getByRole('button', { name: '撤回' }).click();
  await page.getByText('要分类').waitFor();
  expect(await cases()).toHaveLength(3);
});
