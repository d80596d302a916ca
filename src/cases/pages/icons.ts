import type { IconName } from '../../public/icons.ts';

const byWord: readonly (readonly [RegExp, IconName])[] = [
  [/garbage|waste|litter|refuse|rubbish/, 'bag'],
  [/corridor|stair|clutter|stack|storage/, 'boxes'],
  [/park|vehicle|bike|car/, 'car'],
  [/lamp|light|road|pave|pothole|manhole/, 'lamp'],
  [/ad$|ads|advert|poster|bill/, 'poster'],
  [/stall|vendor|vending|occupy|shop/, 'stall'],
  [/noise|sound/, 'sound'],
  [/sewage|water|drain|river/, 'drop'],
  [/green|tree|lawn/, 'tree'],
  [/charge|wire|electric|fly/, 'plug'],
];

/** A drawing for a kind of problem; kinds are a city's data, so an unknown one gets the plain sign. */
export function categoryIcon(code: string, classCode: string): IconName {
  return byWord.find(([pattern]) => pattern.test(`${code} ${classCode}`))?.[1] ?? 'pin';
}
