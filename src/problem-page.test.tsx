import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem, problems } from './kernel/problem.ts';
import { openDatabase, type Database } from './platform/db/database.ts';
import { sectionsOf } from './platform/slice.ts';
import { casePages } from './cases/pages.tsx';
import { aCasework } from './cases/fixtures.ts';
import { problemPage } from './problem-page.tsx';
import { Phone } from './public/testing/browser.ts';
import { startTestApp, type TestApp } from './testing/app.ts';

let app: TestApp;
let database: Database;

beforeAll(async () => {
  app = await startTestApp({ rateLimits: true });
  await app.as('system', aCasework);
  database = openDatabase({ write: app.connection, poolSize: 2 });
});
afterAll(async () => {
  await database.close();
  await app.close();
});

const asked = { id: 'a-request', method: 'GET', url: '/there', hostname: 'city.test', cookies: {}, query: {}, headers: {} };

async function shown(
  problem: Problem,
  cityFor: Parameters<typeof problemPage>[0]['cityFor'] = async () => ({ cityId: 1, name: '测试市' }),
) {
  const answer = await problemPage({ cityFor, database, sections: () => sectionsOf(casePages) })(problem, asked as never);
  if (!('page' in answer)) throw new Error('no page');
  return {
    status: answer.status,
    text: renderToStaticMarkup(answer.page)
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' '),
  };
}

describe('the page for a problem', () => {
  test('404: what it may be, and ways onward', async () => {
    const page = await shown(new Problem(problems.notFound));
    expect(page.status).toBe(404);
    expect(page.text).toMatch(/没有这一页.*回首页.*反映一个问题.*查进度/);
  });

  test('429: until when, and that nothing is lost', async () => {
    const page = await shown(new Problem(problems.tooMany, { seconds: 12 }));
    expect(page.status).toBe(429);
    expect(page.text).toMatch(/请稍等一下.*请过12秒再试.*填的都在/);
  });

  test('500: not the reader’s fault, a reference, and the phone', async () => {
    const page = await shown(new Problem(problems.unexpected));
    expect(page.text).toMatch(/不是您的错.*12345.*a-request/);
  });

  test('a refusal says what it is', async () => {
    expect((await shown(new Problem(problems.tooLarge, { limit: '20 MB' }))).text).toContain('内容太大，上限是 20 MB');
  });

  test.each([
    ['nobody', async () => null],
    ['a database that does not answer', () => Promise.reject(new Error('down'))],
  ])('speaks for nobody without a city: %s', async (_, cityFor) => {
    const page = await shown(new Problem(problems.unavailable), cityFor);
    expect(page.status).toBe(503);
    expect(page.text).toContain('同创');
  });
});

test('guessing codes is slow: ten wrong ones for a number, and twenty tries a minute for all of them', async () => {
  const phone = new Phone(app);
  const form = await phone.get('/follow');
  const tries = async (count: number, numberOf: (n: number) => string) => {
    const answers: number[] = [];
    for (let n = 0; n < count; n++) answers.push((await phone.send(form, { number: numberOf(n), code: String(100_000 + n) })).status);
    return answers;
  };
  const refused = (count: number): number[] => Array.from({ length: count }, () => 422);
  expect(await tries(11, () => '2611-00001')).toEqual([...refused(10), 429]);
  expect(await tries(10, (n) => `2611-0001${n}`)).toEqual([...refused(9), 429]);
});
