import { sql } from 'kysely';
import type { WriteContext } from '../../context.ts';
import type { IdentityTables } from '../tables.ts';

const DAY = 86_400_000;

/** Removes what is over: sessions older than any city allows, challenges, attempts of yesterday, links of last quarter. */
export async function sweep({ tx, now }: WriteContext): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY);
  const db = tx.writing<IdentityTables>();
  await tx.rows(sql`delete from auth."session" where "createdAt" < ${before(1)}`);
  // The library keeps these on the machine's own clock.
  await tx.rows(sql`delete from auth."verification" where "expiresAt" < now()`);
  await db
    .deleteFrom('signInAttempts')
    .where('cityId', '=', tx.cityId)
    .where('lastAt', '<', before(1))
    .where((where) => where.or([where('lockedUntil', 'is', null), where('lockedUntil', '<', now)]))
    .execute();
  await db.deleteFrom('signInLinks').where('cityId', '=', tx.cityId).where('expiresAt', '<', before(90)).execute();
  await db.deleteFrom('actLinks').where('cityId', '=', tx.cityId).where('expiresAt', '<', before(90)).execute();
}
