import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCity, aPerson, type TestPerson } from '../../city/fixtures.ts';
import { contactOf, holdersOf } from '../../city/exports.ts';
import { startTestApp, TEST_NOW, type As, type TestApp } from '../../testing/app.ts';
import * as api from './api.ts';
import { httpReceiver, liveEvents, smtpSink } from './fixtures.ts';
import { jobNames, notify, type Notice } from './notify.ts';
import type { NotifyPorts } from './ports.ts';
import { defaultChoice } from './schema.ts';
import { notifySlice } from './slice.ts';

let app: TestApp;
let mail: Awaited<ReturnType<typeof smtpSink>>;
let hook: Awaited<ReturnType<typeof httpReceiver>>;
let people: Record<'head' | 'liaison' | 'colleague' | 'other', TestPerson>;
let address: string;
const kinds = [
  { kind: 'cases.assigned', name: { zh: '派给本单位', en: 'Assigned to us' } },
  { kind: 'cases.due', name: { zh: '快到期', en: 'Due soon' } },
];
const ports: NotifyPorts = {
  contact: contactOf,
  holders: async (read, unitId, roles, now) =>
    (await Promise.all(roles.map((role) => holdersOf(read, { unitId, role }, now)))).flat().map((holder) => holder.id),
};

beforeAll(async () => {
  [mail, hook] = await Promise.all([smtpSink(), httpReceiver()]);
  app = await startTestApp({
    slices: ({ connection, secret }) => [
      notifySlice(kinds, {
        ports,
        connection,
        secret,
        outgoing: { smtpUrl: mail.url, mailFrom: '同创 <office@city.test>', webhookAllowPrivate: true },
      }),
    ],
  });
  people = await app.as('system', async ({ tx }) => {
    const city = await aCity(tx);
    const unitId = city.department.id;
    return {
      head: await aPerson(tx, { role: 'unitHead', unitId }),
      liaison: await aPerson(tx, { role: 'unitLiaison', unitId }),
      colleague: await aPerson(tx, { role: 'unitLiaison', unitId }),
      other: await aPerson(tx, { role: 'unitLiaison', unitId: city.otherDepartment.id }),
    };
  });
  await app.as('system', ({ tx }) => tx.rows(sql`update people set email = code || '@mail.test'`));
  address = await app.app.http.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await Promise.all([mail.close(), hook.close()]);
});
beforeEach(async () => {
  app.clock.set(TEST_NOW);
  mail.refuse = false;
  hook.status = 200;
  await app.as('system', async ({ tx }) => {
    for (const table of ['notices', 'notice_choices', 'notice_settings', 'notice_sent'])
      await tx.rows(sql`delete from ${sql.table(table)}`);
  });
});
afterEach(() => expect([mail.mails.size, hook.calls.size]).toEqual([0, 0]));

const by = (who: keyof typeof people): As => ({ personId: people[who].id });
const title = { zh: '新派遣:柳园堆物', en: 'Assigned: rubbish at Liuyuan' };
const tell = async (notice: Partial<Notice> = {}, who: 'system' | As = 'system') =>
  app.as(who, (ctx) => notify(ctx, { to: [people.liaison.id], kind: 'cases.assigned', title, href: '/work/cases/1', ...notice }));
const list = async (who: keyof typeof people) => (await app.call(api.listNotices, {}, { as: by(who) })).body.items;
const unread = async (who: keyof typeof people) => (await app.call(api.countUnread, {}, { as: by(who) })).body.unread;
const choose = (choice: object, rest: object = {}) =>
  app.call(
    api.savePreferences,
    { choices: [{ kind: 'cases.assigned', ...defaultChoice, ...choice }], digestHour: 8, locale: 'zh', ...rest },
    { as: by('liaison') },
  );

