import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../kernel/actor.ts';
import { openBrowser, startSignInApp, type SignInApp } from '../../testing/sign-in-app.ts';
import {
  aMember,
  anAdministrator,
  codeAt,
  enrol,
  GOOD_PASSWORD,
  secretText,
  setUpTestCity,
  signIn,
  textIn,
} from '../../testing/sign-in-steps.ts';

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp('http://city.example');
  await setUpTestCity(app);
});
afterAll(() => app.close());

const signedIn = async (userName: string, role: Role, wanted: { handedOut?: boolean } = {}) => {
  const member = await aMember(app, { userName, role, ...wanted });
  const browser = openBrowser(app);
  expect((await signIn(browser, member.userName, member.password)).status).toBe(200);
  return { ...member, browser };
};
const faultCodes = (body: Readonly<Record<string, unknown>>) =>
  Array.isArray(body['faults']) ? body['faults'].map((fault: { code: string }) => fault.code) : [];

describe('the own password', () => {
  test('a handed-out one has to be changed before anything else', async () => {
    const { browser } = await signedIn('handed.out', 'officeHead', { handedOut: true });
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: ['changePassword'] });
    expect(await browser.send('GET', '/api/v1/units/tree')).toMatchObject({ status: 403, code: 'needsPassword' });
    const weak = await browser.send('POST', '/api/v1/me/password', { current: GOOD_PASSWORD, password: 'handed.out' });
    expect(weak).toMatchObject({ status: 422, code: 'weakPassword' });
    expect(faultCodes(weak.body)).toEqual(['tooSimple', 'containsUserName']);
    expect((await browser.send('POST', '/api/v1/me/password', { current: GOOD_PASSWORD, password: 'Quite-another-1' })).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: [] });
    expect((await browser.send('GET', '/api/v1/units/tree')).code).not.toBe('needsPassword');
  });

  test('the last five do not come back, the one before them may', async () => {
    const { browser } = await signedIn('history', 'volunteer');
    let current = GOOD_PASSWORD;
    const change = async (password: string) => {
      const answer = await browser.send('POST', '/api/v1/me/password', { current, password });
      if (answer.status === 200) current = password;
      return answer;
    };
    for (let i = 1; i <= 4; i++) expect((await change(`Password-number-${i}`)).status).toBe(200);
    for (const old of [GOOD_PASSWORD, 'Password-number-1', 'Password-number-4']) {
      expect(faultCodes((await change(old)).body)).toEqual(['usedBefore']);
    }
    expect((await change('Password-number-5')).status).toBe(200);
    expect((await change(GOOD_PASSWORD)).status).toBe(200);
  });

  test('a change ends every other session', async () => {
    const { browser, userName, password } = await signedIn('elsewhere', 'volunteer');
    const other = openBrowser(app);
    await signIn(other, userName, password);
    expect((await browser.send('POST', '/api/v1/me/password', { current: password, password: 'Quite-another-1' })).body).toEqual({
      ended: 1,
    });
    expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await signIn(other, userName, password)).code).toBe('wrongCredentials');
    expect((await signIn(other, userName, 'Quite-another-1')).status).toBe(200);
  });

  test('guessing the current one locks as at the sign-in page', async () => {
    const { browser } = await signedIn('guessing', 'volunteer');
    const codes: (string | null)[] = [];
    for (let i = 0; i < 6; i++)
      codes.push((await browser.send('POST', '/api/v1/me/password', { current: 'wrong', password: 'Quite-another-1' })).code);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrongPassword'), 'lockedOut']);
  });

  test('after 90 days it is due', async () => {
    const { browser, userId, password } = await signedIn('old.password', 'volunteer');
    const age = (days: number) =>
      app.act((ctx) =>
        ctx.tx.rows(
          sql`update accounts set password_changed_at = ${new Date(ctx.now.getTime() - days * 86_400_000)} where user_id = ${userId}`,
        ),
      );
    await age(89);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: [] });
    await age(90);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: ['changePassword'] });
    expect((await browser.send('POST', '/api/v1/me/password', { current: password, password: 'Quite-another-1' })).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: [] });
  });

  test('no password and no hash of one is in the journal, nor readable in what is kept for a repeat', async () => {
    const { browser, password } = await signedIn('traceless', 'volunteer');
    const change = { current: password, password: 'Unseen-pass-9' };
    const send = () => browser.send('POST', '/api/v1/me/password', change, { 'idempotency-key': 'traceless-0001' });
    const first = await send();
    expect(first.status).toBe(200);
    expect(await send()).toMatchObject({ status: 200, body: first.body });
    const kept = await app.act((ctx) =>
      ctx.tx.rows<{ text: string }>(sql`select j::text as text from journal j union all select k::text from idempotency_keys k`),
    );
    const all = kept.map((row) => row.text).join('\n');
    expect(all).toContain('account.passwordChanged');
    expect(all).toContain('traceless-0001');
    expect(all).not.toMatch(/Unseen-pass-9|Anyuan-2026-creates|argon2/);
  });
});

