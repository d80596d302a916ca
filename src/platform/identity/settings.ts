import { sql } from 'kysely';
import type { WriteContext } from '../context.ts';
import type { Read } from '../db/read.ts';
import { signInSettings, type SignInSettings } from './schema.ts';
import type { IdentityTables } from './tables.ts';

/** The subject of facts that concern a whole city rather than one record. */
const CITY_SUBJECT = { kind: 'signInSettings', id: '00000000-0000-0000-0000-000000000000' } as const;

/** What is stored, completed by the defaults; a setting that a newer program no longer accepts falls back to its default. */
export function completeSettings(stored: unknown): SignInSettings {
  const parsed = signInSettings.safeParse(stored ?? {});
  return parsed.success ? parsed.data : signInSettings.parse({});
}

export async function readSettings(read: Read): Promise<SignInSettings> {
  const row = await read
    .tables<IdentityTables>()
    .selectFrom('signInSettings')
    .select('settings')
    .where('cityId', '=', read.cityId)
    .executeTakeFirst();
  return completeSettings(row?.settings);
}

/** Changes the city's rules; sessions that are too old by the new ones end with their next request. */
export async function writeSettings(ctx: WriteContext, settings: SignInSettings): Promise<SignInSettings> {
  const before = await readSettings(ctx.tx);
  const value = sql<SignInSettings>`${JSON.stringify(settings)}::jsonb`;
  await ctx.tx
    .writing<IdentityTables>()
    .insertInto('signInSettings')
    .values({ cityId: ctx.tx.cityId, settings: value })
    .onConflict((on) => on.column('cityId').doUpdateSet({ settings: value }))
    .execute();
  await ctx.record({ type: 'signInSettings.changed', subject: CITY_SUBJECT, before, after: settings });
  return settings;
}
