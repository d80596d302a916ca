import { holds, roles, type Actor, type Permission } from '../../../kernel/actor.ts';
import type { OutputOf } from '../../../kernel/operation.ts';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { ReadContext } from '../../context.ts';
import type { Tx } from '../../db/read.ts';
import type { me } from '../api.ts';
import type { IdentityOptions } from '../ports.ts';
import { isAdministrator, minLength, needsOf, PASSWORD_CLASSES, PASSWORD_HISTORY, sessionEnd } from '../rules.ts';
import { countBackupCodes } from '../two-factor.ts';
import { ownSession } from './own-account.ts';

const isPermission = (text: string): text is Permission => text.includes('.');

function permissionsOf(options: IdentityOptions, actor: Actor): string[] {
  const grants = options.ports.grants();
  return Object.keys(grants)
    .filter((name) => isPermission(name) && holds(actor, grants, name))
    .sort();
}

/** Who is signed in, what they may do, and what they still have to do. */
export async function showMe(options: IdentityOptions, ctx: ReadContext, read: Tx): Promise<OutputOf<typeof me>> {
  const { actor } = ctx;
  const session = await ownSession(ctx, read);
  if (actor.personId === null) throw new Problem(problems.notSignedIn);
  const administrator = isAdministrator(actor);
  return {
    personId: actor.personId,
    name: actor.name,
    userName: session.userName,
    locale: ctx.locale,
    posts: actor.posts.map(({ deputyFor, ...post }) => ({ ...post, roleName: roles[post.role][ctx.locale], deputy: Boolean(deputyFor) })),
    permissions: permissionsOf(options, actor),
    needs: needsOf(session, administrator),
    twoFactor: {
      on: session.twoFactorOn,
      required: administrator,
      backupCodesLeft: session.twoFactorOn ? await countBackupCodes(read, options.secret, session.userId) : 0,
    },
    session: {
      sessionId: session.sessionId,
      since: session.since,
      until: sessionEnd(session.since, session.settings),
      idleMinutes: session.settings.idleMinutes,
    },
    password: { set: session.passwordSet, minLength: minLength(administrator), classes: PASSWORD_CLASSES, history: PASSWORD_HISTORY },
  };
}
