import type { Bilingual } from '../../kernel/text.ts';
import type { IconName } from '../../public/icons.ts';

const byWord: readonly (readonly [RegExp, IconName])[] = [
  [/垃圾|rubbish|garbage|litter/i, 'bag'],
  [/楼道|堆物|stair|clutter/i, 'boxes'],
  [/停|车|parking|vehicle/i, 'car'],
  [/灯|路面|lamp|road/i, 'lamp'],
  [/广告|sticker|poster/i, 'poster'],
  [/摊|占道|stall|vendor/i, 'stall'],
  [/噪|noise/i, 'sound'],
  [/污水|河|water|sewage/i, 'drop'],
  [/绿|树|green|tree/i, 'tree'],
  [/充电|飞线|cable|charg/i, 'plug'],
];

/** A drawing for a kind of problem. Kinds are a city's data, so it goes by the words; an unknown one gets the plain sign. */
export const categoryIcon = ({ zh, en }: Bilingual): IconName =>
  byWord.find(([pattern]) => pattern.test(zh) || pattern.test(en))?.[1] ?? 'pin';
