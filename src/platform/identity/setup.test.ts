import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, startSignInApp, type SignInApp } from '../../testing/sign-in-app.ts';
import { enrol } from '../../testing/sign-in-steps.ts';

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp('http://city.example');
});
afterAll(() => app.close());

const tokenOf = (link: { readonly url: string } | null) => new URL(link?.url ?? '').hash.slice(1);
const administrators = {
  systemAdmin: { name: '周系统', userName: 'admin' },
  securityAdmin: { name: '吴安全', userName: 'security' },
  auditAdmin: { name: '郑审计', userName: 'auditor' },
};
const city = { name: '安塬市', nameEn: 'Anyuan', code: '610000' };

test('an empty city is set up by a one-time link; each administrator gets a link of their own', async () => {
  const browser = openBrowser(app);
  const submit = (token: string, input: object = { city, administrators }) => browser.send('POST', '/api/v1/setup', { token, ...input });
  expect((await browser.send('GET', '/api/v1/setup')).body).toEqual({ needed: true });
  const older = tokenOf(await app.identity.beginSetup(app.cityId));
  const token = tokenOf(await app.identity.beginSetup(app.cityId));
  expect((await submit('guess')).code).toBe('setupOver');
  expect((await submit(older)).code).toBe('setupOver');

  const same = { ...administrators, auditAdmin: { name: '同一人', userName: 'admin' } };
  expect((await submit(token, { city, administrators: same })).code).toBe('userNameTaken');
  expect(
    (await submit(token, { city, administrators: { ...administrators, auditAdmin: { name: '郑审计', userName: '审计' } } })).code,
  ).toBe('badUserName');
  expect((await submit(token, { city: { ...city, code: '61' }, administrators })).status).toBe(422);
  expect((await browser.send('GET', '/api/v1/setup')).body).toEqual({ needed: true });

  const done = await submit(token);
  expect(done.status, done.text).toBe(200);
  const links = done.body['links'] as { role: string; userName: string; url: string }[];
  expect(links.map(({ role, userName }) => [role, userName])).toEqual([
    ['systemAdmin', 'admin'],
    ['securityAdmin', 'security'],
    ['auditAdmin', 'auditor'],
  ]);
  expect((await submit(token)).code).toBe('setupOver');
  expect((await browser.send('GET', '/api/v1/setup')).body).toEqual({ needed: false });
  expect(await app.identity.beginSetup(app.cityId)).toBeNull();

  for (const { url, userName } of links) {
    const own = openBrowser(app);
    expect((await own.send('POST', new URL(url).pathname)).status).toBe(303);
    expect((await own.send('GET', '/api/v1/me')).body).toMatchObject({
      userName,
      needs: ['changePassword', 'enrolTwoFactor'],
      password: { set: false, minLength: 12 },
    });
    const short = await own.send('POST', '/api/v1/me/password', { password: 'Short-pw-1' });
    expect(short.body['faults']).toMatchObject([{ code: 'tooShort' }]);
    expect((await own.send('POST', '/api/v1/me/password', { password: 'Long-enough-2026' })).status).toBe(200);
    await enrol(app, own, 'Long-enough-2026');
    expect((await own.send('GET', '/api/v1/me')).body).toMatchObject({ needs: [] });
  }
});
