import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson, aUnit } from '../../city/fixtures.ts';
import { openBrowser, startSignInApp, type Browser, type SignInApp } from '../../testing/sign-in-app.ts';
import { sweep } from './service/sweep.ts';
import { aMember, anAdministrator, enrol, setUpTestCity, signIn, textIn, type Device, type Member } from '../../testing/sign-in-steps.ts';

let app: SignInApp;
const admins: Record<string, Browser> = {};
const who: Record<string, Member & Device> = {};
const browserOf = (role: string): Browser => {
  const browser = admins[role];
  if (!browser) throw new Error(role);
  return browser;
};
const system = () => browserOf('systemAdmin');
const security = () => browserOf('securityAdmin');
const audit = () => browserOf('auditAdmin');

beforeAll(async () => {
  app = await startSignInApp('http://city.example');
  await setUpTestCity(app);
  for (const role of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const) {
    const browser = openBrowser(app);
    who[role] = await anAdministrator(app, browser, { userName: role.toLowerCase(), role });
    admins[role] = browser;
  }
});
afterAll(() => app.close());

const itemsOf = (body: Readonly<Record<string, unknown>>) => body['items'] as Record<string, unknown>[];

describe("three administrators, none with the others' rights", () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  test.each([
    ['GET', '/api/v1/accounts', undefined, ['systemAdmin', 'securityAdmin']],
    ['POST', '/api/v1/accounts', { personId: nobody, userName: 'x.y.z' }, ['systemAdmin']],
    ['POST', `/api/v1/accounts/${nobody}/reset-password`, {}, ['securityAdmin']],
    ['POST', `/api/v1/accounts/${nobody}/sign-in-link`, {}, ['securityAdmin']],
    ['POST', `/api/v1/accounts/${nobody}/lock`, { reason: '离岗' }, ['securityAdmin']],
    ['POST', `/api/v1/accounts/${nobody}/unlock`, {}, ['securityAdmin']],
    ['POST', `/api/v1/accounts/${nobody}/end-sessions`, {}, ['securityAdmin']],
    ['POST', `/api/v1/accounts/${nobody}/reset-two-factor`, { reason: '手机丢失' }, ['systemAdmin']],
    ['GET', '/api/v1/sign-in-settings', undefined, ['securityAdmin']],
    ['GET', '/api/v1/api-keys', undefined, ['systemAdmin', 'securityAdmin']],
    ['GET', '/api/v1/journal', undefined, ['auditAdmin']],
    ['GET', '/api/v1/journal/types', undefined, ['auditAdmin']],
  ] as const)('%s %s', async (method, path, body, allowed) => {
    for (const role of ['systemAdmin', 'securityAdmin', 'auditAdmin']) {
      const { status } = await browserOf(role).send(method, path, body);
      expect(status === 403, `${role} ${status}`).toBe(!allowed.some((one) => one === role));
    }
    expect((await openBrowser(app).send(method, path, body)).status).toBe(401);
  });
});

