import type { Id } from '../kernel/ids.ts';

/** The facts that the city records, past tense. `before` and `after` carry the fields that changed. */
export type CityFactType =
  | 'city.created'
  | 'city.settingsChanged'
  | 'unit.added'
  | 'unit.changed'
  | 'unit.ended'
  | 'person.added'
  | 'person.changed'
  | 'person.ended'
  | 'person.accountLinked'
  | 'post.given'
  | 'post.deputyNamed'
  | 'post.changed'
  | 'post.ended'
  | 'area.added'
  | 'area.changed'
  | 'area.ended'
  | 'duty.given'
  | 'duty.transferred'
  | 'duty.ended'
  | 'compound.changed'
  | 'facility.added'
  | 'facility.changed'
  | 'facility.ended'
  | 'venue.added'
  | 'venue.changed'
  | 'venue.ended';

/** `after` of `duty.given` and of `duty.transferred`; the subject is the new duty. */
export interface DutyGiven {
  readonly areaId: Id;
  readonly personId: Id;
  readonly validFrom: string;
  readonly validTo: string | null;
}
