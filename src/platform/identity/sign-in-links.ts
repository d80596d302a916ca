import type { Id } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../context.ts';
import type { Read } from '../db/read.ts';
import { newId } from '../ids.ts';
import { accessAccount, voidPassword } from './accounts.ts';
import type { LinkPurpose } from './ports.ts';
import { identityProblems } from './schema.ts';
import { newToken, tokenHash } from './secrets.ts';
import { endSessions } from './sessions.ts';
import type { IdentityTables } from './tables.ts';

interface NewLink {
  /** Null for the set-up of an empty city. */
  readonly userId: Id | null;
  readonly purpose: LinkPurpose | 'setup';
  readonly expires: Date;
}

/** Makes a link; earlier ones for the same person stop working. The token is not stored and cannot be shown again. */
export async function newLink(ctx: WriteContext, link: NewLink): Promise<string> {
  const db = ctx.tx.writing<IdentityTables>();
  await db
    .updateTable('signInLinks')
    .set({ overAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('userId', 'is not distinct from', link.userId)
    .where('overAt', 'is', null)
    .execute();
  const token = newToken();
  await db
    .insertInto('signInLinks')
    .values({
      cityId: ctx.tx.cityId,
      id: newId(),
      tokenHash: tokenHash(token),
      purpose: link.purpose,
      userId: link.userId,
      createdAt: ctx.now,
      expiresAt: link.expires,
      overAt: null,
    })
    .execute();
  return token;
}

/** A link that opens a session for the account. */
export async function issueSignInLink(
  ctx: WriteContext,
  link: { readonly userId: Id; readonly purpose: LinkPurpose; readonly expires: Date },
): Promise<{ readonly url: string }> {
  const token = await newLink(ctx, link);
  await ctx.record({
    type: 'signInLink.issued',
    subject: { kind: 'account', id: link.userId },
    after: { purpose: link.purpose, expires: link.expires.toISOString() },
  });
  return { url: `${ctx.publicUrl}/sign-in/link/${token}` };
}

const standing = (read: Read, token: string, now: Date) =>
  read
    .tables<IdentityTables>()
    .selectFrom('signInLinks')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.cityId', '=', 'signInLinks.cityId').onRef('accounts.userId', '=', 'signInLinks.userId'),
    )
    .select(['signInLinks.id', 'signInLinks.purpose', 'accounts.userId', 'accounts.userName'])
    .where('signInLinks.cityId', '=', read.cityId)
    .where('signInLinks.tokenHash', '=', tokenHash(token))
    .where('signInLinks.overAt', 'is', null)
    .where('signInLinks.expiresAt', '>', now);

/** Whose link it is, without using it up: what a preview may see. Null when it is over. */
export async function peekLink(read: Read, token: string, now: Date): Promise<{ readonly userName: string } | null> {
  const link = await standing(read, token, now).executeTakeFirst();
  return link ? { userName: link.userName } : null;
}

/**
 * Uses a link up and tells whose it is. After `first` and `recovery` the earlier password and all sessions are void:
 * whoever needs such a link has lost them, or never had them.
 * @throws Problem linkOver, accountLocked (the link stays)
 */
export async function useLink(ctx: WriteContext, token: string): Promise<Id> {
  const link = await standing(ctx.tx, token, ctx.now).executeTakeFirst();
  if (!link) throw new Problem(identityProblems.linkOver);
  const account = await accessAccount(ctx.tx, link.userId);
  if (account.lockedAt) throw new Problem(identityProblems.accountLocked);
  const used = await ctx.tx
    .writing<IdentityTables>()
    .updateTable('signInLinks')
    .set({ overAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', link.id)
    .where('overAt', 'is', null)
    .executeTakeFirst();
  // Somebody else was faster with the same link.
  if (used.numUpdatedRows !== 1n) throw new Problem(identityProblems.linkOver);
  if (link.purpose !== 'demo') {
    await voidPassword(ctx, link.userId);
    await endSessions(ctx.tx, link.userId);
  }
  await ctx.record({ type: 'signInLink.used', subject: { kind: 'account', id: link.userId }, after: { purpose: link.purpose } });
  return link.userId;
}

/** Uses the set-up link of an empty city up. @throws Problem setupOver */
export async function useSetupLink(ctx: WriteContext, token: string): Promise<void> {
  const used = await ctx.tx
    .writing<IdentityTables>()
    .updateTable('signInLinks')
    .set({ overAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('tokenHash', '=', tokenHash(token))
    .where('purpose', '=', 'setup')
    .where('overAt', 'is', null)
    .where('expiresAt', '>', ctx.now)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw new Problem(identityProblems.setupOver);
}
