/** Who answers for a place, as it may be told to somebody on the telephone at once: a unit, never a person. */

interface Area {
  readonly id: string;
  readonly name: string;
}
interface OfArea {
  readonly areaId: string | null;
}

export interface Answering<U> {
  /** The smallest area around the place. */
  readonly area: string;
  /** Somebody answers for the area itself, for one around it, or nobody does (空缺). */
  readonly held: 'own' | 'around' | 'vacant';
  /** The area whose duty covers it. */
  readonly by: string | null;
  /** The unit to turn to: of the area, or of the nearest one around it. */
  readonly unit: U | null;
}

/**
 * 分片包干: the duty of the smallest area counts; where it is vacant the next one around stands in. `areas` from the
 * largest to the smallest, `units` those that stand for them, the nearest first. Null without a place.
 */
export function answeringFor<U extends OfArea>(
  areas: readonly Area[],
  dutyAreaId: string | null,
  units: readonly U[],
): Answering<U> | null {
  const own = areas.at(-1);
  if (!own) return null;
  const by = areas.find(({ id }) => id === dutyAreaId);
  const held = by === undefined ? 'vacant' : by.id === own.id ? 'own' : 'around';
  // Of the area whose duty it is, else the nearest: a vacant compound's caller turns to the community.
  const unit = units.find(({ areaId }) => by !== undefined && areaId === by.id) ?? units[0] ?? null;
  return { area: own.name, held, by: by?.name ?? null, unit };
}
