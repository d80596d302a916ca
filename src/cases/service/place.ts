import type { Id } from '../../kernel/ids.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Read } from '../../platform/db/read.ts';
import { areaChain, areaFinder, areaRef } from '../../city/exports.ts';
import type { AreaRef } from '../../city/schema.ts';
import { cellOf } from '../rules/tiles.ts';
import { caseProblems } from '../schema/problems.ts';
import { refusedField } from './refusal.ts';

export interface PlaceInput {
  readonly lng?: number | undefined;
  readonly lat?: number | undefined;
  readonly areaId?: Id | undefined;
  readonly place?: string | undefined;
  /** Words alone are enough: who takes the case finds out where it is. Other systems know addresses that we cannot place. */
  readonly inWords?: boolean | undefined;
}

/** A place as a case keeps it. */
export interface Placed {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly cell: number | null;
  readonly place: string;
  readonly areaId: Id | null;
  readonly districtId: Id | null;
  readonly streetId: Id | null;
  readonly communityId: Id | null;
  readonly blockId: Id | null;
  readonly compoundId: Id | null;
}

const level = (chain: readonly AreaRef[], kind: AreaRef['kind']): Id | null => chain.findLast((area) => area.kind === kind)?.id ?? null;

/** Every level of a chain of areas in its own column. */
export const levelsOf = (chain: readonly AreaRef[]) => ({
  areaId: chain.at(-1)?.id ?? null,
  districtId: level(chain, 'district'),
  streetId: level(chain, 'street'),
  communityId: level(chain, 'community'),
  blockId: level(chain, 'block'),
  compoundId: level(chain, 'compound'),
});

const nowhere = (): Problem => refusedField('place', { refused: caseProblems['cases.placeMissing'] });

async function chainFor(read: Read, input: PlaceInput): Promise<readonly AreaRef[]> {
  if (input.lng !== undefined && input.lat !== undefined) {
    const map = await areaFinder(read);
    const found = map.find({ lng: input.lng, lat: input.lat });
    if (found) return found.path;
    // A city without borders yet cannot tell what is outside.
    if (map.bounds !== null) throw refusedField('place', { refused: caseProblems['cases.outsideCity'] });
  }
  if (input.areaId) {
    const area = await areaRef(read, input.areaId);
    if (!area) throw nowhere();
    return areaChain(read, area.path);
  }
  const said = input.inWords === true && input.place !== undefined && input.place !== '';
  if (!said && (input.lng === undefined || input.lat === undefined)) throw nowhere();
  return [];
}

/** Finds the areas around a place. @throws Problem outsideCity, placeMissing */
export async function placed(read: Read, input: PlaceInput): Promise<Placed> {
  const chain = await chainFor(read, input);
  const point = input.lng !== undefined && input.lat !== undefined ? { lng: input.lng, lat: input.lat } : null;
  return {
    lng: point?.lng ?? null,
    lat: point?.lat ?? null,
    cell: point ? cellOf(point) : null,
    place: input.place ? input.place : (chain.at(-1)?.name ?? ''),
    ...levelsOf(chain),
  };
}
