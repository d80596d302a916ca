import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { CityId, Id } from '../../kernel/ids.ts';
import type { Database } from '../db/database.ts';
import type { Read, Tx } from '../db/read.ts';
import { cookiePrefix } from './names.ts';
import type { Session } from './ports.ts';
import { passwordIsOld, sessionState, surplusSessions } from './rules.ts';
import { completeSettings } from './settings.ts';

/** How stale "last seen" may be: one write a minute and session instead of one a request. */
const TOUCH_AFTER = 60_000;

/** The session's token out of a Cookie header; null when it is missing or its signature is wrong. */
export function tokenOfCookies(cookies: string | undefined, publicUrl: string, secret: string): string | null {
  const name = `${cookiePrefix(publicUrl)}.session_token=`;
  const found = cookies
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(name));
  if (!found) return null;
  const value = decoded(found.slice(name.length));
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}

/** As stored: the settings are not completed, and whether the password is too old is not weighed. */
interface SessionRow extends Omit<Session, 'settings'> {
  readonly passwordChangedAt: Date;
  readonly settings: unknown;
}

// One statement a request, by two unique keys and two primary keys; a session of another city's account is not found.
const columns = `s."id" as "sessionId", a.user_id as "userId", a.user_name as "userName", s."createdAt" as since, s."lastSeenAt" as "lastSeen",
  coalesce(u."twoFactorEnabled", false) as "twoFactorOn", s."twoFactorDone", a.must_change_password as "mustChangePassword",
  a.password_set as "passwordSet", a.password_changed_at as "passwordChangedAt", r.settings`;
const tables = `auth."session" s join accounts a on a.user_id = s."userId" join auth."user" u on u."id" = s."userId"
  left join sign_in_settings r on r.city_id = a.city_id`;
const byToken = {
  name: 'identity-session',
  text: `select ${columns} from ${tables} where s."token" = $1 and a.city_id = $2 and a.locked_at is null`,
};

function sessionOf({ passwordChangedAt, settings: stored, mustChangePassword, ...row }: SessionRow, now: Date): Session {
  const settings = completeSettings(stored);
  return {
    ...row,
    settings,
    mustChangePassword: mustChangePassword || (row.passwordSet && passwordIsOld(passwordChangedAt, settings, now)),
  };
}

/**
 * The session of a token, if it still stands; notes that it was used, unless a screen asked by itself. One that is
 * over is removed.
 */
export async function useSession(database: Database, cityId: CityId, token: string, now: Date, byItself = false): Promise<Session | null> {
  const { rows } = await database.pool.query<SessionRow>({ ...byToken, values: [token, cityId] });
  const row = rows[0];
  if (!row) return null;
  const session = sessionOf(row, now);
  if (sessionState(session, session.settings, now) !== 'valid') {
    await database.pool.query('delete from auth."session" where "id" = $1', [session.sessionId]);
    return null;
  }
  if (!byItself && now.getTime() - session.lastSeen.getTime() >= TOUCH_AFTER) {
    await database.pool.query('update auth."session" set "lastSeenAt" = $2 where "id" = $1 and "lastSeenAt" < $2', [
      session.sessionId,
      now,
    ]);
  }
  return session;
}

/** The same by its id, for the operations on one's own account. */
export async function sessionById(read: Read, sessionId: Id, now: Date): Promise<Session | null> {
  const [row] = await read.rows(
    sql<SessionRow>`select ${sql.raw(columns)} from ${sql.raw(tables)} where s."id" = ${sessionId} and a.city_id = ${read.cityId}`,
  );
  return row ? sessionOf(row, now) : null;
}

export interface ListedSession {
  readonly sessionId: Id;
  readonly since: Date;
  readonly lastSeen: Date;
  readonly ip: string;
  readonly agent: string;
}

/** A person's sessions, the most recently used first. */
export async function sessionsOf(read: Read, userId: Id): Promise<ListedSession[]> {
  return read.rows(
    sql<ListedSession>`select "id" as "sessionId", "createdAt" as since, "lastSeenAt" as "lastSeen", coalesce("ipAddress", '') as ip, coalesce("userAgent", '') as agent
      from auth."session" where "userId" = ${userId} order by "lastSeenAt" desc, "id" desc`,
  );
}

/** Ends a person's sessions, all but one when it is named; tells how many. */
export async function endSessions(tx: Tx, userId: Id, except: Id | null = null): Promise<number> {
  const rows = await tx.rows(
    sql<{
      id: string;
    }>`delete from auth."session" where "userId" = ${userId} and (${except}::uuid is null or "id" <> ${except}::uuid) returning "id"`,
  );
  return rows.length;
}

/** Ends one session of a person; false when it is not theirs. */
export async function endOneSession(tx: Tx, userId: Id, sessionId: Id): Promise<boolean> {
  const rows = await tx.rows(
    sql<{ id: string }>`delete from auth."session" where "userId" = ${userId} and "id" = ${sessionId} returning "id"`,
  );
  return rows.length > 0;
}

/** Ends the least used sessions beyond the number that the city allows. */
export async function keepAllowedSessions(tx: Tx, userId: Id, settings: Session['settings']): Promise<void> {
  const surplus = surplusSessions(await sessionsOf(tx, userId), settings);
  for (const { sessionId } of surplus) await endOneSession(tx, userId, sessionId);
}
