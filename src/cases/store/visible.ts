import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Sight } from '../rules/sight.ts';
import { choiceOf, type Choice } from './choice.ts';

const areaColumns = ['district_id', 'street_id', 'community_id', 'block_id', 'compound_id'] as const;
type AreaColumn = (typeof areaColumns)[number];

/** What `rules/sight.ts` says, apart by way of seeing it. Areas whose level is known are looked for in one column only. */
export function sightChoice({ areaIds, unitIds, personId }: Sight, levels: ReadonlyMap<Id, AreaColumn>): Choice {
  const ofArea = (id: Id, column: AreaColumn) => sql<boolean>`cases.${sql.raw(column)} = ${id}`;
  const areas = areaIds.flatMap((id) => {
    const level = levels.get(id);
    return (level ? [level] : areaColumns).map((column) => ofArea(id, column));
  });
  const units = sql`${[...unitIds]}::uuid[]`;
  const ofUnits =
    unitIds.length === 0
      ? []
      : [
          ...unitIds.map((id) => sql<boolean>`cases.unit_id = ${id}`),
          sql<boolean>`(cases.assist_unit_ids <> '{}' and cases.assist_unit_ids && ${units})`,
          sql<boolean>`(cases.state = 'onLongTermList' and cases.long_term_unit_id = any(${units}))`,
        ];
  const found = personId ? [sql<boolean>`(cases.finder_ids <> '{}' and cases.finder_ids && ${[personId]}::uuid[])`] : [];
  return choiceOf([...areas, ...ofUnits, ...found]);
}

/** The same as one condition on `cases`. */
export const visible = (sight: Sight): RawBuilder<boolean> =>
  sight.everywhere ? sql<boolean>`true` : sightChoice(sight, new Map()).together;
