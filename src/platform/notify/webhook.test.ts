import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReceiver } from './fixtures.ts';
import { waysOf } from './rules.ts';
import { cityClock } from './sending.ts';
import { acceptableUrl, callWebhook, guardedLookup, WebhookRefused } from './webhook.ts';

describe('a webhook’s address', () => {
  it.each([
    'http://example.org/hook',
    'https://localhost/hook',
    'https://intranet/hook',
    'https://127.0.0.1/hook',
    'https://127.1/hook',
    'https://2130706433/hook',
    'https://0x7f.0.0.1/',
    'https://10.1.2.3/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://user:password@example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'no address',
  ])('%s is refused', (url) => {
    expect(acceptableUrl(url, { allowPrivate: false })).toBe(false);
  });

  it('outside and by https is accepted; inside only where the deployment allows it', () => {
    expect(acceptableUrl('https://hooks.example.org/a?b=c', { allowPrivate: false })).toBe(true);
    expect(acceptableUrl('https://8.8.8.8/', { allowPrivate: false })).toBe(true);
    expect(acceptableUrl('http://10.0.0.5:8080/hook', { allowPrivate: true })).toBe(true);
  });

  it.each([true, false])('a name that resolves to an address inside is refused when it is called (all: %s)', async (all) => {
    const answer = await new Promise((resolve) => guardedLookup('localhost', { all }, resolve));
    expect(answer).toBeInstanceOf(WebhookRefused);
  });
});

describe('a call', () => {
  let receiver: Awaited<ReturnType<typeof httpReceiver>>;
  beforeAll(async () => {
    receiver = await httpReceiver();
  });
  afterAll(() => receiver.close());
  const call = () =>
    callWebhook(
      { url: receiver.url, secret: 'shared', id: 'notice-1', body: { title: '新任务' }, at: new Date('2026-11-23T01:20:00Z') },
      { allowPrivate: true },
    );

  it('is signed over its time and its body', async () => {
    await call();
    const { headers, body } = await receiver.calls.take();
    expect(JSON.parse(body)).toEqual({ title: '新任务' });
    expect(headers['x-tongchuang-timestamp']).toBe('1795396800');
    expect(headers['x-tongchuang-signature']).toBe(`sha256=${createHmac('sha256', 'shared').update(`1795396800.${body}`).digest('hex')}`);
    expect(headers['x-tongchuang-id']).toBe('notice-1');
  });

  it.each([500, 404, 302])('answered with %i has failed, and is not followed elsewhere', async (status) => {
    receiver.status = status;
    await expect(call()).rejects.toThrow(`webhook answered ${status}`);
  });
});

it.each([
  ['auto', true, { emailNow: true, digest: false }],
  ['auto', false, { emailNow: false, digest: true }],
  ['now', false, { emailNow: true, digest: false }],
  ['digest', true, { emailNow: false, digest: true }],
  ['off', true, { emailNow: false, digest: false }],
] as const)('e-mail %s, urgent %s', (email, urgent, ways) => {
  expect(waysOf({ inApp: true, email, webhook: false }, urgent)).toEqual({ inApp: true, webhook: false, ...ways });
  if (email === 'off') expect(waysOf({ inApp: false, email, webhook: false }, urgent)).toBeNull();
});

it('day and hour are the city’s', () => {
  expect(cityClock(new Date('2026-11-23T16:05:00Z'))).toEqual({ day: '2026-11-24', hour: 0 });
  expect(cityClock(new Date('2026-11-23T00:59:00Z'))).toEqual({ day: '2026-11-23', hour: 8 });
});
