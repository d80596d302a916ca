import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Tx } from '../db/read.ts';

interface KeyTable {
  cityId: number;
  key: string;
  caller: string;
  operation: string;
  fingerprint: string;
  status: number;
  answer: unknown;
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
}

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
      answer: answer.body === undefined ? null : sql`${JSON.stringify(answer.body)}::json`,
      at: keyed.now,
    })
    .execute();
  return { ...answer, repeated: false };
}

/**
 * What a key was answered before, or is being answered at this moment; null = it is new, and until the transaction ends
 * nobody else's. @throws Problem keyReused when it came with other content
 */
export async function earlierAnswer(tx: Tx, keyed: Keyed): Promise<Answer | null> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.cityId}|${keyed.caller}|${keyed.key}`}, 0))`);
  const earlier = await tx
    .tables<IdempotencyTables>()
    .selectFrom('idempotencyKeys')
    .select(['fingerprint', 'status', 'answer'])
    .where('cityId', '=', tx.cityId)
    .where('caller', '=', keyed.caller)
    .where('key', '=', keyed.key)
    .executeTakeFirst();
  if (!earlier) return null;
  if (earlier.fingerprint !== fingerprintOf(keyed)) throw new Problem(problems.keyReused);
  return { status: earlier.status, body: earlier.answer };
}

const fingerprintOf = ({ operation, input }: Keyed): string =>
  createHash('sha256')
    .update(`${operation}\n${JSON.stringify(input)}`)
    .digest('hex');
