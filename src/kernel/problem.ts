/** One kind of refusal or error: its stable code, HTTP status and text in both languages. */
export interface ProblemKind<Code extends string = string> {
  readonly code: Code;
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 500 | 503;
  /** Text for people; `{name}` is filled from the problem's detail. */
  readonly zh: string;
  readonly en: string;
}

type KindTable = Record<string, Omit<ProblemKind, 'code'>>;

/** Declares a slice's problems. A code without a status or without a text in both languages does not compile. */
export function defineProblems<const T extends KindTable>(table: T): { readonly [K in keyof T & string]: ProblemKind<K> } {
  const kinds = Object.entries(table).map(([code, kind]) => [code, { code, ...kind }]);
  return Object.fromEntries(kinds) as { readonly [K in keyof T & string]: ProblemKind<K> };
}

/** What is wrong with one field. `path` is dotted (`place.lng`, `photos.0`) or a sheet cell (`C12`). */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export type ProblemDetail = Readonly<Record<string, string | number>>;

/** The one error that services throw; the HTTP edge turns it into RFC 9457 problem+json. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly detail: ProblemDetail = {},
    readonly faults: readonly Fault[] = [],
  ) {
    super(kind.code);
    this.name = 'Problem';
  }
}

/** A rule's answer: the decided value, or the kind of refusal with what its text needs. */
export type Decision<T> = { readonly ok: T; readonly refused?: undefined } | Refusal;
export interface Refusal {
  readonly refused: ProblemKind;
  readonly detail?: ProblemDetail;
}

/** Gives the decided value. @throws Problem when the rule refused. */
export function decided<T>(decision: Decision<T>): T {
  if (decision.refused) throw new Problem(decision.refused, decision.detail);
  return decision.ok;
}

/**
 * Looks at every part of one input before any is refused, in the order given.
 * @throws Problem: the only refusal as it is; of several `invalidInput`, which names every faulty field
 */
export async function everyPart<T extends Readonly<Record<string, () => unknown>>>(
  parts: T,
): Promise<{ readonly [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  const found: Record<string, unknown> = {};
  const refused: Problem[] = [];
  for (const [name, look] of Object.entries(parts)) {
    try {
      found[name] = await look();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (first && refused.length === 1) throw first;
  const faults = refused.flatMap((problem) => problem.faults);
  if (first) throw new Problem(problems.invalidInput, { count: faults.length }, faults);
  return found as { readonly [K in keyof T]: Awaited<ReturnType<T[K]>> };
}

/** Problems that any operation can answer. */
export const problems = defineProblems({
  invalidInput: { status: 422, zh: '有 {count} 处填写不对，请改后再提交。', en: '{count} field(s) need correcting.' },
  malformed: { status: 400, zh: '请求的格式读不出来。', en: 'The request could not be read.' },
  notSignedIn: { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  notAllowed: { status: 403, zh: '您的岗位没有这项权限。', en: 'Your posts do not allow this.' },
  foreignSite: {
    status: 403,
    zh: '这次提交来自别的网站（{origin}），不是本站的页面，没有办理。请在本站的页面上操作。',
    en: 'This was sent from a page of another site ({origin}), so nothing was done. Please use the pages of this site.',
  },
  notFound: { status: 404, zh: '没有这条记录，或您看不到它。', en: 'There is no such record, or you may not see it.' },
  stale: {
    status: 409,
    zh: '这条记录刚被别人改过，请看过最新情况再操作。',
    en: 'Somebody changed this record meanwhile; look at its current state first.',
  },
  keyReused: { status: 409, zh: '同一个提交编号用在了不同的内容上。', en: 'This Idempotency-Key was used with other content.' },
  answerForgotten: {
    status: 409,
    zh: '这次提交已经办过；答复里有保密内容，只保留 24 小时。需要的话请换一个提交编号重新办理。',
    en: 'This was done already; its answer holds a secret and was kept for 24 hours only. If needed, act again under a new Idempotency-Key.',
  },
  tooLarge: { status: 413, zh: '内容太大，上限是 {limit}。', en: 'Too large; the limit is {limit}.' },
  unsupportedType: { status: 415, zh: '不支持这种类型：{type}。', en: 'Unsupported type: {type}.' },
  tooMany: { status: 429, zh: '操作太频繁，请 {seconds} 秒后再试。', en: 'Too many requests; try again in {seconds} seconds.' },
  unexpected: {
    status: 500,
    zh: '系统出错了，没有改动任何数据。编号 {requestId}。',
    en: 'Something failed; nothing was changed. Reference {requestId}.',
  },
  outage: {
    status: 503,
    zh: '数据库或存储暂时连不上，系统正在恢复，请稍后再试。',
    en: 'The database or the storage cannot be reached and is being brought back; please try again shortly.',
  },
  unavailable: { status: 503, zh: '系统正忙，请稍后再试。', en: 'Busy; please try again shortly.' },
});

const SEPARATOR = '\u0000';

/** One message for zod in both languages; the HTTP edge takes them apart again. */
export const both = (zh: string, en: string): string => `${zh}${SEPARATOR}${en}`;

/** Takes a message apart; one without a second language serves for both. */
export function inBoth(message: string): { readonly zh: string; readonly en: string } {
  const [zh = message, en = zh] = message.split(SEPARATOR);
  return { zh, en };
}
