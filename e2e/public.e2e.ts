import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCase } from '../src/cases/fixtures.ts';
import { areaTree, bordersOf, personByUserName, unitByCode, unitRef } from '../src/city/exports.ts';
import { aPicture } from '../src/platform/files/fixtures.ts';
import { launchBrowser, scan } from './browser.ts';
import { loadDemoBase } from './demo-city.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let browser: Browser;
let here: { readonly longitude: number; readonly latitude: number; readonly name: string; readonly community: string };

/** The middle of a compound of the demo city. */
async function somewhere() {
  return stage.arrange(async ({ read }) => {
    const [compound] = await bordersOf(read, { kinds: ['compound'] });
    const areas = await areaTree(read, {});
    const own = areas.find(({ id }) => id === compound?.id);
    const community = areas.find(({ id, kind }) => kind === 'community' && own?.path.includes(id));
    if (!own || !community || own.lng === null || own.lat === null) throw new Error('the demo city has no compound');
    return { longitude: own.lng, latitude: own.lat, name: own.name, community: community.name };
  });
}

const cases = () =>
  stage.arrange(({ read }) =>
    read.tables<{ cases: { cityId: number; id: string; number: string } }>().selectFrom('cases').select(['id', 'number']).execute(),
  );
const photo = (seed: number) =>
  aPicture({ width: 2400, height: 1800, seed, exif: true }).then((bytes) => ({
    name: 'IMG_0001.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(bytes),
  }));

/** A small phone that knows where it is. */
const phone = (more: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    geolocation: here,
    permissions: ['geolocation'],
    hasTouch: true,
    ...more,
  });

