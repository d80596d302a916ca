import { sql } from 'kysely';
import type { Read } from '../../platform/db/read.ts';
import { conditionsOf, type Wanted } from './conditions.ts';

/** More late cases than these are not needed to see who is late. */
const LOOKED_AT = 5000;

/** The units with most cases among those wanted, most first; null: given to none yet. */
export async function mostByUnit(read: Read, wanted: Wanted, units: number): Promise<{ unitId: string | null; n: number }[]> {
  const where = sql.join([sql`cases.city_id = ${read.cityId}`, ...conditionsOf(wanted)], sql` and `);
  return read.rows(sql<{ unitId: string | null; n: number }>`
    select unit_id as "unitId", count(*)::int as n
    from (select unit_id from cases where ${where} limit ${LOOKED_AT}) as wanted
    group by unit_id order by n desc, unit_id limit ${units}`);
}
