import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../context.ts';
import type { Read, Tx } from '../db/read.ts';
import { newId } from '../ids.ts';
import { scopedUserName } from './names.ts';
import { hashPassword } from './passwords.ts';
import type { IdentityPorts, NewAccount } from './ports.ts';
import { isUserName, PASSWORD_HISTORY, passwordFaults } from './rules.ts';
import { identityProblems } from './schema.ts';
import { newToken } from './secrets.ts';
import type { AccountTable, IdentityTables } from './tables.ts';

export async function findAccount(read: Read, userId: Id): Promise<AccountTable | null> {
  const row = await read
    .tables<IdentityTables>()
    .selectFrom('accounts')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return row ?? null;
}

export async function accountByName(read: Read, userName: string): Promise<AccountTable | null> {
  const name = userName.trim().toLowerCase();
  if (!isUserName(name)) return null;
  const row = await read
    .tables<IdentityTables>()
    .selectFrom('accounts')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('userName', '=', name)
    .executeTakeFirst();
  return row ?? null;
}

/** The one gate to somebody's account. @throws Problem notFound */
export async function accessAccount(read: Read, userId: Id): Promise<AccountTable> {
  const account = await findAccount(read, userId);
  if (!account) throw new Problem(problems.notFound);
  return account;
}

/** Has the city any account yet? */
export async function hasAccounts(read: Read): Promise<boolean> {
  const row = await read
    .tables<IdentityTables>()
    .selectFrom('accounts')
    .select('userId')
    .where('cityId', '=', read.cityId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Opens an account for a person, in the caller's transaction.
 * @throws Problem badUserName, userNameTaken, personHasAccount, weakPassword
 */
export async function createAccount(linkAccount: IdentityPorts['linkAccount'], ctx: WriteContext, account: NewAccount): Promise<Id> {
  const userName = account.userName.trim().toLowerCase();
  if (!isUserName(userName)) throw new Problem(identityProblems.badUserName);
  const { password } = account;
  const faults = password ? passwordFaults(password.text, { userName, administrator: account.administrator ?? false }) : [];
  if (faults.length > 0) throw new Problem(identityProblems.weakPassword, {}, faults);
  await refuseTaken(ctx.tx, userName, account.personId);
  const userId = newId();
  // An account without a password has one nobody knows: answering it takes as long as any other.
  const hash = await hashPassword(password?.text ?? newToken());
  await insertAccount(ctx, userId, { ...account, userName }, hash);
  await linkAccount(ctx, account.personId, { userId, userName });
  await ctx.record({ type: 'account.created', subject: { kind: 'account', id: userId }, after: { personId: account.personId, userName } });
  return userId;
}

async function refuseTaken(tx: Tx, userName: string, personId: Id): Promise<void> {
  const taken = await tx
    .tables<IdentityTables>()
    .selectFrom('accounts')
    .select('userName')
    .where('cityId', '=', tx.cityId)
    .where((where) => where.or([where('userName', '=', userName), where('personId', '=', personId)]))
    .executeTakeFirst();
  if (!taken) return;
  throw taken.userName === userName
    ? new Problem(identityProblems.userNameTaken, { userName })
    : new Problem(identityProblems.personHasAccount);
}

async function insertAccount({ tx, now }: WriteContext, userId: Id, account: NewAccount, hash: string): Promise<void> {
  await tx.rows(
    sql`insert into auth."user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt", "username", "twoFactorEnabled")
      values (${userId}, ${account.name}, ${`${userId}@accounts.invalid`}, false, ${now}, ${now}, ${scopedUserName(tx.cityId, account.userName)}, false)`,
  );
  await tx.rows(
    sql`insert into auth."account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
      values (${newId()}, ${userId}, 'credential', ${userId}, ${hash}, ${now}, ${now})`,
  );
  const { password } = account;
  await tx
    .writing<IdentityTables>()
    .insertInto('accounts')
    .values({
      cityId: tx.cityId,
      userId,
      personId: account.personId,
      userName: account.userName,
      passwordSet: password !== undefined,
      mustChangePassword: password?.handedOut ?? true,
      passwordChangedAt: now,
      lockedAt: null,
      lockedReason: '',
      lastSignInAt: null,
      lastCode: null,
      lastCodeAt: null,
      createdAt: now,
    })
    .execute();
  if (password) await remember(tx, userId, hash);
}

/** Puts a new password in force and into the history. */
export async function setPassword({ tx, now }: WriteContext, userId: Id, hash: string, mustChange: boolean): Promise<void> {
  await replaceHash(tx, userId, hash, now);
  await updateAccount(tx, userId, { passwordSet: true, mustChangePassword: mustChange, passwordChangedAt: now });
  await remember(tx, userId, hash);
}

/** Makes the present password useless; the person chooses another one. */
export async function voidPassword({ tx, now }: WriteContext, userId: Id): Promise<void> {
  await replaceHash(tx, userId, await hashPassword(newToken()), now);
  await updateAccount(tx, userId, { passwordSet: false, mustChangePassword: true });
}

async function replaceHash(tx: Tx, userId: Id, hash: string, now: Date): Promise<void> {
  await tx.rows(
    sql`update auth."account" set "password" = ${hash}, "updatedAt" = ${now} where "userId" = ${userId} and "providerId" = 'credential'`,
  );
}

export async function updateAccount(tx: Tx, userId: Id, change: Partial<AccountTable>): Promise<void> {
  await tx
    .writing<IdentityTables>()
    .updateTable('accounts')
    .set(change)
    .where('cityId', '=', tx.cityId)
    .where('userId', '=', userId)
    .execute();
}

async function remember(tx: Tx, userId: Id, hash: string): Promise<void> {
  const db = tx.writing<IdentityTables>();
  await db.insertInto('passwordHistory').values({ cityId: tx.cityId, id: newId(), userId, hash }).execute();
  const kept = db
    .selectFrom('passwordHistory')
    .select('id')
    .where('cityId', '=', tx.cityId)
    .where('userId', '=', userId)
    .orderBy('id', 'desc')
    .limit(PASSWORD_HISTORY);
  await db.deleteFrom('passwordHistory').where('cityId', '=', tx.cityId).where('userId', '=', userId).where('id', 'not in', kept).execute();
}

/** Hashes of the last passwords, the present one included. */
export async function earlierPasswords(read: Read, userId: Id): Promise<string[]> {
  const rows = await read
    .tables<IdentityTables>()
    .selectFrom('passwordHistory')
    .select('hash')
    .where('cityId', '=', read.cityId)
    .where('userId', '=', userId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => row.hash);
}

/** The hash that a password is checked against. */
export async function passwordHash(read: Read, userId: Id): Promise<string | null> {
  const [row] = await read.rows(
    sql<{ password: string | null }>`select "password" from auth."account" where "userId" = ${userId} and "providerId" = 'credential'`,
  );
  return row?.password ?? null;
}
