import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { parseInput } from './answer-problem.ts';

const faultsOf = (schema: z.ZodType, value: unknown) => {
  try {
    parseInput(schema, value);
  } catch (error) {
    if (error instanceof Problem) return error.faults;
    throw error;
  }
  return [];
};

describe('what is wrong with a value is said in words for people', () => {
  test.each<[what: string, schema: z.ZodType, value: unknown, zh: string, en: string]>([
    ['nothing', z.string(), undefined, '这里还没有填', 'This is missing'],
    ['null', z.string(), null, '这里还没有填', 'This is missing'],
    ['an empty text', z.string().min(1), '', '这里还没有填', 'This is missing'],
    ['an empty list', z.array(z.string()).min(1), [], '这里还没有填', 'This is missing'],
    ['no choice', z.enum(['a', 'b']), undefined, '这里还没有填', 'This is missing'],
    ['a number for a text', z.string(), 3, '这里要填文字', 'This must be text'],
    ['a text for a number', z.number(), '三', '这里要填数字', 'This must be a number'],
    ['half a whole', z.int(), 1.5, '这里要填整数', 'This must be a whole number'],
    ['a text for yes or no', z.boolean(), 'ja', '这里只能填“是”或“否”（true 或 false）', 'This must be yes or no (true or false)'],
    ['a text for a list', z.array(z.string()), 'a', '这里要的是一个列表', 'This must be a list'],
    ['a list for an object', z.object({ a: z.string() }), [], '这里要的是一组字段', 'This must be a group of fields'],
    ['a short text', z.string().min(4), 'abc', '太短，至少 4 个字', 'Too short: at least 4 characters'],
    ['a long text', z.string().max(2), 'abc', '太长，最多 2 个字', 'Too long: at most 2 characters'],
    ['a short list', z.array(z.int()).min(2), [1], '太少，至少 2 项', 'Too few: at least 2'],
    ['a long list', z.array(z.int()).max(1), [1, 2], '太多，最多 1 项', 'Too many: at most 1'],
    ['a small number', z.number().min(1), 0, '太小，最小是 1', 'Too small: at least 1'],
    ['a large number', z.number().max(9), 10, '太大，最大是 9', 'Too large: at most 9'],
    ['not above', z.number().gt(0), 0, '要大于 0', 'Must be more than 0'],
    ['not below', z.number().lt(1), 1, '要小于 1', 'Must be less than 1'],
    ['another choice', z.enum(['a', 'b']), 'c', '只能是：a / b', 'Must be one of: a / b'],
    ['no mail address', z.email(), 'a@', '不是有效的电子邮箱', 'Not a valid e-mail address'],
    ['no day', z.iso.date(), '2026-13-01', '日期不对，写法如 2026-03-01', 'Not a date; write it like 2026-03-01'],
    ['no id', z.uuid(), '1', '编号不对，请重新选择', 'Not a valid id; please choose again'],
    ['another form', z.string().regex(/^\d$/), 'x', '写法不对，请检查', 'Not written as it should be; please check'],
    ['a field too many', z.strictObject({}), { a: 1 }, '没有这个名称的字段或参数', 'There is no field or parameter of this name'],
    ['no part', z.number().multipleOf(5), 7, '要是 5 的倍数', 'Must be a multiple of 5'],
    ['neither', z.union([z.int(), z.literal('x')]), 'y', '这样填不对，请检查', 'Not a valid value; please check'],
  ])('%s', (_what, schema, value, zh, en) => {
    expect(faultsOf(schema, value)).toEqual([expect.objectContaining({ zh, en })]);
  });

  test('a field with words of its own keeps them', () => {
    expect(faultsOf(z.object({ lng: z.number().max(180, '经度太大') }), { lng: 200 })).toMatchObject([{ path: 'lng', zh: '经度太大' }]);
  });
});
