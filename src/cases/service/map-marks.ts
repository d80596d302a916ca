import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import { bandOf, CELL_ZOOM, rangesOver, type Band, type Box } from '../rules/tiles.ts';
import type { MapMark } from '../schema.ts';
import { casesOnMap, sumsOnMap, type MapQuestion } from '../store/map.ts';
import { casesOf, type NearRow } from '../store/near.ts';
import { tileSums } from '../store/tallies.ts';

/** Marks on a map: a number for each square of it, and the case itself where there is one only. */

interface Sum {
  lng: number;
  lat: number;
  n: number;
  open: number;
  longTerm: number;
  /** One of them. */
  id: Id | null;
}

const singleOf = (row: NearRow): NonNullable<MapMark['case']> => ({
  id: row.id,
  number: row.number,
  title: row.publicTitle ?? row.title,
  state: row.state,
  outcome: row.outcome,
});

const markOf = (sum: Sum, single: NearRow | undefined): MapMark => ({
  lng: sum.lng / sum.n,
  lat: sum.lat / sum.n,
  count: sum.n,
  open: sum.open,
  longTerm: sum.longTerm,
  case: single ? singleOf(single) : null,
});

function addTo(
  sums: Map<number, Sum>,
  tile: number,
  part: { readonly lng: number; readonly lat: number; readonly n: number; readonly band: Band | null; readonly id?: Id },
): void {
  const sum = sums.get(tile) ?? { lng: 0, lat: 0, n: 0, open: 0, longTerm: 0, id: part.id ?? null };
  sum.lng += part.lng;
  sum.lat += part.lat;
  sum.n += part.n;
  if (part.band === 'open') sum.open += part.n;
  if (part.band === 'longTerm') sum.longTerm += part.n;
  sums.set(tile, sum);
}

/** What the kept sums know how to tell apart. */
export interface KeptFilter {
  readonly bands: readonly Band[];
  readonly classes: readonly string[] | null;
  readonly released: boolean | null;
}

export async function keptMarks(ctx: ReadContext, box: Box, zoom: number, filter: KeptFilter): Promise<MapMark[]> {
  const sums = new Map<number, Sum>();
  for (const { tile, lngSum, latSum, n, band } of await tileSums(ctx.read, { ...filter, zoom, ranges: rangesOver(box, zoom) }))
    addTo(sums, tile, { lng: lngSum, lat: latSum, n, band });
  return [...sums.values()].filter((sum) => sum.n > 0).map((sum) => markOf(sum, undefined));
}

/** From here on every case is a mark of its own. */
const SINGLE_ZOOM = 18;
/** Squares of 64 pixels. */
const FINER = 2;

/** The newest `most` cases that a question finds, in squares; `more`: there are others. */
export async function marksOnMap(
  ctx: ReadContext,
  question: MapQuestion,
  zoom: number,
  most: number,
): Promise<{ marks: MapMark[]; more: boolean }> {
  if (zoom >= SINGLE_ZOOM) {
    const rows = await casesOnMap(ctx.read, question, most + 1);
    const marks = rows.slice(0, most).flatMap((row): MapMark[] => {
      const { lng, lat, state, id } = row;
      const band = bandOf(state);
      return lng === null || lat === null
        ? []
        : [markOf({ lng, lat, n: 1, open: band === 'open' ? 1 : 0, longTerm: band === 'longTerm' ? 1 : 0, id }, row)];
    });
    return { marks, more: rows.length > most };
  }
  const sums = new Map<number, Sum>();
  let found = 0;
  for (const { tile, lng, lat, n, state, id } of await sumsOnMap(ctx.read, question, Math.min(CELL_ZOOM, zoom + FINER), most + 1)) {
    found += n;
    addTo(sums, tile, { lng, lat, n, band: bandOf(state), id });
  }
  const squares = [...sums.values()];
  const single = await casesOf(
    ctx.read,
    squares.flatMap(({ n, id }) => (n === 1 && id ? [id] : [])),
  );
  return {
    marks: squares.map((sum) => markOf(sum, sum.n === 1 && sum.id ? single.get(sum.id) : undefined)),
    more: found > most,
  };
}