async function sideways(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** What the phone keeps of the form, as text. */
const keptDraft = (page: Page): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    const request = indexedDB.open('tongchuang-public');
    request.onsuccess = () => {
      const asked = request.result.transaction('draft').objectStore('draft').get('report');
      asked.onsuccess = () => resolve(JSON.stringify(asked.result?.fields ?? []));
    };
  })`);

beforeAll(async () => {
  stage = await openStage();
  await loadDemoBase(stage.runtime, new Date());
  here = await somewhere();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe('every page for everyone', () => {
  const paths = ['/', '/report', '/follow', '/nearby', '/figures', '/about', '/privacy', '/accessibility', '/there-is-no-such-page'];
  test.each([
    ['a small phone', 320, ''],
    ['a phone', 360, ''],
    ['大字版 on a small phone', 320, 'large=1'],
    ['English', 360, 'lang=en'],
    ['a desktop', 1200, ''],
  ])('%s: no violation of WCAG 2.2 AA, no sideways scrolling', async (_, width, choice) => {
    const context = await phone({ viewport: { width, height: 740 } });
    const page = await context.newPage();
    if (choice) await page.goto(`${stage.address}/?${choice}`);
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(stage.address + path);
      found.push(...(await scan(page)).map((line) => `${path} ${line}`));
      const over = await sideways(page);
      if (over > 0) found.push(`${path} is ${over} px too wide`);
    }
    await context.close();
    expect(found).toEqual([]);
  });
});

describe('reporting with a phone', () => {
  test('photo, place by itself, kind, send: number and code; it stays after a reload', async () => {
    const context = await phone();
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    await page.locator('#camera').setInputFiles(await photo(1));
    await page.getByRole('img', { name: '您的第1张照片' }).waitFor();
    await page.locator('#found-name').getByText(here.name).waitFor();
    await page.getByText('按您手机的位置找到的').waitFor();
    await page.getByText('占道摆摊').click();
    expect(await scan(page)).toEqual([]);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    expect(await scan(page)).toEqual([]);
    expect(page.url()).toMatch(/\/sent\/\d{4}-\d{5}$/);
    await page.reload();
    await page.getByText(/^\d\d \d\d \d\d$/).waitFor();
    const files = await stage.arrange(({ read }) =>
      read
        .tables<{ files: { exif: unknown; width: number; height: number } }>()
        .selectFrom('files')
        .select(['exif', 'width', 'height'])
        .execute(),
    );
    expect(files.map(({ exif, width, height }) => [exif, Math.max(width, height)])).toEqual([[null, 1600]]);
    await context.close();
  });

  test('what is missing is said before anything is sent', async () => {
    const context = await phone({ permissions: [] });
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
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
    const before = (await cases()).length;
    const context = await phone();
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    await page.locator('#found-name').getByText(here.name).waitFor();
    await page.getByText('占道摆摊').click();
    await page.getByText('是同一处吗？').waitFor();
    expect(await page.getByRole('button', { name: '发送' }).isVisible()).toBe(false);
    expect(await scan(page)).toEqual([]);
    await page.getByRole('button', { name: '是，我也遇到了' }).click();
    await page.getByRole('heading', { name: '记下了，和邻居的一起办' }).waitFor();
    expect(await cases()).toHaveLength(before);
    await context.close();
  });

  test('"no, mine is another" goes on with the form', async () => {
    const before = (await cases()).length;
    const context = await phone();
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    await page.locator('#found-name').getByText(here.name).waitFor();
    await page.getByText('占道摆摊').click();
    await page.getByRole('button', { name: '不是，继续发我的' }).click();
    await page.getByLabel('说几句').fill('西门也有');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    expect(await cases()).toHaveLength(before + 1);
    await context.close();
  });

  test('without a network it is kept in the phone and sent once when the site is opened again', async () => {
    const before = (await cases()).length;
    const context = await phone();
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    await page.locator('#found-name').getByText(here.name).waitFor();
    await page.locator('#album').setInputFiles(await photo(2));
    await page.getByText('垃圾没清').click();
    await context.setOffline(true);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '没有网络，已经存在手机里' }).waitFor();
    expect(await scan(page)).toEqual([]);
    await page.close();
    await context.setOffline(false);
    expect(await cases()).toHaveLength(before);
    const again = await context.newPage();
    await again.goto(stage.address);
    const link = again.getByRole('link', { name: /发出去了：垃圾没清/ });
    await link.waitFor({ timeout: 20_000 });
    expect(await cases()).toHaveLength(before + 1);
    await link.click();
    await again.getByText(/^\d\d \d\d \d\d$/).waitFor();
    await context.close();
  });

  test('from the second visit on the form opens without a network', async () => {
    const before = (await cases()).length;
    const context = await phone();
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload();
    await page.locator('#found-name').getByText(here.name).waitFor();
    await context.setOffline(true);
    await page.goto(`${stage.address}/report`);
    await page.getByText('地图上的这一点').waitFor();
    await page.getByText('小广告', { exact: true }).click();
    await page.getByLabel('说几句').fill('电线杆上贴满了');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '没有网络，已经存在手机里' }).waitFor();
    await context.setOffline(false);
    await page.getByRole('link', { name: /发出去了：小广告/ }).waitFor({ timeout: 20_000 });
    expect(await cases()).toHaveLength(before + 1);
    await context.close();
  });

  test('what was not finished is there the next time', async () => {
    const context = await phone();
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    await page.locator('#album').setInputFiles(await photo(3));
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
    const context = await phone({ permissions: [] });
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
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
    const context = await phone();
    await context.addInitScript(asIn2018);
    const troubles: string[] = [];
    context.on('weberror', (error) => troubles.push(error.error().message));
    const page = await context.newPage();
    await page.goto(`${stage.address}/report`);
    return { context, page, troubles };
  };

  test('reports with a photo, which leaves the phone upright, small and without its notes', async () => {
    const { context, page, troubles } = await oldPhone();
    await page.locator('#camera').setInputFiles(await photo(21));
    await page.getByRole('img', { name: '您的第1张照片' }).waitFor();
    await page.getByText('楼道堆物').click();
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '收到了' }).waitFor();
    const [file] = await stage.arrange(({ read }) =>
      read
        .tables<{ files: { id: string; exif: unknown; width: number; height: number } }>()
        .selectFrom('files')
        .select(['exif', 'width', 'height'])
        .orderBy('id', 'desc')
        .limit(1)
        .execute(),
    );
    expect(file).toEqual({ exif: null, width: 1200, height: 1600 });
    expect(troubles).toEqual([]);
    await context.close();
  });

  test('joins a neighbour’s case by its button, and not by Enter in a field', async () => {
    const before = (await cases()).length;
    const { context, page, troubles } = await oldPhone();
    await page.getByRole('button', { name: '用我现在的位置' }).click();
    await page.locator('#found-name').getByText(here.name).waitFor();
    await page.getByText('楼道堆物').click();
    await page.getByText('是同一处吗？').waitFor();
    await page.getByText('不对，改一下').click();
    await page.getByLabel('小区、路名、门牌').press('Enter');
    expect(await page.getByText('是同一处吗？').isVisible()).toBe(true);
    await page.getByRole('button', { name: '是，我也遇到了' }).click();
    await page.getByRole('heading', { name: '记下了，和邻居的一起办' }).waitFor();
    expect(await cases()).toHaveLength(before);
    expect(troubles).toEqual([]);
    await context.close();
  });
});

describe('without scripts', () => {
  test('the whole way from the home page to the number', async () => {
    const context = await phone({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(stage.address);
    await page.getByRole('link', { name: '反映一个问题' }).click();
    await page.locator('#album').setInputFiles(await photo(4));
    await page.locator('select[name=area]').selectOption({ label: here.community });
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

describe('a case as its reporter follows it', () => {
  const states = [
    'reported',
    'filed',
    'assigned',
    'inProgress',
    'handled',
    'returned',
    'adjudicating',
    'rework',
    'closed',
    'reopened',
  ] as const;
  let told: readonly { readonly number: string; readonly code: string; readonly state: string }[];

  /** One case in each state, and one that is closed for each answer to "solved?". */
  beforeAll(async () => {
    told = await stage.arrange(async (ctx) => {
      const unit = await unitByCode(ctx.tx, 'CGJ');
      const department = unit && (await unitRef(ctx.tx, unit.id));
      const [liaison, inspector] = [await personByUserName(ctx.tx, 'chengguan'), await personByUserName(ctx.tx, 'inspector')];
      if (!department || !liaison || !inspector) throw new Error('the demo city has changed');
      const hands = { city: { department }, people: { liaison: liaison.id, inspector: inspector.id } };
      const made = [];
      for (const state of [...states, ...Array.from({ length: 8 }, () => 'closed' as const)]) {
        const report = { lng: here.longitude, lat: here.latitude };
        const { number, code } = await aCase(ctx, hands, { state, report });
        made.push({ number, code, state });
      }
      return made;
    });
  });

  test.each([
    ['大字版 on a small phone', 320, 'large=1', 0],
    ['English', 360, 'lang=en', 1],
    ['English in large type', 320, 'large=1&lang=en', 2],
    ['before its scripts arrive', 360, '', 3],
  ])('in every state, %s: no violation of WCAG 2.2 AA, no sideways scrolling', async (_, width, choice, turn) => {
    const context = await phone({ viewport: { width, height: 740 } });
    if (choice === '') await context.route('**/*.js', (route) => route.abort());
    const page = await context.newPage();
    if (choice) await page.goto(`${stage.address}/?${choice}`);
    const found: string[] = [];
    const look = async (what: string) => {
      found.push(...(await scan(page)).map((line) => `${what} ${line}`));
      const over = await sideways(page);
      if (over > 0) found.push(`${what} is ${over} px too wide`);
    };
    for (const { number, code, state } of told.slice(0, states.length)) {
      await page.goto(`${stage.address}/follow/${number}?code=${code}`);
      await look(state);
    }
    for (const [answer, one] of [
      ['yes', told[states.length + 2 * turn]],
      ['no', told[states.length + 2 * turn + 1]],
    ] as const) {
      await page.goto(`${stage.address}/follow/${one?.number}?code=${one?.code}`);
      await page.locator(`button[name=solved][value=${answer}]`).click();
      await look(`solved: ${answer}`);
    }
    await context.close();
    expect(found).toEqual([]);
  });
});

test('buttons and fields can be hit with a thumb', async () => {
  const context = await phone();
  const page = await context.newPage();
  const small: string[] = [];
  for (const path of ['/', '/report', '/follow', '/nearby']) {
    await page.goto(stage.address + path);
    const found = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.btn, .field, .tiles label, .rows.links a')].map((one) => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)]).filter(([height]) => height > 0 && height < 47.5).map(([, html]) => html)`,
    );
    small.push(...found.map((one) => `${path} ${one}`));
  }
  await context.close();
  expect(small).toEqual([]);
});
