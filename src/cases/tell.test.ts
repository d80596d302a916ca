import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { positionIn } from '../city/fixtures.ts';
import { journalOf } from '../platform/journal/journal.ts';
import { Phone } from '../public/testing/browser.ts';
import { of } from '../testing/casework.ts';
import { ADDRESS, MOBILE, startTelling, type Telling } from '../testing/telling.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import { aCase } from './fixtures.ts';
import { caseFacts } from './events.ts';
import { sendMessage, tellReporters } from './service/tell.ts';

let app: Telling['app'];
let world: Telling['world'];
let mail: Telling['mail'];
let gateway: Telling['gateway'];
let as: Telling['as'];
let told: Telling['told'];
let text: Telling['text'];
let toldLines: Telling['toldLines'];
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
  ({ app, world, mail, gateway, as, told, text, toldLines } = telling);
});
afterAll(() => telling.close());
beforeEach(() => telling.begin());
afterEach(() => telling.nothingLeft());

describe('who left a contact is told', () => {
  test('that it was accepted and by when, by text message and by mail, with number and link and without the code', async () => {
    const row = await told('reported', { phone: `+86 ${MOBILE}`, email: ADDRESS });
    await app.call(api.fileCase, of(row), as('staff'));
    await app.drain();
    const [sms, letter] = [await text(), await mail.mails.take()];
    expect(sms.phone).toBe(MOBILE);
    expect(letter.to).toBe(ADDRESS);
    for (const words of [sms.text, letter.text]) {
      expect(words).toContain(`（编号 ${row.number}）已受理，最晚`);
      expect(words).toContain(`http://city.test/follow/${row.number}`);
      expect(words).not.toContain(row.code);
    }
    expect(letter.headers.get('subject')).toContain(row.number);
    expect(await toldLines(row.id)).toEqual(['已受理：短信 1 条，邮件 1 封']);
  });

  test('of a refusal with its reason, and nothing that somebody wrote', async () => {
    const row = await told('reported');
    await app.call(api.declineCase, { ...of(row), reason: 'consumerDispute', note: '找老王 13900001111' }, as('staff'));
    await app.drain();
    const sms = await text();
    expect(sms.text).toContain('没有受理。这是消费、劳动等方面的纠纷');
    expect(sms.text).not.toContain('老王');
  });

  test('of a question, of the long-term list, of the end and what may be said then', async () => {
    const asked = await told('inProgress');
    await app.call(api.askReporter, { ...of(asked), text: '几号楼？' }, as('liaison'));
    await app.drain();
    expect((await text()).text).toMatch(/有个问题要问您/);
    const waits = await told('filed');
    const longTerm = { reason: 'planned', note: '列入明年', leadUnitId: world.city.department.id, expected: '2027-06-30' };
    await app.call(api.putOnLongTermList, { ...of(waits), ...longTerm, public: true }, as('office'));
    await app.drain();
    expect((await text()).text).toMatch(/已挂账：已经列入改造计划，到时一起办。.*牵头，预计2027年6月30日前办/);
    const handled = await told('handled');
    await app.call(api.checkCase, { ...of(handled), result: 'close', outcome: 'fixed' }, as('inspector'));
    await app.drain();
    expect((await text()).text).toContain('已解决。请您说一声，解决了还是没解决（12月7日前）');
  });

  test('not of what the city keeps to itself', async () => {
    const row = await told('filed');
    const longTerm = { reason: 'planned', note: '列入明年', leadUnitId: world.city.department.id, expected: '2027-06-30', public: false };
    expect((await app.call(api.putOnLongTermList, { ...of(row), ...longTerm }, as('office'))).status).toBe(200);
    await app.drain();
    expect(await toldLines(row.id)).toEqual([]);
  });

  test('that it is open again; who only saw it too is told the same, in their own language', async () => {
    const row = await told('inProgress');
    const joined = await app.call(open.publicJoin, { caseId: row.id, contact: { email: ADDRESS } }, { as: 'public', locale: 'en' });
    await app.as('system', async (ctx) => {
      const { applyStep } = await import('./service/apply.ts');
      const { lockCase } = await import('./store/rows.ts');
      const now = await lockCase(ctx.tx, row.id);
      const handled = now && (await applyStep(ctx, now, { act: 'handle', to: 'handled', set: { handledAt: ctx.now } }));
      if (handled)
        await applyStep(ctx, handled, {
          act: 'close',
          to: 'closed',
          set: { outcome: 'fixed', closedAt: ctx.now },
          detail: { outcome: 'fixed' },
        });
    });
    await app.drain();
    expect([(await text()).text, (await mail.mails.take()).text]).toEqual([
      expect.stringContaining('您反映的“'),
      expect.stringMatching(/^The problem “.*” that you saw too .* found it fixed/),
    ]);
    const held = { number: row.number, code: joined.body.code };
    app.clock.forward(60_000);
    await app.call(open.publicRate, { ...held, solved: false, words: '又来了' }, { as: 'public' });
    await app.drain();
    expect((await text()).text).toContain('已重开');
    expect((await mail.mails.take()).text).toContain('open again');
    expect(await toldLines(row.id)).toEqual(['已重开：短信 1 条，邮件 1 封', '已办结：短信 1 条，邮件 1 封']);
  });

  test('where it goes on when it was joined with another', async () => {
    const row = await told('filed');
    const target = await app.as('system', (ctx) => aCase(ctx, world, { state: 'inProgress' }));
    await app.drain();
    await app.call(api.mergeCase, { ...of(row), into: target.id }, as('staff'));
    await app.drain();
    const sms = await text();
    expect(sms.text).toContain(`以后查 ${target.number}`);
    expect(sms.text).toContain(`/follow/${target.number}`);
    const followed = await app.call(open.publicFollow, { number: target.number, code: row.code }, { as: 'public' });
    expect(followed.body.told).toEqual({ sms: true, email: false, phone: true });
  });

  test('when the desk wrote it down for a caller: a mobile number yes, a telephone in the house no', async () => {
    const words = { category: 'e01-01', words: '垃圾', ...positionIn.compound, channel: 'hotline' as const, file: true };
    const rights = as('office');
    const mobile = await app.call(api.reportOnBehalf, { ...words, contact: { phone: MOBILE } }, rights);
    const house = await app.call(api.reportOnBehalf, { ...words, contact: { phone: '0912-3456789' } }, rights);
    await app.drain();
    expect((await text()).text).toContain(mobile.body.number);

    const joins = { ...words, sameAs: house.body.id, contact: { phone: MOBILE } };
    const receipts = [mobile, house, await app.call(api.reportOnBehalf, joins, rights), await app.call(api.reportOnBehalf, words, rights)];
    // What the desk says to a caller is what happens.
    expect(receipts.map(({ body }) => body.texted)).toEqual([true, false, true, false]);
    await app.drain();
  });
});

