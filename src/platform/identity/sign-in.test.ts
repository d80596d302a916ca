import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { aCity } from '../../city/fixtures.ts';
import { openBrowser, startSignInApp, type SignInApp } from '../../testing/sign-in-app.ts';
import { aMember, GOOD_PASSWORD, setUpTestCity, signIn } from '../../testing/sign-in-steps.ts';

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp('https://city.example');
  await setUpTestCity(app);
});
afterAll(() => app.close());

describe('signing in with a password', () => {
  test('a session in a cookie that no script reads and no other host gets', async () => {
    await aMember(app, { userName: 'office', role: 'officeHead' });
    const browser = openBrowser(app);
    const answer = await signIn(browser, 'Office ', GOOD_PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ twoFactorRedirect: false });
    const cookie = answer.setCookies.find((line) => line.includes('session_token'));
    expect(cookie).toMatch(/^__Host-tongchuang\.session_token=/);
    expect(cookie?.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=86400', 'Path=/', 'SameSite=Lax', 'Secure']);
    const me = await browser.send('GET', '/api/v1/me');
    expect(me.body).toMatchObject({ userName: 'office', needs: [], twoFactor: { on: false, required: false } });
    expect(me.body['permissions']).toContain('city.view');
  });

  test('a cookie that somebody else made or changed opens nothing', async () => {
    const member = await aMember(app, { userName: 'tamper', role: 'officeHead' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    const name = '__Host-tongchuang.session_token';
    const value = decodeURIComponent(browser.cookies.get(name) ?? '');
    for (const other of [value.slice(0, -3), `${value.slice(1)}`, value.replace(/\..*/, ''), '', '%', `x.${value.split('.')[1]}`]) {
      browser.cookies.set(name, encodeURIComponent(other));
      expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    }
  });

  test('a session is never taken from the one who signs in', async () => {
    const member = await aMember(app, { userName: 'fixation', role: 'officeHead' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    const first = browser.cookies.get('__Host-tongchuang.session_token');
    await signIn(browser, member.userName, member.password);
    expect(browser.cookies.get('__Host-tongchuang.session_token')).not.toBe(first);
  });

  test('an unknown name, a wrong password and a malformed name are answered alike', async () => {
    await aMember(app, { userName: 'alike', role: 'volunteer' });
    const browser = openBrowser(app);
    const answers = [
      await signIn(browser, 'alike', 'wrong'),
      await signIn(browser, 'nobody', 'wrong'),
      await signIn(browser, '张 伟', 'wrong'),
      await signIn(browser, 'alike', 'x'.repeat(500)),
    ];
    const bodies = answers.map(({ status, body }) => ({ status, body: { ...body, instance: 'the same' } }));
    expect(bodies[0]).toMatchObject({ status: 401, body: { code: 'wrongCredentials' } });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  test('a page of another site cannot sign anybody in', async () => {
    const browser = openBrowser(app);
    const attempt = (headers: Record<string, string>) =>
      browser.send('POST', '/api/auth/sign-in/username', { username: 'office', password: GOOD_PASSWORD }, headers);
    for (const site of ['cross-site', '']) {
      const refused = await attempt({ 'sec-fetch-site': site, origin: 'https://evil.example' });
      expect(refused).toMatchObject({ status: 403, code: 'foreignSite', body: { title: expect.stringContaining('https://evil.example') } });
    }
    expect(browser.cookies.size).toBe(0);
  });

  test('what the library could also do is not there', async () => {
    const member = await aMember(app, { userName: 'library', role: 'officeHead' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'sign-in/link',
      'change-password',
      'two-factor/disable',
      'two-factor/enable',
      'update-user',
      'is-username-available',
      'revoke-sessions',
      'delete-user',
    ]) {
      expect((await browser.send('POST', `/api/auth/${path}`, {})).status, path).toBe(404);
    }
    expect((await browser.send('GET', '/api/auth/get-session')).status).toBe(404);
  });

  test('headers that only the server may set are overwritten', async () => {
    await aMember(app, { userName: 'spoof', role: 'officeHead' });
    const browser = openBrowser(app, '10.9.9.9');
    const spoofed = { 'x-tongchuang-city': '2', 'x-tongchuang-address': '1.1.1.1' };
    expect((await browser.send('POST', '/api/auth/sign-in/username', { username: 'spoof', password: GOOD_PASSWORD }, spoofed)).status).toBe(
      200,
    );
    const sessions = await browser.send('GET', '/api/v1/me/sessions');
    expect(sessions.body).toMatchObject({ items: [{ ip: '10.9.9.9', agent: 'test browser', current: true }] });
  });

  test.each([
    'not json',
    '[]',
    '"x"',
    '5',
    'null',
    '',
    '{"username":5,"password":{}}',
    '{"username":"office"}',
    '{"password":"x"}',
    String.raw`{"username":"of\u0000fice","password":"\u0000"}`,
    `{"username":"${'😀'.repeat(2000)}","password":"x"}`,
  ])('a body like %s is refused, never a failure of ours', async (payload) => {
    const response = await app.app.http.inject({
      method: 'POST',
      url: '/api/auth/sign-in/username',
      payload,
      remoteAddress: '10.7.7.7',
      headers: { host: 'city.example', origin: 'https://city.example', 'content-type': 'application/json' },
    });
    expect(response.statusCode, response.body).toBeGreaterThanOrEqual(400);
    expect(response.statusCode, response.body).toBeLessThan(500);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  test('a body of megabytes is not read', async () => {
    const browser = openBrowser(app);
    expect((await signIn(browser, 'office', 'x'.repeat(2_000_000))).status).toBe(413);
  });

  test('an account opens its own city only', async () => {
    await app.database.write(2, (tx) => aCity(tx, { host: 'second.example', name: '第二市' }));
    const member = await aMember(app, { userName: 'citizen.one', role: 'officeHead' });
    const there = { host: 'second.example', origin: 'https://second.example' };
    const browser = openBrowser(app);
    const elsewhere = await browser.send(
      'POST',
      '/api/auth/sign-in/username',
      { username: member.userName, password: member.password },
      there,
    );
    expect(elsewhere).toMatchObject({ status: 401, code: 'wrongCredentials' });
    await signIn(browser, member.userName, member.password);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/me', undefined, there)).status).toBe(401);
  });

  test('nothing of it reaches a log', () => {
    expect(app.logged.join('\n')).not.toContain(GOOD_PASSWORD);
  });
});

describe('attempts', () => {
  test('five failures lock a name for 15 minutes, also for the right password and at the same moment', async () => {
    const { userName, password } = await aMember(app, { userName: 'lockout', role: 'volunteer' });
    const browser = openBrowser(app);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => signIn(openBrowser(app, `10.66.0.${i}`), userName, 'wrong')));
    expect(answers.filter((answer) => answer.code === 'wrongCredentials')).toHaveLength(5);
    expect(answers.filter((answer) => answer.code === 'lockedOut')).toHaveLength(3);
    const refused = await signIn(browser, userName, password);
    expect(refused).toMatchObject({ status: 429, code: 'lockedOut', body: { detail: { minutes: 15 } }, retryAfter: '900' });
    app.clock.forward(14);
    expect((await signIn(browser, userName, password)).code).toBe('lockedOut');
    app.clock.forward(1);
    expect((await signIn(browser, userName, password)).status).toBe(200);
  });

  test('a name that does not exist is locked alike', async () => {
    const browser = openBrowser(app);
    const codes: (string | null)[] = [];
    for (let i = 0; i < 6; i++) codes.push((await signIn(browser, 'does.not.exist', 'wrong')).code);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrongCredentials'), 'lockedOut']);
  });

  test('a success forgets earlier failures', async () => {
    const { userName, password } = await aMember(app, { userName: 'forgetful', role: 'volunteer' });
    const browser = openBrowser(app);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) expect((await signIn(browser, userName, 'wrong')).code).toBe('wrongCredentials');
      expect((await signIn(browser, userName, password)).status).toBe(200);
    }
  });

  test('an address is limited too, but successes do not count', async () => {
    const { userName, password } = await aMember(app, { userName: 'many', role: 'volunteer' });
    await app.act((ctx) => ctx.tx.rows(sql`insert into sign_in_settings (city_id, settings) values (1, '{"attemptsPerAddress": 10}')`));
    const office = openBrowser(app, '10.20.30.40');
    for (let i = 0; i < 12; i++) expect((await signIn(office, userName, password)).status).toBe(200);
    for (let i = 0; i < 10; i++) expect((await signIn(office, `name${i}`, 'wrong')).code).toBe('wrongCredentials');
    expect((await signIn(office, userName, password)).code).toBe('tooManyFromAddress');
    expect((await signIn(openBrowser(app, '10.20.30.41'), userName, password)).status).toBe(200);
    await app.act((ctx) => ctx.tx.rows(sql`delete from sign_in_settings`));
  });

  test('the journal tells failures and locks, but no names that do not exist', async () => {
    const facts = await app.act((ctx) =>
      ctx.tx.rows<{ type: string; after: { userName: string | null } }>(sql`select type, after from journal where type like 'signIn.%'`),
    );
    expect(facts.filter((fact) => fact.type === 'signIn.lockedOut' && fact.after.userName === 'lockout')).not.toHaveLength(0);
    expect(JSON.stringify(facts)).not.toContain('does.not.exist');
    expect(facts.some((fact) => fact.type === 'signIn.failed' && fact.after.userName === null)).toBe(true);
  });
});

describe('limits of a session', () => {
  const working = async (userName: string) => {
    const member = await aMember(app, { userName, role: 'officeHead' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    return { browser, status: async () => (await browser.send('GET', '/api/v1/me')).status };
  };

  test('it ends after 30 idle minutes', async () => {
    const { status } = await working('idle');
    app.clock.forward(29);
    expect(await status()).toBe(200);
    app.clock.forward(29);
    expect(await status()).toBe(200);
    app.clock.forward(30);
    expect(await status()).toBe(401);
    expect(await status()).toBe(401);
  });

  test('what a screen asks by itself does not keep it alive', async () => {
    const { browser } = await working('polling');
    const poll = async () => (await browser.send('GET', '/api/v1/me', undefined, { 'x-background': '1' })).status;
    for (let i = 0; i < 2; i++) {
      app.clock.forward(14);
      expect(await poll()).toBe(200);
    }
    app.clock.forward(2);
    expect(await poll()).toBe(401);
  });

  test('it ends after 12 hours, however busy', async () => {
    const { status } = await working('busy');
    for (let i = 0; i < 35; i++) {
      app.clock.forward(20);
      expect(await status()).toBe(200);
    }
    app.clock.forward(20);
    expect(await status()).toBe(401);
  });

  test('three at once; the longest unused one goes', async () => {
    const member = await aMember(app, { userName: 'parallel', role: 'officeHead' });
    const browsers = Array.from({ length: 4 }, () => openBrowser(app));
    for (const browser of browsers) {
      await signIn(browser, member.userName, member.password);
      app.clock.forward(1);
    }
    const statuses = await Promise.all(browsers.map(async (browser) => (await browser.send('GET', '/api/v1/me')).status));
    expect(statuses).toEqual([401, 200, 200, 200]);
  });

  test('signing out ends it on the server, not only in the browser', async () => {
    const { browser } = await working('leaving');
    const name = '__Host-tongchuang.session_token';
    const cookie = browser.cookies.get(name) ?? '';
    expect((await browser.send('POST', '/api/auth/sign-out')).status).toBe(200);
    expect(browser.cookies.has(name)).toBe(false);
    browser.cookies.set(name, cookie);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
  });

  test('a write that another site sends with the cookie is refused', async () => {
    const { browser } = await working('forged');
    const forged = await browser.send(
      'POST',
      '/api/v1/me/sessions/end-all',
      {},
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    );
    expect(forged.status).toBe(403);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(200);
  });
});
