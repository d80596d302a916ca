import { Validator } from '@seriousme/openapi-schema-validator';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aCity, aPerson } from '../../city/fixtures.ts';
import { id } from '../../kernel/ids.ts';
import { nothing, operation } from '../../kernel/operation.ts';
import { both, defineProblems, Problem } from '../../kernel/problem.ts';
import { moment } from '../../kernel/time.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { journalOf } from '../journal/journal.ts';
import { newId } from '../ids.ts';
import { route, type Slice } from '../slice.ts';

const SUBJECT = newId();
const probeProblems = defineProblems({ tooOdd: { status: 409, zh: '{n} 太怪。', en: '{n} is too odd.' } });

const echo = operation({
  id: 'probe.echo',
  method: 'GET',
  path: '/probe/:name',
  summary: { zh: '回声', en: 'Echo' },
  permission: 'public',
  params: { name: z.string().min(2) },
  query: { n: z.coerce.number().int().min(1), at: moment.optional() },
  output: z.object({ name: z.string(), n: z.number(), at: moment.nullable() }),
});
const add = operation({
  id: 'probe.add',
  method: 'POST',
  path: '/probe',
  summary: { zh: '记一笔', en: 'Add' },
  permission: 'public',
  body: { n: z.int(), place: z.object({ lng: z.number().max(180, both('经度太大', 'too far east')) }).optional() },
  output: z.object({ numberOfEntries: z.int(), journal: z.int() }),
  errors: [probeProblems.tooOdd],
});
const leak = operation({
  id: 'probe.leak',
  method: 'POST',
  path: '/probe/leak',
  summary: { zh: '漏', en: 'Leak' },
  permission: 'public',
  output: z.strictObject({ shown: z.string() }),
});
const small = operation({
  id: 'probe.small',
  method: 'POST',
  path: '/probe/small',
  summary: { zh: '小', en: 'Small' },
  permission: 'public',
  output: nothing,
  bodyLimit: 2048,
});
const crash = operation({
  id: 'probe.crash',
  method: 'POST',
  path: '/probe/crash',
  summary: { zh: '坏', en: 'Crash' },
  permission: 'public',
  output: nothing,
});
const staff = operation({
  id: 'probe.staff',
  method: 'POST',
  path: '/probe/staff/:id',
  summary: { zh: '内', en: 'Staff' },
  permission: 'probe.act',
  params: { id },
  output: nothing,
});

let reactions = 0;
let failReaction = false;
const probeSlice: Slice = {
  name: 'probe',
  grants: { 'probe.act': ['officeStaff'] },
  routes: [
    route(echo, async (_ctx, input) => ({ name: input.name, n: input.n, at: input.at ?? null })),
    route(add, async (ctx, input) => {
      await ctx.record({ type: 'probe.added', subject: { kind: 'probe', id: SUBJECT }, after: { n: input.n } });
      if (input.n % 2 === 1) throw new Problem(probeProblems.tooOdd, { n: input.n });
      const [row] = await ctx.tx.rows(
        sql<{ n: number }>`select count(*) as n from journal where city_id = ${ctx.tx.cityId} and subject_id = ${SUBJECT}`,
      );
      return { numberOfEntries: 1, journal: row?.n ?? 0 };
    }),
    route(leak, async () => ({ shown: 'a', secret: 'b' }) as never),
    route(crash, async (ctx) => {
      await ctx.record({ type: 'probe.added', subject: { kind: 'probe', id: SUBJECT }, after: null });
      throw new Error('a secret reason');
    }),
    route(staff, async () => undefined),
    route(small, async () => undefined),
  ],
  reactions: [
    {
      on: 'probe.added',
      name: 'probe.count',
      react: async (ctx) => {
        await ctx.record({ type: 'probe.counted', subject: { kind: 'probe', id: SUBJECT } });
        if (failReaction) throw new Error('not yet');
        reactions++;
      },
    },
  ],
};

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ slices: [probeSlice] });
  await app.as('system', (ctx) => aCity(ctx.tx));
});
afterAll(() => app.close());

const entries = async () => (await journalOf(app.app.database.reader(1), { kind: 'probe', id: SUBJECT })).map((entry) => entry.type);

