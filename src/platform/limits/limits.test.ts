import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aCity } from '../../city/fixtures.ts';
import { operation } from '../../kernel/operation.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { sealerFor } from '../sealer.ts';
import { route, type Slice } from '../slice.ts';
import { countedAddress, limitsOn, type Limits } from './limits.ts';
import { limitsSlice } from './slice.ts';

const most = 5;
const say = operation({
  id: 'probe.say',
  method: 'POST',
  path: '/probe',
  summary: { zh: '说', en: 'Say' },
  permission: 'public',
  perMinute: most,
  output: z.object({}),
});
const look = operation({ ...say, id: 'probe.look', method: 'GET', path: '/probe' });
const probe: Slice = { name: 'probe', grants: {}, routes: [route(say, async () => ({})), route(look, async () => ({}))] };

/** Two processes on one database, as far as counting goes: nothing is shared but that. */
let one: TestApp;
let other: Database;
let limits: Limits;
beforeAll(async () => {
  one = await startTestApp({ slices: [probe, limitsSlice], rateLimits: true });
  await one.as('system', (ctx) => aCity(ctx.tx));
  other = openDatabase({ write: one.connection, poolSize: 2 });
  limits = limitsOn(other, () => one.clock.now(), sealerFor('a secret of the tests, long enough to sign with'));
});
afterAll(async () => {
  await other.close();
  await one.close();
});

const send = (remoteAddress: string, headers: Record<string, string> = {}) =>
  one.app.http.inject({ method: 'POST', url: '/api/v1/probe', remoteAddress, headers });
const limit = { what: 'probe.say', most, seconds: 60 };
const seen = async (address: string) => (await limits.seen(1, [{ limit, who: countedAddress(address) }]))[0];

describe('what the public may send', () => {
  test('is counted for all processes together: what another one counted is missing here', async () => {
    for (let n = 0; n < 3; n++) await limits.spend(1, limit, '10.0.0.1');
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push(await send('10.0.0.1'));
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 429, 429]);
    expect(answers[2]?.json()).toMatchObject({ code: 'tooMany', detail: { seconds: 60 } });
    expect(answers[2]?.headers['retry-after']).toBe('60');
    await expect(limits.spend(1, limit, '10.0.0.1')).rejects.toMatchObject({ message: 'tooMany' });
    expect((await send('10.0.0.2')).statusCode).toBe(200);
  });

  test('a flood is refused in memory: the database counts no more than is allowed', async () => {
    const answers = [];
    for (let n = 0; n < 40; n++) answers.push((await send('10.0.1.1')).statusCode);
    expect(answers).toEqual(answers.map((_, n) => (n < most ? 200 : 429)));
    expect(await seen('10.0.1.1')).toBe(most);
  });

  test('another cookie, and another address of the same house, are no other caller', async () => {
    for (let n = 0; n < most; n++)
      expect((await send(`2001:db8:1:2::${n + 1}`, { cookie: `tongchuang.session_token=made-up-${n}.x` })).statusCode).toBe(200);
    expect((await send('2001:db8:1:2:ffff::1', { cookie: 'tongchuang.session_token=made-up-9.x' })).statusCode).toBe(429);
    expect((await send('2001:db8:1:3::1')).statusCode).toBe(200);
  });

  test('reading is not counted in the database', async () => {
    const before = await one.app.database.apart(sql`select * from limit_counts`);
    expect((await one.app.http.inject({ url: '/api/v1/probe', remoteAddress: '10.0.2.1' })).statusCode).toBe(200);
    expect(await one.app.database.apart(sql`select * from limit_counts`)).toHaveLength(before.length);
  });

  test('the table names no address', async () => {
    await limits.spend(1, limit, '10.9.9.9');
    expect(JSON.stringify(await one.app.database.apart(sql`select * from limit_counts`))).not.toContain('10.9.9.9');
  });
});

describe('counts', () => {
  test('end with their time, are swept, and are apart by city', async () => {
    const short = { what: 'probe.short', most: 2, seconds: 30 };
    await limits.spend(1, short, 'a');
    await limits.spend(1, short, 'a');
    await expect(limits.spend(1, short, 'a')).rejects.toMatchObject({ message: 'tooMany' });
    await limits.spend(2, short, 'a');
    one.clock.forward(30_000);
    expect(
      await limits.seen(1, [
        { limit: short, who: 'a' },
        { limit: short, who: 'b' },
      ]),
    ).toEqual([0, 0]);
    await limits.spend(1, short, 'a');
    expect(
      await limits.seen(1, [
        { limit: short, who: 'b' },
        { limit: short, who: 'a' },
      ]),
    ).toEqual([0, 1]);
    one.clock.forward(120_000);
    await one.as('system', (ctx) => ctx.enqueue('limits.sweep', {}));
    await one.drain();
    expect(await one.app.database.apart(sql`select city_id from limit_counts`)).toEqual([{ cityId: 2 }]);
  });

  test('stand when the transaction of the request does not', async () => {
    const kept = { what: 'probe.kept', most: 9, seconds: 60 };
    const refused = one.as('system', async (ctx) => {
      await ctx.limits.count(1, kept, 'a');
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(await limits.seen(1, [{ limit: kept, who: 'a' }])).toEqual([1]);
  });

  test('forty at once from processes that all hold their connections do not wait for each other', async () => {
    const wide = { what: 'probe.wide', most: 100, seconds: 60 };
    await Promise.all(Array.from({ length: 40 }, () => one.as('system', (ctx) => ctx.limits.count(1, wide, 'a'))));
    expect(await limits.seen(1, [{ limit: wide, who: 'a' }])).toEqual([40]);
  });
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:DB8:0:0:1::1', '2001:db8::/64'],
  ['2001:db8::ffff:1:2:3', '2001:db8::/64'],
  ['2001:db8:0:1::', '2001:db8:0:1::/64'],
  ['::1', '::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
])('%s counts as %s', (ip, counted) => expect(countedAddress(ip)).toBe(counted));

test('the table is not logged: counting waits for no disk', async () => {
  expect(await one.app.database.apart(sql`select relpersistence from pg_class where relname = 'limit_counts'`)).toEqual([
    { relpersistence: 'u' },
  ]);
});
