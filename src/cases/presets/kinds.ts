import type { LimitUnit } from '../schema/words.ts';

/**
 * A city's first table of categories: the classes of GB/T 30428.2 (components and events), kinds and wording are ours.
 * Nothing here is an official table: each category is marked provisional until the city says otherwise. Limits that a
 * published local table gives are named in `source`.
 */

type Amount = readonly [number, LimitUnit];
export const h = (hours: number): Amount => [hours, 'workingHours'];
export const d = (days: number): Amount => [days, 'workingDays'];
export const urgent = (hours: number): Amount => [hours, 'urgentHours'];

export interface PresetClass {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}
export const presetClasses: readonly PresetClass[] = [
  { code: 'e01', zh: '市容环境', en: 'Cleanliness' },
  { code: 'e02', zh: '宣传广告', en: 'Posters and advertising' },
  { code: 'e03', zh: '施工管理', en: 'Building sites' },
  { code: 'e04', zh: '突发事件', en: 'Emergencies' },
  { code: 'e05', zh: '街面秩序', en: 'Order in the streets' },
  { code: 'e06', zh: '其他事件', en: 'Other events' },
  { code: 'c01', zh: '公用设施', en: 'Public utilities' },
  { code: 'c02', zh: '交通设施', en: 'Traffic facilities' },
  { code: 'c03', zh: '市容环境设施', en: 'Sanitation facilities' },
  { code: 'c04', zh: '园林绿化', en: 'Parks and green' },
  { code: 'c05', zh: '其他部件', en: 'Other facilities' },
];

export interface PresetCategory {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly handling: Amount;
  /** What counts as done. */
  readonly done: string;
  readonly keywords: string;
  /** Short name and place on the public's tiles. */
  readonly tile?: readonly [order: number, zh: string, en: string];
  readonly urgent?: true;
  readonly photos?: number;
  readonly published?: true;
}
