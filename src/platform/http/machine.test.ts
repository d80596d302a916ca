import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { echo, startProbe } from '../../testing/probe.ts';

/** What machines ask: health, figures, the OpenAPI document; and what stops a flood of them. */

let app: TestApp;
beforeAll(async () => {
  app = await startProbe();
});
afterAll(() => app.close());

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
    const limited = await startProbe({ rateLimits: true });
    try {
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
