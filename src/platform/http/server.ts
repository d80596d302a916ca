import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import sse from '@fastify/sse';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Problem, problems } from '../../kernel/problem.ts';
import { sectionsOf, type Page, type PageAnswer, type Route } from '../slice.ts';
import { countedAddress } from '../limits/limits.ts';
import { asProblem, problemBody } from './answer-problem.ts';
import { bindRoute } from './bind.ts';
import type { HttpDeps } from './deps.ts';
import { addMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { bindPage, show } from './pages.tsx';
import { localeOf } from './request.ts';

/** A database that was killed is back within a second, a large one that has to recover within some. */
const RETRY_AFTER_SECONDS = 5;

export interface HttpOptions {
  readonly deps: HttpDeps;
  readonly routes: readonly Route[];
  readonly pages: readonly Page[];
  readonly version: string;
  readonly logger: FastifyBaseLogger;
  readonly trustProxy: boolean;
  /** Off only where a test sends thousands of requests from one address. */
  readonly rateLimits: boolean;
  /** What tells a session of ours from others; null without one that we signed. */
  readonly sessionMark: (headers: { readonly cookie?: string | undefined }) => string | null;
  /** Lets other machines read `/metrics`; null = this machine only. */
  readonly metricsToken: string | null;
  /** Hosts of map tiles, for the content security policy. */
  readonly tileHosts: readonly string[];
  /** Is everything that an answer needs there? Throws when not. */
  readonly ready: () => Promise<void>;
  /** The page for a problem on a public address. */
  readonly problemPage: (problem: Problem, request: FastifyRequest) => Promise<PageAnswer>;
  /** Adds what is not an operation: sign-in, static files, Open311, live notifications. */
  readonly extend: (app: FastifyInstance) => Promise<void>;
}

/** Builds the HTTP edge: plugins, problems, operations, pages, health. Listening is the caller's. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    trustProxy: options.trustProxy,
    genReqId: () => randomUUID(),
    // The router's own refusals know neither our problems nor Open311's. No address is longer than Node's 16 KiB of
    // headers, and no pattern of a route is slow on a long one.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: ({ url = '/' }) => readableUrl(url),
    requestTimeout: 120_000,
    connectionTimeout: 0,
    // Open connections get their answer before the process ends; idle ones are closed at once.
    forceCloseConnections: 'idle',
    logController: new LogController({ disableRequestLogging: true }),
  });
  letGo(app);
  await addPlugins(app, options);
  addProblems(app, options);
  addMetrics(app, { database: options.deps.database, token: options.metricsToken });
  addHealth(app, options);
  await options.extend(app);
  for (const route of options.routes) bindRoute(app, options.deps, route);
  const sections = sectionsOf(options.pages);
  for (const page of options.pages) bindPage(app, options.deps, page, sections);
  const document = openApi(
    options.routes.map((route) => route.operation),
    options.version,
  );
  app.get('/api/openapi.json', (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(document));
  return app;
}

const LOOK_FOR_IDLE_MS = 200;

/**
 * On the way down, a connection ends with the answer that it waits for. Without this one that was busy when the end
 * began would be kept for another request, and hold up the end for the 72 seconds of a kept connection.
 */
function letGo(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    const timer = setInterval(() => app.server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
    app.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

/** An address with an escape that is none (`%ff`, `%zz`) is taken as it is written: it names nothing that exists. */
function readableUrl(url: string): string {
  const [path = ''] = url.split('?', 1);
  return decoded(path) === null ? path.replaceAll('%', '%25') + url.slice(path.length) : url;
}

// The result is given back: a bundler leaves out a call whose result nobody looks at, and with it what it would throw.
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function addPlugins(app: FastifyInstance, options: HttpOptions): Promise<void> {
  await app.register(cookie);
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // React and the component library set style attributes; they cannot run code.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...options.tileHosts],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // For browsers that do not know `frame-ancestors`; the same as that.
    frameguard: { action: 'deny' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  app.addHook('onSend', async (request, reply) => {
    reply
      .header('x-request-id', request.id)
      .header('permissions-policy', 'camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()');
  });
  await app.register(compress, { threshold: 1024 });
  await app.register(formbody, { bodyLimit: 64 * 1024 });
  // A photo that is too large is refused by itself; the words that came with it stay.
  await app.register(multipart, { throwFileSizeLimit: false });
  await app.register(sse);
  if (options.rateLimits) await addRateLimits(app, options);
}

async function addRateLimits(app: FastifyInstance, options: HttpOptions): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: 600,
    timeWindow: '1 minute',
    // One address may stand for a whole office: a session counts for itself. A cookie that we did not sign is no session.
    keyGenerator: (request) =>
      `${countedAddress(request.ip)}|${options.sessionMark(request.headers) ?? ''}|${request.routeOptions.url ?? ''}`,
    errorResponseBuilder: (_request, context) => new Problem(problems.tooMany, { seconds: Math.max(1, Math.ceil(context.ttl / 1000)) }),
  });
}

/** When to come back, as every 429 and 503 says (RFC 9110, 10.2.3); null for all others. */
function secondsToWait({ kind, detail }: Problem): number | null {
  if (kind.status === 503) return RETRY_AFTER_SECONDS;
  if (kind.status !== 429) return null;
  return typeof detail.seconds === 'number' ? detail.seconds : Number(detail.minutes ?? 1) * 60;
}

function addProblems(app: FastifyInstance, options: HttpOptions): void {
  const answer = async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const problem = asProblem(error, { bodyLimit: request.routeOptions.bodyLimit, type: request.headers['content-type'] });
    if (problem.kind.status >= 500)
      request.log.error({ err: error, requestId: request.id, url: request.routeOptions.url }, 'request failed');
    if (reply.raw.headersSent) return reply.raw.destroy();
    // Closed at once, the sender who is still sending loses the answer with the connection; the rest is read and dropped.
    if (problem.kind.status === 413) reply.removeHeader('connection');
    const wait = secondsToWait(problem);
    if (wait !== null) reply.header('retry-after', wait);
    const wantsPage =
      !request.url.startsWith('/api/') && !request.url.startsWith('/open311/') && (request.headers.accept ?? '').includes('text/html');
    if (wantsPage) return show(reply, await options.problemPage(problem, request));
    return reply
      .code(problem.kind.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemBody(problem, localeOf(request), request.id)));
  };
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) => answer(new Problem(problems.notFound), request, reply));
}

function addHealth(app: FastifyInstance, options: HttpOptions): void {
  const free = { config: { rateLimit: false as const } };
  app.get('/healthz', free, async () => ({ status: 'ok' }));
  app.get('/readyz', free, async (request, reply) => {
    try {
      await options.ready();
      return { status: 'ok' };
    } catch (error) {
      request.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
}