describe('input', () => {
  test('is decoded on the way in and encoded on the way out', async () => {
    const answer = await app.call(echo, { name: '安塬', n: 3, at: '2026-11-23T09:20:00+08:00' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ name: '安塬', n: 3, at: '2026-11-23T01:20:00.000Z' });
  });

  test('every faulty field is named, in the asked language', async () => {
    const chinese = await app.call(echo, { name: 'x', n: 0 });
    expect(chinese.status).toBe(422);
    expect(chinese.headers['content-type']).toContain('application/problem+json');
    expect(chinese.problem.code).toBe('invalidInput');
    expect(chinese.problem.faults?.map((fault) => fault.path)).toEqual(['name', 'n']);
    expect(chinese.problem.faults?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    const english = await app.call(echo, { name: 'x', n: 0 }, { locale: 'en' });
    expect(english.problem.faults?.[0]?.message).toMatch(/^[\x20-\x7e]+$/);
  });

  test('a fault deep inside is named by its path, with its own text', async () => {
    const answer = await app.call(add, { n: 2, place: { lng: 200 } });
    expect(answer.problem.faults).toEqual([{ path: 'place.lng', code: 'too_big', message: '经度太大' }]);
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
    const before = await entries();
    const answer = await app.call(crash, {});
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('secret reason');
    expect(answer.problem.title).toContain(answer.headers['x-request-id']);
    expect(await entries()).toEqual(before);
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
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.statusCode).toBe(403);
  });
});

