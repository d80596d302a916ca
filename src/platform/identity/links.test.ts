import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { openBrowser, startSignInApp, type SignInApp } from '../../testing/sign-in-app.ts';
import { aMember, codeAt, enrol, setUpTestCity, signIn } from '../../testing/sign-in-steps.ts';
import { actLinkOf, issueActLink, withdrawActLinks } from './act-links.ts';
import { apiKeyOf, issueApiKey, revokeApiKey } from './api-keys.ts';
import type { LinkPurpose } from './ports.ts';
import { useLink } from './sign-in-links.ts';

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp('https://city.example');
  await setUpTestCity(app);
});
afterAll(() => app.close());

const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000);
const issue = async (userId: string, purpose: LinkPurpose, hours = 24) => {
  const { url } = await app.act((ctx) => app.identity.issueSignInLink(ctx, { userId, purpose, expires: inHours(hours) }));
  return new URL(url).pathname;
};

describe('one-time sign-in links', () => {
  test('looking at it does not use it up; pressing the button does', async () => {
    const { userId } = await aMember(app, { userName: 'preview', role: 'officeHead' });
    const path = await issue(userId, 'demo');
    expect(path).toMatch(/^\/sign-in\/link\/[\w-]{43}$/);
    const preview = openBrowser(app);
    for (let i = 0; i < 3; i++) {
      const page = await preview.send('GET', path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('preview');
      expect(page.text).not.toMatch(/<script|src=|https?:/);
      expect(page.setCookies).toEqual([]);
    }
    const browser = openBrowser(app);
    const taken = await browser.send('POST', path);
    expect(taken).toMatchObject({ status: 303, location: '/work' });
    expect(taken.setCookies.find((line) => line.includes('session_token'))).toMatch(
      /^__Host-tongchuang\.session_token=.*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ userName: 'preview', needs: [] });
    expect((await openBrowser(app).send('POST', path)).status).toBe(410);
    expect((await openBrowser(app).send('GET', path)).status).toBe(410);
  });

  test('pressed twice at the same moment it opens one session', async () => {
    const { userId } = await aMember(app, { userName: 'twice', role: 'officeHead' });
    const token = (await issue(userId, 'demo')).split('/').at(-1) ?? '';
    const waiting = async () => {
      const { rows } = await app.database.pool.query<{ n: number }>('select count(*) as n from pg_locks where not granted');
      return (rows[0]?.n ?? 0) > 0;
    };
    let second: Promise<unknown> = Promise.resolve();
    const first = await app.act(async (ctx) => {
      const who = await useLink(ctx, token);
      second = app.act((other) => useLink(other, token)).catch((error: unknown) => error);
      // The second one has seen the link standing and waits for its row.
      while (!(await waiting()));
      return who;
    });
    expect(first).toBe(userId);
    expect(await second).toMatchObject({ kind: { code: 'linkOver' } });
  });

  test('it expires, and a newer one replaces it', async () => {
    const { userId } = await aMember(app, { userName: 'expiry', role: 'officeHead' });
    const short = await issue(userId, 'demo', 1);
    app.clock.forward(60);
    expect((await openBrowser(app).send('POST', short)).status).toBe(410);
    const older = await issue(userId, 'demo');
    const newer = await issue(userId, 'demo');
    expect((await openBrowser(app).send('POST', older)).status).toBe(410);
    expect((await openBrowser(app).send('POST', newer)).status).toBe(303);
  });

  test('whoever lost the password chooses another one without naming it; the lost one is void at once', async () => {
    const { userId, userName, password } = await aMember(app, { userName: 'lost', role: 'officeHead' });
    const thief = openBrowser(app);
    await signIn(thief, userName, password);
    const browser = openBrowser(app);
    await browser.send('POST', await issue(userId, 'recovery'));
    expect((await thief.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await signIn(openBrowser(app), userName, password)).code).toBe('wrongCredentials');
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: ['changePassword'], password: { set: false } });
    expect((await browser.send('POST', '/api/v1/me/password', { password: 'Chosen-anew-2026' })).status).toBe(200);
    expect((await signIn(openBrowser(app), userName, 'Chosen-anew-2026')).status).toBe(200);
  });

  test('it does not replace the second factor', async () => {
    const { userId, userName, password } = await aMember(app, { userName: 'second', role: 'auditAdmin' });
    const first = openBrowser(app);
    await signIn(first, userName, password);
    const { secret } = await enrol(app, first, password);
    const browser = openBrowser(app);
    expect(await browser.send('POST', await issue(userId, 'demo'))).toMatchObject({ status: 303, location: '/sign-in?step=code' });
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await browser.send('POST', '/api/auth/two-factor/verify-totp', { code: await codeAt(secret, new Date()) })).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ userName: 'second', needs: [] });
  });

  test('another site cannot press the button', async () => {
    const { userId } = await aMember(app, { userName: 'pressed', role: 'officeHead' });
    const path = await issue(userId, 'demo');
    const browser = openBrowser(app);
    expect((await browser.send('POST', path, undefined, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    expect((await browser.send('POST', path)).status).toBe(303);
  });

  test('an unknown token and markup in it are just over', async () => {
    for (const token of ['x', 'A'.repeat(43), encodeURIComponent('<b>"\'')]) {
      const page = await openBrowser(app).send('GET', `/sign-in/link/${token}`);
      expect(page.status).toBe(410);
      expect(page.text).not.toContain('<b>');
    }
  });

  test('only the hash is stored, and issuing and using stand in the journal', async () => {
    const { userId } = await aMember(app, { userName: 'stored', role: 'officeHead' });
    const path = await issue(userId, 'demo');
    await openBrowser(app).send('POST', path);
    const token = path.split('/').at(-1) ?? '';
    const { rows } = await app.database.pool.query<{ text: string }>(
      'select l::text as text from sign_in_links l union all select j::text from journal j',
    );
    const all = rows.map((row) => row.text).join('\n');
    expect(all).not.toContain(token);
    const { rows: facts } = await app.database.pool.query<{ type: string }>('select type from journal where subject_id = $1 order by id', [
      userId,
    ]);
    expect(facts.map((fact) => fact.type)).toEqual(['account.created', 'signInLink.issued', 'signInLink.used', 'signIn.succeeded']);
  });
});

describe('links to act on one record', () => {
  const subject = { kind: 'account', id: newId() };
  const link = (hours: number) => ({
    subject,
    unitId: newId(),
    personId: newId(),
    personName: '张三',
    acts: ['accept', 'handle'],
    expires: inHours(hours),
  });
  const who = (token: string) => actLinkOf(app.database.reader(app.cityId), token, { now: app.clock.now(), locale: 'zh' });

  test('the actor has no post and no permission, only the link', async () => {
    const wanted = link(24);
    const token = await app.act((ctx) => issueActLink(ctx, wanted));
    const actor = await who(token);
    expect(actor).toMatchObject({
      kind: 'link',
      personId: wanted.personId,
      name: '张三',
      posts: [],
      link: { subject, unitId: wanted.unitId, acts: wanted.acts },
    });
    expect(await openBrowser(app).send('GET', '/api/v1/me', undefined, { 'x-act-link': token })).toMatchObject({
      status: 403,
      code: 'notAllowed',
    });
  });

  test('unknown, expired and withdrawn ones are nobody', async () => {
    const short = await app.act((ctx) => issueActLink(ctx, link(1)));
    const long = await app.act((ctx) => issueActLink(ctx, link(48)));
    expect(await who('x')).toBeNull();
    app.clock.forward(60);
    expect(await who(short)).toBeNull();
    expect(await who(long)).not.toBeNull();
    expect(await app.act((ctx) => withdrawActLinks(ctx, subject))).toBeGreaterThan(0);
    expect(await who(long)).toBeNull();
    expect(await openBrowser(app).send('GET', '/api/v1/setup', undefined, { 'x-act-link': long })).toMatchObject({
      status: 410,
      code: 'linkOver',
    });
  });
});

describe('API keys', () => {
  const keyOf = (text: string) => apiKeyOf(app.database, app.cityId, text, app.clock.now());
  const newKey = (expires: Date | null = null) =>
    app.act((ctx) => issueApiKey(ctx, { name: '热线平台', unitId: null, scopes: ['open311.write', 'open311.read'], expires }));

  test('a right one has its scopes, a wrong one is null', async () => {
    const { key, keyId } = await newKey();
    expect(await keyOf(key)).toEqual({ keyId, name: '热线平台', unitId: null, scopes: ['open311.read', 'open311.write'] });
    for (const wrong of ['', 'tck_', `${key}x`, key.slice(0, -1), key.toLowerCase(), key.replace('tck_', ''), `tck_${'x'.repeat(200)}`])
      expect(await keyOf(wrong), wrong).toBeNull();
  });

  test('not after its day, and not after it was revoked', async () => {
    const short = await newKey(inHours(1));
    const { key, keyId } = await newKey();
    app.clock.forward(60);
    expect(await keyOf(short.key)).toBeNull();
    await app.act((ctx) => revokeApiKey(ctx, keyId));
    expect(await keyOf(key)).toBeNull();
  });

  test("its last day of use is the city's, and it is no person", async () => {
    const { key, keyId } = await newKey();
    await keyOf(key);
    const { rows } = await app.database.pool.query<{ day: string }>('select last_used_on as day from api_keys where id = $1', [keyId]);
    expect(rows[0]?.day).toBe(new Date(app.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
    const browser = openBrowser(app);
    expect((await browser.send('GET', '/api/v1/me', undefined, { authorization: `Bearer ${key}` })).status).toBe(403);
    expect((await browser.send('GET', '/api/v1/setup', undefined, { authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/setup', undefined, { authorization: 'Bearer tck_wrong' })).status).toBe(401);
  });
});
