import { sql } from 'kysely';

/** Of case `c`: sent by another system and never shown to anybody. What was released once and taken back is hidden: its id was in the lists. */
export const sentAndNeverReleased = sql<boolean>`(c.channel = 'open311' and not exists (
  select from case_events e where e.city_id = c.city_id and e.case_id = c.id and e.act in ('release', 'withdraw')))`;
