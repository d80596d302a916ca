import { sql, type RawBuilder } from 'kysely';
import type { Sight } from '../rules/sight.ts';

/** What `rules/sight.ts` says, as a condition on `cases`. */
export function visible(sight: Sight): RawBuilder<boolean> {
  if (sight.everywhere) return sql<boolean>`true`;
  const { areaIds, unitIds, personId } = sight;
  const parts: RawBuilder<boolean>[] = [];
  if (areaIds.length > 0) {
    const areas = sql`any(${[...areaIds]}::uuid[])`;
    for (const column of ['district_id', 'street_id', 'community_id', 'block_id', 'compound_id'])
      parts.push(sql<boolean>`cases.${sql.raw(column)} = ${areas}`);
  }
  if (unitIds.length > 0) {
    parts.push(sql<boolean>`cases.unit_id = any(${[...unitIds]}::uuid[])`);
    parts.push(sql<boolean>`(cases.assist_unit_ids <> '{}' and cases.assist_unit_ids && ${[...unitIds]}::uuid[])`);
    parts.push(sql<boolean>`(cases.state = 'onLongTermList' and cases.long_term_unit_id = any(${[...unitIds]}::uuid[]))`);
  }
  if (personId) parts.push(sql<boolean>`(cases.finder_ids <> '{}' and cases.finder_ids && ${[personId]}::uuid[])`);
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`;
}
