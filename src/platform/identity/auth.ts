import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { PostgresDialect } from 'kysely';
import { newId } from '../ids.ts';
import { beforeSession, guard } from './guard.ts';
import { ADDRESS_HEADER, cookiePrefix, isScopedUserName } from './names.ts';
import { hashPassword, isPassword } from './passwords.ts';
import type { IdentityOptions } from './ports.ts';

/** The longest a cookie may live; the setting of a city can only be shorter. */
const LONGEST_SESSION_SECONDS = 24 * 60 * 60;

/**
 * The sign-in library. It checks names, passwords and codes and keeps sessions in schema `auth`; the rules around it
 * (attempts, limits, journal) are the plugins'. Its own endpoints for changing accounts are not reachable.
 */
export function createAuth(options: IdentityOptions) {
  const secure = options.publicUrl.startsWith('https://');
  return betterAuth({
    appName: '同创',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: { dialect: new PostgresDialect({ pool: options.database.pool }), type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: { enabled: false, password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) } },
    session: {
      expiresIn: LONGEST_SESSION_SECONDS,
      // Idle and absolute limits are decided for each request by `sessions.ts`.
      disableSessionRefresh: true,
      additionalFields: {
        twoFactorDone: { type: 'boolean', required: true, defaultValue: false, input: false },
        lastSeenAt: { type: 'date', required: true, defaultValue: () => new Date(), input: false },
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix(options.publicUrl),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // Said explicitly, because the library turns both checks off where NODE_ENV or TEST says test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [`${secure ? 'https' : 'http'}://${host}`] : [];
    },
    // Attempts are counted by name and address in the database (`attempts.ts`).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Without a level: naming one makes the library write every refusal to the console as well.
    logger: { log: (level, message) => level === 'error' && options.onError(message) },
    databaseHooks: { session: { create: { before: (session, context) => beforeSession(options, session.userId, context) } } },
    plugins: [
      username({
        usernameValidator: isScopedUserName,
        maxUsernameLength: 48,
        usernameNormalization: (text) => text.toLowerCase(),
        displayUsername: false,
      }),
      twoFactor({ issuer: '同创' }),
      guard(options),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
