import { describe, expect, test } from 'vitest';
import { presetComponents } from '../presets/components.ts';
import { presetEvents } from '../presets/events.ts';
import { presetQuestions } from '../presets/questions.ts';
import { attributeDefinition, type AttributeDefinition } from '../schema/settings.ts';
import { answered, decideAttributes } from './attributes.ts';

const ask = (code: string, type: AttributeDefinition['type'], more: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  code,
  type,
  name: { zh: `问${code}`, en: `Ask ${code}` },
  required: false,
  values: type.endsWith('list') ? ['a', 'b', 'c'].map((key) => ({ key, name: { zh: `选${key}`, en: `Choice ${key}` } })) : [],
  ...more,
});

describe('an answer', () => {
  test.each([
    ['singlevaluelist', 'a', ['a']],
    ['singlevaluelist', ['b'], ['b']],
    ['singlevaluelist', 'z', null],
    ['singlevaluelist', ['a', 'b'], null],
    ['multivaluelist', ['b', 'a', 'b'], ['b', 'a']],
    ['multivaluelist', ['a', 'z'], null],
    ['multivaluelist', [], []],
    ['number', ' 12 ', ['12']],
    ['number', '１２．５', ['12.5']],
    ['number', '-3', ['-3']],
    ['number', '三辆', null],
    ['number', '1e5', null],
    ['number', '9'.repeat(16), null],
    ['string', '=1+1 <b>', ['=1+1 <b>']],
    ['string', '   ', []],
    ['string', '长'.repeat(200), ['长'.repeat(200)]],
    ['string', '长'.repeat(201), null],
    ['text', '长'.repeat(2000), ['长'.repeat(2000)]],
    ['text', '长'.repeat(2001), null],
    ['datetime', '2026-11-23T09:20', ['2026-11-23T09:20:00+08:00']],
    ['datetime', '2026-11-23T01:20:00Z', ['2026-11-23T09:20:00+08:00']],
    ['datetime', '2026-11-23T01:20Z', ['2026-11-23T09:20:00+08:00']],
    ['datetime', '2026-11-23T09:20:00 08:00', ['2026-11-23T09:20:00+08:00']],
    ['datetime', '2026-02-31T09:20', null],
    ['datetime', '上周', null],
    ['datetime', '2026-11-23', null],
  ] as const)('of type %s: %j is kept as %j', (type, given, kept) => {
    const { ok, faults } = decideAttributes([ask('x', type)], { x: given }, true);
    if (kept === null) expect(faults?.map(({ refused, path }) => [refused.code, path])).toEqual([['cases.attributeWrong', 'attributes.x']]);
    else expect(ok).toEqual(kept.length > 0 ? { x: kept } : {});
  });

  test('every faulty one is named at once; what nobody asked is left out', () => {
    const definitions = [ask('n', 'number'), ask('l', 'singlevaluelist', { required: true }), ask('s', 'string')];
    expect(decideAttributes(definitions, { n: 'x', s: 'fine', other: 'y' }, true).faults?.map(({ path }) => path)).toEqual([
      'attributes.n',
      'attributes.l',
    ]);
    expect(decideAttributes(definitions, { n: '1', l: 'a', s: 'fine', other: 'y' }, true).ok).toEqual({ n: ['1'], l: ['a'], s: ['fine'] });
  });

  test('that is required is not asked of who found it and stands there', () => {
    const definitions = [ask('l', 'singlevaluelist', { required: true })];
    expect(decideAttributes(definitions, {}, true).faults?.[0]?.refused.code).toBe('cases.attributeMissing');
    expect(decideAttributes(definitions, {}, false).ok).toEqual({});
  });

  test('is shown in words of both languages, in the order of the questions', () => {
    const definitions = [ask('m', 'multivaluelist'), ask('d', 'datetime'), ask('s', 'string')];
    const shown = answered(definitions, { s: ['三号楼'], d: ['2026-11-23T09:20:00+08:00'], m: ['c', 'gone'], old: ['x'] });
    expect(shown.map(({ code, value }) => [code, value])).toEqual([
      [
        'm',
        [
          { zh: '选c', en: 'Choice c' },
          { zh: 'gone', en: 'gone' },
        ],
      ],
      ['d', [{ zh: '2026-11-23 09:20', en: '23 Nov 2026 09:20' }]],
      ['s', [{ zh: '三号楼', en: '三号楼' }]],
    ]);
  });
});

describe('the questions that a city starts with', () => {
  const categories = new Set([...presetEvents, ...presetComponents].map(({ code }) => code));
  test.each(Object.entries(presetQuestions))('%s: well formed, in both languages, few', (category, questions) => {
    expect(categories.has(category)).toBe(true);
    expect(questions.length).toBeLessThanOrEqual(3);
    expect(new Set(questions.map(({ code }) => code)).size).toBe(questions.length);
    for (const question of questions) {
      expect(attributeDefinition.safeParse(question).success).toBe(true);
      expect([question.code, question.values.length > 1]).toEqual([question.code, question.type.endsWith('list')]);
      for (const { zh, en } of [question.name, ...question.values.map(({ name }) => name)]) {
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(en).toMatch(/^[\x20-\x7e’]+$/);
      }
    }
  });

  test('are of every type, and hardly ever required', () => {
    const all = Object.values(presetQuestions).flat();
    expect(new Set(all.map(({ type }) => type))).toEqual(
      new Set(['singlevaluelist', 'multivaluelist', 'number', 'string', 'datetime', 'text']),
    );
    expect(all.filter(({ required }) => required)).toHaveLength(1);
  });
});
