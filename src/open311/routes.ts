import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Refusal } from '../kernel/problem.ts';
import { problems } from '../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../platform/context.ts';
import type { Edge } from '../platform/edge.ts';
import { asProblem } from '../platform/http/answer-problem.ts';
import { unkept } from '../platform/http/kept-text.ts';
import { idempotencyKey, localeOf } from '../platform/http/request.ts';
import { once } from '../platform/http/idempotency.ts';
import { apiKeyOf, type ApiKey } from '../platform/identity/api-keys.ts';
import type { Origin } from '../platform/origin.ts';
import { anybody, FORM_LIMIT, inNameOf, keyOf, keyText, readForm } from './call.ts';
import { Refused } from './refused.ts';
import { errorEntries } from './rules/answers.ts';
import { splitFile, type Parameters } from './rules/parameters.ts';
import { countedAddress } from '../platform/limits/limits.ts';
import { open311Problems as refusals, quotas } from './schema.ts';
import {
  checkJurisdiction,
  defineService,
  discover,
  listRequests,
  listServices,
  listUpdates,
  readRequest,
  readToken,
} from './service/read.ts';
import { sendRequest, type Sent } from './service/report.ts';
import { sendUpdate } from './service/updates.ts';
import { toJson, toXml, type Spark } from './rules/xml.ts';

/** The standard's addresses. Everything about HTTP and nothing about cases. */

interface Call {
  readonly ctx: ReadContext;
  readonly parameters: Parameters;
  /** What stands in the address before the format: a service's code, a request's id, a token. */
  readonly name: string;
  readonly key: ApiKey | null;
}

interface Resource {
  /** Below `/open311`; `:file` is a name and a format. */
  readonly path: string;
  /** Root element in XML. */
  readonly root: string;
  readonly get?: (call: Call) => Promise<Spark>;
  readonly post?: (ctx: WriteContext, sent: Sent) => Promise<Spark>;
  /** Seconds that anybody may keep the answer. */
  readonly maxAge?: number;
}

const resources: readonly Resource[] = [
  // Discovery stands above the versions; under /v2 it is found by who only knows the endpoint.
  { path: '/discovery.:format', root: 'discovery', get: ({ ctx }) => discover(ctx), maxAge: 300 },
  { path: '/v2/discovery.:format', root: 'discovery', get: ({ ctx }) => discover(ctx), maxAge: 300 },
  { path: '/v2/services.:format', root: 'services', get: ({ ctx }) => listServices(ctx), maxAge: 300 },
  { path: '/v2/services/:file', root: 'service_definition', get: ({ ctx, name }) => defineService(ctx, name), maxAge: 300 },
  {
    path: '/v2/requests.:format',
    root: 'service_requests',
    get: ({ ctx, parameters }) => listRequests(ctx, parameters),
    post: sendRequest,
  },
  { path: '/v2/requests/:file', root: 'service_requests', get: ({ ctx, name, parameters }) => readRequest(ctx, name, parameters) },
  { path: '/v2/tokens/:file', root: 'service_requests', get: ({ ctx, name }) => readToken(ctx, name) },
  {
    path: '/v2/servicerequestupdates.:format',
    root: 'service_request_updates',
    get: ({ ctx, key, parameters }) => listUpdates(ctx, key, parameters),
    post: sendUpdate,
  },
];

type Format = 'xml' | 'json';
const contentTypes: Readonly<Record<Format, string>> = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' };

/** Mounts the standard below `/open311`. */
export async function mountOpen311(app: FastifyInstance, edge: Edge): Promise<void> {
  await app.register(
    async (scope) => {
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
        reply
          .header('access-control-expose-headers', 'retry-after, x-ratelimit-limit, x-ratelimit-remaining, x-request-id')
          .header('vary', 'accept-language, cookie');
      });
      scope.setErrorHandler(async (error, request, reply) => refuse(error, request, reply));
      scope.setNotFoundHandler(async (request, reply) =>
        refuse(new Refused([{ refused: refusals['open311.noSuchAddress'] }]), request, reply),
      );
      const limits = quotasOf(scope, edge);
      for (const resource of resources) bind(scope, edge, resource, limits);
      scope.options('/*', { config: { rateLimit: false } }, async (_request, reply) =>
        reply
          .code(204)
          .header('access-control-allow-methods', 'GET, HEAD, POST, OPTIONS')
          .header('access-control-allow-headers', 'authorization, content-type, idempotency-key, prefer')
          .header('access-control-max-age', '86400')
          .send(),
      );
    },
    { prefix: '/open311' },
  );
}