describe('the pages', () => {
  test('take a mobile number, a mail address or both; what is faulty comes back with what was typed', async () => {
    const row = await app.as('system', (ctx) => aCase(ctx, world, { state: 'reported' }));
    await app.drain();
    const visitor = new Phone(app);
    await visitor.get(`/follow/${row.number}?code=${row.code}`);
    const sent = await visitor.get(`/sent/${row.number}`);
    expect(sent.text).toMatch(/有进展告诉我.*发短信告诉您.*发邮件告诉您.*办结30天后自动删掉/);
    const empty = await visitor.send(sent, {}, 'tell');
    expect([empty.status, empty.text.includes('请留一个能找到您的方式')]).toEqual([422, true]);
    const wrong = await visitor.send(sent, { phone: '12345', email: 'nobody@' }, 'tell');
    expect([wrong.status, /手机号不对.*邮箱不对/.test(wrong.text)]).toEqual([422, true]);
    expect(wrong.html).toMatch(/value="12345"/);
    expect(wrong.html).toMatch(/value="nobody@"/);
    const noted = await visitor.send(wrong, { phone: `+86 ${MOBILE}`, email: ADDRESS }, 'tell');
    expect(noted.text).toMatch(/尾号8000的手机。.*发邮件到citizen@mail.test/);
    expect(noted.text).not.toContain('138');
    expect((await visitor.get(`/follow/${row.number}`)).text).toContain('有进展会发短信告诉您');
  });

  test('take it on the follow page as well, and ask for nothing when nothing more can happen', async () => {
    const row = await app.as('system', (ctx) => aCase(ctx, world, { state: 'reported' }));
    await app.drain();
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    expect((await visitor.send(page, { phone: '' }, 'tell')).status).toBe(422);
    expect((await visitor.send(page, { phone: MOBILE }, 'tell')).text).toContain('尾号8000');
    await app.call(open.publicUnsubscribe, row, { as: 'public' });
    await app.call(api.declineCase, { ...of(row), reason: 'outsideCity', note: '' }, as('staff'));
    await app.drain();
    expect((await visitor.get(`/follow/${row.number}`)).text).not.toContain('有进展告诉我');
  });
});