describe('own sessions', () => {
  test('listed, one ended, all ended', async () => {
    const { browser, userName, password } = await signedIn('sessions', 'volunteer');
    const other = openBrowser(app, '10.4.5.6');
    await signIn(other, userName, password);
    const { body } = await browser.send('GET', '/api/v1/me/sessions');
    const items = body['items'] as { sessionId: string; current: boolean; ip: string }[];
    expect(items.map(({ current, ip }) => ({ current, ip }))).toEqual(
      expect.arrayContaining([
        { current: true, ip: '10.1.2.3' },
        { current: false, ip: '10.4.5.6' },
      ]),
    );
    const elsewhere = items.find((item) => !item.current)?.sessionId ?? '';
    expect((await browser.send('DELETE', `/api/v1/me/sessions/${elsewhere}`)).status).toBe(204);
    expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
    await signIn(other, userName, password);
    expect((await browser.send('POST', '/api/v1/me/sessions/end-all')).body).toEqual({ ended: 2 });
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
  });

  test("somebody else's session is not there", async () => {
    const { browser } = await signedIn('curious', 'volunteer');
    const victim = await signedIn('victim', 'volunteer');
    const { body } = await victim.browser.send('GET', '/api/v1/me');
    const { sessionId } = body['session'] as { sessionId: string };
    expect(await browser.send('DELETE', `/api/v1/me/sessions/${sessionId}`)).toMatchObject({ status: 404, code: 'notFound' });
    expect((await victim.browser.send('GET', '/api/v1/me')).status).toBe(200);
  });

  test('nobody without a session', async () => {
    expect(await openBrowser(app).send('GET', '/api/v1/me')).toMatchObject({ status: 401, code: 'notSignedIn' });
  });
});