function bind(scope: FastifyInstance, edge: Edge, resource: Resource, limits: Quotas): void {
  const allowed = [...(resource.get ? ['GET', 'HEAD'] : []), ...(resource.post ? ['POST'] : []), 'OPTIONS'].join(', ');
  scope.route({
    method: ['GET', 'HEAD'],
    url: resource.path,
    exposeHeadRoute: false,
    config: { rateLimit: false },
    onRequest: limits.read,
    handler: async (request, reply) => {
      if (!resource.get) throw wrongMethod(request, reply, allowed);
      return answerRead(edge, { ...resource, get: resource.get }, request, reply);
    },
  });
  scope.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: resource.path,
    bodyLimit: FORM_LIMIT,
    config: { rateLimit: false },
    onRequest: limits.write,
    handler: async (request, reply) => {
      if (request.method !== 'POST' || !resource.post) throw wrongMethod(request, reply, allowed);
      return answerWrite(edge, { ...resource, post: resource.post }, request, reply);
    },
  });
}

// A key that is not ours counts for its address like no key at all.
async function quotaKey(edge: Edge, request: FastifyRequest): Promise<string | null> {
  const text = keyText(request, request.query as Parameters);
  if (text === null) return null;
  const { actor, now } = await anybody(edge, request);
  return (await apiKeyOf(edge.database, actor.cityId, text, now))?.keyId ?? null;
}
const callerOf = (edge: Edge) => async (request: FastifyRequest) => {
  const keyId = await quotaKey(edge, request);
  return keyId === null ? `address ${countedAddress(request.ip)}` : `key ${keyId}`;
};

interface Quotas {
  readonly read: onRequestHookHandler[];
  readonly write: onRequestHookHandler[];
}

/** One quota over all addresses of the standard, as announced; not one for each. Without the plugin (tests) there is none. */
function quotasOf(scope: FastifyInstance, edge: Edge): Quotas {
  if (!scope.hasDecorator('rateLimit')) return { read: [], write: [] };
  const common = { timeWindow: '1 minute', keyGenerator: callerOf(edge) };
  const read = scope.rateLimit({
    ...common,
    max: (_request: FastifyRequest, caller: string) => (caller.startsWith('key ') ? quotas.readsWithKey : quotas.reads),
  });
  // Reports are counted for all processes together; reads in this one.
  const sharedWrites = async (request: FastifyRequest) => {
    const { actor } = await anybody(edge, request);
    await edge.limits.spend(actor.cityId, { what: 'open311.write', most: quotas.writes, seconds: 60 }, await callerOf(edge)(request));
  };
  return { read: [read], write: [scope.rateLimit({ ...common, max: quotas.writes }), sharedWrites] };
}

/** @throws Refused naming every parameter that could not be kept */
function checkCharacters(parameters: Parameters): void {
  const fields = new Set(
    unkept(parameters)
      .toReversed()
      .map((path) => path.replace(/\.\d+$/, '')),
  );
  if (fields.size > 0) throw new Refused([...fields].map((field) => ({ refused: refusals['open311.characterBad'], detail: { field } })));
}

const asFormat = (text: string | undefined): Format | null => (text === 'xml' || text === 'json' ? text : null);

/** Name and format of the address. @throws Refused noSuchFormat */
function addressed(request: FastifyRequest): { readonly name: string; readonly format: Format } {
  const params = request.params as { readonly file?: string; readonly format?: string };
  const { name, extension } = params.file === undefined ? { name: '', extension: params.format ?? '' } : splitFile(params.file);
  const format = asFormat(extension);
  if (!format) throw new Refused([{ refused: refusals['open311.noSuchFormat'], detail: { format: extension.slice(0, 20) } }]);
  return { name, format };
}

async function answerRead(
  edge: Edge,
  resource: Resource & Required<Pick<Resource, 'get'>>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name, format } = addressed(request);
  const parameters = request.query as Parameters;
  checkCharacters(parameters);
  const origin = await anybody(edge, request);
  const text = keyText(request, parameters);
  const key = text === null ? null : await keyOf(edge, origin, text, ['open311.read', 'open311.write']);
  const ctx = edge.reading(trimmed(key ? inNameOf(origin, key) : origin));
  await checkJurisdiction(ctx.read, parameters, request.hostname);
  const answer = await resource.get({ ctx, parameters, name, key });
  reply.header('cache-control', resource.maxAge && !key ? `public, max-age=${resource.maxAge}` : 'no-store');
  return send(reply, format, resource.root, answer);
}