describe('nobody else', () => {
  test('sees whom: the unit sees no line, and no contact stands anywhere', async () => {
    const row = await told('inProgress', { phone: MOBILE, email: ADDRESS });
    await app.call(api.askReporter, { ...of(row), text: '几号楼？' }, as('liaison'));
    await app.drain();
    await Promise.all([text(), mail.mails.take()]);
    expect(await toldLines(row.id, 'liaison')).toEqual([]);
    expect(await toldLines(row.id, 'hotline')).toEqual(['有问题要问：短信 1 条，邮件 1 封']);
    const everywhere = await app.as('system', async (ctx) => {
      const tables = ['case_messages', 'case_reporters', 'journal', 'case_events', 'outbox', 'idempotency_keys'];
      const rows = await Promise.all(tables.map((table) => ctx.tx.rows(sql`select * from ${sql.table(table)}`)));
      const jobs = await ctx.tx.rows(sql`select data from jobs.job`);
      return JSON.stringify([rows, jobs]);
    });
    for (const secret of [MOBILE, ADDRESS]) expect(everywhere).not.toContain(secret);
    const journal = await app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: row.id }));
    expect(journal.filter((fact) => fact.type === caseFacts.told).map((fact) => fact.after)).toMatchObject([
      { what: 'asked', way: expect.stringMatching(/sms|email/) },
      { what: 'asked', way: expect.stringMatching(/sms|email/) },
    ]);
  });

  test('reads a contact out of what is kept for repeated calls', async () => {
    const row = await told('inProgress', { phone: MOBILE });
    const read = () => app.call(api.readReporter, { caseId: row.id, why: '回访' }, { ...as('hotline'), key: 'a-key-of-the-desk' });
    expect((await read()).body.phone).toBe(MOBILE);
    const kept = await app.as('system', (ctx) => ctx.tx.rows(sql`select * from idempotency_keys where key = 'a-key-of-the-desk'`));
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(MOBILE);
    expect((await read()).body.phone).toBe(MOBILE);
    // Erased is erased: a repeat gets it no more.
    await app.call(api.eraseReporter, { caseId: row.id }, as('hotline'));
    expect((await read()).problem.code).toBe('answerForgotten');
  });
});

describe('each fact once', () => {
  const messageIds = (caseId: string) =>
    app.as('system', (ctx) => ctx.tx.rows(sql<{ id: string }>`select id from case_messages where case_id = ${caseId} order by id`));
  const tryAgain = async () => {
    await app.as('system', (ctx) => ctx.enqueue('cases.tellAgain', {}));
    await app.drain();
  };

  test('however often it is delivered', async () => {
    const row = await told('reported');
    await app.call(api.fileCase, of(row), as('staff'));
    await app.drain();
    await text();
    const [fact] = (await app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: row.id }))).filter(
      (one) => one.type === caseFacts.file,
    );
    await app.as('system', async (ctx) => fact && tellReporters(ctx, fact));
    await app.drain();
    const [message] = await messageIds(row.id);
    await app.as('system', (ctx) => sendMessage(ctx, { messageId: message?.id ?? '' }));
    expect(await messageIds(row.id)).toHaveLength(1);
  });

  test('though two senders take it at the same time', async () => {
    const row = await told('reported');
    gateway.status = 503;
    await app.call(api.fileCase, of(row), as('staff'));
    await app.drain();
    await text();
    gateway.status = 200;
    const [message] = await messageIds(row.id);
    const send = () => app.as('system', (ctx) => sendMessage(ctx, { messageId: message?.id ?? '' }));
    await Promise.all([send(), send(), send()]);
    expect((await text()).id).toBe(message?.id);
  });

  test('is tried again, later and later, until it is taken', async () => {
    const row = await told('reported', { phone: MOBILE, email: ADDRESS });
    gateway.status = 503;
    mail.refuse = true;
    await app.call(api.fileCase, of(row), as('staff'));
    await app.drain();
    const first = await text();
    expect(await toldLines(row.id)).toEqual(['已受理：2 条正在发']);
    await tryAgain();
    expect(gateway.calls.size).toBe(0);
    app.clock.forward(60_000);
    await tryAgain();
    expect((await text()).id).toBe(first.id);
    gateway.status = 200;
    mail.refuse = false;
    app.clock.forward(60_000);
    await tryAgain();
    expect(gateway.calls.size).toBe(0);
    app.clock.forward(60_000);
    await tryAgain();
    expect((await text()).id).toBe(first.id);
    await mail.mails.take();
    await tryAgain();
    expect(await toldLines(row.id)).toEqual(['已受理：短信 1 条，邮件 1 封']);
  });

  test('a lost job is made up for', async () => {
    const row = await told('reported');
    await app.call(api.fileCase, of(row), as('staff'));
    // As if the process had died between the delivery of the fact and the job.
    await app.as('system', (ctx) => ctx.tx.rows(sql`delete from outbox`));
    const [fact] = (await app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: row.id }))).filter(
      (one) => one.type === caseFacts.file,
    );
    await app.as('system', async (ctx) => fact && tellReporters({ ...ctx, enqueue: async () => undefined }, fact));
    await tryAgain();
    expect(gateway.calls.size).toBe(0);
    app.clock.forward(10 * 60_000);
    await tryAgain();
    expect((await text()).text).toContain(row.number);
  });

  test('what is refused for good is given up, and the office sees it', async () => {
    const row = await told('reported');
    gateway.status = 400;
    await app.call(api.fileCase, of(row), as('staff'));
    await app.drain();
    await text();
    app.clock.forward(3_600_000);
    await tryAgain();
    expect(await toldLines(row.id)).toEqual(['已受理：1 条没有送达']);
  });
});
