import type { Actor } from '../../../kernel/actor.ts';
import type { Id } from '../../../kernel/ids.ts';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../context.ts';
import type { Tx } from '../../db/read.ts';
import { countAttempt, forgetAttempts } from '../attempts.ts';
import { passwordHash } from '../accounts.ts';
import { asPublic } from '../parts.ts';
import { isPassword } from '../passwords.ts';
import type { IdentityOptions, Session } from '../ports.ts';
import { identityProblems } from '../schema.ts';
import { sessionById } from '../sessions.ts';

export type OwnAccount = NonNullable<Actor['account']>;

/** The account that the request came with. @throws Problem notSignedIn */
export function ownAccount(ctx: ReadContext): OwnAccount {
  if (!ctx.actor.account) throw new Problem(problems.notSignedIn);
  return ctx.actor.account;
}

/**
 * The session that the request came with.
 * @param read the database that is written to: a replica may not know a session of this second yet
 * @throws Problem notSignedIn
 */
export async function ownSession(ctx: ReadContext, read: Tx): Promise<Session> {
  const session = await sessionById(read, ownAccount(ctx).sessionId, ctx.now);
  if (!session) throw new Problem(problems.notSignedIn);
  return session;
}

/**
 * One more guess by whoever holds the session counts like one at the sign-in page, in a transaction of its own.
 * @throws Problem lockedOut
 */
export async function countGuess(options: IdentityOptions, ctx: ReadContext, session: Session): Promise<void> {
  const caller = { cityId: ctx.actor.cityId, address: ctx.origin.ip };
  const decision = await asPublic(options, caller, (own) =>
    countAttempt(own, options.secret, { userName: session.userName }, session.settings),
  );
  if (decision.refused) throw new Problem(decision.refused, decision.detail);
}

/** The guess was right: the count starts anew. */
export const forgetGuesses = (options: IdentityOptions, ctx: ReadContext, session: Session): Promise<void> =>
  asPublic(options, { cityId: ctx.actor.cityId, address: ctx.origin.ip }, (own) =>
    forgetAttempts(own.tx, options.secret, session.userName),
  );

/** Asks for the password once more before something that outlasts the session. @throws Problem wrongPassword, lockedOut */
export async function checkOwnPassword(options: IdentityOptions, ctx: WriteContext, session: Session, password: string): Promise<void> {
  await countGuess(options, ctx, session);
  if (!(await isOwn(ctx, session.userId, password))) throw new Problem(identityProblems.wrongPassword);
  await forgetGuesses(options, ctx, session);
}

async function isOwn(ctx: WriteContext, userId: Id, password: string): Promise<boolean> {
  const hash = await passwordHash(ctx.tx, userId);
  return hash !== null && (await isPassword(password, hash));
}
