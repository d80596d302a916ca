import type { z } from 'zod';
import { both, inBoth, problems, Problem, type Fault } from '../../kernel/problem.ts';
import { fill, type Locale } from '../../kernel/text.ts';
import { isOutage } from '../db/outage.ts';
import { faultText } from './fault-text.ts';
import { unkept } from './kept-text.ts';

const unkeptText = {
  zh: '有存不下的字符（坏掉的表情符号或控制字符），请删掉再试',
  en: 'Holds a character that cannot be stored (half an emoji or a control character); please remove it',
};

/** Parses with messages in both languages. @throws Problem invalidInput naming every faulty field */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const bad = unkept(value);
  if (bad.length > 0)
    throw new Problem(
      problems.invalidInput,
      { count: bad.length },
      bad.map((path) => ({ path, code: 'character', ...unkeptText })),
    );
  const parsed = schema.safeDecode(value as z.input<T>, { error: faultText });
  if (parsed.success) return parsed.data;
  const faults: Fault[] = parsed.error.issues.flatMap((issue) => {
    const said = { code: issue.code, ...inBoth(issue.message) };
    // One fault for each unknown name, so that each is named by its path like any other.
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), ...said }));
    return [{ path: issue.path.join('.'), ...said }];
  });
  throw new Problem(problems.invalidInput, { count: faults.length }, faults);
}

/** RFC 9457 problem details; `code` is stable, `title` is for people. */
export interface ProblemBody {
  readonly type: string;
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly faults?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly instance: string;
}

/** A problem's detail in one language: a name in it may be in both (`both`). */
const detailIn = (problem: Problem, locale: Locale) =>
  Object.fromEntries(
    Object.entries(problem.detail).map(([key, value]) => [key, typeof value === 'string' ? inBoth(value)[locale] : value]),
  );

/** What a problem says to people. */
export const problemText = (problem: Problem, locale: Locale): string => fill(problem.kind[locale], detailIn(problem, locale));

/** Shapes a problem for the wire in the reader's language. */
export function problemBody(problem: Problem, locale: Locale, requestId: string): ProblemBody {
  const detail = detailIn(problem, locale);
  return {
    type: `/problems/${problem.kind.code}`,
    code: problem.kind.code,
    status: problem.kind.status,
    title: fill(problem.kind[locale], { requestId, ...detail }),
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
    ...(problem.faults.length > 0
      ? { faults: problem.faults.map((fault) => ({ path: fault.path, code: fault.code, message: fault[locale] })) }
      : {}),
    instance: requestId,
  };
}

const MEBI = 1024 ** 2;

interface ForeignError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
}

/** What was allowed and what came: bytes, and the content type. */
interface Sent {
  readonly bodyLimit?: number | undefined;
  readonly type?: string | undefined;
}

/** Turns whatever was thrown into a Problem; what is not ours is not explained to the outside. */
export function asProblem(error: unknown, { bodyLimit = MEBI, type }: Sent = {}): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode } = (error ?? {}) as ForeignError;
  if (statusCode === 413)
    return new Problem(problems.tooLarge, { limit: bodyLimit < MEBI ? `${bodyLimit / 1024} KiB` : `${bodyLimit / MEBI} MiB` });
  if (statusCode === 415)
    return new Problem(problems.unsupportedType, { type: type ? type.slice(0, 100) : both('没有写明', 'none named') });
  if (isOutage(error)) return new Problem(problems.outage);
  // 40001 and 40P01: the database asks to try again. 57014: a statement ran into its limit. 53300: no connection free.
  if (code === '40001' || code === '40P01' || code === '57014' || code === '53300') return new Problem(problems.unavailable);
  // 22021 and 22P05: a NUL or another character that the database cannot keep.
  if (code === '22021' || code === '22P05') return new Problem(problems.malformed);
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode === 404 ? problems.notFound : problems.malformed);
  return new Problem(problems.unexpected);
}
