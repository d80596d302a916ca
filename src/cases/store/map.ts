import { sql, type RawBuilder } from 'kysely';
import type { Read } from '../../platform/db/read.ts';
import { CELL_ZOOM, rangesOver, type Box } from '../rules/tiles.ts';
import { casesByIds, casesInRanges, newestInSquares, squaresOver, type NearRow } from './near.ts';

/** The cases themselves on a map: where a filter is finer than the kept sums, and far in. */

export interface MapQuestion {
  readonly box: Box;
  readonly condition: RawBuilder<boolean>;
  /** Only open ones: some thousand however old the city. */
  readonly open: boolean;
  /** Of one category or class. */
  readonly kind: boolean;
  /** Ids of the newest that fit and lie in the box, by the indexes of the list. */
  readonly newest: (within: RawBuilder<boolean>, limit: number) => RawBuilder<unknown>;
}

/** Squares of 500 m on a screen that is far in. */
const FEW_SQUARES = 64;

/**
 * The newest of them. Open ones are read where they lie. Of all that ever happened there may be a hundred thousand on
 * the screen: then only the newest of each square are read, or, from far out, the newest of the whole list that lie in
 * the box.
 */
export async function casesOnMap(read: Read, question: MapQuestion, limit: number): Promise<NearRow[]> {
  const { box, condition, open, kind } = question;
  const squares = squaresOver(box, FEW_SQUARES);
  if (open || (kind && squares)) return casesInRanges(read, rangesOver(box, CELL_ZOOM, 48), condition, limit);
  if (squares) return newestInSquares(read, squares, condition, limit);
  const within = sql<boolean>`(cases.lng between ${box.west} and ${box.east} and cases.lat between ${box.south} and ${box.north})`;
  return casesByIds(read, question.newest(within, limit));
}
