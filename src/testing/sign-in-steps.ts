import { expect } from 'vitest';
import { aCity, aPerson } from '../city/fixtures.ts';
import type { Role } from '../kernel/actor.ts';
import { codeOfStep, stepOf } from '../platform/identity/totp.ts';
import type { Browser, BrowserAnswer, SignInApp } from './sign-in-app.ts';

export const GOOD_PASSWORD = 'Anyuan-2026-creates';

export interface Member {
  readonly userId: string;
  readonly personId: string;
  readonly userName: string;
  readonly password: string;
}

/** The test city; once for each database. */
export const setUpTestCity = (app: SignInApp) => app.act((ctx) => aCity(ctx.tx));

/** A person with a post and an account whose password they chose themselves. */
export async function aMember(
  app: SignInApp,
  wanted: { readonly userName: string; readonly role: Role; readonly handedOut?: boolean; readonly password?: string },
): Promise<Member> {
  const password = wanted.password ?? GOOD_PASSWORD;
  return app.act(async (ctx) => {
    const person = await aPerson(ctx.tx, { role: wanted.role, name: `人员 ${wanted.userName}` });
    const userId = await app.identity.createAccount(ctx, {
      personId: person.id,
      name: person.name,
      userName: wanted.userName,
      password: { text: password, handedOut: wanted.handedOut ?? false },
    });
    return { userId, personId: person.id, userName: wanted.userName, password };
  });
}

/** One attempt at the sign-in page. */
export const signIn = (browser: Browser, userName: string, password: string): Promise<BrowserAnswer> =>
  browser.send('POST', '/api/auth/sign-in/username', { username: userName, password });

export const textIn = (answer: BrowserAnswer, field: string): string => {
  const value = answer.body[field];
  if (typeof value !== 'string') throw new Error(`no ${field} in ${answer.text}`);
  return value;
};

/** The text behind a base32 secret, as the authenticator reads it. */
export function secretText(base32: string): string {
  const bits = base32
    .split('')
    .map((character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))).toString();
}

/** The authenticator: the code at a moment. */
export const codeAt = (secret: string, at: Date): Promise<string> => codeOfStep(secret, stepOf(at));

export interface Device {
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

/** Enrols a second factor through the operations. */
export async function enrol(app: SignInApp, browser: Browser, password: string): Promise<Device> {
  const begun = await browser.send('POST', '/api/v1/me/two-factor', { password });
  expect(begun.status, begun.text).toBe(200);
  const secret = secretText(textIn(begun, 'secret'));
  const confirmed = await browser.send('POST', '/api/v1/me/two-factor/confirm', { code: await codeAt(secret, app.clock.now()) });
  expect(confirmed.status, confirmed.text).toBe(200);
  const codes = confirmed.body['backupCodes'];
  return { secret, backupCodes: Array.isArray(codes) ? codes.map(String) : [] };
}

/** An administrator, signed in with both factors. */
export async function anAdministrator(
  app: SignInApp,
  browser: Browser,
  wanted: { readonly userName: string; readonly role: Role },
): Promise<Member & Device> {
  const member = await aMember(app, wanted);
  expect((await signIn(browser, member.userName, member.password)).status).toBe(200);
  return { ...member, ...(await enrol(app, browser, member.password)) };
}
