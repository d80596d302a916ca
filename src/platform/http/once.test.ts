import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../testing/app.ts';
import { add, entriesOf, handOut, reaction, startProbe } from '../../testing/probe.ts';

/** Acts happen once and whole: journal, outbox and keys stand or fall with them. */

const HOUR = 3_600_000;

let app: TestApp;
beforeAll(async () => {
  app = await startProbe();
});
afterAll(() => app.close());

describe('an act that hands out a secret', () => {
  const kept = async (key: string) => {
    const [row] = await app.as('system', (ctx) => ctx.tx.rows<object>(sql`select * from idempotency_keys where key = ${key}`));
    return JSON.stringify(row);
  };

  test('a repeat with the same key answers the same secret and changes nothing', async () => {
    const first = await app.call(handOut, { password: 'Unseen-pass-9' }, { key: 'secret-key-1' });
    const count = (await entriesOf(app)).length;
    const second = await app.call(handOut, { password: 'Unseen-pass-9' }, { key: 'secret-key-1' });
    expect(second).toMatchObject({ status: first.status, body: first.body });
    expect(second.headers['idempotent-replay']).toBe('true');
    expect(await entriesOf(app)).toHaveLength(count);
    expect((await app.call(handOut, { password: 'Another-pass-9' }, { key: 'secret-key-1' })).problem.code).toBe('keyReused');
  });

  test('what is kept shows neither the secret nor anything that a guess at the password could be tried on', async () => {
    const { body } = await app.call(handOut, { password: 'Unseen-pass-9' }, { key: 'secret-key-2' });
    const row = await kept('secret-key-2');
    expect(row).toContain('probe.handOut');
    expect(row).not.toContain(body.secret);
    const guess = createHash('sha256')
      .update(`probe.handOut\n${JSON.stringify({ password: 'Unseen-pass-9' })}`)
      .digest('hex');
    expect(row).not.toContain(guess);
  });

  test('after a day the answer is gone, and a repeat says so instead of acting again', async () => {
    await app.call(handOut, { password: 'Unseen-pass-9' }, { key: 'secret-key-3' });
    const count = (await entriesOf(app)).length;
    app.clock.forward(23 * HOUR);
    await app.as('system', (ctx) => ctx.enqueue('http.forgetSealed', {}));
    await app.drain();
    expect((await app.call(handOut, { password: 'Unseen-pass-9' }, { key: 'secret-key-3' })).status).toBe(200);
    app.clock.forward(2 * HOUR);
    await app.as('system', (ctx) => ctx.enqueue('http.forgetSealed', {}));
    await app.drain();
    expect(await kept('secret-key-3')).toContain('"answer":null');
    expect((await app.call(handOut, { password: 'Unseen-pass-9' }, { key: 'secret-key-3' })).problem).toMatchObject({
      status: 409,
      code: 'answerForgotten',
    });
    expect(await entriesOf(app)).toHaveLength(count);
  });
});

describe('a key', () => {
  test('is known for thirty days, and is a new one afterwards', async () => {
    const stored = async (key: string) =>
      (await app.as('system', (ctx) => ctx.tx.rows(sql`select from idempotency_keys where key = ${key}`))).length;
    const sweep = async () => {
      await app.as('system', (ctx) => ctx.enqueue('http.forgetKeys', {}));
      await app.drain();
    };
    await app.call(add, { n: 2 }, { key: 'old-key-1' });
    // More than one batch that is long over, and is swept in one night.
    const over = new Date(app.clock.now().getTime() - 60 * 24 * HOUR);
    await app.as('system', (ctx) =>
      ctx.tx.rows(sql`insert into idempotency_keys (city_id, key, caller, operation, fingerprint, status, at)
        select ${ctx.tx.cityId}, 'older-' || n, 'public', 'probe.add', '', 200, ${over} from generate_series(1, 5001) as n`),
    );
    app.clock.forward(29 * 24 * HOUR);
    await sweep();
    expect([await stored('older-1'), await stored('older-5001')]).toEqual([0, 0]);
    expect((await app.call(add, { n: 2 }, { key: 'old-key-1' })).headers['idempotent-replay']).toBe('true');
    app.clock.forward(2 * 24 * HOUR);
    await sweep();
    expect(await stored('old-key-1')).toBe(0);
    expect((await app.call(add, { n: 2 }, { key: 'old-key-1' })).headers['idempotent-replay']).toBeUndefined();
  });
});

describe('journal, outbox, idempotency', () => {
  test('a refused act leaves no journal entry', async () => {
    const before = await entriesOf(app);
    const answer = await app.call(add, { n: 3 }, { key: 'refused-key-1' });
    expect(answer.problem).toMatchObject({ code: 'tooOdd', title: '3 太怪。' });
    expect(await entriesOf(app)).toEqual(before);
  });

  test('a repeat with the same key answers the first result and changes nothing', async () => {
    const first = await app.call(add, { n: 2 }, { key: 'repeat-key-1' });
    const count = (await entriesOf(app)).length;
    const second = await app.call(add, { n: 2 }, { key: 'repeat-key-1' });
    // To the letter: the names in their order too.
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
    expect(second.headers['idempotent-replay']).toBe('true');
    expect(await entriesOf(app)).toHaveLength(count);
  });

  test('twenty at once with one key act once', async () => {
    const count = (await entriesOf(app)).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.call(add, { n: 4 }, { key: 'at-once-key' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await entriesOf(app)).toHaveLength(count + 1);
  });

  test('the same key with other content is refused', async () => {
    await app.call(add, { n: 6 }, { key: 'other-content-key' });
    expect((await app.call(add, { n: 8 }, { key: 'other-content-key' })).problem.code).toBe('keyReused');
  });

  test('a malformed key is refused', async () => {
    expect((await app.call(add, { n: 2 }, { key: 'short' })).problem.code).toBe('malformed');
  });

  test('the fact reaches the reaction once; one that fails leaves no trace and is tried again later', async () => {
    await app.drain();
    reaction.count = 0;
    await app.call(add, { n: 10 });
    await app.drain();
    expect(reaction.count).toBe(1);
    reaction.fails = true;
    await app.call(add, { n: 12 });
    await expect(app.drain()).rejects.toThrow('not yet');
    const counted = (await entriesOf(app)).filter((type) => type === 'probe.counted').length;
    reaction.fails = false;
    await app.drain();
    expect(reaction.count).toBe(1);
    app.clock.forward(10_000);
    await app.drain();
    expect(reaction.count).toBe(2);
    expect((await entriesOf(app)).filter((type) => type === 'probe.counted')).toHaveLength(counted + 1);
  });

  test("the application's role cannot change or delete the journal", async () => {
    await expect(app.as('system', (ctx) => ctx.tx.rows(sql`update journal set type = 'x'`))).rejects.toMatchObject({ code: '42501' });
    await expect(app.as('system', (ctx) => ctx.tx.rows(sql`delete from journal`))).rejects.toMatchObject({ code: '42501' });
    await expect(app.as('system', (ctx) => ctx.tx.rows(sql`truncate journal`))).rejects.toMatchObject({ code: '42501' });
  });

  test('a reader cannot write, not even by raw SQL', async () => {
    await expect(app.app.database.reader(1).rows(sql`delete from outbox`)).rejects.toMatchObject({ code: '25006' });
  });
});
