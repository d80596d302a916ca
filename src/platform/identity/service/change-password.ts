import { Problem } from '../../../kernel/problem.ts';
import type { WriteContext } from '../../context.ts';
import { earlierPasswords, setPassword } from '../accounts.ts';
import { hashPassword, isOneOf } from '../passwords.ts';
import type { IdentityOptions, Session } from '../ports.ts';
import { isAdministrator, passwordFaults, usedBefore } from '../rules.ts';
import { identityProblems } from '../schema.ts';
import { endSessions } from '../sessions.ts';
import { checkOwnPassword, ownSession } from './own-account.ts';

/** Changes the own password. Every other session ends: whoever knew the old password is out. */
export async function changePassword(
  options: IdentityOptions,
  ctx: WriteContext,
  input: { readonly current?: string | undefined; readonly password: string },
) {
  const session = await ownSession(ctx, ctx.tx);
  if (session.passwordSet) await checkOwnPassword(options, ctx, session, input.current ?? '');
  await refuseWeak(ctx, session, input.password);
  await setPassword(ctx, session.userId, await hashPassword(input.password), false);
  const ended = await endSessions(ctx.tx, session.userId, session.sessionId);
  await ctx.record({ type: 'account.passwordChanged', subject: { kind: 'account', id: session.userId }, after: { sessionsEnded: ended } });
  return { ended };
}

async function refuseWeak(ctx: WriteContext, session: Session, password: string): Promise<void> {
  const faults = passwordFaults(password, { userName: session.userName, administrator: isAdministrator(ctx.actor) });
  // Hashing is the dear part: only for what passes everything else.
  if (faults.length === 0 && (await isOneOf(password, await earlierPasswords(ctx.tx, session.userId)))) faults.push(usedBefore);
  if (faults.length > 0) throw new Problem(identityProblems.weakPassword, {}, faults);
}
