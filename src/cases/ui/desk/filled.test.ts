import { describe, expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { filled, hear } from './filled.ts';

const TODAY = '2026-11-27';
const areas = [
  { id: 'a', name: '柳园社区' },
  { id: 'b', name: '铁路二院' },
];
const words = '我住在铁路二院5号楼，楼下那个窨井盖晃得厉害，昨天晚上有个小孩踩上去差点掉下去。';
const guess = { code: 'e02', words: ['窨井'], urgent: false };
const since = { code: 'since', type: 'datetime' } as never;
const known = { words, heard: hear(words, areas, TODAY), guess, questionsOf: () => [since] };
const empty = { ...emptyDraft('hotline', false), words };

describe('the fields beside the words', () => {
  test('are filled from what was said', () => {
    expect(filled(empty, known)).toMatchObject({
      areaId: 'b',
      areaFrom: 'words',
      place: '5号楼',
      placeFrom: 'words',
      category: 'e02',
      urgent: true,
      urgentFrom: 'words',
      title: '铁路二院5号楼楼下窨井盖晃得厉害',
      attributes: { since: '2026-11-26T20:00' },
    });
  });

  test('are left alone where a hand has been', () => {
    const typed = {
      ...empty,
      areaId: 'a',
      areaFrom: 'map',
      place: '',
      placeFrom: 'hand',
      category: 'e01',
      categoryFrom: 'hand',
      urgent: false,
      urgentFrom: 'hand',
      title: '井盖',
      titleFrom: 'hand',
      attributes: { since: '' },
      attributesFor: 'e01',
    } as const;
    expect(filled(typed, known)).toEqual(typed);
  });

  test('are urgent by what was answered, until a hand says otherwise', () => {
    const state = {
      code: 'state',
      type: 'singlevaluelist',
      values: [
        { key: 'missing', name: {}, urgent: true },
        { key: 'loose', name: {} },
      ],
    } as never;
    const calm = { words: '', heard: hear('', areas, TODAY), guess: undefined, questionsOf: () => [state] };
    const typed = { ...emptyDraft('hotline', false), category: 'c01-01', categoryFrom: 'hand', attributesFor: 'c01-01' } as const;
    const answers = (key: string) => ({ ...typed, attributes: { state: key } });
    expect(filled(answers('missing'), calm)).toMatchObject({ urgent: true, urgentFrom: 'answer' });
    expect(filled(answers('loose'), calm)).toMatchObject({ urgent: false, urgentFrom: null });
    expect(filled({ ...answers('missing'), urgentFrom: 'hand' }, calm)).toMatchObject({ urgent: false, urgentFrom: 'hand' });
  });

  test('stay empty where nothing was said', () => {
    const nothing = { words: '', heard: hear('', areas, TODAY), guess: undefined, questionsOf: () => [since] };
    expect(filled(emptyDraft('hotline', false), nothing)).toMatchObject({
      areaId: null,
      place: '',
      category: null,
      urgent: false,
      title: '',
      attributes: {},
    });
  });
});
