import type { Id } from '../../../kernel/ids.ts';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../context.ts';
import type { Tx } from '../../db/read.ts';
import { sessionState } from '../rules.ts';
import { endOneSession, endSessions, sessionsOf } from '../sessions.ts';
import { ownAccount, ownSession } from './own-account.ts';

/** Where the person is signed in. */
export async function listOwnSessions(ctx: ReadContext, read: Tx) {
  const session = await ownSession(ctx, read);
  const sessions = await sessionsOf(read, session.userId);
  const standing = sessions.filter((one) => sessionState(one, session.settings, ctx.now) === 'valid');
  return { items: standing.map((one) => ({ ...one, current: one.sessionId === session.sessionId })) };
}

export async function endOwnSession(ctx: WriteContext, { sessionId }: { readonly sessionId: Id }): Promise<void> {
  const { userId } = ownAccount(ctx);
  if (!(await endOneSession(ctx.tx, userId, sessionId))) throw new Problem(problems.notFound);
  await ctx.record({ type: 'signIn.ended', subject: { kind: 'account', id: userId } });
}

export async function endOwnSessions(ctx: WriteContext) {
  const { userId } = ownAccount(ctx);
  const ended = await endSessions(ctx.tx, userId);
  await ctx.record({ type: 'signIn.endedEverywhere', subject: { kind: 'account', id: userId }, after: { sessions: ended } });
  return { ended };
}
