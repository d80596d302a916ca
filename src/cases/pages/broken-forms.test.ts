import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { aCasework } from '../fixtures.ts';

/** What no form of ours sends: a lost connection, a broken client, somebody who tries. */

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.as('system', aCasework);
});
afterAll(() => app.close());

const boundary = 'x5';
const field = `--${boundary}\r\nContent-Disposition: form-data; name="words"\r\n\r\n`;
const file = `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
const multipart = `multipart/form-data; boundary=${boundary}`;

const bodies: readonly (readonly [string, string, string])[] = [
  ['numbers where texts belong', 'application/json', '{"a":1}'],
  ['a tree', 'application/json', '{"a":{"b":["c"]}}'],
  ['no boundary', 'multipart/form-data', field],
  ['an end within a field', multipart, `${field}half a wor`],
  ['an end within a file', multipart, `${file}\u00ff\u00d8`],
  ['an end between two parts', multipart, `${field}whole\r\n--${boundary}\r\n`],
];
const forms = ['/report', '/follow', '/follow/2611-00001', '/sent/2611-00001'];

test.each(bodies.flatMap((body) => forms.map((url) => [url, ...body] as const)))(
  '%s, %s: told, not failed',
  async (url, _, type, payload) => {
    const answer = await app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('请求的格式读不出来');
  },
);
