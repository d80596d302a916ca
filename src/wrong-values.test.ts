import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { allRoutes } from './platform/assemble.ts';
import { openApi } from './platform/http/openapi.ts';
import { startTestApp, type TestApp } from './testing/app.ts';
import { everySlice } from './testing/every-slice.ts';
import { arrangeRecords, type KnownRecords } from './testing/known-records.ts';
import { awkwardTexts, jsonText, valueFor, type Known, type Schema } from './testing/schema-values.ts';
import { openBrowser, startSignInApp, type Browser, type SignInApp } from './testing/sign-in-app.ts';
import { anAdministrator, setUpTestCity } from './testing/sign-in-steps.ts';
import { aPost } from './city/fixtures.ts';

/**
 * Every operation, as its published description says it, called with what fits and what does not: a result or a clear
 * problem, never a failure. RUNS=300 looks longer, SEED=… elsewhere.
 */

const runs = Number(process.env.RUNS ?? 10);
const seed = Number(process.env.SEED ?? 20_261_123);

interface Described {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Sent {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** Take the newest version of the record, so that an act gets beyond "stale". */
  readonly newest: boolean;
}

const document = openApi(
  allRoutes(await everySlice(inject('cluster'))).map((route) => route.operation),
  'test',
) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };
const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    id: described.operationId,
    method: method.toUpperCase() as 'GET',
    path,
    described,
  })),
);
const ofIdentity = (id: string) => id.startsWith('identity.');

function sentTo({ parameters, requestBody }: Described, known: Known): fc.Arbitrary<Sent> {
  const place = (where: 'path' | 'query') => {
    const fields = parameters.filter((one) => one.in === where).map((one) => [one.name, valueFor(one.schema, one.name, known)] as const);
    return where === 'path'
      ? fc.record(Object.fromEntries(fields))
      : fc.subarray(fields).chain((some) => fc.record(Object.fromEntries(some.slice(0, 4))));
  };
  const json = requestBody?.content['application/json'];
  return fc.record({
    path: place('path'),
    query: place('query'),
    newest: fc.boolean(),
    body: json
      ? fc.oneof({ arbitrary: valueFor(json.schema, '', known), weight: 20 }, fc.constantFrom(...awkwardTexts))
      : requestBody
        ? fc.constantFrom(...awkwardTexts)
        : fc.constant(undefined),
  });
}

const escaped = (value: unknown) => encodeURIComponent(String(value).replace(/\p{Cs}/gu, '\uFFFD'));

function addressOf(path: string, sent: Sent): string {
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => escaped(sent.path[name]) || '%20');
  const query = Object.entries(sent.query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${name}=${escaped(one)}`),
  );
  return query.length > 0 ? `${address}?${query.join('&')}` : address;
}

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
