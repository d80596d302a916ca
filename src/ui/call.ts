import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import { isStill } from './activity.ts';
import { locale, textOf } from './i18n.ts';
import { uiTexts } from './text.ts';

/** What is wrong with one field, in the language of the screen. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal or an error as the server answered it, or why no answer came (`offline`). */
export class CallProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly faults: readonly FieldFault[] = [],
    readonly requestId: string | null = null,
  ) {
    super(title);
    this.name = 'CallProblem';
  }

  /** No answer came: nothing is known about the outcome; sending again with the same key is safe. */
  get lost(): boolean {
    return this.status === 0;
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Of a write: one key a form submission, kept for its retries. Made by `useAct`. */
  readonly key?: string;
  /** Bytes of an operation declared `raw`. */
  readonly bytes?: Blob;
}

/** Asks the server. @throws CallProblem on every refusal, error and lost connection. */
export async function call<Op extends Operation>(operation: Op, input: SentBy<Op>, options: CallOptions = {}): Promise<AnswerOf<Op>> {
  const { url, body } = split(operation, input);
  const response = await send(url, {
    method: operation.method,
    signal: options.signal,
    credentials: 'same-origin',
    headers: headersOf(operation, options, body !== undefined),
    body: options.bytes ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  if (!response.ok) throw await problemOf(response);
  const answered = await response.text();
  return JSON.parse(answered || 'null');
}

/** Posts to what is not an operation: the sign-in library. @throws CallProblem */
export async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await send(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await problemOf(response);
  return JSON.parse((await response.text()) || '{}');
}

export interface Sending {
  readonly key: string;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Sends a file to an operation declared `raw`, telling how far it is. Sent again with the same key it is kept once. */
export function sendFile<Op extends Operation>(operation: Op, input: SentBy<Op>, file: Blob, sending: Sending): Promise<AnswerOf<Op>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(operation.method, split(operation, input).url);
    for (const [name, value] of Object.entries(headersOf(operation, { bytes: file, key: sending.key }, false)))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => sending.onProgress?.(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(noConnection());
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText || 'null'));
      else void problemOf(new Response(request.responseText, { status: request.status })).then(reject);
    };
    sending.signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** The address of a reading operation, for links to downloads and pictures. */
export function addressOf<Op extends Operation>(operation: Op, input: SentBy<Op>): string {
  return split(operation, input).url;
}

export const newKey = (): string => crypto.randomUUID();

function headersOf(operation: Operation, options: CallOptions, json: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale() === 'zh' ? 'zh-CN' : 'en' };
  if (options.bytes) headers['content-type'] = options.bytes.type || 'application/octet-stream';
  else if (json) headers['content-type'] = 'application/json';
  if (operation.method === 'GET' && isStill()) headers['x-background'] = '1';
  if (operation.method !== 'GET') headers['idempotency-key'] = options.key ?? newKey();
  return headers;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw noConnection();
  }
}

const noConnection = () => new CallProblem('offline', 0, textOf(uiTexts, 'noConnection'));

/** Divides a flat input by the operation's shapes into path, query and body. */
function split(operation: Operation, input: unknown): { url: string; body: Record<string, unknown> | undefined } {
  const values = new Map<string, unknown>(Object.entries(input ?? {}));
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(text(values.get(name))));
  const query = new URLSearchParams();
  for (const name of Object.keys(operation.query)) for (const value of list(values.get(name))) query.append(name, text(value));
  const names = Object.keys(operation.body);
  const body =
    names.length > 0
      ? Object.fromEntries(names.filter((name) => values.get(name) !== undefined).map((name) => [name, values.get(name)]))
      : undefined;
  const search = query.toString();
  return { url: `/api/v1${path}${search ? `?${search}` : ''}`, body };
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value ?? '');
}

async function problemOf(response: Response): Promise<CallProblem> {
  const told: unknown = await response.json().catch(() => null);
  const problem = new Map<string, unknown>(Object.entries(told ?? {}));
  const of = (name: string) => {
    const value = problem.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const title = of('title') ?? textOf(uiTexts, 'noReason', { status: response.status });
  return new CallProblem(
    of('code') ?? 'unexpected',
    response.status,
    title,
    faultsOf(problem.get('faults')),
    of('instance') ?? response.headers.get('x-request-id'),
  );
}

/** A pattern is for machines; the field's own explanation says what it wants. */
const plain = (message: string): string => (/\/\^|regex|正则/i.test(message) ? textOf(uiTexts, 'wrongForm') : message);

function faultsOf(told: unknown): FieldFault[] {
  if (!Array.isArray(told)) return [];
  return told.map((fault: unknown) => {
    const parts = new Map<string, unknown>(Object.entries(fault ?? {}));
    return { path: text(parts.get('path')), code: text(parts.get('code')), message: plain(text(parts.get('message') ?? '')) };
  });
}
