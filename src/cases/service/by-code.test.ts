import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { publicFollow } from '../api/public.ts';
import { aCase, aCasework } from '../fixtures.ts';
import { wrongForNumber, wrongHere } from '../rules/guessing.ts';
import type { CaseRow } from '../store/rows.ts';

type Reported = CaseRow & { readonly code: string };

let app: TestApp;
let one: Reported;
let other: Reported;
beforeAll(async () => {
  app = await startTestApp();
  const world = await app.as('system', aCasework);
  one = await app.as('system', (ctx) => aCase(ctx, world, { state: 'inProgress' }));
  other = await app.as('system', (ctx) => aCase(ctx, world, { state: 'inProgress' }));
});
afterAll(() => app.close());

/** A code that the case does not have. */
const wrong = ({ code }: Reported, n = 1) => String((Number(code) + n) % 1_000_000).padStart(6, '0');

const ask = (row: Reported, code: string, remoteAddress: string) =>
  app.app.http.inject({ method: 'POST', url: '/api/v1/public/follow', payload: { number: row.number, code }, remoteAddress });
const codeOf = async (answer: ReturnType<typeof ask>) => (await answer).json<{ code?: string }>().code;

test('codes cannot be found by trying, by whatever way: ten wrong ones, then none for an hour', async () => {
  for (let n = 1; n <= 5; n++) expect(await codeOf(ask(one, wrong(one, n), '10.0.0.1'))).toBe('cases.codeWrong');
  // A link of a message, as it is opened in a browser.
  for (let n = 6; n <= wrongHere.most; n++) {
    const page = await app.app.http.inject({ url: `/follow/${one.number}?code=${wrong(one, n)}`, remoteAddress: '10.0.0.1' });
    expect(page.statusCode).toBe(422);
  }
  expect(await codeOf(ask(one, one.code, '10.0.0.1'))).toBe('cases.codeTried');
  expect((await app.app.http.inject({ url: `/follow/${one.number}?code=${one.code}`, remoteAddress: '10.0.0.1' })).statusCode).toBe(429);
  expect((await ask(other, other.code, '10.0.0.1')).statusCode).toBe(200);
  app.clock.forward(wrongHere.seconds * 1000);
  expect((await ask(one, one.code, '10.0.0.1')).statusCode).toBe(200);
});

test('a number that is tried from many addresses stays open to its reporter', async () => {
  for (let n = 0; n < wrongForNumber.most; n++) await ask(other, wrong(other), `10.1.${Math.floor(n / 10)}.1`);
  expect(await codeOf(ask(other, wrong(other), '10.2.0.1'))).toBe('cases.codeWrong');
  expect(await codeOf(ask(other, other.code, '10.2.0.1'))).toBe('cases.codeTried');
  expect((await ask(other, other.code, '10.2.0.2')).statusCode).toBe(200);
});

test('looking with the right code counts nothing, and no such number counts like a wrong code', async () => {
  for (let n = 0; n < 30; n++) expect((await ask(one, one.code, '10.3.0.1')).statusCode).toBe(200);
  const absent = { ...one, number: '2611-99999' };
  for (let n = 0; n < wrongHere.most; n++) expect(await codeOf(ask(absent, '123456', '10.3.0.1'))).toBe('cases.codeWrong');
  expect(await codeOf(ask(absent, '123456', '10.3.0.1'))).toBe('cases.codeTried');
  expect((await app.call(publicFollow, { number: one.number, code: one.code })).status).toBe(200);
});