describe('the list', () => {
  it('has what was told, newest first, by pages, with a badge', async () => {
    for (const n of [1, 2, 3]) await tell({ title: { zh: `第${n}件`, en: `No. ${n}` } });
    const first = await app.call(api.listNotices, { limit: 2 }, { as: by('liaison') });
    expect(first.body.items.map((item) => item.title.zh)).toEqual(['第3件', '第2件']);
    const second = await app.call(api.listNotices, { limit: 2, cursor: first.body.next ?? '' }, { as: by('liaison') });
    expect([second.body.items.map((item) => item.title.zh), second.body.next]).toEqual([['第1件'], null]);
    expect(await unread('liaison')).toBe(3);
    const read = await app.call(api.readNotices, { ids: [first.body.items[0]?.id ?? ''] }, { as: by('liaison') });
    expect(read.body.unread).toBe(2);
    expect((await app.call(api.listNotices, { unread: '1' }, { as: by('liaison') })).body.items).toHaveLength(2);
    await app.call(api.readNotices, { upTo: first.body.items[0]?.id }, { as: by('liaison') });
    expect(await unread('liaison')).toBe(0);
  });

  it('has nothing of a transaction that failed', async () => {
    const failing = app.as('system', async (ctx) => {
      await notify(ctx, { to: [people.liaison.id], kind: 'cases.assigned', title, href: '/', urgent: true });
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    await app.drain();
    expect(await list('liaison')).toEqual([]);
  });

  it('reaches who holds a role in a unit now, but not who did it', async () => {
    await tell({ to: { unitId: people.liaison.unitId ?? '', roles: ['unitLiaison', 'unitHead'] } }, by('colleague'));
    await app.drain();
    expect(await Promise.all((['head', 'liaison', 'colleague', 'other'] as const).map(async (who) => (await list(who)).length))).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it('needs a person', async () => {
    expect((await app.call(api.listNotices, {})).status).toBe(401);
  });
});

describe('nobody sees whether somebody else has read something', () => {
  it('not even the head of the same unit: no list, no count, no journal, no reading for others', async () => {
    await tell();
    const [notice] = await list('liaison');
    expect(await list('head')).toEqual([]);
    const foreign = await app.call(api.readNotices, { ids: [notice?.id ?? ''] }, { as: by('head') });
    expect(foreign.body).toEqual({ unread: 0 });
    expect(await unread('liaison')).toBe(1);
    await app.call(api.readNotices, { ids: [notice?.id ?? ''] }, { as: by('liaison') });
    const journal = await app.as('system', ({ tx }) =>
      tx.rows(sql`select 1 from journal where subject_id = ${notice?.id} or type like 'notice%'`),
    );
    expect(journal).toEqual([]);
    // No operation takes a person: there is nothing to ask with.
    for (const operation of Object.values(api))
      expect(JSON.stringify([Object.keys(operation.params), Object.keys(operation.query), Object.keys(operation.body)])).not.toMatch(
        /person|unit|user/i,
      );
  });
});

describe('e-mail', () => {
  it('carries what is urgent at once, in the reader’s language, with the way to the record', async () => {
    await choose({}, { locale: 'en' });
    await tell({ urgent: true });
    await app.drain();
    const got = await mail.mails.take();
    expect(got.headers.get('subject')).toBe('[Tongchuang] Assigned: rubbish at Liuyuan');
    expect(got.headers.get('from')).toContain('office@city.test');
    expect(got.to).toMatch(/^P\d+@mail\.test$/i);
    expect(got.text).toContain('http://city.test/work/cases/1');
  });

  it('is tried again until the server takes it, and then not again', async () => {
    mail.refuse = true;
    await tell({ urgent: true });
    await expect(app.drain()).rejects.toThrow();
    const [notice] = await list('liaison');
    // As the queue does after its wait.
    const again = () => app.as('system', (ctx) => ctx.enqueue(jobNames.email, { noticeId: notice?.id }));
    mail.refuse = false;
    await again();
    await app.drain();
    expect((await mail.mails.take()).headers.get('subject')).toBe('【同创】新派遣:柳园堆物');
    await again();
    await app.drain();
  });

  it('a line break in a title makes no header', async () => {
    await tell({ urgent: true, title: { zh: '标题\r\nBcc: all@mail.test', en: 'x' } });
    await app.drain();
    const got = await mail.mails.take();
    expect(got.headers.has('bcc')).toBe(false);
    expect(got.headers.get('subject')).toBe('【同创】标题 Bcc: all@mail.test');
  });
});

describe('the digest', () => {
  const tick = async () => {
    await app.as('system', (ctx) => ctx.enqueue(jobNames.digests, {}));
    await app.drain();
  };
  const at = (hour: number, day = 23) => app.clock.set(new Date(`2026-11-${day}T${String(hour).padStart(2, '0')}:00:00+08:00`));

  it('comes once a day at the person’s hour, with what is still unread', async () => {
    await choose({}, { digestHour: 17 });
    await tell({ title: { zh: '甲事', en: 'A' } });
    await tell({ title: { zh: '乙事', en: 'B' } });
    const [second] = await list('liaison');
    await app.call(api.readNotices, { ids: [second?.id ?? ''] }, { as: by('liaison') });
    at(16);
    await tick();
    expect(mail.mails.size).toBe(0);
    at(18); // 17:00 was missed
    await tick();
    const digest = await mail.mails.take();
    expect(digest.headers.get('subject')).toBe('【同创】今日提醒 1 条');
    expect(digest.text).toContain('甲事');
    expect(digest.text).not.toContain('乙事');
    await tell({ title: { zh: '丙事', en: 'C' } });
    at(19);
    await tick();
    expect(mail.mails.size).toBe(0);
    at(17, 24);
    await tick();
    expect((await mail.mails.take()).text).toContain('丙事');
  });

  it('is lost by no failure', async () => {
    await tell();
    mail.refuse = true;
    await expect(tick()).rejects.toThrow();
    mail.refuse = false;
    await tick();
    expect((await mail.mails.take()).text).toContain('新派遣');
  });
});

describe('choices', () => {
  it('hold per kind: off is nowhere, only by e-mail is not in the list', async () => {
    await choose({ inApp: false, email: 'off' });
    await tell({ urgent: true });
    await tell({ kind: 'cases.due' });
    expect((await list('liaison')).map((item) => item.kind)).toEqual(['cases.due']);
    await choose({ inApp: false, email: 'now' });
    await tell();
    await app.drain();
    await mail.mails.take();
    expect(await list('liaison')).toHaveLength(1);
  });

  it('are shown for every kind there is; unknown kinds are not kept', async () => {
    await choose({ email: 'now' });
    await app.call(
      api.savePreferences,
      { choices: [{ kind: 'unknown', ...defaultChoice }], digestHour: 7, locale: 'en' },
      { as: by('liaison') },
    );
    const { body } = await app.call(api.getPreferences, {}, { as: by('liaison') });
    expect(body).toMatchObject({ digestHour: 7, locale: 'en', webhookUrl: null, emailReady: true });
    expect(body.choices.map((choice) => `${choice.kind} ${choice.email}`)).toEqual(['cases.assigned now', 'cases.due auto']);
  });
});

describe('the webhook', () => {
  it('gets a signed call; its secret is shown once and stands sealed in the database', async () => {
    const set = await app.call(api.setWebhook, { url: hook.url }, { as: by('liaison') });
    const secret = set.body.secret ?? '';
    await choose({ email: 'off', webhook: true });
    await tell();
    await app.drain();
    const { headers, body } = await hook.calls.take();
    expect(JSON.parse(body)).toMatchObject({ kind: 'cases.assigned', title, url: 'http://city.test/work/cases/1' });
    expect(headers['x-tongchuang-signature']).toBe(
      `sha256=${createHmac('sha256', secret).update(`${headers['x-tongchuang-timestamp']}.${body}`).digest('hex')}`,
    );
    const stored = await app.as('system', ({ tx }) => tx.rows(sql<{ webhookSecret: string }>`select webhook_secret from notice_settings`));
    expect(stored[0]?.webhookSecret).not.toContain(secret);
    expect(JSON.stringify((await app.call(api.getPreferences, {}, { as: by('liaison') })).body)).not.toContain(secret);
  });

  it('that fails is tried again', async () => {
    await app.call(api.setWebhook, { url: hook.url }, { as: by('liaison') });
    await choose({ email: 'off', webhook: true });
    hook.status = 503;
    await tell();
    await expect(app.drain()).rejects.toThrow('webhook answered 503');
    await hook.calls.take();
    hook.status = 200;
    const [notice] = await list('liaison');
    await app.as('system', (ctx) => ctx.enqueue(jobNames.webhook, { noticeId: notice?.id }));
    await app.drain();
    expect(JSON.parse((await hook.calls.take()).body)).toMatchObject({ id: notice?.id });
  });

  it('must be an address; taking it away ends it', async () => {
    const refused = await app.call(api.setWebhook, { url: 'file:///etc/passwd' }, { as: by('liaison') });
    expect([refused.status, refused.problem.code]).toEqual([422, 'webhookRefused']);
    await app.call(api.setWebhook, { url: hook.url }, { as: by('liaison') });
    expect((await app.call(api.setWebhook, { url: null }, { as: by('liaison') })).body.secret).toBeNull();
    await choose({ email: 'off', webhook: true });
    await tell();
    await app.drain();
    expect(hook.calls.size).toBe(0);
  });
});

describe('live', () => {
  const open = (headers: Record<string, string> = {}, who: keyof typeof people = 'liaison') =>
    liveEvents(`${address}/api/v1/notifications/stream`, { 'x-test-person': people[who].id, ...headers });

  it('brings a notice and the badge when its transaction commits, to its person only', async () => {
    const [mine, others] = await Promise.all([open(), open({}, 'other')]);
    expect(await mine.take()).toMatchObject({ event: 'unread', data: { unread: 0 } });
    expect(await others.take()).toMatchObject({ event: 'unread', data: { unread: 0 } });
    await tell();
    const notice = await mine.take();
    expect(notice).toMatchObject({ event: 'notice', data: { title, href: '/work/cases/1', read: false } });
    expect(notice.id).toBe((await list('liaison'))[0]?.id);
    expect(await mine.take()).toMatchObject({ event: 'unread', data: { unread: 1 } });
    // Read in another window: the badge follows.
    await app.call(api.readNotices, { ids: [notice.id ?? ''] }, { as: by('liaison') });
    expect(await mine.take()).toMatchObject({ event: 'unread', data: { unread: 0 } });
    await tell({ to: [people.other.id] });
    expect(await others.take()).toMatchObject({ event: 'notice' });
    mine.close();
    others.close();
  });

  it('after a break goes on where it was, without doubles', async () => {
    const first = await open();
    await first.take();
    await tell({ title: { zh: '一', en: '1' } });
    const { id } = await first.take();
    first.close();
    await tell({ title: { zh: '二', en: '2' } });
    await tell({ title: { zh: '三', en: '3' } });
    const second = await open({ 'last-event-id': id ?? '' });
    expect([await second.take(), await second.take()]).toMatchObject([
      { data: { title: { zh: '二' } } },
      { data: { title: { zh: '三' } } },
    ]);
    expect(await second.take()).toMatchObject({ event: 'unread', data: { unread: 3 } });
    second.close();
  });

  it('outlives the loss of its listener', async () => {
    const window = await open();
    await window.take();
    const admin = new pg.Client(app.connection);
    await admin.connect();
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tongchuang-notices'`);
    await admin.end();
    await tell();
    expect(await window.take()).toMatchObject({ event: 'notice' });
    window.close();
  });

  it('is for persons, and not for endless windows', async () => {
    expect((await liveEvents(`${address}/api/v1/notifications/stream`, {})).status).toBe(401);
    const windows = await Promise.all(Array.from({ length: 10 }, () => open({}, 'head')));
    await Promise.all(windows.map((window) => window.take()));
    expect((await open({}, 'head')).status).toBe(429);
    for (const window of windows) window.close();
  });
});

it('old notices go', async () => {
  await tell();
  await tell({ kind: 'cases.due' });
  const [last] = await list('liaison');
  await app.call(api.readNotices, { ids: [last?.id ?? ''] }, { as: by('liaison') });
  app.clock.forward(91 * 86_400_000);
  await app.as('system', (ctx) => ctx.enqueue(jobNames.tidy, {}));
  await app.drain();
  expect((await list('liaison')).map((item) => item.kind)).toEqual(['cases.assigned']);
});

it('open windows end when the server does', async () => {
  const window = await liveEvents(`${address}/api/v1/notifications/stream`, { 'x-test-person': people.liaison.id });
  expect(window.headers.get('connection')).toBe('close');
  await window.take();
  const closing = app.app.http.close();
  await window.ended;
  await closing;
});
