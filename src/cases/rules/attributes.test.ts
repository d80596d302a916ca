import { describe, expect, it } from 'vitest';
import type { AttributeDefinition } from '../schema/settings.ts';
import { attributeFault, type AttributeFault } from './attributes.ts';

const question = (type: AttributeDefinition['type'], required = false): AttributeDefinition => ({
  code: 'Q',
  name: { zh: '问', en: 'Q' },
  type,
  required,
  values: ['left', 'right'].map((key) => ({ key, name: { zh: key, en: key } })),
});

describe('an answer', () => {
  it.each<[AttributeDefinition, string[], AttributeFault | null]>([
    [question('string'), [], null],
    [question('string', true), [], 'missing'],
    [question('string'), ['𠮷'.repeat(2000)], null],
    [question('text'), ['x'.repeat(2001)], 'wrong'],
    [question('string'), ['a', 'b'], 'wrong'],
    [question('singlevaluelist'), ['left'], null],
    [question('singlevaluelist'), ['up'], 'wrong'],
    [question('singlevaluelist'), ['left', 'right'], 'wrong'],
    [question('multivaluelist'), ['left', 'right'], null],
    [question('multivaluelist'), ['left', 'up'], 'wrong'],
    [question('multivaluelist', true), [], 'missing'],
    [question('number'), ['-3.5'], null],
    [question('number'), ['１２'], null],
    [question('number'), ['NaN'], 'wrong'],
    [question('number'), ['1e308'], 'wrong'],
    [question('datetime'), ['2026-11-23T09:20'], null],
    [question('datetime'), ['2026-13-45T99:99'], 'wrong'],
    [question('datetime'), ['昨天'], 'wrong'],
  ])('%j: %j is %s', (definition, values, fault) => {
    expect(attributeFault(definition, values)).toBe(fault);
  });
});
