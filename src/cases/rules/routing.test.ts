import { describe, expect, test } from 'vitest';
import { areaUnits, askedByRules, byArticle, decideUnit, rulesFor, type RoutingRule } from './routing.ts';

const rule = (more: Partial<RoutingRule>): RoutingRule => ({
  id: 'r',
  article: '1',
  text: '',
  category: 'litter',
  areaId: null,
  answerTo: null,
  answers: [],
  leadUnitId: 'u',
  leadBy: 'unit',
  jointUnitIds: [],
  validFrom: '2020-01-01',
  validTo: null,
  fromCaseId: null,
  active: true,
  ...more,
});
const routed = { category: 'litter', classCode: 'street', areaIds: ['district', 'road', 'community'], day: '2026-11-23' };
const ids = (rules: readonly Partial<RoutingRule>[]) => rulesFor(rules.map(rule), routed).map(({ id }) => id);

describe('rules that hold (权责清单)', () => {
  test.each<[string, Partial<RoutingRule>, boolean]>([
    ['its category', {}, true],
    ['its class', { category: 'street' }, true],
    ['another category', { category: 'noise' }, false],
    ['an area around it', { areaId: 'road' }, true],
    ['another area', { areaId: 'elsewhere' }, false],
    ['from today', { validFrom: '2026-11-23' }, true],
    ['from tomorrow', { validFrom: '2026-11-24' }, false],
    ['until today', { validTo: '2026-11-23' }, true],
    ['until yesterday', { validTo: '2026-11-22' }, false],
    ['switched off', { active: false }, false],
  ])('%s', (_what, more, holds) => expect(ids([more])).toEqual(holds ? ['r'] : []));

  test('the nearer counts more: category before class, then the smaller area, then a ruling, then the article', () => {
    const order = [
      { id: 'category, community', areaId: 'community' },
      { id: 'category, road', areaId: 'road' },
      { id: 'category, ruling', fromCaseId: 'c' },
      { id: 'category, 5.9', article: '5.9' },
      { id: 'category, 5.10', article: '5.10' },
      { id: 'class, community', category: 'street', areaId: 'community' },
      { id: 'class', category: 'street' },
    ];
    expect(ids(order.toReversed())).toEqual(order.map(({ id }) => id));
    expect(['10.1', '5.10', '5.9'].map((article) => ({ article })).toSorted(byArticle)).toEqual([
      { article: '5.9' },
      { article: '5.10' },
      { article: '10.1' },
    ]);
  });
});

describe('rules that depend on an answer', () => {
  const power = rule({ id: 'power', answerTo: 'owner', answers: ['power', 'telecom'], article: '9' });
  const any = rule({ id: 'any' });
  const near = rule({ id: 'near', areaId: 'road' });
  test.each<[string, Readonly<Record<string, readonly string[]>> | undefined, string[]]>([
    ['not asked', undefined, ['near', 'any']],
    ['answered otherwise', { owner: ['rain'] }, ['near', 'any']],
    ['another question', { state: ['power'] }, ['near', 'any']],
    ['answered so', { owner: ['power'] }, ['near', 'power', 'any']],
    ['one of several answers', { owner: ['rain', 'telecom'] }, ['near', 'power', 'any']],
  ])('%s', (_what, answered, order) => {
    expect(rulesFor([power, any, near], { ...routed, answered }).map(({ id }) => id)).toEqual(order);
  });

  test('an answer counts more than a ruling that knew none', () => {
    const ruling = rule({ id: 'ruling', fromCaseId: 'c' });
    expect(rulesFor([ruling, power], { ...routed, answered: { owner: ['power'] } }).map(({ id }) => id)).toEqual(['power', 'ruling']);
  });

  test.each<[string, Partial<RoutingRule>, string[]]>([
    ['is asked', {}, ['owner']],
    ['of its class', { category: 'street' }, ['owner']],
    ['elsewhere', { areaId: 'elsewhere' }, []],
    ['not any more', { validTo: '2026-11-22' }, []],
    ['of another kind', { category: 'noise' }, []],
  ])('the question on which it depends: %s', (_what, more, asked) => {
    expect(askedByRules([any, { ...power, ...more }, { ...power, ...more }], routed)).toEqual(asked);
  });
});

test('nobody named: community, street, district; a resident unit only for its own compound', () => {
  const unit = (kind: string, areaId: string) => ({ kind, areaId });
  const units = [
    unit('residentUnit', 'community'),
    unit('residentUnit', 'yard'),
    unit('department', 'district'),
    unit('district', 'district'),
    unit('street', 'road'),
    unit('community', 'community'),
  ];
  expect(areaUnits(units, ['yard', null]).map(({ kind, areaId }) => `${kind} ${areaId}`)).toEqual([
    'community community',
    'street road',
    'district district',
    'residentUnit yard',
  ]);
  expect(areaUnits(units, [null, null])).toHaveLength(3);
});

test.each([
  ['the unit that has it', { state: 'assigned', unitId: 'u', lastUnitId: null }, 'cases.sameUnit'],
  ['another one', { state: 'assigned', unitId: 'v', lastUnitId: 'u' }, undefined],
  ['who fixed what is not solved', { state: 'reopened', unitId: null, lastUnitId: 'u' }, 'cases.onlySupervising'],
  ['who returned it, by a ruling', { state: 'adjudicating', unitId: null, lastUnitId: 'u' }, undefined],
] as const)('dispatched to %s', (_what, held, refused) => {
  expect(decideUnit(held, { id: 'u', name: '城管局' }).refused?.code).toBe(refused);
});
