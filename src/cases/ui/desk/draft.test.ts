import { describe, expect, test } from 'vitest';
import { areaIn, emptyDraft, inPairs, photosOf, reopened, spoken, withoutPlace } from './draft.ts';

describe('the desk while somebody talks', () => {
  test('takes the longest name of an area that was said', () => {
    const areas = [{ name: '铁路' }, { name: '铁路二院' }, { name: '柳园社区' }];
    expect(areaIn('我住在铁路二院 5 号楼', areas)?.name).toBe('铁路二院');
    expect(areaIn('我不知道这是哪儿', areas)).toBeUndefined();
  });

  test('takes nothing for the thing that is the name of the place', () => {
    expect(withoutPlace('河滨社区的喇叭太吵，河滨社区没人管', { name: '河滨社区' })).toBe(' 的喇叭太吵， 没人管');
    expect(withoutPlace('河边有垃圾', undefined)).toBe('河边有垃圾');
  });

  test('sends the photos of before in the same order, however often the page was loaded again', () => {
    const draft = { ...emptyDraft('hotline', true), photos: ['a', 'b'] };
    const again = reopened({ ...reopened(draft), photos: ['c'] });
    expect([again.photos, photosOf(again)]).toEqual([[], ['a', 'b', 'c']]);
    expect(photosOf(reopened(draft))).toEqual(photosOf(draft));
  });

  test('reads numbers as they are spoken', () => {
    expect(spoken('2611-01228', '零,幺,二,三,四,五,六,七,八,九')).toBe('二六幺幺，零幺二二八');
    expect(spoken('2611-01228', '0,1,2,3,4,5,6,7,8,9')).toBe('2 6 1 1, 0 1 2 2 8');
    expect(inPairs('493017')).toBe('49 30 17');
  });
});
