import type { Decision } from '../../kernel/problem.ts';
import { MOST_ROWS, open311Problems as refusals } from '../schema.ts';
import { listOf, oneOf, type Parameters } from './parameters.ts';
import { spanOf, type Span } from './times.ts';

/** What `GET requests` asks. Named ids override everything else but the page. */
export interface Question {
  readonly ids: readonly string[] | null;
  readonly span: Span;
  readonly services: readonly string[] | null;
  /** Null = both. */
  readonly open: boolean | null;
  readonly page: Page;
  /** Adds attributes, extended_attributes and notes. */
  readonly extensions: boolean;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

const MOST_IDS = 200;
/** 90 days of a large city fit in some hundred pages. */
const LAST_PAGE = 10_000;

export function parseQuestion(parameters: Parameters, now: Date): Decision<Question> {
  const page = pageOf(parameters);
  if (page.refused) return page;
  const extensions = oneOf(parameters, 'extensions') === 'true';
  const ids = listOf(parameters, 'service_request_id');
  if (ids && ids.length > MOST_IDS) return { refused: refusals['open311.tooManyIds'], detail: { limit: MOST_IDS } };
  if (ids) return { ok: { ids, span: { from: new Date(0), to: now }, services: null, open: null, page: page.ok, extensions } };
  const span = spanOf(parameters, now);
  if (span.refused) return span;
  const open = statusOf(parameters);
  if (open.refused) return open;
  return { ok: { ids: null, span: span.ok, services: listOf(parameters, 'service_code'), open: open.ok, page: page.ok, extensions } };
}

function statusOf(parameters: Parameters): Decision<boolean | null> {
  const wanted = (listOf(parameters, 'status') ?? []).map((value) => value.toLowerCase());
  const unknown = wanted.find((value) => value !== 'open' && value !== 'closed');
  if (unknown !== undefined) return { refused: refusals['open311.badStatus'], detail: { value: unknown.slice(0, 40) } };
  return { ok: new Set(wanted).size === 1 ? wanted[0] === 'open' : null };
}

/** `page` from 1 and `page_size`; without them the first 1,000. */
export function pageOf(parameters: Parameters): Decision<Page> {
  const page = wholeNumber(parameters, 'page', 1, LAST_PAGE);
  if (page.refused) return page;
  const limit = wholeNumber(parameters, 'page_size', MOST_ROWS, MOST_ROWS);
  if (limit.refused) return limit;
  return { ok: { limit: limit.ok, offset: (page.ok - 1) * limit.ok } };
}

function wholeNumber(parameters: Parameters, field: string, without: number, limit: number): Decision<number> {
  const text = oneOf(parameters, field);
  if (text === null) return { ok: without };
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < 1 || value > limit) return { refused: refusals['open311.badPage'], detail: { field, limit } };
  return { ok: value };
}
