import { betterAuth, type BetterAuthOptions } from 'better-auth';
import type { BetterAuthPlugin } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';
import { newId } from '../ids.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { isUserName } from './rules.ts';

/** The request's city and address reach the library's hooks as headers that `mount` sets and nobody can send. */
export const CITY_HEADER = 'x-tongchuang-city';
export const ADDRESS_HEADER = 'x-tongchuang-address';

/** The longest a cookie may live; the setting of a city can only be shorter. */
const LONGEST_SESSION_SECONDS = 24 * 60 * 60;

/** User names are unique within a city, the library's within the deployment: `42~zhang.wei`. */
export const scopedUserName = (cityId: number, userName: string): string => `${cityId}~${userName.trim().toLowerCase()}`;
const isScoped = (text: string): boolean => /^\d+~/.test(text) && isUserName(text.slice(text.indexOf('~') + 1));

export interface AuthOptions {
  readonly pool: pg.Pool;
  readonly secret: string;
  readonly publicUrl: string;
  readonly plugins: readonly BetterAuthPlugin[];
  readonly beforeSession: NonNullable<NonNullable<NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['session']>['create']>['before']>;
  readonly onError: (message: string) => void;
}

/** `__Host-` ties a cookie to this very host and to https; browsers refuse it over http. */
export const cookiePrefix = (publicUrl: string): string => (publicUrl.startsWith('https://') ? '__Host-tongchuang' : 'tongchuang');

/**
 * The sign-in library. It checks names, passwords and codes and keeps sessions in schema `auth`; the rules around it
 * (attempts, limits, journal) are the plugins'. Its own endpoints for changing accounts are not reachable.
 */
export function createAuth(options: AuthOptions) {
  const secure = options.publicUrl.startsWith('https://');
  return betterAuth({
    appName: '同创',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: { dialect: new PostgresDialect({ pool: options.pool }), type: 'postgres', schemaName: 'auth', transaction: true },
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
    logger: { level: 'error', disableColors: true, log: (level, message) => level === 'error' && options.onError(message) },
    databaseHooks: { session: { create: { before: options.beforeSession } } },
    plugins: [
      username({ usernameValidator: isScoped, maxUsernameLength: 48, usernameNormalization: (text) => text.toLowerCase(), displayUsername: false }),
      twoFactor({ issuer: '同创' }),
      ...options.plugins,
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