describe('the second factor', () => {
  test.each([
    ['systemAdmin', '/api/v1/accounts'],
    ['securityAdmin', '/api/v1/accounts'],
    ['auditAdmin', '/api/v1/journal'],
  ] as const)('%s can only enrol before it is on', async (role, path) => {
    const { browser, password } = await signedIn(`no.second.${role.toLowerCase()}`, role);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({
      needs: ['enrolTwoFactor'],
      twoFactor: { on: false, required: true },
    });
    expect(await browser.send('GET', path)).toMatchObject({ status: 403, code: 'needsTwoFactor' });
    await enrol(app, browser, password);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: [], twoFactor: { on: true, backupCodesLeft: 10 } });
    expect((await browser.send('GET', path)).status).toBe(200);
  });

  test('enrolling asks for the password and for a right code', async () => {
    const { browser, password } = await signedIn('enrolling', 'volunteer');
    expect((await browser.send('POST', '/api/v1/me/two-factor/confirm', { code: '000000' })).code).toBe('twoFactorNotBegun');
    expect((await browser.send('POST', '/api/v1/me/two-factor', { password: 'wrong' })).code).toBe('wrongPassword');
    const begun = await browser.send('POST', '/api/v1/me/two-factor', { password });
    expect(textIn(begun, 'uri')).toMatch(/^otpauth:\/\/totp\/.*enrolling\?secret=/);
    expect(textIn(begun, 'qr')).toMatch(/^data:image\/png;base64,/);
    const code = await codeAt(secretText(textIn(begun, 'secret')), app.clock.now());
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await browser.send('POST', '/api/v1/me/two-factor/confirm', { code: wrong })).code).toBe('wrongCode');
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ twoFactor: { on: false } });
    expect((await browser.send('POST', '/api/v1/me/two-factor/confirm', { code })).status).toBe(200);
    expect((await browser.send('POST', '/api/v1/me/two-factor', { password })).code).toBe('twoFactorOn');
  });

  test('a handed-out password is changed first', async () => {
    const { browser, password } = await signedIn('order', 'auditAdmin', { handedOut: true });
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: ['changePassword', 'enrolTwoFactor'] });
    expect((await browser.send('POST', '/api/v1/me/two-factor', { password })).code).toBe('needsPassword');
  });

  test('from then on the password alone opens nothing; a code works once', async () => {
    const { browser, password, userName } = await signedIn('both', 'volunteer');
    const stale = openBrowser(app);
    await signIn(stale, userName, password);
    const { secret } = await enrol(app, browser, password);
    expect((await stale.send('GET', '/api/v1/me')).status).toBe(401);

    const next = openBrowser(app);
    expect((await signIn(next, userName, password)).body).toEqual({ twoFactorRedirect: true });
    expect((await next.send('GET', '/api/v1/me')).status).toBe(401);
    // The sign-in library reads the machine's own clock.
    const code = await codeAt(secret, new Date());
    const wrong = code === '123456' ? '654321' : '123456';
    expect((await next.send('POST', '/api/auth/two-factor/verify-totp', { code: wrong })).code).toBe('wrongCode');
    expect((await next.send('POST', '/api/auth/two-factor/verify-totp', { code, trustDevice: true })).status).toBe(200);
    expect((await next.send('GET', '/api/v1/me')).status).toBe(200);
    expect([...next.cookies.keys()].some((name) => name.includes('trust'))).toBe(false);

    const onlooker = openBrowser(app);
    await signIn(onlooker, userName, password);
    expect((await onlooker.send('POST', '/api/auth/two-factor/verify-totp', { code })).code).toBe('wrongCode');
    expect((await onlooker.send('GET', '/api/v1/me')).status).toBe(401);
  });

  test('a backup code works once and can be renewed', async () => {
    const { browser, password, userName } = await signedIn('backup', 'volunteer');
    const { backupCodes } = await enrol(app, browser, password);
    const use = async (code: string) => {
      const next = openBrowser(app);
      await signIn(next, userName, password);
      return (await next.send('POST', '/api/auth/two-factor/verify-backup-code', { code })).status;
    };
    expect(await use(backupCodes[0] ?? '')).toBe(200);
    expect(await use(backupCodes[0] ?? '')).toBe(401);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ twoFactor: { backupCodesLeft: 9 } });
    const renewed = await browser.send('POST', '/api/v1/me/two-factor/backup-codes', { password });
    expect(renewed.body['backupCodes']).toHaveLength(10);
    expect(await use(backupCodes[1] ?? '')).toBe(401);
  });

  test('codes are not to be guessed: five for a sign-in, then the password again', async () => {
    const browser = openBrowser(app);
    const { secret, userName, password } = await anAdministrator(app, browser, { userName: 'guessed', role: 'auditAdmin' });
    const next = openBrowser(app);
    await signIn(next, userName, password);
    const codes: (string | null)[] = [];
    for (let i = 0; i < 6; i++)
      codes.push((await next.send('POST', '/api/auth/two-factor/verify-totp', { code: String(i).repeat(6) })).code);
    expect(codes.at(0)).toBe('wrongCode');
    expect(codes.at(-1)).toBe('challengeOver');
    expect((await next.send('POST', '/api/auth/two-factor/verify-totp', { code: await codeAt(secret, new Date()) })).code).toBe(
      'challengeOver',
    );
  });
});
