import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../../city/fixtures.ts';
import type { TestApp } from '../../testing/app.ts';
import { add, crash, echo, entriesOf, leak, staff, startProbe } from '../../testing/probe.ts';
import { newId } from '../ids.ts';

/** What comes in, what goes out, and who may. */

let app: TestApp;
beforeAll(async () => {
  app = await startProbe();
});
afterAll(() => app.close());

describe('input', () => {
  test('is decoded on the way in and encoded on the way out', async () => {
    const answer = await app.call(echo, { name: '安塬', n: 3, at: '2026-11-23T09:20:00+08:00' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ name: '安塬', n: 3, at: '2026-11-23T01:20:00.000Z' });
  });

  test('every faulty field is named, in the asked language', async () => {
    const chinese = await app.call(echo, { name: '安塬', n: 0, at: 'x' });
    expect(chinese.status).toBe(422);
    expect(chinese.headers['content-type']).toContain('application/problem+json');
    expect(chinese.problem.code).toBe('invalidInput');
    expect(chinese.problem.faults?.map((fault) => fault.path)).toEqual(['n', 'at']);
    expect((await app.call(echo, { name: 'x', n: 0 })).status, 'an address that can be no record').toBe(404);
    expect(chinese.problem.faults?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    const english = await app.call(echo, { name: '安塬', n: 0, at: 'x' }, { locale: 'en' });
    expect(english.problem.faults?.[0]?.message).toMatch(/^[\x20-\x7e]+$/);
  });

  test('a fault deep inside is named by its path, with its own text', async () => {
    const answer = await app.call(add, { n: 2, place: { lng: 200 } });
    expect(answer.problem.faults).toEqual([{ path: 'place.lng', code: 'too_big', message: '经度太大' }]);
  });

  test('what no operation asks for is a fault, not passed over: a misspelled filter would count the whole city', async () => {
    const read = await app.inject({
      method: 'GET',
      url: '/api/v1/probe/%E5%AE%89%E5%A1%AC?n=3&unti=x&lang=en',
    });
    expect([read.statusCode, read.json().faults]).toEqual([
      422,
      [{ path: 'unti', code: 'unrecognized_keys', message: 'There is no field or parameter of this name' }],
    ]);
    const written = await app.inject({ method: 'POST', url: '/api/v1/probe', payload: { n: 2, notee: 'x', tag: 1 } });
    expect([written.statusCode, written.json().faults.map((fault: { path: string }) => fault.path)]).toEqual([422, ['notee', 'tag']]);
  });

  test.each(['{"n": ', '[1]', '"text"', '{"n":2,"__proto__":{"x":1}}'])('a body that cannot be read is refused: %s', async (payload) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/probe', payload, headers: { 'content-type': 'application/json' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'malformed' });
  });

  test('a body over the limit is refused, naming the limit of this operation', async () => {
    const payload = JSON.stringify({ n: 2, text: 'x'.repeat(1024 * 1024) });
    const send = (url: string) => app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } });
    const answer = await send('/api/v1/probe');
    expect([answer.statusCode, answer.json().title]).toEqual([413, '内容太大，上限是 1 MiB。']);
    expect((await send('/api/v1/probe/small')).json().title).toBe('内容太大，上限是 2 KiB。');
  });

  test.each([
    ['half an emoji', '{"n":2,"note":"x\\ud83d"}', ['note']],
    ['a NUL', '{"n":2,"note":"x\\u0000y","tags":["a","\\u0000"]}', ['note', 'tags.1']],
    ['one in a name', '{"n":2,"note":"x","more":{"a\\udc00":1}}', ['more.a\uFFFD']],
  ])('%s is no text: every field that holds one is named', async (_what, payload, paths) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/probe', payload, headers: { 'content-type': 'application/json' } });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalidInput']);
    expect(
      answer
        .json<{ faults: { path: string }[] }>()
        .faults.map(({ path }) => path)
        .toSorted(),
    ).toEqual(paths);
  });

  test('a body that nests a hundred thousand deep is read or refused, never a failure', async () => {
    const payload = `{"n":2,"note":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await app.inject({ method: 'POST', url: '/api/v1/probe', payload, headers: { 'content-type': 'application/json' } });
    expect(answer.statusCode).toBeLessThan(500);
  });

  test.each(['/api/v1/probe/%ff?n=1', '/api/v1/probe/%zz?n=1', `/api/v1/probe/${'x'.repeat(9000)}?n=1`])(
    'an address that no router likes answers as every other: %.30s',
    async (url) => {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-security-policy']).toBeDefined();
      const nowhere = await app.inject({ url: '/api/v1/nowhere/%ff' });
      expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'notFound']);
    },
  );

  test('a moment beyond every calendar is refused', async () => {
    for (const at of ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z'])
      expect((await app.call(echo, { name: 'ab', n: 1, at })).problem.faults).toMatchObject([{ path: 'at', message: '年份不对' }]);
  });

  test('a type that is not taken is named', async () => {
    const xml = await app.inject({ method: 'POST', url: '/api/v1/probe', payload: '<a/>', headers: { 'content-type': 'application/xml' } });
    expect(xml.json()).toMatchObject({ code: 'unsupportedType', title: '不支持这种类型：application/xml。' });
    const none = await app.inject({
      method: 'POST',
      url: '/api/v1/probe',
      payload: Buffer.from('x'),
      headers: { 'content-type': '', 'accept-language': 'en' },
    });
    expect([none.statusCode, none.json().title]).toEqual([415, 'Unsupported type: none named.']);
  });

  test('a sender who goes on sending what is too large still hears why, and the connection stays', async () => {
    const { port } = new URL(await app.app.http.listen({ port: 0, host: '127.0.0.1' }));
    const payload = Buffer.from(JSON.stringify({ n: 2, text: 'x'.repeat(12 * 1024 * 1024) }));
    for (let n = 0; n < 3; n++) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/probe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: payload,
      });
      expect([answer.status, await answer.json()]).toEqual([
        413,
        expect.objectContaining({ code: 'tooLarge', detail: { limit: '1 MiB' } }),
      ]);
      expect(answer.headers.get('connection')).not.toBe('close');
    }
  });

  test('an unknown address answers as a problem', async () => {
    const answer = await app.inject({ url: '/api/v1/nowhere' });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'notFound']);
  });
});

describe('output', () => {
  test('a field that is not declared does not leave', async () => {
    const answer = await app.call(leak, {});
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('"b"');
  });

  test('an unexpected error tells nothing but a reference, and changes nothing', async () => {
    const before = await entriesOf(app);
    const answer = await app.call(crash, {});
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('secret reason');
    expect(answer.problem.title).toContain(answer.headers['x-request-id']);
    expect(await entriesOf(app)).toEqual(before);
  });

  test('security headers stand on every answer', async () => {
    const { headers } = await app.inject({ url: '/healthz' });
    expect(headers['content-security-policy']).toMatch(/script-src 'self'( 'nonce-[\w]+')?;/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toContain('max-age=');
    expect(headers['permissions-policy']).toContain('camera=(self)');
  });
});

test('an empty query parameter counts as missing, not as 0', async () => {
  for (const n of ['', '%20']) {
    const answer = await app.inject({ url: `/api/v1/probe/ab?n=${n}` });
    expect(answer.json()).toMatchObject({ status: 422, faults: [{ path: 'n' }] });
  }
});

describe('permission', () => {
  test('nobody: sign in; somebody without the post: not allowed; with it: done', async () => {
    const input = { id: newId() };
    expect((await app.call(staff, input)).problem.code).toBe('notSignedIn');
    const { city } = await app.as('system', async (ctx) => ({
      city: await ctx.tx.rows(sql<{ id: string }>`select id from units where city_id = 1 limit 1`),
    }));
    const unitId = city[0]?.id ?? '';
    const office = await app.as('system', (ctx) => aPerson(ctx.tx, { role: 'officeStaff', unitId }));
    const other = await app.as('system', (ctx) => aPerson(ctx.tx, { role: 'volunteer', unitId }));
    expect((await app.call(staff, input, { as: { personId: other.id } })).problem.code).toBe('notAllowed');
    expect((await app.call(staff, input, { as: { personId: office.id } })).status).toBe(204);
    const foreign = await app.inject({
      method: 'POST',
      url: `/api/v1/probe/staff/${input.id}`,
      as: { personId: office.id },
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    });
    expect(foreign.json()).toMatchObject({ status: 403, code: 'foreignSite', detail: { origin: 'https://elsewhere.example' } });
  });
});
