import { sql } from 'kysely';
import type { CityId, Id } from '../../kernel/ids.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Read } from '../db/read.ts';
import { newId } from '../ids.ts';
import type { ApiScope } from './schema.ts';
import { newToken, tokenHash } from './secrets.ts';
import type { ApiKeyTable, IdentityTables } from './tables.ts';

/** So that a key is recognised in a leak scan and in a header. */
const PREFIX = 'tck_';

export interface NewApiKey {
  readonly name: string;
  readonly unitId: Id | null;
  readonly scopes: readonly ApiScope[];
  readonly expires: Date | null;
}

const isOver = { path: 'expires', code: 'past', zh: '有效期已经过去了，请填以后的时间。', en: 'This lies in the past; give a later time.' };

/** Makes a key. It is answered once; only its hash is stored. @throws Problem invalidInput for one that would have expired already */
export async function issueApiKey(ctx: WriteContext, key: NewApiKey): Promise<{ readonly keyId: Id; readonly key: string }> {
  if (key.expires !== null && key.expires <= ctx.now) throw new Problem(problems.invalidInput, { count: 1 }, [isOver]);
  const text = `${PREFIX}${newToken()}`;
  const id = newId();
  const scopes = [...new Set(key.scopes)].sort();
  await ctx.tx
    .writing<IdentityTables>()
    .insertInto('apiKeys')
    .values({
      cityId: ctx.tx.cityId,
      id,
      name: key.name,
      keyHash: tokenHash(text),
      prefix: text.slice(0, PREFIX.length + 6),
      unitId: key.unitId,
      scopes,
      createdAt: ctx.now,
      createdBy: ctx.actor.name,
      expiresAt: key.expires,
      revokedAt: null,
      lastUsedOn: null,
    })
    .execute();
  await ctx.record({
    type: 'apiKey.issued',
    subject: { kind: 'apiKey', id },
    after: { name: key.name, unitId: key.unitId, scopes, expires: key.expires?.toISOString() ?? null },
  });
  return { keyId: id, key: text };
}

/** @throws Problem notFound */
export async function revokeApiKey(ctx: WriteContext, keyId: Id): Promise<void> {
  const revoked = await ctx.tx
    .writing<IdentityTables>()
    .updateTable('apiKeys')
    .set({ revokedAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', keyId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows !== 1n) throw new Problem(problems.notFound);
  await ctx.record({ type: 'apiKey.revoked', subject: { kind: 'apiKey', id: keyId } });
}

/** All keys of a city, the newest first; there are a few dozen at most. */
export async function apiKeys(read: Read): Promise<ApiKeyTable[]> {
  return read
    .tables<IdentityTables>()
    .selectFrom('apiKeys')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

export interface ApiKey {
  readonly keyId: Id;
  readonly name: string;
  readonly unitId: Id | null;
  readonly scopes: readonly ApiScope[];
}

/** The key behind a text, null when it is unknown, expired or revoked. Notes the day of use, one write a day. */
export async function apiKeyOf(database: Database, cityId: CityId, text: string, now: Date): Promise<ApiKey | null> {
  if (!text.startsWith(PREFIX) || text.length > 100) return null;
  const read = database.reader(cityId);
  const row = await read
    .tables<IdentityTables>()
    .selectFrom('apiKeys')
    .selectAll()
    .select(sql<string>`to_char(${now}::timestamptz at time zone ${CITY_TIME_ZONE}, 'YYYY-MM-DD')`.as('today'))
    .where('cityId', '=', cityId)
    .where('keyHash', '=', tokenHash(text))
    .where('revokedAt', 'is', null)
    .where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
    .executeTakeFirst();
  if (!row) return null;
  if (row.lastUsedOn !== row.today) {
    await database.write(cityId, (tx) =>
      tx
        .writing<IdentityTables>()
        .updateTable('apiKeys')
        .set({ lastUsedOn: row.today })
        .where('cityId', '=', cityId)
        .where('id', '=', row.id)
        .execute(),
    );
  }
  return { keyId: row.id, name: row.name, unitId: row.unitId, scopes: row.scopes };
}

/** The key that a request brings as `Authorization: Bearer tck_…`; null without one. */
export function apiKeyText(headers: { readonly authorization?: string | undefined }): string | null {
  const match = /^Bearer\s+(tck_\S+)$/i.exec(headers.authorization ?? '');
  return match?.[1] ?? null;
}
