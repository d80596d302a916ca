import { sql } from 'kysely';
import { areaFinder, holdersOf, unitsByIds, unitsOfAreas, unitsOfKind } from '../../city/exports.ts';
import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import { rulesFor } from '../rules/routing.ts';
import { cellOf } from '../rules/tiles.ts';
import { casework, frozenLimits, type Casework, type CategoryRow } from '../store/casework.ts';

/** A place that cases happen at, with the areas around it. */
export interface Spot {
  readonly lng: number;
  readonly lat: number;
  readonly cell: number;
  readonly areaIds: readonly Id[];
  readonly levels: Readonly<Record<'district' | 'street' | 'community' | 'block' | 'compound', Id | null>>;
  /** As people say where it is: `石桥社区 石桥一号院`. */
  readonly name: string;
  /** The compound, else the community. */
  readonly short: string;
}

/** Community and compound; a 片 between them is the city's own business, and its name runs into theirs. */
export const placeName = (path: readonly { readonly name: string; readonly kind: string }[]): string =>
  path
    .filter((area) => area.kind !== 'block')
    .slice(-2)
    .map((area) => area.name)
    .join(' ');

export interface Doer {
  readonly personId: Id;
  readonly name: string;
  readonly unitId: Id;
  readonly unitName: string;
}

/** Everything that generated cases refer to, in memory. */
export interface World {
  readonly work: Casework;
  readonly categories: readonly CategoryRow[];
  readonly spots: readonly Spot[];
  /** Who files and dispatches, and who checks. */
  readonly desk: Doer;
  readonly checkers: readonly Doer[];
  /** The unit that leads for a category at a place, and who works there. */
  readonly handlerFor: (category: CategoryRow, spot: Spot) => Doer;
  /** The limits of a category on a day; the same object for the same answer. */
  readonly frozen: (category: CategoryRow, day: string) => ReturnType<typeof frozenLimits>;
}

const SPOTS = 4000;

async function findSpots(read: Read, chance: () => number): Promise<Spot[]> {
  const map = await areaFinder(read);
  const { bounds } = map;
  if (!bounds) throw new Error('the city has no borders yet');
  const spots: Spot[] = [];
  // A border fills at least a tenth of its box; a city that does not is a mistake in the data.
  for (let tries = 0; spots.length < SPOTS && tries < SPOTS * 20; tries++) {
    const lng = bounds.minLng + chance() * (bounds.maxLng - bounds.minLng);
    const lat = bounds.minLat + chance() * (bounds.maxLat - bounds.minLat);
    const found = map.find({ lng, lat });
    if (!found) continue;
    const level = (kind: string) => found.path.findLast((area) => area.kind === kind)?.id ?? null;
    spots.push({
      lng,
      lat,
      cell: cellOf({ lng, lat }),
      areaIds: found.path.map((area) => area.id),
      levels: {
        district: level('district'),
        street: level('street'),
        community: level('community'),
        block: level('block'),
        compound: level('compound'),
      },
      name: placeName(found.path),
      short: found.path.findLast((area) => area.kind !== 'block')?.name ?? '',
    });
  }
  return spots;
}

async function doersOf(read: Read, unitIds: readonly Id[], now: Date): Promise<Map<Id, Doer>> {
  const units = await unitsByIds(read, unitIds);
  const doers = new Map<Id, Doer>();
  for (const role of ['unitLiaison', 'communityHead', 'communityWorker', 'streetStaff', 'districtStaff', 'unitHead'] as const) {
    for (const person of await holdersOf(read, { role }, now)) {
      const unit = units.get(person.unitId);
      if (unit && !doers.has(unit.id))
        doers.set(unit.id, { personId: person.id, name: person.name, unitId: unit.id, unitName: unit.shortName || unit.name });
    }
  }
  return doers;
}

async function people(read: Read, role: 'officeStaff' | 'inspector', now: Date): Promise<Doer[]> {
  const found = await holdersOf(read, { role }, now);
  const units = await unitsByIds(
    read,
    found.map((person) => person.unitId),
  );
  return found.map((person) => ({
    personId: person.id,
    name: person.name,
    unitId: person.unitId,
    unitName: units.get(person.unitId)?.shortName ?? '',
  }));
}

/** Reads the city once. @throws Error when it lacks borders, office, inspectors or categories */
export async function loadWorld(read: Read, now: Date, chance: () => number): Promise<World> {
  const work = await casework(read);
  const categories = [...work.categories.values()].filter((category) => category.active && category.classCode !== null);
  const spots = await findSpots(read, chance);
  const departments = await unitsOfKind(read, 'department');
  const areaUnits = await unitsOfAreas(read, [...new Set(spots.flatMap((spot) => spot.areaIds))]);
  const doers = await doersOf(
    read,
    [...departments, ...areaUnits].map((unit) => unit.id),
    now,
  );
  const [desk] = await people(read, 'officeStaff', now);
  const checkers = await people(read, 'inspector', now);
  const fallback = [...doers.values()][0];
  if (!desk || checkers.length === 0 || categories.length === 0 || !fallback)
    throw new Error('the city has no office, inspectors, categories or handling units yet');
  const byArea = new Map(areaUnits.flatMap((unit) => (unit.areaId && doers.has(unit.id) ? [[unit.areaId, unit.id] as const] : [])));
  const known = new Map<string, Doer>();
  const find = (category: CategoryRow, spot: Spot): Doer => {
    const rules = rulesFor(work.duties, {
      category: category.code,
      classCode: category.classCode ?? '',
      areaIds: spot.areaIds,
      day: dayOf(now),
    });
    for (const rule of rules) {
      const areaId = rule.leadBy === 'unit' ? null : spot.levels[rule.leadBy];
      const doer = doers.get(rule.leadUnitId ?? (areaId ? (byArea.get(areaId) ?? '') : ''));
      if (doer) return doer;
    }
    const near = spot.areaIds.findLast((areaId) => byArea.has(areaId));
    return doers.get(byArea.get(near ?? '') ?? '') ?? fallback;
  };
  return {
    work,
    categories,
    spots,
    desk,
    checkers,
    frozen: frozenOf(work),
    handlerFor: (category, spot) => {
      const key = `${category.code}|${spot.areaIds.at(-1) ?? ''}`;
      const doer = known.get(key) ?? find(category, spot);
      known.set(key, doer);
      return doer;
    },
  };
}

function frozenOf(work: Casework): World['frozen'] {
  const known = new Map<string, ReturnType<typeof frozenLimits>>();
  return (category, day) => {
    const key = `${category.code}|${day}`;
    const frozen = known.get(key) ?? frozenLimits(work, category, day);
    known.set(key, frozen);
    return frozen;
  };
}

/** The last number given in each month, so that generated ones go on from there. */
export async function lastNumbers(read: Read): Promise<Map<string, number>> {
  const rows = await read.rows(sql<{ month: string; last: number }>`select month, last from case_numbers where city_id = ${read.cityId}`);
  return new Map(rows.map((row) => [row.month, row.last]));
}
