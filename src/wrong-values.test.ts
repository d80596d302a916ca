import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/app.ts';
import { addressOf, describedCalls, sentTo, type Sent } from './testing/calls.ts';
import { arrangeRecords, type KnownRecords } from './testing/known-records.ts';
import { jsonText, type Known } from './testing/schema-values.ts';
import { openBrowser, startSignInApp, type Browser, type SignInApp } from './testing/sign-in-app.ts';
import { anAdministrator, setUpTestCity } from './testing/sign-in-steps.ts';
import { aPost } from './city/fixtures.ts';

/**
 * Every operation, as its published description says it, called with what fits and what does not: a result or a clear
 * problem, never a failure. RUNS=300 looks longer, SEED=… elsewhere.
 */

const runs = Number(process.env.RUNS ?? 10);
const seed = Number(process.env.SEED ?? 20_261_123);

const calls = await describedCalls(inject('cluster'));
const ofIdentity = (id: string) => id.startsWith('identity.');

/** Never a failure; a refusal is a problem that says something, with nothing left to be filled in. */
function expectClear(answer: { readonly status: number; readonly type: string; readonly text: string }): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.status < 400) return;
  expect(answer.type, answer.text).toMatch(/^application\/problem\+json/);
  const problem: unknown = JSON.parse(answer.text);
  expect(problem).toMatchObject({ code: expect.any(String), status: answer.status, title: expect.stringMatching(/\S/) });
  expect(problem).not.toMatchObject({ title: expect.stringMatching(/\{\w+\}/) });
}

describe('operations', () => {
  let app: TestApp;
  let records: KnownRecords;
  beforeAll(async () => {
    app = await startTestApp();
    records = await arrangeRecords(app);
  });
  afterAll(() => app.close());

  const bodyOf = async (sent: Sent): Promise<unknown> => {
    const newest = sent.newest ? await records.newest(sent.path) : null;
    if (newest === null || typeof sent.body !== 'object' || sent.body === null) return sent.body;
    return {
      ...sent.body,
      ...('version' in sent.body ? { version: newest } : {}),
      ...('revision' in sent.body ? { revision: newest } : {}),
    };
  };

  it.each(calls.filter(({ id }) => !ofIdentity(id)))('$id', async ({ method, path, described }) => {
    const known: Known = (field) => records.known(field);
    const raw = described.requestBody?.content['application/octet-stream'] !== undefined;
    await fc.assert(
      fc.asyncProperty(sentTo(described, known), async (sent) => {
        const payload = await bodyOf(sent);
        const answer = await app.inject({
          method,
          url: addressOf(path, sent),
          as: { personId: records.somebody },
          ...(payload === undefined
            ? {}
            : raw
              ? {
                  payload: typeof payload === 'string' ? payload : jsonText(payload),
                  headers: { 'content-type': 'application/octet-stream' },
                }
              : { payload: jsonText(payload), headers: { 'content-type': 'application/json' } }),
        });
        expectClear({ status: answer.statusCode, type: String(answer.headers['content-type']), text: answer.body });
      }),
      { numRuns: runs, seed },
    );
  });
});

describe('operations of accounts', () => {
  let app: SignInApp;
  let browser: Browser | null = null;
  let count = 0;
  beforeAll(async () => {
    app = await startSignInApp('http://city.test');
    await setUpTestCity(app);
  });
  afterAll(() => app.close());

  /** All three administrators in one; a new one when a call locked or signed out the last. */
  async function administrator(): Promise<Browser> {
    if (browser && (await browser.send('GET', '/api/v1/me')).status === 200) return browser;
    browser = openBrowser(app);
    const { personId } = await anAdministrator(app, browser, { userName: `admin${++count}`, role: 'systemAdmin' });
    await app.act(async ({ tx }) => {
      for (const role of ['securityAdmin', 'auditAdmin'] as const) await aPost(tx, { personId, role });
    });
    return browser;
  }

  it.each(calls.filter(({ id }) => ofIdentity(id)))('$id', async ({ method, path, described }) => {
    await fc.assert(
      fc.asyncProperty(
        sentTo(described, () => []),
        async (sent) => {
          const { cookies } = await administrator();
          const answer = await app.app.http.inject({
            method,
            url: addressOf(path, sent),
            headers: {
              host: 'city.test',
              'sec-fetch-site': 'same-origin',
              cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
              ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(sent.body === undefined ? {} : { payload: jsonText(sent.body) }),
          });
          expectClear({ status: answer.statusCode, type: String(answer.headers['content-type']), text: answer.body });
        },
      ),
      { numRuns: runs, seed },
    );
  });
});
