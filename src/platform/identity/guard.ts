import { randomBytes } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, createAuthMiddleware, isAPIError } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';
import { Problem, type ProblemDetail } from '../../kernel/problem.ts';
import { accountByName, findAccount, updateAccount } from './accounts.ts';
import { countAttempt, forgetAttempts, forgiveAddress, lockedOutUntil } from './attempts.ts';
import { ADDRESS_HEADER, CITY_HEADER, scopedUserName } from './names.ts';
import { newId } from '../ids.ts';
import { asAccount, asPublic, type Caller } from './parts.ts';
import type { IdentityOptions } from './ports.ts';
import { identityProblems } from './schema.ts';
import { keepAllowedSessions } from './sessions.ts';
import { readSettings } from './settings.ts';
import { useLink } from './sign-in-links.ts';
import { spendCode } from './two-factor.ts';

const PASSWORD_PATH = '/sign-in/username';
const LINK_PATH = '/sign-in/link';
const CODE_PATH = '/two-factor/verify-totp';
const BACKUP_PATH = '/two-factor/verify-backup-code';

/** Where a session can come into being, and how the journal names it. */
const methods: Readonly<Record<string, string>> = {
  [PASSWORD_PATH]: 'password',
  [LINK_PATH]: 'link',
  [CODE_PATH]: 'code',
  [BACKUP_PATH]: 'backupCode',
};
const isCodePath = (path: string | undefined) => path === CODE_PATH || path === BACKUP_PATH;

