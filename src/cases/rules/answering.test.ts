import { describe, expect, test } from 'vitest';
import { answeringFor } from './answering.ts';

const road = { id: 'r', name: '南关街道' };
const community = { id: 'c', name: '柳园社区' };
const yard = { id: 'y', name: '铁路二院' };
const units = [
  { id: 'committee', areaId: 'c' },
  { id: 'office', areaId: 'r' },
];

describe('who answers for a place', () => {
  test.each([
    [
      'the compound has somebody',
      [road, community, yard],
      'y',
      units,
      { area: '铁路二院', held: 'own', by: '铁路二院', unit: 'committee' },
    ],
    [
      'the community stands in',
      [road, community, yard],
      'c',
      units,
      { area: '铁路二院', held: 'around', by: '柳园社区', unit: 'committee' },
    ],
    ['the street stands in', [road, community, yard], 'r', units, { area: '铁路二院', held: 'around', by: '南关街道', unit: 'office' }],
    ['nobody does', [road, community, yard], null, units, { area: '铁路二院', held: 'vacant', by: null, unit: 'committee' }],
    ['the community itself', [road, community], 'c', units, { area: '柳园社区', held: 'own', by: '柳园社区', unit: 'committee' }],
    ['no unit stands for it', [road], 'r', [], { area: '南关街道', held: 'own', by: '南关街道', unit: undefined }],
  ])('%s', (_what, areas, duty, of, expected) => {
    const found = answeringFor(areas, duty, of);
    expect({ ...found, unit: found?.unit?.id }).toEqual(expected);
  });

  test('without a place nobody is named', () => {
    expect(answeringFor([], null, units)).toBeNull();
  });
});
