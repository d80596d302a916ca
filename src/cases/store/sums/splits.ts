import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Dimension } from '../../../kernel/measure.ts';
import { caseMeanings, type CaseMeaning } from '../../measure-meanings.ts';
import { unitColumn, type Asked } from '../figures.ts';
import { edges } from './spreads.ts';

/** By what the sums of a day are kept apart: what one filter or one grouping of a figure asks for. */

type Sql = RawBuilder<unknown>;
export type Split = 'city' | 'unit' | 'district' | 'street' | 'community' | 'category' | 'class' | 'channel';
/** Of sums, not of spreads: what a unit had of each category. */
type SumSplit = Split | 'unitCategory';
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
/** A pair's key is the unit's id, a space, the category's code. */
export const sumColumns: Readonly<Record<SumSplit, Sql>> = { ...splitColumns, unitCategory: sql`${unitColumn} || ' ' || cases.category` };
const UNIT_LENGTH = 36;

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

/** Which split answers a question; null where none does. */
export function keptFor(asked: Asked, by: Dimension | null): Kept | null {
  const filter = onlyFilter(asked);
  if (by === null || by === 'month' || by === 'day') return filter;
  const split = groupSplits[by];
  return split && filter?.split === 'city' ? { split, key: null } : null;
}

/** Sums that answer a question. */
export interface KeptSums {
  readonly split: SumSplit;
  /** Condition on `key`. */
  readonly wanted: Sql;
  /** What of `key` names the group. */
  readonly named: Sql;
}

export const sumsOf = ({ split, key }: Kept): KeptSums => ({
  split,
  wanted: key === null ? sql`true` : sql`key = ${key}`,
  named: sql`key`,
});

const sumsOfPairs = (wanted: Sql, named: Sql = sql`key`): KeptSums => ({ split: 'unitCategory', wanted, named });

/** A unit's cases by category are one range of keys; a category's by unit all pairs of the period, some 200 a day and not its 1,300 cases. */
function pairsFor({ unitId, area, category, channel }: Asked, by: Dimension | null): KeptSums | null {
  if (area || channel || category?.column === 'class_code') return null;
  if (unitId && category) {
    const overTime = by === null || by === 'month' || by === 'day';
    return overTime ? sumsOfPairs(sql`key = ${`${unitId} ${category.code}`}`) : null;
  }
  if (unitId && by === 'category')
    return sumsOfPairs(sql`key >= ${`${unitId} `} and key < ${`${unitId}!`}`, sql`substr(key, ${sql.lit(UNIT_LENGTH + 2)})`);
  if (category && by === 'unit')
    return sumsOfPairs(sql`substr(key, ${sql.lit(UNIT_LENGTH + 2)}) = ${category.code}`, sql`left(key, ${sql.lit(UNIT_LENGTH)})`);
  return null;
}

/** Which sums of days answer a question; null where only the cases themselves do. */
export function keptSumsFor(asked: Asked, by: Dimension | null): KeptSums | null {
  const kept = keptFor(asked, by);
  return kept ? sumsOf(kept) : pairsFor(asked, by);
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
        Object.entries(sumColumns).map(([split, column]) => [split, column.toOperationNode()]),
        ...(moment === 'closed_at' ? [edges.toOperationNode()] : []),
      ]),
    )
    .digest('hex')
    .slice(0, 16);
