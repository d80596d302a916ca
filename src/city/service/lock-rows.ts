import { sql } from 'kysely';
import type { WriteContext } from '../../platform/context.ts';

const tables = ['areas', 'units', 'people'] as const;

/** Codes that a sheet names, by what they stand for. */
export type NamedCodes = Partial<Record<(typeof tables)[number], readonly (string | null)[]>>;

/**
 * Locks the records that a sheet names, before its rows are looked at for writing: what is found then holds until it is
 * written. Always in the same order, so that two imports do not block each other; who refers to them is not kept waiting.
 */
export async function lockNamed(ctx: WriteContext, codes: NamedCodes): Promise<void> {
  for (const table of tables) {
    const named = [...new Set(codes[table])].filter((code) => code !== null);
    if (named.length === 0) continue;
    await ctx.tx.rows(
      sql`select count(*) from (select id from ${sql.table(table)}
        where city_id = ${ctx.tx.cityId} and code = any(${named}::text[]) order by id for no key update) locked`,
    );
  }
}

/**
 * One change of a tree at a time: what is put below a record is there before the record moves, ends or becomes another
 * kind, or after it. Trees change some times a day.
 */
export async function lockTree(ctx: WriteContext, table: 'areas' | 'units'): Promise<void> {
  await ctx.tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.tx.cityId}|city.${table}`}, 0))`);
}
