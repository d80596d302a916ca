import { sql } from 'kysely';
import type { Id } from '../../../kernel/ids.ts';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { WriteContext } from '../../context.ts';
import { accessAccount, createAccount, setPassword, updateAccount } from '../accounts.ts';
import { forgetAttempts } from '../attempts.ts';
import { hashPassword } from '../passwords.ts';
import type { IdentityOptions } from '../ports.ts';
import { identityProblems } from '../schema.ts';
import { newPassword } from '../secrets.ts';
import { endSessions } from '../sessions.ts';
import { issueSignInLink } from '../sign-in-links.ts';
import type { AccountTable } from '../tables.ts';
import { removeTwoFactor } from '../two-factor.ts';

const subject = (userId: Id) => ({ kind: 'account', id: userId });

/** The gate to somebody else's account. @throws Problem notFound, onYourself */
async function accessOther(ctx: WriteContext, userId: Id): Promise<AccountTable> {
  const account = await accessAccount(ctx.tx, userId);
  if (account.personId === ctx.actor.personId) throw new Problem(identityProblems.onYourself);
  return account;
}

/** Opens an account without a password: the security administrator lets its person in. */
export async function openAccount(
  options: IdentityOptions,
  ctx: WriteContext,
  input: { readonly personId: Id; readonly userName: string },
) {
  const person = await options.ports.findPerson(ctx.tx, input.personId);
  if (!person?.active) throw new Problem(problems.notFound);
  const userId = await createAccount(options.ports.linkAccount, ctx, {
    personId: person.personId,
    name: person.name,
    userName: input.userName,
  });
  return { userId };
}

/** Hands a password out; it has to be changed at the first sign-in, and whoever is signed in is out. */
export async function resetPassword(ctx: WriteContext, input: { readonly userId: Id }) {
  const account = await accessOther(ctx, input.userId);
  const password = newPassword();
  await setPassword(ctx, account.userId, await hashPassword(password), true);
  const ended = await endSessions(ctx.tx, account.userId);
  await ctx.record({
    type: 'account.passwordReset',
    subject: subject(account.userId),
    after: { userName: account.userName, sessionsEnded: ended },
  });
  return { password };
}

const HOUR = 3_600_000;

export async function sendSignInLink(ctx: WriteContext, input: { readonly userId: Id; readonly hours: number }) {
  const account = await accessOther(ctx, input.userId);
  const expires = new Date(ctx.now.getTime() + input.hours * HOUR);
  const link = await issueSignInLink(ctx, { userId: account.userId, purpose: account.lastSignInAt ? 'recovery' : 'first', expires });
  return { url: link.url, expires };
}

/** For a lost device. It is the system administrator's, who cannot hand out passwords: nobody alone takes an account over. */
export async function takeTwoFactor(ctx: WriteContext, input: { readonly userId: Id; readonly reason: string }): Promise<void> {
  const account = await accessOther(ctx, input.userId);
  const [row] = await ctx.tx.rows(
    sql<{ on: boolean | null }>`select "twoFactorEnabled" as on from auth."user" where "id" = ${account.userId}`,
  );
  if (!row?.on) throw new Problem(identityProblems.twoFactorOff);
  await removeTwoFactor(ctx.tx, account.userId);
  await endSessions(ctx.tx, account.userId);
  await ctx.record({
    type: 'account.twoFactorReset',
    subject: subject(account.userId),
    after: { userName: account.userName, reason: input.reason },
  });
}

export async function lockAccount(ctx: WriteContext, input: { readonly userId: Id; readonly reason: string }): Promise<void> {
  const account = await accessOther(ctx, input.userId);
  await updateAccount(ctx.tx, account.userId, { lockedAt: account.lockedAt ?? ctx.now, lockedReason: input.reason });
  await endSessions(ctx.tx, account.userId);
  await ctx.record({
    type: 'account.locked',
    subject: subject(account.userId),
    after: { userName: account.userName, reason: input.reason },
  });
}

/** Lifts both locks: an administrator's, and those after wrong passwords and codes. */
export async function unlockAccount(options: IdentityOptions, ctx: WriteContext, input: { readonly userId: Id }): Promise<void> {
  const account = await accessAccount(ctx.tx, input.userId);
  await updateAccount(ctx.tx, account.userId, { lockedAt: null, lockedReason: '' });
  await forgetAttempts(ctx.tx, options.secret, account.userName);
  await ctx.tx.rows(
    sql`update auth."twoFactor" set "failedVerificationCount" = 0, "lockedUntil" = null where "userId" = ${account.userId}`,
  );
  await ctx.record({
    type: 'account.unlocked',
    subject: subject(account.userId),
    before: { reason: account.lockedReason },
    after: { userName: account.userName },
  });
}

export async function endSessionsOf(ctx: WriteContext, input: { readonly userId: Id }) {
  const account = await accessAccount(ctx.tx, input.userId);
  const ended = await endSessions(ctx.tx, account.userId);
  await ctx.record({
    type: 'signIn.endedEverywhere',
    subject: subject(account.userId),
    after: { userName: account.userName, sessions: ended },
  });
  return { ended };
}
