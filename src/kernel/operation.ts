import { z } from 'zod';
import type { Permission } from './actor.ts';
import type { ProblemKind } from './problem.ts';
import type { Bilingual } from './text.ts';

type Fields = z.ZodRawShape;

/**
 * One operation of the API as data. `params`, `query` and `body` are the fields of zod objects; their values reach
 * the handler merged into one flat input, so a name may stand in only one of them.
 */
export interface Operation<
  P extends Fields = Fields,
  Q extends Fields = Fields,
  B extends Fields = Fields,
  O extends z.ZodType = z.ZodType,
> {
  /** `slice.act`, unique. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, parameters as `:name`. */
  readonly path: `/${string}`;
  readonly summary: Bilingual;
  readonly permission: Permission;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** What is answered; `streamed` for files, `nothing` for 204. The answer is checked against it before it leaves. */
  readonly output: O;
  readonly errors: readonly ProblemKind[];
  /** May also be called with a unit's phone link; the use case then checks record and act. */
  readonly byLink?: boolean;
  /** Input or answer carries a password, a code, a key or a contact: what is kept for a repeat is sealed, and for a day only. */
  readonly secret?: boolean;
  /** Calls a minute and caller; without it 60 for public operations, 600 for staff. */
  readonly perMinute?: number;
  /** Largest body in bytes; without it 1 MiB. */
  readonly bodyLimit?: number;
  /**
   * The request's body is not JSON but a file's bytes. They are checked and staged before the transaction opens, so
   * that a slow sender holds no connection, and reach the handler as `ctx.staged`. `limit` in bytes.
   */
  readonly raw?: { readonly kind: 'image' | 'document' | 'media' | 'any'; readonly limit: number };
}

/** Answered by the handler of a `streamed` operation. */
export interface Streamed {
  readonly stream: AsyncIterable<Uint8Array>;
  readonly contentType: string;
  /** Offered as a download under this name; shown in place without it. */
  readonly fileName?: string;
  /** Seconds a browser may keep it; never by default. */
  readonly maxAge?: number;
}

export const streamed = z.custom<Streamed>((value) => typeof value === 'object' && value !== null && 'stream' in value);
export const nothing = z.void();

// A part without fields adds nothing: zod's own empty object would forbid every other field of the merged input.
type Part<T extends Fields> = keyof T extends never ? unknown : z.output<z.ZodObject<T>>;
type Sent<T extends Fields> = keyof T extends never ? unknown : z.input<z.ZodObject<T>>;

/** What the handler receives. */
export type InputOf<Op extends Operation> = Part<Op['params']> & Part<Op['query']> & Part<Op['body']>;
/** What a client sends (JSON side: times are text). */
export type SentBy<Op extends Operation> = Sent<Op['params']> & Sent<Op['query']> & Sent<Op['body']>;
/** What the handler answers (times are `Date`). */
export type OutputOf<Op extends Operation> = z.output<Op['output']>;
/** What a client receives (JSON side). */
export type AnswerOf<Op extends Operation> = z.input<Op['output']>;

type Without = Record<never, never>;
type Definition<P extends Fields, Q extends Fields, B extends Fields, O extends z.ZodType> = Omit<
  Operation<P, Q, B, O>,
  'params' | 'query' | 'body' | 'errors'
> & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly errors?: readonly ProblemKind[];
};

/** Declares an operation; parts that are left out have no fields. */
export function operation<O extends z.ZodType, P extends Fields = Without, Q extends Fields = Without, B extends Fields = Without>(
  definition: Definition<P, Q, B, O>,
): Operation<P, Q, B, O> {
  return { params: {} as P, query: {} as Q, body: {} as B, errors: [], ...definition };
}

/** A page of a list by keyset: `next` is the cursor of the following page, null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
/** Query fields of every paged list. */
export const paging = { cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
