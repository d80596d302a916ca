import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Tx } from '../db/read.ts';
import type { Sealer } from '../sealer.ts';

interface KeyTable {
  cityId: number;
  key: string;
  caller: string;
  operation: string;
  fingerprint: string;
  status: number;
  answer: unknown;
  sealed: boolean;
  at: Date;
}
export interface IdempotencyTables {
  idempotencyKeys: KeyTable;
}

export interface Keyed {
  readonly key: string;
  /** A person, an API key or `public`. */
  readonly caller: string;
  readonly operation: string;
  /** What was asked, to tell a repeat from a mistake. */
  readonly input: unknown;
  readonly now: Date;
  /**
   * Given where input or answer carry a secret: the answer is kept sealed for a day, and the input's fingerprint is
   * keyed, for an unkeyed one would let passwords be guessed against it.
   */
  readonly sealer?: Sealer;
}

const HOUR = 3_600_000;
/** Long enough to repeat a request whose answer was lost; short, for what is kept is a secret. */
const SEALED_HOURS = 24;

/** So long a repeat is known; what a phone kept offline is sent within days. */
export const KEY_DAYS = 30;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Runs the work once for a key: a repeat gets the first answer, also when both arrive at the same moment (the second
 * waits for the first on an advisory lock that ends with the transaction). The answer is stored in the transaction of
 * the work, so it exists exactly when the work does.
 * @throws Problem keyReused when the key came with other content before
 */
export async function once(tx: Tx, keyed: Keyed, work: () => Promise<Answer>): Promise<Answer & { readonly repeated: boolean }> {
  const earlier = await earlierAnswer(tx, keyed);
  if (earlier) return { ...earlier, repeated: true };
  const answer = await work();
  await tx
    .writing<IdempotencyTables>()
    .insertInto('idempotencyKeys')
    .values({
      cityId: tx.cityId,
      key: keyed.key,
      caller: keyed.caller,
      operation: keyed.operation,
      fingerprint: fingerprintOf(keyed),
      status: answer.status,
      answer: keptOf(keyed, answer.body),
      sealed: keyed.sealer !== undefined,
      at: keyed.now,
    })
    .execute();
  return { ...answer, repeated: false };
}

/**
 * What a key was answered before, or is being answered at this moment; null = it is new, and until the transaction ends
 * nobody else's. @throws Problem keyReused when it came with other content, answerForgotten when it was a secret of yesterday
 */
export async function earlierAnswer(tx: Tx, keyed: Keyed): Promise<Answer | null> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.cityId}|${keyed.caller}|${keyed.key}`}, 0))`);
  const earlier = await tx
    .tables<IdempotencyTables>()
    .selectFrom('idempotencyKeys')
    .select(['fingerprint', 'status', 'answer', 'sealed'])
    .where('cityId', '=', tx.cityId)
    .where('caller', '=', keyed.caller)
    .where('key', '=', keyed.key)
    .executeTakeFirst();
  if (!earlier) return null;
  if (earlier.fingerprint !== fingerprintOf(keyed)) throw new Problem(problems.keyReused);
  if (!earlier.sealed) return { status: earlier.status, body: earlier.answer };
  if (typeof earlier.answer !== 'string' || !keyed.sealer) throw new Problem(problems.answerForgotten);
  const { body } = JSON.parse(keyed.sealer.open(earlier.answer)) as { readonly body?: unknown };
  return { status: earlier.status, body };
}

/** Forgets sealed answers of yesterday; the keys stay, so that a repeat is told instead of acting again. */
export async function forgetSealedAnswers(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - SEALED_HOURS * HOUR);
  await sealedAnswers(tx).where('at', '<', before).execute();
}

/**
 * Deletes the keys whose time is over, the oldest first, no more than a batch; gives whether there may be more. A request
 * that is being answered has no row yet: its key is written by the transaction that does its work.
 */
export async function forgetKeys(tx: Tx, now: Date, batch: number): Promise<boolean> {
  const before = new Date(now.getTime() - KEY_DAYS * 24 * HOUR);
  const gone = await tx.rows(sql`
    delete from idempotency_keys where city_id = ${tx.cityId} and ctid = any(array(
      select ctid from idempotency_keys where city_id = ${tx.cityId} and at < ${before} order by at limit ${batch}))
    returning 1`);
  return gone.length === batch;
}

/** Forgets what an operation's answers tell of somebody who wants to be forgotten, whoever asked for them. */
export async function forgetSealedAnswersOf(tx: Tx, operation: string): Promise<void> {
  await sealedAnswers(tx).where('operation', '=', operation).execute();
}

const sealedAnswers = (tx: Tx) =>
  tx
    .writing<IdempotencyTables>()
    .updateTable('idempotencyKeys')
    .set({ answer: null })
    .where('cityId', '=', tx.cityId)
    .where('sealed', '=', true)
    .where('answer', 'is not', null);

function keptOf({ sealer }: Keyed, body: unknown) {
  if (sealer) return sql`${JSON.stringify(sealer.seal(JSON.stringify({ body })))}::json`;
  return body === undefined ? null : sql`${JSON.stringify(body)}::json`;
}

function fingerprintOf({ operation, input, sealer }: Keyed): string {
  const text = `${operation}\n${JSON.stringify(input)}`;
  return sealer ? sealer.mark(text) : createHash('sha256').update(text).digest('hex');
}
