import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { z } from 'zod';
import { holds } from '../../kernel/actor.ts';
import type { Operation, Streamed } from '../../kernel/operation.ts';
import { streamed } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { WriteContext } from '../context.ts';
import type { StagedFile } from '../files/store.ts';
import type { Route } from '../slice.ts';
import { parseInput } from './answer-problem.ts';
import { readContext, sealerOf, writeContext, type HttpDeps, type Origin } from './deps.ts';
import { once } from './idempotency.ts';
import { sharedLimit } from './shared-limit.ts';
import { asAttachment, idempotencyKey, originOf, refuseForeignSite, servedCity } from './request.ts';

const MIB = 1024 * 1024;
const PUBLIC_PER_MINUTE = 60;
const STAFF_PER_MINUTE = 600;

/** Registers one operation below `/api/v1`. The steps read as a sentence: city, actor, permission, input, act, answer. */
export function bindRoute(app: FastifyInstance, deps: HttpDeps, route: Route): void {
  const op = route.operation;
  // A filter that is misspelled and passed over would make a figure of the whole city: unknown names are faults.
  const inputSchema = z.strictObject({ ...op.params, ...op.query, ...op.body });
  const most = op.perMinute ?? (op.permission === 'public' ? PUBLIC_PER_MINUTE : STAFF_PER_MINUTE);
  const options: RouteOptions = {
    method: op.method,
    url: `/api/v1${op.path}`,
    bodyLimit: op.raw?.limit ?? op.bodyLimit ?? MIB,
    config: {
      rateLimit: { max: most, timeWindow: '1 minute' },
      operation: op.id,
    },
    ...(op.permission === 'public' && op.method !== 'GET' ? { preParsing: sharedLimit(deps, op.id, most) } : {}),
    handler: async (request, reply) => {
      const city = await servedCity(deps, request);
      const origin = await originOf(deps, request, city, op.permission);
      checkAllowed(deps, op, origin);
      if (op.method !== 'GET' && origin.actor.kind === 'person') refuseForeignSite(request);
      const input = inputOf(op, inputSchema, request);
      reply.header('cache-control', 'no-store');
      return op.method === 'GET'
        ? await answerRead(deps, route, origin, input, reply)
        : await answerWrite(deps, route, origin, input, request, reply);
    },
  };
  if (op.raw) {
    // Every content type is a stream here: the file store decides what the bytes are.
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      scope.route(options);
    });
  } else app.route(options);
}

function checkAllowed(deps: HttpDeps, op: Operation, origin: Origin): void {
  if (holds(origin.actor, deps.grants, op.permission)) return;
  if (origin.actor.kind === 'link' && op.byLink) return;
  throw new Problem(origin.actor.kind === 'public' ? problems.notSignedIn : problems.notAllowed);
}

/** A query parameter that is empty is one that was not given: read as a number it would be 0. `lang` is every operation's. */
const given = (query: object): object =>
  Object.fromEntries(
    Object.entries(query).filter(([name, value]) => name !== 'lang' && (typeof value !== 'string' || value.trim() !== '')),
  );

function rawInput(op: Operation, request: FastifyRequest): Record<string, unknown> {
  const parts: Record<string, unknown> = { ...given(request.query as object), ...(request.params as object) };
  if (op.raw || op.method === 'GET' || request.body === undefined || request.body === null) return parts;
  if (typeof request.body !== 'object' || Array.isArray(request.body)) throw new Problem(problems.malformed);
  return { ...parts, ...request.body, ...(request.params as object) };
}

/** @throws Problem notFound where the address itself names no record: what cannot be one is as absent as what is not there */
function inputOf(op: Operation, schema: z.ZodType, request: FastifyRequest): unknown {
  try {
    return parseInput(schema, rawInput(op, request));
  } catch (error) {
    const inAddress = error instanceof Problem && error.faults.some((fault) => fault.path in (op.params ?? {}));
    throw inAddress ? new Problem(problems.notFound) : error;
  }
}

async function answerRead(deps: HttpDeps, route: Route, origin: Origin, input: unknown, reply: FastifyReply): Promise<unknown> {
  const ctx = readContext(deps, origin, deps.database.reader(origin.actor.cityId)) as WriteContext;
  const result = await route.handle(ctx, input as never);
  return send(route.operation, result, reply);
}

async function answerWrite(
  deps: HttpDeps,
  route: Route,
  origin: Origin,
  input: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const op = route.operation;
  const staged = await stage(deps, op, request);
  const key = idempotencyKey(request);
  const caller = origin.actor.personId ?? `${origin.actor.kind}:${origin.actor.name}`;
  return deps.database
    .write(origin.actor.cityId, async (tx) => {
      const ctx = { ...writeContext(deps, origin, tx), ...(staged ? { staged } : {}) };
      if (op.output === streamed) return send(op, await route.handle(ctx, input as never), reply);
      const work = async () => {
        const result = await route.handle(ctx, input as never);
        return {
          status: result === undefined ? 204 : op.method === 'POST' && op.id.endsWith('.create') ? 201 : 200,
          body: encoded(op, result),
        };
      };
      const sealer = op.secret ? { sealer: sealerOf(deps.secret) } : {};
      const keyed = { caller, operation: op.id, input: staged ? [input, staged.sha256] : input, now: origin.now, ...sealer };
      const answer = key ? await once(tx, { key, ...keyed }, work) : await work();
      if ('repeated' in answer && answer.repeated) reply.header('idempotent-replay', 'true');
      reply.code(answer.status);
      return answer.body ?? null;
    })
    .then((body) => (reply.statusCode === 204 ? reply.send() : body));
}

async function stage(deps: HttpDeps, op: Operation, request: FastifyRequest): Promise<StagedFile | null> {
  if (!op.raw) return null;
  const name = (request.query as Record<string, unknown>).name;
  return deps.files.stage(request.body as AsyncIterable<Uint8Array>, {
    kind: op.raw.kind,
    limit: op.raw.limit,
    ...(typeof name === 'string' ? { name } : {}),
  });
}

/** Checks what goes out against the operation's shape and turns it into JSON values. */
function encoded(op: Operation, result: unknown): unknown {
  if (result === undefined) return undefined;
  const answer = op.output.safeEncode(result);
  if (!answer.success) throw new Error(`${op.id} answers outside its shape: ${z.prettifyError(answer.error)}`);
  return answer.data;
}

function send(op: Operation, result: unknown, reply: FastifyReply): unknown {
  if (op.output !== streamed) {
    if (result === undefined) return reply.code(204).send();
    return encoded(op, result);
  }
  const file = result as Streamed;
  reply.header('content-type', file.contentType).header('x-content-type-options', 'nosniff');
  if (file.fileName) asAttachment(reply, file.fileName);
  reply.header('cache-control', file.maxAge ? `private, max-age=${file.maxAge}, immutable` : 'no-store');
  return reply.send(Readable.from(file.stream));
}
