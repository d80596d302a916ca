import { sql } from 'kysely';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { WriteContext } from '../../context.ts';
import { accountByName } from '../accounts.ts';
import type { IdentityOptions } from '../ports.ts';
import { issueSignInLink } from '../sign-in-links.ts';
import { takeTwoFactor, unlockAccount } from './administer-accounts.ts';

const MINUTES = 30;

/**
 * For an administrator who lost password or device when nobody else may give them back: whoever may run commands on the
 * server holds the database anyway. Lifts locks, takes the second factor away and gives a link that works once within
 * half an hour, all in the journal. A new password and a new second factor are asked for at once, as of every administrator.
 * @throws Problem notFound: no account of that name
 */
export async function rescue(
  options: IdentityOptions,
  ctx: WriteContext,
  input: { readonly userName: string; readonly reason: string },
): Promise<{ readonly url: string; readonly expires: Date }> {
  const account = await accountByName(ctx.tx, input.userName);
  if (!account) throw new Problem(problems.notFound);
  const { userId } = account;
  await ctx.record({
    type: 'account.rescued',
    subject: { kind: 'account', id: userId },
    after: { userName: account.userName, reason: input.reason },
  });
  await unlockAccount(options, ctx, { userId });
  const [factor] = await ctx.tx.rows(sql<{ on: boolean | null }>`select "twoFactorEnabled" as on from auth."user" where "id" = ${userId}`);
  if (factor?.on) await takeTwoFactor(ctx, { userId, reason: input.reason });
  const expires = new Date(ctx.now.getTime() + MINUTES * 60_000);
  const { url } = await issueSignInLink(ctx, { userId, purpose: 'recovery', expires });
  return { url, expires };
}
