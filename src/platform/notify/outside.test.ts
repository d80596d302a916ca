import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpReceiver, smtpSink } from './fixtures.ts';
import { NotTaken, openOutside } from './outside.ts';

let mail: Awaited<ReturnType<typeof smtpSink>>;
let gateway: Awaited<ReturnType<typeof httpReceiver>>;
beforeAll(async () => {
  [mail, gateway] = await Promise.all([smtpSink(), httpReceiver()]);
});
afterAll(() => Promise.all([mail.close(), gateway.close()]));
beforeEach(() => {
  gateway.status = 200;
  mail.refuse = false;
});

const letter = { id: 'message-1', subject: '2611-00001 已受理', text: '已受理', at: new Date('2026-11-23T01:20:00Z') };
const secret = 'a secret of the gateway';
const open = () =>
  openOutside({ smtpUrl: mail.url, mailFrom: '文明网 <no-reply@city.test>', smsWebhookUrl: gateway.url, smsWebhookSecret: secret });
const failure = (sending: Promise<void>): Promise<unknown> => sending.then(() => null).catch((error: unknown) => error);

describe('people without an account', () => {
  it('get a text message by one signed call that names the telephone', async () => {
    await open().sms('13800138000', letter);
    const { headers, body } = await gateway.calls.take();
    expect(JSON.parse(body)).toEqual({ id: 'message-1', phone: '13800138000', text: '已受理' });
    expect(headers['x-tongchuang-id']).toBe('message-1');
    expect(headers['x-tongchuang-signature']).toBe(`sha256=${createHmac('sha256', secret).update(`1795396800.${body}`).digest('hex')}`);
  });

  it('get mail that is recognised when it comes twice', async () => {
    await open().email('citizen@mail.test', letter);
    const got = await mail.mails.take();
    expect([got.to, got.headers.get('subject'), got.headers.get('message-id')]).toEqual([
      'citizen@mail.test',
      '2611-00001 已受理',
      '<message-1@tongchuang>',
    ]);
    expect(got.text).toContain('已受理');
  });

  it.each([
    [500, false],
    [503, false],
    [429, false],
    [408, false],
    [302, false],
    [400, true],
    [404, true],
  ])('a gateway that answers %i has not taken it; for good: %s', async (status, forGood) => {
    gateway.status = status;
    const error = await failure(open().sms('13800138000', letter));
    await gateway.calls.take();
    expect(error).toBeInstanceOf(NotTaken);
    expect(error).toMatchObject({ reason: `gateway ${status}`, forGood });
  });

  it('a server that cannot be reached may be reached later; no address is in the reason', async () => {
    mail.refuse = true;
    const refused = await failure(open().email('citizen@mail.test', letter));
    expect(refused).toMatchObject({ reason: 'smtp 451', forGood: false });
    expect(String(refused)).not.toContain('citizen');
    const nobody = openOutside({
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom: 'no-reply@city.test',
      smsWebhookUrl: 'http://127.0.0.1:1/',
      smsWebhookSecret: secret,
    });
    expect(await failure(nobody.email('citizen@mail.test', letter))).toMatchObject({ forGood: false });
    expect(await failure(nobody.sms('13800138000', letter))).toMatchObject({ forGood: false });
  });

  it('are reached only by ways that are configured', () => {
    expect(open().ways).toEqual({ email: true, sms: true });
    expect(openOutside({ smtpUrl: null, mailFrom: null, smsWebhookUrl: null, smsWebhookSecret: null }).ways).toEqual({
      email: false,
      sms: false,
    });
  });
});
