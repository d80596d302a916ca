import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, startSignInApp, type SignInApp } from '../../testing/sign-in-app.ts';
import { anAdministrator, setUpTestCity, signIn } from '../../testing/sign-in-steps.ts';
import { journalOf } from '../journal/journal.ts';

let app: SignInApp;
beforeAll(async () => {
  app = await startSignInApp('https://city.example');
  await setUpTestCity(app);
});
afterAll(() => app.close());

test('an administrator who lost everything is let in by the command line, and sets up both factors anew', async () => {
  const before = openBrowser(app);
  const { userId, userName, password } = await anAdministrator(app, before, { userName: 'lonely', role: 'systemAdmin' });
  for (let n = 0; n < 12; n++) await signIn(openBrowser(app), userName, 'not this one');
  expect((await signIn(openBrowser(app), userName, password)).status).not.toBe(200);

  const { url } = await app.act((ctx) => app.identity.rescue(ctx, { userName: 'Lonely', reason: '手机和备用码都丢了' }));
  const after = openBrowser(app);
  expect((await after.send('POST', new URL(url).pathname)).status).toBe(303);
  expect((await after.send('GET', '/api/v1/me')).body).toMatchObject({ userName, needs: ['changePassword', 'enrolTwoFactor'] });
  expect((await after.send('GET', '/api/v1/units')).status).toBe(403);
  expect((await before.send('GET', '/api/v1/units')).status).toBe(401);
  expect((await signIn(openBrowser(app), userName, password)).status).not.toBe(200);
  expect((await openBrowser(app).send('POST', new URL(url).pathname)).status).toBe(410);

  const facts = await app.act(({ tx }) => journalOf(tx, { kind: 'account', id: userId }));
  expect(facts.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['account.rescued', 'account.unlocked', 'account.twoFactorReset', 'signInLink.issued', 'signInLink.used']),
  );
  expect(facts.find(({ type }) => type === 'account.rescued')).toMatchObject({
    actor: { kind: 'system' },
    after: { userName, reason: '手机和备用码都丢了' },
  });
});

test('a name that nobody has is refused', async () => {
  const nobody = app.act((ctx) => app.identity.rescue(ctx, { userName: 'nobody', reason: '试试' }));
  await expect(nobody).rejects.toMatchObject({ kind: { code: 'notFound' } });
});
