import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';

export interface UnitPast {
  readonly got: number;
  readonly kept: number;
  readonly returned: number;
}

/** What units did with a category since a moment: got = assigned to them, returned = given back by them. */
export async function pastOf(read: Read, category: string, unitIds: readonly Id[], since: Date): Promise<ReadonlyMap<Id, UnitPast>> {
  if (unitIds.length === 0) return new Map();
  const rows = await read.rows(sql<{ unitId: Id; kept: number; returned: number }>`
    select unit_id, sum(kept)::int as kept, sum(returned)::int as returned from (
      select unit_id, count(*) as kept, 0 as returned from cases
      where city_id = ${read.cityId} and category = ${category} and reported_at >= ${since} and unit_id = any(${[...unitIds]}::uuid[])
      group by unit_id
      union all
      select e.unit_id, 0, count(*) from case_events e join cases c on c.city_id = e.city_id and c.id = e.case_id
      where e.city_id = ${read.cityId} and e.act = 'return' and e.at >= ${since} and e.unit_id = any(${[...unitIds]}::uuid[]) and c.category = ${category}
      group by e.unit_id
    ) as every group by unit_id`);
  return new Map(rows.map((row) => [row.unitId, { got: row.kept + row.returned, kept: row.kept, returned: row.returned }]));
}
