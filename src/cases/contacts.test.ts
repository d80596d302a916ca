import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { journalOf } from '../platform/journal/journal.ts';
import { Phone } from '../public/testing/browser.ts';
import { of } from '../testing/casework.ts';
import { ADDRESS, MOBILE, startTelling, type Telling } from '../testing/telling.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import * as set from './api/settings.ts';

/** How contacts of reporters come to their end. */

let app: Telling['app'];
let gateway: Telling['gateway'];
let as: Telling['as'];
let told: Telling['told'];
let text: Telling['text'];
let toldLines: Telling['toldLines'];
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
  ({ app, gateway, as, told, text, toldLines } = telling);
});
afterAll(() => telling.close());
beforeEach(() => telling.begin());
afterEach(() => telling.nothingLeft());

const stateOf = async (caseId: string) => (await app.call(api.getCase, { caseId }, as('office'))).body;

describe('who does not want it any more', () => {
  test('says so on the page: the contact is gone at once, number and code go on working', async () => {
    const row = await told('inProgress', { phone: MOBILE, email: ADDRESS });
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    expect(page.text).toMatch(/有进展会发短信告诉您。 有进展会发邮件告诉您。 不用再告诉我/);
    const stopped = await visitor.send(page, {}, 'told');
    expect(stopped.text).toMatch(/不再告诉您，联系方式已删掉.*有进展告诉我/);
    const [kept] = await app.as('system', (ctx) =>
      ctx.tx.rows(sql`select phone_sealed, email_sealed, phone_mark, tell_sms, tell_email from case_reporters where case_id = ${row.id}`),
    );
    expect(kept).toEqual({ phoneSealed: null, emailSealed: null, phoneMark: null, tellSms: false, tellEmail: false });
    expect((await stateOf(row.id)).reporter).toMatchObject({ known: false, erased: true });
    const asked = await app.call(api.askReporter, { ...of(row), text: '几号楼？' }, as('liaison'));
    expect(asked.problem.code).toBe('cases.noReporter');
    expect((await app.call(open.publicFollow, row, { as: 'public' })).status).toBe(200);
  });

  test('between a fact and its sending: nothing leaves', async () => {
    const row = await told('reported');
    gateway.status = 503;
    await app.call(api.fileCase, of(row), as('staff'));
    await app.drain();
    await text();
    await app.call(open.publicUnsubscribe, row, { as: 'public' });
    app.clock.forward(3_600_000);
    await app.as('system', (ctx) => ctx.enqueue('cases.tellAgain', {}));
    await app.drain();
    expect(await toldLines(row.id)).toEqual(['已受理：1 条没有送达']);
  });

  test('says so by telephone: who may call back erases it, by the code of who asks', async () => {
    const row = await told('inProgress');
    const joined = await app.call(open.publicJoin, { caseId: row.id, contact: { phone: '13900139000' } }, { as: 'public' });
    expect((await app.call(api.eraseReporter, { caseId: row.id }, as('liaison'))).status).toBe(403);
    expect((await app.call(api.eraseReporter, { caseId: row.id, code: '000000' }, as('hotline'))).status).toBe(404);
    expect((await app.call(api.eraseReporter, { caseId: row.id, code: joined.body.code }, as('hotline'))).body).toEqual({ erased: 1 });
    expect((await stateOf(row.id)).reporter.known).toBe(true);
    expect((await app.call(api.eraseReporter, { caseId: row.id }, as('hotline'))).body).toEqual({ erased: 1 });
    expect((await stateOf(row.id)).reporter.known).toBe(false);
    const journal = await app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: row.id }));
    expect(journal.filter((fact) => fact.type === 'case.contactErased').map((fact) => fact.after)).toEqual([
      { number: row.number, why: 'asked', contacts: 1 },
      { number: row.number, why: 'asked', contacts: 1 },
    ]);
  });
});

describe('contacts are erased some days after the end', () => {
  const night = async () => {
    await app.as('system', (ctx) => ctx.enqueue('cases.eraseContacts', {}));
    await app.drain();
  };
  const known = async (row: { readonly id: string }) => (await stateOf(row.id)).reporter.known;

  test('by the setting, never while "not solved" can be said, and open cases keep theirs', async () => {
    const [closed, working] = [await told('closed'), await told('inProgress')];
    const settings = (await app.call(set.readSettings, {}, as('office'))).body;
    await app.call(set.saveSettings, { ...settings, contactDays: 5 }, as('office'));
    app.clock.forward(13 * 86_400_000);
    await night();
    expect([await known(closed), await known(working)]).toEqual([true, true]);
    app.clock.forward(2 * 86_400_000);
    await night();
    expect([await known(closed), await known(working)]).toEqual([false, true]);
    const journal = await app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: closed.id }));
    expect(journal.at(-1)).toMatchObject({ type: 'case.contactErased', actor: { kind: 'system' }, after: { why: 'ended', contacts: 1 } });
    const entries = journal.length;
    await night();
    expect(await app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: closed.id }))).toHaveLength(entries);
  });
});
