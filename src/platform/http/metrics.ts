import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { sql } from 'kysely';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Database } from '../db/database.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation's id, for metrics. */
    operation?: string;
    /** A public page: its errors are shown as pages. */
    page?: boolean;
  }
}

/** Counts and times every request, by operation or page; the labels are bounded by what is registered. */
function addRequests(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the last byte of the answer',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const failures = new Counter({ name: 'http_unexpected_errors_total', help: 'Answers with status 500 and above', registers: [registry] });
  app.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation ?? request.routeOptions.url ?? 'none';
    seconds.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500) failures.inc();
  });
}

/** Facts that wait for their reactions, and those whose reaction failed twelve times: somebody has to look at these. */
function addOutbox(database: Database, registry: Registry): void {
  const rows = new Gauge({
    name: 'outbox_rows',
    help: 'Reactions to facts that are still to run (waiting) or failed for good (given_up)',
    labelNames: ['state'] as const,
    registers: [registry],
    collect: async () => {
      const [found] = await database.reader(0).rows(sql<{
        waiting: number;
        givenUp: number;
      }>`select count(*) filter (where attempts < 12) as waiting,
          count(*) filter (where attempts >= 12) as given_up from outbox`);
      rows.set({ state: 'waiting' }, found?.waiting ?? 0);
      rows.set({ state: 'given_up' }, found?.givenUp ?? 0);
    },
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Asked by this machine itself. A proxy here asks for others, and says so in one of these headers. */
function isLocal(request: FastifyRequest): boolean {
  const { headers, socket } = request;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined || headers.via !== undefined) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

const hasToken = (request: FastifyRequest, token: string): boolean =>
  timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));

/**
 * `GET /metrics` in the format of Prometheus, for this machine and for whoever sends the token of the settings; for
 * everybody else the address is absent.
 */
export function addMetrics(app: FastifyInstance, options: { readonly database: Database; readonly token: string | null }): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addRequests(app, registry);
  addOutbox(options.database, registry);
  app.get('/metrics', { config: { rateLimit: false } }, async (request, reply) => {
    if (!isLocal(request) && !(options.token !== null && hasToken(request, options.token))) throw new Problem(problems.notFound);
    return reply
      .header('cache-control', 'no-store')
      .header('content-type', registry.contentType)
      .send(await registry.metrics());
  });
}
