import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';

type Kept = 'duty' | 'facility' | 'venue';
type Named = RawBuilder<{ id: Id; name: string }>;

const queries: Record<Kept, (cityId: number, ids: readonly Id[]) => Named> = {
  duty: (city, ids) => sql`select d.id, a.name from area_duties d join areas a on a.city_id = d.city_id and a.id = d.area_id
    where d.city_id = ${city} and d.id = any(${ids}::uuid[])`,
  facility: (city, ids) => sql`select id, name from facilities where city_id = ${city} and id = any(${ids}::uuid[])`,
  venue: (city, ids) => sql`select id, name from venues where city_id = ${city} and id = any(${ids}::uuid[])`,
};

/** Names of what hangs on areas, by id; a duty goes by its area's. */
export async function namesOfKept(read: Read, kind: Kept, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const rows = await read.rows(queries[kind](read.cityId, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
