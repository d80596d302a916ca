import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PHONE, shareOut, type Visitor } from './cast.ts';
import { fullWidth, unfitting } from './fits.ts';
import { lengthenNames } from './long-names.ts';
import { openScene } from './scene.ts';

/** Every screen and every public page on a phone of 360 px, in both languages, with the longest names that a city writes. */

const scene = openScene('file', lengthenNames);
const phone = { viewport: PHONE, hasTouch: true, isMobile: true };

/** Records that screens with a parameter are opened with. */
async function someRecords(): Promise<Readonly<Record<string, readonly string[]>>> {
  return scene.stage.arrange(async ({ read }) => {
    const ids = async (query: string) => (await read.rows(sql.raw<{ id: string }>(query))).map(({ id }) => id);
    return {
      ':caseId': await ids(
        `select distinct on (state) id from cases where city_id = 1 and state in ('reported', 'inProgress', 'handled', 'closed') order by state, id`,
      ),
      ':unitId': await ids(`select id from units where city_id = 1 and code = 'CGJ'`),
      ':personId': await ids(`select id from people where city_id = 1 and user_name = 'office'`),
      ':areaId': await ids(
        `select distinct on (kind) id from areas where city_id = 1 and kind in ('community', 'compound') order by kind, id`,
      ),
      ':revisitId': await ids(`select id from case_revisits where city_id = 1`),
      ':measure': ['cases.received', 'cases.onTimeRate', 'cases.medianHours'],
      ':number': await ids(`select number as id from cases where city_id = 1 and released_at is not null order by id limit 1`),
    };
  });
}

const paths = (declared: string, records: Readonly<Record<string, readonly string[]>>): readonly string[] => {
  const [parameter] = /:\w+/.exec(declared) ?? [];
  if (!parameter) return [declared];
  const values = records[parameter] ?? [];
  if (values.length === 0) throw new Error(`nothing to open ${declared} with`);
  return values.map((value) => declared.replace(parameter, value));
};

/** The address of every screen that a slice contributes, read where it is declared. */
async function declaredScreens(): Promise<readonly string[]> {
  const files = (await readdir('src', { recursive: true })).filter((name) => /(^|\/)(ui|pages)\/screens\.ts$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(`src/${name}`, 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/^ +path: '(\/[^']*)'/gm)].map(([, path]) => path ?? ''));
}

async function rested(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** What does not fit, in the language that the page is shown in. */
async function faultsAt(page: Page, address: string): Promise<readonly string[]> {
  const language = await page.evaluate<string>('document.documentElement.lang');
  const faults = [...(await unfitting(page)), ...(language === 'en' ? await fullWidth(page) : [])];
  return faults.map((fault) => `${address} (${language}): ${fault}`);
}

async function faultsOf(visitors: readonly Visitor[], addresses: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await shareOut(visitors, addresses, async ({ page }, address) => {
    await rested(page);
    found.push(...(await faultsAt(page, address)));
  });
  return found;
}

const speak = (context: BrowserContext, language: string, large: boolean) =>
  context.addCookies([
    { name: 'lang', value: language, url: scene.stage.address },
    { name: 'large', value: large ? '1' : '0', url: scene.stage.address },
  ]);

test('every screen of the workbench, in both languages: nothing is wider than the screen, no control is cut off, no violation of WCAG 2.2 AA', async () => {
  scene.cast.keepPicturesOfFailure();
  const everybody = [await scene.cast.staff('office', phone), await scene.cast.staff('office', phone)];
  await scene.stage.arrange(({ tx }) => tx.rows(sql`update auth."session" set "twoFactorDone" = true`));
  const records = await someRecords();
  const screens = (await declaredScreens()).flatMap((declared) => paths(`/work${declared}`, records));
  expect(screens.length).toBeGreaterThan(40);
  const found: string[] = [];
  // Each is opened once, and looked at again after its language was changed: it opens in the one, the next in the other.
  await shareOut(everybody, screens, async (tab, address) => {
    const { page } = tab;
    await rested(page);
    found.push(...(await faultsAt(page, address)));
    await tab.rests();
    const now = await page.evaluate<string>('document.documentElement.lang');
    await page.getByRole('button', { name: now === 'en' ? '中文' : 'English', exact: true }).click();
    await page.waitForFunction(`document.documentElement.lang !== '${now}'`);
    await rested(page);
    found.push(...(await faultsAt(page, address)));
  });
  expect(found).toEqual([]);
});

const publicPages = [
  '/',
  '/report',
  '/follow',
  '/nearby',
  '/cases/:number',
  '/figures',
  '/reasons',
  '/about',
  '/privacy',
  '/accessibility',
  '/sign-in',
  '/there-is-no-such-page',
];

test.each([
  ['zh', false],
  ['zh', true],
  ['en', false],
  ['en', true],
] as const)('every public page, %s, large %s: nothing is wider than the screen, no control is cut off', async (language, large) => {
  scene.cast.keepPicturesOfFailure();
  const citizens = [await scene.cast.citizen('/about', { ...phone }), await scene.cast.citizen('/about', { ...phone })];
  for (const { page } of citizens) await speak(page.context(), language, large);
  const records = await someRecords();
  const pages = publicPages.flatMap((declared) => paths(declared, records));
  expect(await faultsOf(citizens, pages)).toEqual([]);
});
