import { sql } from 'kysely';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../context.ts';
import type { Read, Tx } from '../db/read.ts';
import { newId } from '../ids.ts';
import { keyedHash } from './secrets.ts';
import type { IdentityTables } from './tables.ts';

/*
 * Second factors stand in the sign-in library's table and in its form, so that it can check codes at sign-in; enrolling
 * is ours, because it goes with the journal in one transaction.
 */

interface TwoFactor {
  /** The text whose bytes are the authenticator's key. */
  readonly secret: string;
  readonly confirmed: boolean;
}

export async function findTwoFactor(read: Read, key: string, userId: Id): Promise<TwoFactor | null> {
  const [row] = await read.rows(
    sql<{ secret: string; verified: boolean | null }>`select "secret", "verified" from auth."twoFactor" where "userId" = ${userId}`,
  );
  return row ? { secret: await symmetricDecrypt({ key, data: row.secret }), confirmed: row.verified === true } : null;
}

/** Begins (anew): the secret counts only after its first code. */
export async function beginTwoFactor(tx: Tx, key: string, userId: Id, secret: string): Promise<void> {
  const [encrypted, none] = await Promise.all([symmetricEncrypt({ key, data: secret }), symmetricEncrypt({ key, data: '[]' })]);
  await tx.rows(
    sql`insert into auth."twoFactor" ("id", "secret", "backupCodes", "userId", "verified", "failedVerificationCount")
      values (${newId()}, ${encrypted}, ${none}, ${userId}, false, 0)
      on conflict ("userId") do update set "secret" = excluded."secret", "backupCodes" = excluded."backupCodes", "verified" = false`,
  );
}

/** From now on every sign-in asks for a code; the session that enrolled has shown one. */
export async function confirmTwoFactor(tx: Tx, userId: Id, sessionId: Id): Promise<void> {
  await tx.rows(
    sql`update auth."twoFactor" set "verified" = true, "failedVerificationCount" = 0, "lockedUntil" = null where "userId" = ${userId}`,
  );
  await tx.rows(sql`update auth."user" set "twoFactorEnabled" = true where "id" = ${userId}`);
  await tx.rows(sql`update auth."session" set "twoFactorDone" = true where "id" = ${sessionId}`);
}

export async function removeTwoFactor(tx: Tx, userId: Id): Promise<void> {
  await tx.rows(sql`delete from auth."twoFactor" where "userId" = ${userId}`);
  await tx.rows(sql`update auth."user" set "twoFactorEnabled" = false where "id" = ${userId}`);
}

export async function setBackupCodes(tx: Tx, key: string, userId: Id, codes: readonly string[]): Promise<void> {
  const encrypted = await symmetricEncrypt({ key, data: JSON.stringify(codes) });
  await tx.rows(sql`update auth."twoFactor" set "backupCodes" = ${encrypted} where "userId" = ${userId}`);
}

export async function countBackupCodes(read: Read, key: string, userId: Id): Promise<number> {
  const [row] = await read.rows(sql<{ backupCodes: string }>`select "backupCodes" from auth."twoFactor" where "userId" = ${userId}`);
  if (!row) return 0;
  const codes: unknown = JSON.parse(await symmetricDecrypt({ key, data: row.backupCodes }));
  return Array.isArray(codes) ? codes.length : 0;
}

/** A code is good for three time steps, so a used one is remembered for two minutes. */
const REPLAY_SECONDS = 120;

/** Notes that a code was accepted; false when the same one was accepted just before, by whoever watched it being typed. */
export async function spendCode({ tx, now }: WriteContext, key: string, userId: Id, code: string): Promise<boolean> {
  const hash = keyedHash(key, `code:${userId}:${code}`);
  const spent = await tx
    .writing<IdentityTables>()
    .updateTable('accounts')
    .set({ lastCode: hash, lastCodeAt: now })
    .where('cityId', '=', tx.cityId)
    .where('userId', '=', userId)
    .where((where) =>
      where.or([
        where('lastCode', 'is', null),
        where('lastCode', '<>', hash),
        where('lastCodeAt', '<', new Date(now.getTime() - REPLAY_SECONDS * 1000)),
      ]),
    )
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n;
}