async function answerWrite(
  edge: Edge,
  resource: Resource & Required<Pick<Resource, 'post'>>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { format } = addressed(request);
  const { parameters, pictures } = await readForm(edge, request);
  checkCharacters(parameters);
  const origin = await anybody(edge, request);
  const text = keyText(request, parameters);
  if (text === null) throw new Refused([{ refused: refusals['open311.keyMissing'] }]);
  const key = await keyOf(edge, origin, text, ['open311.write']);
  const later = /(^|[,\s])respond-async($|[;,\s])/i.test(String(request.headers.prefer ?? ''));
  const sent: Sent = { key, parameters: withoutKey(parameters), pictures, later: later && resource.post === sendRequest };
  const answer = await edge.writing(trimmed(inNameOf(origin, key)), async (ctx) => {
    await checkJurisdiction(ctx.read, parameters, request.hostname);
    return onceFor(ctx, request, resource, sent);
  });
  if (sent.later) reply.header('preference-applied', 'respond-async');
  reply.header('cache-control', 'no-store');
  return send(reply, format, resource.root, answer);
}

/** With an Idempotency-Key a repeat gets the first answer. */
async function onceFor(
  ctx: WriteContext,
  request: FastifyRequest,
  resource: Required<Pick<Resource, 'post'>> & Resource,
  sent: Sent,
): Promise<Spark> {
  const key = idempotencyKey(request);
  if (key === null) return resource.post(ctx, sent);
  const input = [sent.parameters, sent.pictures.map((picture) => picture.sha256)];
  const keyed = { key, caller: `apiKey:${sent.key.keyId}`, operation: `open311.${resource.root}`, input, now: ctx.now };
  const answer = await once(ctx.tx, keyed, async () => ({ status: 200, body: await resource.post(ctx, sent) }));
  return answer.body as Spark;
}

const withoutKey = ({ api_key: _secret, ...rest }: Parameters): Parameters => rest;
const trimmed = (origin: Origin): Origin => ({ ...origin, publicUrl: origin.publicUrl.replace(/\/+$/, '') });

function send(reply: FastifyReply, format: Format, root: string, answer: Spark): FastifyReply {
  return reply.header('content-type', contentTypes[format]).send(format === 'json' ? toJson(answer) : toXml(root, answer));
}

function wrongMethod(request: FastifyRequest, reply: FastifyReply, allowed: string): Refused {
  reply.header('allow', allowed);
  return new Refused([{ refused: refusals['open311.wrongMethod'], detail: { method: request.method, allowed } }]);
}

/** The format in which an error is answered: the address's, else XML, which every client reads. */
const wantedFormat = (request: FastifyRequest): Format => asFormat(splitFile(request.url.split('?', 1)[0] ?? '').extension) ?? 'xml';

/** What kept a call from being answered, with the statuses that the standard knows: what is wrong with it is 400. */
function refusalsOf(error: unknown): readonly Refusal[] {
  if (error instanceof Refused) return error.refusals;
  const { kind, detail, faults } = asProblem(error, { bodyLimit: FORM_LIMIT });
  if (kind.code === problems.tooMany.code) return [{ refused: refusals['open311.tooManyCalls'], detail }];
  if (kind.code === problems.notFound.code) return [{ refused: refusals['open311.noSuchAddress'] }];
  // The standard's error body is a list: several faults of a report stand in it one by one.
  if (faults.length > 1) return faults.map(({ code, zh, en }) => ({ refused: { code, zh, en, status: 400 } }));
  const status = kind.status >= 500 || kind.status === 403 || kind.status === 404 ? kind.status : 400;
  return [{ refused: { ...kind, status }, detail }];
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = refusalsOf(error);
  const status = Math.max(...found.map(({ refused }) => refused.status));
  if (status >= 500) request.log.error({ err: error, requestId: request.id, url: request.routeOptions.url }, 'request failed');
  const named = found.map((refusal) => ({ ...refusal, detail: { requestId: request.id, ...refusal.detail } }));
  return send(
    reply.code(status).header('cache-control', 'no-store'),
    wantedFormat(request),
    'errors',
    errorEntries(named, localeOf(request)),
  );
}
