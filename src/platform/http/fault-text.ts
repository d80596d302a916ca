import { z } from 'zod';
import { both } from '../../kernel/problem.ts';

/** What is wrong with one value, in words for people; the library's own name types of a programming language. */

type Issue = z.core.$ZodRawIssue;

const chinese = z.locales.zhCN().localeError;
const english = z.locales.en().localeError;
const textOf = (answer: ReturnType<typeof english>) => (typeof answer === 'string' ? answer : (answer?.message ?? ''));

const wanted: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  string: ['这里要填文字', 'This must be text'],
  number: ['这里要填数字', 'This must be a number'],
  int: ['这里要填整数', 'This must be a whole number'],
  boolean: ['这里只能填“是”或“否”（true 或 false）', 'This must be yes or no (true or false)'],
  array: ['这里要的是一个列表', 'This must be a list'],
  tuple: ['这里要的是一个列表', 'This must be a list'],
  object: ['这里要的是一组字段', 'This must be a group of fields'],
  record: ['这里要的是一组字段', 'This must be a group of fields'],
  date: ['这里要填日期', 'This must be a date'],
};

const formats: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  email: ['不是有效的电子邮箱', 'Not a valid e-mail address'],
  url: ['不是有效的网址', 'Not a valid web address'],
  date: ['日期不对，写法如 2026-03-01', 'Not a date; write it like 2026-03-01'],
  time: ['时间不对，写法如 08:30', 'Not a time; write it like 08:30'],
  datetime: ['时间不对，写法如 2026-03-01T08:30:00+08:00', 'Not a time; write it like 2026-03-01T08:30:00+08:00'],
  uuid: ['编号不对，请重新选择', 'Not a valid id; please choose again'],
  regex: ['写法不对，请检查', 'Not written as it should be; please check'],
};

type Words = readonly [zh: string, en: string];

/** Texts are counted in characters, lists in entries, everything else by its value. */
function sizes(origin: string, least: boolean, limit: string, inclusive: boolean): Words {
  if (!inclusive) return least ? [`要大于 ${limit}`, `Must be more than ${limit}`] : [`要小于 ${limit}`, `Must be less than ${limit}`];
  if (origin === 'string')
    return least
      ? [`太短，至少 ${limit} 个字`, `Too short: at least ${limit} characters`]
      : [`太长，最多 ${limit} 个字`, `Too long: at most ${limit} characters`];
  if (origin === 'array' || origin === 'set' || origin === 'map')
    return least ? [`太少，至少 ${limit} 项`, `Too few: at least ${limit}`] : [`太多，最多 ${limit} 项`, `Too many: at most ${limit}`];
  return least ? [`太小，最小是 ${limit}`, `Too small: at least ${limit}`] : [`太大，最大是 ${limit}`, `Too large: at most ${limit}`];
}

const isNothing = (value: unknown) => value === undefined || value === null || value === '';

/** Nothing where something is asked for; an empty text or list where one entry is asked for is one that is missing. */
function isMissing(issue: Issue): boolean {
  if (issue.code === 'too_small') return issue.minimum === 1 && (issue.origin === 'string' || issue.origin === 'array');
  return (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union') && isNothing(issue.input);
}

function wordsOf(issue: Issue): Words | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wanted[issue.expected];
    case 'too_small':
      return sizes(issue.origin, true, String(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return sizes(issue.origin, false, String(issue.maximum), issue.inclusive !== false);
    case 'invalid_value': {
      const choices = issue.values.map(String).join(' / ');
      return [`只能是：${choices}`, `Must be one of: ${choices}`];
    }
    case 'invalid_format':
      return formats[issue.format];
    case 'unrecognized_keys':
      return ['没有这个名称的字段或参数', 'There is no field or parameter of this name'];
    case 'not_multiple_of':
      return [`要是 ${issue.divisor} 的倍数`, `Must be a multiple of ${issue.divisor}`];
    case 'invalid_union':
      return ['这样填不对，请检查', 'Not a valid value; please check'];
    default:
      return undefined;
  }
}

const missing: Words = ['这里还没有填', 'This is missing'];

/** One issue's text in both languages, for `z.safeParse`'s `error`. */
export function faultText(issue: Issue): string {
  const words = (isMissing(issue) ? missing : wordsOf(issue)) ?? [textOf(chinese(issue)), textOf(english(issue))];
  return both(words[0], words[1]);
}