/** A refusal of ours on its way through the library; `answer.ts` turns it back into a problem. */
function refusal(code: keyof typeof identityProblems, detail: ProblemDetail = {}): APIError {
  const { status } = identityProblems[code];
  return new APIError(status === 429 ? 'TOO_MANY_REQUESTS' : status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', { code, detail });
}

const callerOf = (headers: Headers | undefined): Caller => ({
  cityId: Number(headers?.get(CITY_HEADER) ?? 0),
  address: headers?.get(ADDRESS_HEADER) ?? '',
});

function textIn(body: unknown, field: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Before a session comes into being: never for a locked account; on our clock; marked when a code was shown. */
export async function beforeSession(
  options: IdentityOptions,
  userId: Id,
  request: { readonly path?: string; readonly headers?: Headers | undefined } | null,
) {
  const { cityId } = callerOf(request?.headers);
  const account = await options.database.write(cityId, (tx) => findAccount(tx, userId));
  if (!account) throw refusal('wrongCredentials');
  if (account.lockedAt) throw refusal('accountLocked');
  const now = options.clock();
  return { data: { createdAt: now, updatedAt: now, lastSeenAt: now, twoFactorDone: isCodePath(request?.path) } };
}

/** Counts the attempt; refuses it when the name or the address had too many. */
async function admit(options: IdentityOptions, caller: Caller, userName: string): Promise<void> {
  const decision = await asPublic(options, caller, async (ctx) =>
    countAttempt(ctx, options.secret, { userName, address: caller.address }, await readSettings(ctx.tx)),
  );
  if (decision.refused) throw new APIError('TOO_MANY_REQUESTS', { code: decision.refused.code, detail: decision.detail ?? {} });
}

/** A name that exists is noted, one that does not might be a password. */
async function recordFailure(options: IdentityOptions, caller: Caller, userName: string): Promise<void> {
  await asPublic(options, caller, async (ctx) => {
    const account = await accountByName(ctx.tx, userName);
    const subject = account ? { kind: 'account', id: account.userId } : { kind: 'signIn', id: newId() };
    await ctx.record({ type: 'signIn.failed', subject, after: { userName: account?.userName ?? null } });
    const until = await lockedOutUntil(ctx.tx, options.secret, userName, ctx.now);
    if (until)
      await ctx.record({ type: 'signIn.lockedOut', subject, after: { userName: account?.userName ?? null, until: until.toISOString() } });
  });
}

/** A session stands: attempts are forgotten, surplus sessions end, the journal knows. */
async function recordSuccess(
  options: IdentityOptions,
  caller: Caller,
  userId: Id,
  signIn: { readonly method: string; readonly agent: string },
): Promise<void> {
  await asAccount(options, caller, userId, async (ctx) => {
    const account = await findAccount(ctx.tx, userId);
    if (!account) return;
    await forgetAttempts(ctx.tx, options.secret, account.userName);
    await updateAccount(ctx.tx, userId, { lastSignInAt: ctx.now });
    await keepAllowedSessions(ctx.tx, userId, await readSettings(ctx.tx));
    await ctx.record({
      type: 'signIn.succeeded',
      subject: { kind: 'account', id: userId },
      after: { method: signIn.method, agent: signIn.agent.slice(0, 300) },
    });
  });
}

/** The password was right but a code is still to come: it does not count as a failure. */
const forgive = (options: IdentityOptions, caller: Caller, userName: string) =>
  asPublic(options, caller, async (ctx) => {
    await forgetAttempts(ctx.tx, options.secret, userName);
    await forgiveAddress(ctx.tx, options.secret, caller.address);
  });

const beforePassword = (options: IdentityOptions) =>
  createAuthMiddleware(async (ctx) => {
    const caller = callerOf(ctx.headers);
    const userName = textIn(ctx.body, 'username');
    await admit(options, caller, userName);
    // The sender chooses neither how long the cookie lives nor where the answer leads.
    return {
      context: {
        body: {
          username: scopedUserName(caller.cityId, userName),
          password: textIn(ctx.body, 'password'),
          rememberMe: true,
          callbackURL: '',
        },
      },
    };
  });

/** "Trust this device for 30 days" would let an administrator in without a second factor. */
const beforeCode = () =>
  createAuthMiddleware(async (ctx) => ({ context: { body: { code: textIn(ctx.body, 'code').trim(), trustDevice: false } } }));

const afterSignIn = (options: IdentityOptions) =>
  createAuthMiddleware(async (ctx) => {
    const caller = callerOf(ctx.headers);
    const failed = isAPIError(ctx.context.returned);
    const session = ctx.context.newSession;
    const method = methods[ctx.path] ?? ctx.path;
    if (ctx.path === PASSWORD_PATH) {
      const userName = textIn(ctx.body, 'username').replace(/^\d+~/, '');
      if (failed) return recordFailure(options, caller, userName);
      await forgive(options, caller, userName);
    }
    if (failed && isCodePath(ctx.path)) {
      const userId = await challenged(ctx);
      const subject = userId ? { kind: 'account', id: userId } : { kind: 'signIn', id: newId() };
      return asPublic(options, caller, (own) => own.record({ type: 'signIn.codeFailed', subject, after: { method } }));
    }
    if (!session) return;
    const userId = session.user.id;
    if (
      ctx.path === CODE_PATH &&
      !(await asPublic(options, caller, (own) => spendCode(own, options.secret, userId, textIn(ctx.body, 'code'))))
    ) {
      await ctx.context.internalAdapter.deleteSession(session.session.token);
      deleteSessionCookie(ctx, true);
      throw refusal('wrongCode');
    }
    await recordSuccess(options, caller, userId, { method, agent: ctx.headers?.get('user-agent') ?? '' });
  });

/** Opens the session of a one-time link; whoever has a second factor is asked for it as after a password. */
const signInByLink = (options: IdentityOptions) =>
  createAuthEndpoint(LINK_PATH, { method: 'POST', body: z.object({ token: z.string().max(100) }) }, async (ctx) => {
    const caller = callerOf(ctx.headers);
    const userId = await asPublic(options, caller, (own) => useLink(own, ctx.body.token)).catch((error: unknown) => {
      if (error instanceof Problem) throw new APIError('FORBIDDEN', { code: error.kind.code, detail: error.detail });
      throw error;
    });
    const { internalAdapter } = ctx.context;
    const user = await internalAdapter.findUserById(userId);
    if (!user) throw refusal('linkOver');
    if (Reflect.get(user, 'twoFactorEnabled') === true) {
      await challenge(ctx, userId);
      return ctx.json({ twoFactorRedirect: true });
    }
    const session = await internalAdapter.createSession(userId);
    await setSessionCookie(ctx, { session, user });
    return ctx.json({ twoFactorRedirect: false });
  });

type EndpointContext = Parameters<typeof setSessionCookie>[0];
const CHALLENGE_SECONDS = 600;

// The library opens its challenge for its own sign-in paths only; these are the cookie and the two rows its check reads.
async function challenge(ctx: EndpointContext, userId: Id): Promise<void> {
  const cookie = ctx.context.createAuthCookie('two_factor', { maxAge: CHALLENGE_SECONDS });
  const identifier = `2fa-${randomBytes(15).toString('hex')}`;
  const expiresAt = new Date(Date.now() + CHALLENGE_SECONDS * 1000);
  await ctx.context.internalAdapter.createVerificationValue({ value: userId, identifier, expiresAt });
  await ctx.context.internalAdapter.createVerificationValue({ value: '0', identifier: `2fa-attempts-${identifier}`, expiresAt });
  await ctx.setSignedCookie(cookie.name, identifier, ctx.context.secret, cookie.attributes);
}

/** Whose code is asked for; null when the challenge is over. */
async function challenged(ctx: EndpointContext): Promise<Id | null> {
  const cookie = ctx.context.createAuthCookie('two_factor');
  const identifier = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
  const found = identifier ? await ctx.context.internalAdapter.findVerificationValue(identifier) : null;
  return found?.value ?? null;
}

/** The city's rules around the library's sign-in. It stands last, so that it sees what the second factor decided. */
export function guard(options: IdentityOptions) {
  return {
    id: 'tongchuang-guard',
    endpoints: { signInByLink: signInByLink(options) },
    hooks: {
      before: [
        { matcher: (context) => context.path === PASSWORD_PATH, handler: beforePassword(options) },
        { matcher: (context) => isCodePath(context.path), handler: beforeCode() },
      ],
      after: [{ matcher: (context) => context.path !== undefined && context.path in methods, handler: afterSignIn(options) }],
    },
  } satisfies BetterAuthPlugin;
}