describe('accounts', () => {
  test('the system administrator opens one, the security administrator lets its person in', async () => {
    const person = await app.act((ctx) => aPerson(ctx.tx, { role: 'unitLiaison', name: '王小明' }));
    const opened = await system().send('POST', '/api/v1/accounts', { personId: person.id, userName: 'Wang.Xiaoming' });
    expect(opened.status, opened.text).toBe(200);
    const userId = textIn(opened, 'userId');
    const link = await security().send('POST', `/api/v1/accounts/${userId}/sign-in-link`, { hours: 2 });
    expect(link.status, link.text).toBe(200);
    const browser = openBrowser(app);
    expect((await browser.send('POST', new URL(textIn(link, 'url')).pathname)).status).toBe(303);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({
      name: '王小明',
      userName: 'wang.xiaoming',
      needs: ['changePassword'],
      password: { set: false },
    });
    const { body } = await security().send('GET', `/api/v1/accounts?text=${encodeURIComponent('小明')}`);
    expect(itemsOf(body)).toMatchObject([{ userId, personId: person.id, name: '王小明', sessions: 1, twoFactorOn: false }]);
  });

  test('names and people are taken once', async () => {
    const person = await app.act((ctx) => aPerson(ctx.tx, { role: 'unitLiaison' }));
    const open = (personId: string, userName: string) => system().send('POST', '/api/v1/accounts', { personId, userName });
    expect((await open(person.id, 'securityadmin')).code).toBe('userNameTaken');
    expect((await open(person.id, '1st')).code).toBe('badUserName');
    expect((await open(person.id, 'taken.once')).status).toBe(200);
    expect((await open(person.id, 'taken.twice')).code).toBe('personHasAccount');
    expect((await open('00000000-0000-7000-8000-000000000000', 'no.body')).status).toBe(404);
  });

  test('a handed-out password is shown once and has to be changed; sessions end', async () => {
    const member = await aMember(app, { userName: 'reset.me', role: 'volunteer' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    const reset = await security().send('POST', `/api/v1/accounts/${member.userId}/reset-password`, {});
    const password = textIn(reset, 'password');
    expect(password).toMatch(/^[A-Za-z2-9]{4}(-[A-Za-z2-9]{4}){3}$/);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await signIn(browser, member.userName, member.password)).code).toBe('wrongCredentials');
    expect((await signIn(browser, member.userName, password)).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/me')).body).toMatchObject({ needs: ['changePassword'] });
  });

  test('nobody helps themselves', async () => {
    const own = who['securityAdmin']?.userId;
    for (const [act, body] of [
      ['reset-password', {}],
      ['sign-in-link', {}],
      ['lock', { reason: '试一试' }],
    ] as const) {
      expect((await security().send('POST', `/api/v1/accounts/${own}/${act}`, body)).code).toBe('onYourself');
    }
    expect(
      (await system().send('POST', `/api/v1/accounts/${who['systemAdmin']?.userId}/reset-two-factor`, { reason: '试一试' })).code,
    ).toBe('onYourself');
  });

  test('locked: signed out, told so only with the right password; unlocked: in again', async () => {
    const member = await aMember(app, { userName: 'locked', role: 'volunteer' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    expect((await security().send('POST', `/api/v1/accounts/${member.userId}/lock`, { reason: '离岗' })).status).toBe(204);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    expect(await signIn(browser, member.userName, member.password)).toMatchObject({ status: 423, code: 'accountLocked' });
    expect((await signIn(browser, member.userName, 'wrong')).code).toBe('wrongCredentials');
    expect(itemsOf((await security().send('GET', '/api/v1/accounts?locked=yes')).body)).toMatchObject([
      { userName: 'locked', lockedReason: '离岗' },
    ]);
    const link = textIn(await security().send('POST', `/api/v1/accounts/${member.userId}/sign-in-link`, {}), 'url');
    expect((await openBrowser(app).send('POST', new URL(link).pathname)).status).toBe(423);
    expect((await security().send('POST', `/api/v1/accounts/${member.userId}/unlock`)).status).toBe(204);
    expect((await openBrowser(app).send('POST', new URL(link).pathname)).status).toBe(303);
  });

  test('the security administrator lifts a lock after wrong passwords', async () => {
    const member = await aMember(app, { userName: 'clumsy', role: 'volunteer' });
    const browser = openBrowser(app);
    for (let i = 0; i < 5; i++) await signIn(browser, member.userName, 'wrong');
    expect((await signIn(browser, member.userName, member.password)).code).toBe('lockedOut');
    const [listed] = itemsOf((await security().send('GET', '/api/v1/accounts?text=clumsy')).body);
    expect(listed?.['lockedOutUntil']).not.toBeNull();
    const namesOf = async (locked: string) =>
      itemsOf((await security().send('GET', `/api/v1/accounts?locked=${locked}`)).body).map((item) => item['userName']);
    expect(await namesOf('yes')).toContain('clumsy');
    expect(await namesOf('no')).not.toContain('clumsy');
    await security().send('POST', `/api/v1/accounts/${member.userId}/unlock`);
    expect((await signIn(browser, member.userName, member.password)).status).toBe(200);
    expect(await namesOf('yes')).not.toContain('clumsy');
  });

  test('a lost device: the system administrator takes the factor away, a new one is enrolled', async () => {
    const browser = openBrowser(app);
    const member = await anAdministrator(app, browser, { userName: 'lost.device', role: 'auditAdmin' });
    expect((await system().send('POST', `/api/v1/accounts/${member.userId}/reset-two-factor`, { reason: '手机丢失' })).status).toBe(204);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await signIn(browser, member.userName, member.password)).body).toEqual({ twoFactorRedirect: false });
    expect((await browser.send('GET', '/api/v1/journal')).code).toBe('needsTwoFactor');
    await enrol(app, browser, member.password);
    expect((await browser.send('GET', '/api/v1/journal')).status).toBe(200);
  });

  test('the list pages by user name', async () => {
    const names: unknown[] = [];
    for (let cursor = '', more = true; more;) {
      const { body } = await system().send('GET', `/api/v1/accounts?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      names.push(...itemsOf(body).map((item) => item['userName']));
      more = typeof body['next'] === 'string';
      cursor = typeof body['next'] === 'string' ? body['next'] : '';
    }
    expect(names).toEqual([...names].map(String).sort());
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(6);
  });
});

describe('rules and keys', () => {
  test('stricter rules hold at once', async () => {
    const { body } = await security().send('GET', '/api/v1/sign-in-settings');
    expect(body).toMatchObject({ idleMinutes: 30, absoluteHours: 12, passwordMaxAgeDays: 90, parallelSessions: 3 });
    const member = await aMember(app, { userName: 'strict', role: 'volunteer' });
    const browser = openBrowser(app);
    await signIn(browser, member.userName, member.password);
    expect((await security().send('PUT', '/api/v1/sign-in-settings', { ...body, idleMinutes: 4 })).status).toBe(422);
    expect((await security().send('PUT', '/api/v1/sign-in-settings', { ...body, idleMinutes: 10 })).status).toBe(200);
    for (const role of Object.keys(admins)) await browserOf(role).send('GET', '/api/v1/me');
    app.clock.forward(9);
    for (const role of Object.keys(admins)) expect((await browserOf(role).send('GET', '/api/v1/me')).status).toBe(200);
    app.clock.forward(1);
    expect((await browser.send('GET', '/api/v1/me')).status).toBe(401);
    await security().send('PUT', '/api/v1/sign-in-settings', { ...body });
  });

  test('a key is shown once and listed without it', async () => {
    const issued = await system().send('POST', '/api/v1/api-keys', { name: '热线平台', scopes: ['open311.write'] });
    const key = textIn(issued, 'key');
    const list = await security().send('GET', '/api/v1/api-keys');
    expect(list.text).not.toContain(key);
    expect(itemsOf(list.body)).toMatchObject([
      { name: '热线平台', prefix: key.slice(0, 10), scopes: ['open311.write'], revokedAt: null, lastUsed: null },
    ]);
    const revoke = () => security().send('POST', `/api/v1/api-keys/${textIn(issued, 'keyId')}/revoke`);
    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(404);
  });

  test('a key that would have expired already is not issued', async () => {
    const body = { name: '过期的', scopes: ['open311.read'], expires: new Date(app.clock.now().getTime() - 1000).toISOString() };
    expect((await system().send('POST', '/api/v1/api-keys', body)).body).toMatchObject({ status: 422, faults: [{ path: 'expires' }] });
  });

  test('a repeat of lost requests hands out the same key, password and link, once each', async () => {
    const member = await aMember(app, { userName: 'repeated', role: 'volunteer' });
    const requests = [
      [system(), '/api/v1/api-keys', { name: '重发的密钥', scopes: ['open311.read'] }],
      [security(), `/api/v1/accounts/${member.userId}/reset-password`, undefined],
      [security(), `/api/v1/accounts/${member.userId}/sign-in-link`, {}],
    ] as const;
    for (const [browser, url, body] of requests) {
      const send = () => browser.send('POST', url, body, { 'idempotency-key': 'lost-answer-0001' + url.length });
      const first = await send();
      expect(first.status).toBe(200);
      expect((await send()).body).toEqual(first.body);
    }
    const list = await security().send('GET', '/api/v1/api-keys');
    expect(itemsOf(list.body).filter((key) => key['name'] === '重发的密钥')).toHaveLength(1);
  });
});

describe('the journal', () => {
  test('filters and pages, newest first', async () => {
    const all: string[] = [];
    for (let cursor = '', more = true; more;) {
      const { body, status } = await audit().send('GET', `/api/v1/journal?type=signIn.&limit=7${cursor ? `&cursor=${cursor}` : ''}`);
      expect(status).toBe(200);
      all.push(...itemsOf(body).map((item) => String(item['at'])));
      more = typeof body['next'] === 'string';
      cursor = typeof body['next'] === 'string' ? body['next'] : '';
    }
    expect(all.length).toBeGreaterThan(14);
    expect(all).toEqual([...all].sort().reverse());
    const mine = await audit().send('GET', `/api/v1/journal?personId=${who['securityAdmin']?.personId}&type=account.locked`);
    expect(itemsOf(mine.body)).toMatchObject([
      {
        type: 'account.locked',
        actor: { kind: 'person', personId: who['securityAdmin']?.personId },
        after: { userName: 'locked', reason: '离岗' },
        ip: '10.1.2.3',
      },
    ]);
    const nowhere = await audit().send('GET', '/api/v1/journal?cursor=nonsense');
    expect(nowhere.body).toMatchObject({ status: 400, faults: [{ path: 'cursor' }] });
    expect((await audit().send('GET', '/api/v1/journal?ip=10.1.2.3')).body).toMatchObject({ status: 422, faults: [{ path: 'from' }] });
    const byAddress = await audit().send('GET', `/api/v1/journal?ip=10.1.2.3&from=${encodeURIComponent('2026-01-01T00:00:00Z')}&limit=5`);
    expect(itemsOf(byAddress.body)).toHaveLength(5);
    expect(itemsOf((await audit().send('GET', `/api/v1/journal?from=${encodeURIComponent('2030-01-01T00:00:00Z')}`)).body)).toEqual([]);
  });
});

test('the journal reads in words: what happened, to whom, names instead of ids, in both languages', async () => {
  const words = async (type: string, lang: string) =>
    itemsOf((await audit().send('GET', `/api/v1/journal?type=${type}&lang=${lang}&limit=200`)).body).map((item) => item['words']);
  expect(await words('account.locked', 'zh')).toEqual([
    {
      what: '停用账号',
      subject: '账号 locked',
      changes: [
        { field: '原因', before: '', after: '离岗' },
        { field: '用户名', before: '', after: 'locked' },
      ],
    },
  ]);
  expect(await words('account.locked', 'en')).toMatchObject([
    { what: 'Account locked', subject: 'Account locked', changes: [{ field: 'Reason' }, { field: 'User name' }] },
  ]);
  const { person, unit } = await app.act(async ({ tx }) => ({
    person: await aPerson(tx, { name: '赵小暑' }),
    unit: await aUnit(tx, { name: '水务局' }),
  }));
  const post = {
    personId: person.id,
    unitId: unit.id,
    role: 'unitLiaison',
    areaId: null,
    title: '',
    validFrom: '2026-11-23',
    validTo: null,
  };
  expect((await security().send('POST', '/api/v1/posts', post)).status).toBe(200);
  const given = JSON.stringify(await words('post.given', 'zh'));
  for (const word of ['安排岗位', '人员', '赵小暑', '水务局', '单位联络员']) expect(given).toContain(word);
  expect(given).not.toMatch(/[0-9a-f]{8}-|unitLiaison|unitId/);
  const { body } = await audit().send('GET', '/api/v1/journal/types?lang=en');
  expect(itemsOf(body)).toContainEqual({ type: 'signIn.lockedOut', name: 'Locked out after wrong passwords' });
});

test('the nightly sweep removes what is over and nothing else', async () => {
  const member = await aMember(app, { userName: 'swept', role: 'volunteer' });
  const browser = openBrowser(app);
  await signIn(browser, member.userName, 'wrong');
  await signIn(browser, member.userName, member.password);
  await app.act((ctx) => sweep(ctx));
  expect((await browser.send('GET', '/api/v1/me')).status).toBe(200);
  app.clock.forward(25 * 60);
  await app.act((ctx) => sweep(ctx));
  const { rows } = await app.database.pool.query<{ sessions: number; attempts: number }>(
    'select (select count(*) from auth."session") as sessions, (select count(*) from sign_in_attempts) as attempts',
  );
  expect(rows).toEqual([{ sessions: 0, attempts: 0 }]);
});
