import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Dimension } from '../../../kernel/measure.ts';
import { caseMeanings, type CaseMeaning } from '../../measure-meanings.ts';
import { unitColumn, type Asked } from '../figures.ts';

/** By what the sums of a day are kept apart: what one filter or one grouping of a figure asks for. */

type Sql = RawBuilder<unknown>;
export type Split = 'city' | 'unit' | 'district' | 'street' | 'community' | 'category' | 'class' | 'channel';
export type Moment = CaseMeaning['moment'];

/** Compounds and blocks have an index of their own and less than a case a day. */
export const splitColumns: Readonly<Record<Split, Sql>> = {
  city: sql`''`,
  unit: unitColumn,
  district: sql`cases.district_id`,
  street: sql`cases.street_id`,
  community: sql`cases.community_id`,
  category: sql`cases.category`,
  class: sql`cases.class_code`,
  channel: sql`cases.channel`,
};

const areaSplits = { district_id: 'district', street_id: 'street', community_id: 'community', block_id: null, compound_id: null } as const;
const groupSplits: Partial<Record<Dimension, Split>> = { unit: 'unit', area: 'street', category: 'category', channel: 'channel' };

export interface Kept {
  readonly split: Split;
  /** One key, or every key of the split. */
  readonly key: string | null;
}

/** The one filter of a scope; null where there are several or one that no split is kept for. */
function onlyFilter({ unitId, area, category, channel }: Asked): Kept | null {
  const filters: (Kept | null)[] = [
    ...(unitId ? [{ split: 'unit' as const, key: unitId }] : []),
    ...(category ? [{ split: category.column === 'category' ? ('category' as const) : ('class' as const), key: category.code }] : []),
    ...(channel ? [{ split: 'channel' as const, key: channel }] : []),
  ];
  if (area) {
    const split = area === 'unknown' ? null : areaSplits[area.column];
    filters.push(area !== 'unknown' && split ? { split, key: area.id } : null);
  }
  const [first = { split: 'city' as const, key: '' }, ...more] = filters;
  return more.length === 0 ? first : null;
}

/** Which kept sums answer a question; null where only the cases themselves do. */
export function keptFor(asked: Asked, by: Dimension | null): Kept | null {
  const filter = onlyFilter(asked);
  if (by === null || by === 'month' || by === 'day') return filter;
  const split = groupSplits[by];
  return split && filter?.split === 'city' ? { split, key: null } : null;
}

export const moments: readonly Moment[] = [...new Set(caseMeanings.map(({ moment }) => moment))];
export const meaningsOf = (moment: Moment): readonly CaseMeaning[] => caseMeanings.filter((meaning) => meaning.moment === moment);

/** Where a meaning's two numbers stand in `case_sums.sums`, counted from one as SQL does. */
export function placesOf(meaning: CaseMeaning): { readonly all: number; readonly counted: number } {
  const place = meaningsOf(meaning.moment).indexOf(meaning) * 2;
  return { all: place + 1, counted: place + 2 };
}

const known = new Map<Moment, string>();

/** A hash of the formulas and splits: sums that were kept by others are not taken for these. */
export function formulasOf(moment: Moment): string {
  const formulas = known.get(moment) ?? hashOf(moment);
  known.set(moment, formulas);
  return formulas;
}

const hashOf = (moment: Moment): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        meaningsOf(moment).map(({ id, among, counts }) => [id, among.toOperationNode(), counts.toOperationNode()]),
        Object.entries(splitColumns).map(([split, column]) => [split, column.toOperationNode()]),
      ]),
    )
    .digest('hex')
    .slice(0, 16);