describe('journal, outbox, idempotency', () => {
  test('a refused act leaves no journal entry', async () => {
    const before = await entries();
    const answer = await app.call(add, { n: 3 }, { key: 'refused-key-1' });
    expect(answer.problem).toMatchObject({ code: 'tooOdd', title: '3 太怪。' });
    expect(await entries()).toEqual(before);
  });

  test('a repeat with the same key answers the first result and changes nothing', async () => {
    const first = await app.call(add, { n: 2 }, { key: 'repeat-key-1' });
    const count = (await entries()).length;
    const second = await app.call(add, { n: 2 }, { key: 'repeat-key-1' });
    // To the letter: the names in their order too.
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
    expect(second.headers['idempotent-replay']).toBe('true');
    expect(await entries()).toHaveLength(count);
  });

  test('twenty at once with one key act once', async () => {
    const count = (await entries()).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.call(add, { n: 4 }, { key: 'at-once-key' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await entries()).toHaveLength(count + 1);
  });

  test('the same key with other content is refused', async () => {
    await app.call(add, { n: 6 }, { key: 'other-content-key' });
    expect((await app.call(add, { n: 8 }, { key: 'other-content-key' })).problem.code).toBe('keyReused');
  });

  test('a malformed key is refused', async () => {
    expect((await app.call(add, { n: 2 }, { key: 'short' })).problem.code).toBe('malformed');
  });

  test('the fact reaches the reaction once; one that fails leaves no trace and is tried again later', async () => {
    await app.drain();
    reactions = 0;
    await app.call(add, { n: 10 });
    await app.drain();
    expect(reactions).toBe(1);
    failReaction = true;
    await app.call(add, { n: 12 });
    await expect(app.drain()).rejects.toThrow('not yet');
    const counted = (await entries()).filter((type) => type === 'probe.counted').length;
    failReaction = false;
    await app.drain();
    expect(reactions).toBe(1);
    app.clock.forward(10_000);
    await app.drain();
    expect(reactions).toBe(2);
    expect((await entries()).filter((type) => type === 'probe.counted')).toHaveLength(counted + 1);
  });

  test("the application's role cannot change or delete the journal", async () => {
    await expect(app.as('system', (ctx) => ctx.tx.rows(sql`update journal set type = 'x'`))).rejects.toMatchObject({ code: '42501' });
    await expect(app.as('system', (ctx) => ctx.tx.rows(sql`delete from journal`))).rejects.toMatchObject({ code: '42501' });
    await expect(app.as('system', (ctx) => ctx.tx.rows(sql`truncate journal`))).rejects.toMatchObject({ code: '42501' });
  });

  test('a reader cannot write, not even by raw SQL', async () => {
    await expect(app.app.database.reader(1).rows(sql`delete from outbox`)).rejects.toMatchObject({ code: '25006' });
  });
});

describe('machine addresses', () => {
  test('health, readiness, metrics', async () => {
    expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' });
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/metrics' })).body).toContain('http_request_duration_seconds');
  });

  test('figures of the machine are for this machine and for who has the token; for others the address is absent', async () => {
    const closed = await startTestApp({ slices: [] });
    const open = await startTestApp({ slices: [], metricsToken: 'a token of 32 characters or longer' });
    const ask = (from: TestApp, remoteAddress: string, headers: Record<string, string> = {}) =>
      from.app.http.inject({ url: '/metrics', remoteAddress, headers });
    try {
      const absent = await closed.app.http.inject({ url: '/nowhere', remoteAddress: '10.1.2.3' });
      for (const answer of [
        await ask(closed, '10.1.2.3'),
        await ask(closed, '10.1.2.3', { authorization: 'Bearer ' }),
        await ask(closed, '10.1.2.3', { authorization: 'Bearer null' }),
        // A proxy on this machine asks for somebody else.
        await ask(closed, '127.0.0.1', { 'x-forwarded-for': '10.1.2.3' }),
        await ask(closed, '::1', { forwarded: 'for=10.1.2.3' }),
        await ask(open, '10.1.2.3', { authorization: 'Bearer another token of the same length' }),
      ]) {
        expect([answer.statusCode, answer.json().code]).toEqual([absent.statusCode, absent.json().code]);
        expect(answer.body).not.toContain('http_request');
      }
      for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect((await ask(closed, address)).statusCode).toBe(200);
      const shown = await ask(open, '10.1.2.3', { authorization: 'Bearer a token of 32 characters or longer' });
      expect(shown.statusCode).toBe(200);
      expect(shown.headers['cache-control']).toBe('no-store');
      // What waits and what was given up stands in the database, whichever process did it.
      expect(shown.body).toMatch(/^outbox_rows\{state="waiting"\} 0$/m);
      expect(shown.body).toMatch(/^outbox_rows\{state="given_up"\} 0$/m);
    } finally {
      await closed.close();
      await open.close();
    }
  });

  test('the OpenAPI document names every operation with its permission', async () => {
    const document = (await app.inject({ url: '/api/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/v1/probe/{name}'].get).toMatchObject({ operationId: 'probe.echo', 'x-permission': 'public' });
    expect(document.paths['/api/v1/probe/{name}'].get.parameters).toContainEqual({
      name: 'n',
      in: 'query',
      required: true,
      schema: expect.objectContaining({ type: 'integer' }),
    });
    expect(document.paths['/api/v1/probe'].post.responses['409'].description).toContain('tooOdd');
  });
});

test('the OpenAPI document of the whole product is valid OpenAPI 3.1', async () => {
  const whole = await startTestApp();
  try {
    const document = (await whole.inject({ url: '/api/openapi.json' })).json();
    const { valid, errors } = await new Validator().validate(document);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    const operations = Object.values<Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>(
      document.paths,
    ).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
    for (const { operationId, parameters } of operations) {
      const names = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(names).size, operationId).toBe(names.length);
    }
    // Every name in a path is a parameter of it, and the other way round.
    for (const [path, methods] of Object.entries<(typeof document.paths)[string]>(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
      for (const one of Object.values<{ parameters: { name: string; in: string }[] }>(methods))
        expect(
          one.parameters
            .filter((parameter) => parameter.in === 'path')
            .map((parameter) => parameter.name)
            .toSorted(),
        ).toEqual(named);
    }
  } finally {
    await whole.close();
  }
});

describe('limits', () => {
  test('a public operation stops a flood and says when to come back', async () => {
    const limited = await startTestApp({ slices: [probeSlice], rateLimits: true });
    try {
      await limited.as('system', (ctx) => aCity(ctx.tx));
      const answers = [];
      for (let call = 0; call < 80; call++) answers.push(await limited.call(echo, { name: 'ab', n: 1 }));
      const refused = answers.filter((answer) => answer.status === 429);
      expect(refused).toHaveLength(20);
      expect(refused[0]?.problem.code).toBe('tooMany');
      expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });
});
