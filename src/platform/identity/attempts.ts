import type { WriteContext } from '../context.ts';
import type { Read, Tx } from '../db/read.ts';
import type { Decision } from '../../kernel/problem.ts';
import { addressLimit, nameLimit, nextAttempt, type AttemptLimit } from './rules.ts';
import { identityProblems, type SignInSettings } from './schema.ts';
import { keyedHash } from './secrets.ts';
import { timestamps, type IdentityTables } from './tables.ts';

type Kind = 'name' | 'address';

/** Names are hashed: people type passwords into the wrong field. */
const keyOf = (secret: string, kind: Kind, text: string) => keyedHash(secret, `${kind}:${text.trim().toLowerCase()}`);

/**
 * Counts an attempt before it is checked and tells whether it may be made. To be called in a transaction of its own,
 * since the count has to stay when the request is refused. A name that does not exist is counted like any other, so
 * the answer tells nothing.
 */
export async function countAttempt(
  ctx: WriteContext,
  secret: string,
  by: { readonly userName: string; readonly address?: string },
  settings: SignInSettings,
): Promise<Decision<true>> {
  if (by.address !== undefined) {
    const wait = await countOne(ctx, 'address', keyOf(secret, 'address', by.address), addressLimit(settings));
    if (wait !== null) return { refused: identityProblems.tooManyFromAddress, detail: { minutes: wait } };
  }
  const wait = await countOne(ctx, 'name', keyOf(secret, 'name', by.userName), nameLimit(settings));
  return wait === null ? { ok: true } : { refused: identityProblems.lockedOut, detail: { minutes: wait } };
}

/** Minutes to wait, or null when the attempt was counted and may be made. */
async function countOne(ctx: WriteContext, kind: Kind, key: string, limit: AttemptLimit): Promise<number | null> {
  const db = ctx.tx.writing<IdentityTables>();
  const id = { cityId: ctx.tx.cityId, kind, key };
  await db
    .insertInto('signInAttempts')
    .values({ ...id, attempts: timestamps([]), lockedUntil: null, lastAt: ctx.now })
    .onConflict((on) => on.doNothing())
    .execute();
  const row = await db
    .selectFrom('signInAttempts')
    .select(['attempts', 'lockedUntil'])
    .where('cityId', '=', id.cityId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const next = nextAttempt({ at: row.attempts, lockedUntil: row.lockedUntil }, limit, ctx.now);
  if ('waitMinutes' in next) return next.waitMinutes;
  await db
    .updateTable('signInAttempts')
    .set({ attempts: timestamps(next.after.at), lockedUntil: next.after.lockedUntil, lastAt: ctx.now })
    .where('cityId', '=', id.cityId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .execute();
  return null;
}

/** Forgets a name's attempts, after a success or by an administrator. */
export async function forgetAttempts(tx: Tx, secret: string, userName: string): Promise<void> {
  await tx
    .writing<IdentityTables>()
    .deleteFrom('signInAttempts')
    .where('cityId', '=', tx.cityId)
    .where('kind', '=', 'name')
    .where('key', '=', keyOf(secret, 'name', userName))
    .execute();
}

/** Takes the last attempt off an address: successes do not count, a whole office may share one. */
export async function forgiveAddress(tx: Tx, secret: string, address: string): Promise<void> {
  const db = tx.writing<IdentityTables>();
  const key = keyOf(secret, 'address', address);
  const row = await db
    .selectFrom('signInAttempts')
    .select('attempts')
    .where('cityId', '=', tx.cityId)
    .where('kind', '=', 'address')
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  await db
    .updateTable('signInAttempts')
    .set({ attempts: timestamps(row.attempts.slice(0, -1)), lockedUntil: null })
    .where('cityId', '=', tx.cityId)
    .where('kind', '=', 'address')
    .where('key', '=', key)
    .execute();
}

/** Until when a name is locked out; null when it is not. */
export async function lockedOutUntil(read: Read, secret: string, userName: string, now: Date): Promise<Date | null> {
  const locks = await lockedOut(read, secret, [userName], now);
  return locks.get(userName) ?? null;
}

/** The same for many names in one query. */
export async function lockedOut(read: Read, secret: string, userNames: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>> {
  if (userNames.length === 0) return new Map();
  const names = new Map(userNames.map((name) => [keyOf(secret, 'name', name), name]));
  const rows = await read
    .tables<IdentityTables>()
    .selectFrom('signInAttempts')
    .select(['key', 'lockedUntil'])
    .where('cityId', '=', read.cityId)
    .where('kind', '=', 'name')
    .where('key', 'in', [...names.keys()])
    .where('lockedUntil', '>', now)
    .execute();
  return new Map(rows.flatMap((row) => (row.lockedUntil ? [[names.get(row.key) ?? '', row.lockedUntil] as const] : [])));
}

/** Names among these that are locked out. Their keys are compared, for the table holds no names: 1 µs a name. */
export async function lockedOutAmong(
  read: Read,
  secret: string,
  userNames: () => Promise<readonly string[]>,
  now: Date,
): Promise<string[]> {
  const rows = await read
    .tables<IdentityTables>()
    .selectFrom('signInAttempts')
    .select('key')
    .where('cityId', '=', read.cityId)
    .where('kind', '=', 'name')
    .where('lockedUntil', '>', now)
    .execute();
  if (rows.length === 0) return [];
  const keys = new Set(rows.map((row) => row.key));
  return (await userNames()).filter((name) => keys.has(keyOf(secret, 'name', name)));
}
