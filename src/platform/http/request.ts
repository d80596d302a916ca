import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Locale } from '../../kernel/text.ts';
import type { HttpDeps, Origin, ServedCity } from './deps.ts';

/** The reader's language: what they chose (cookie `lang`, set by `?lang=`), else what the browser asks for, else Chinese. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = (request.query as Record<string, string | undefined> | undefined)?.lang ?? request.cookies?.lang;
  if (asked === 'zh' || asked === 'en') return asked;
  const header = request.headers['accept-language'] ?? '';
  return /^\s*en\b/i.test(header) ? 'en' : 'zh';
}

/** @throws Problem notFound when the host serves no city */
export async function servedCity(deps: HttpDeps, request: FastifyRequest): Promise<ServedCity> {
  const city = await deps.cityFor(request.hostname);
  if (!city) throw new Problem(problems.notFound);
  return city;
}

/**
 * A browser that carries a session may write only from our own pages: `Sec-Fetch-Site` says where the request was
 * born; older browsers send `Origin`. Programs send neither and carry no cookie of somebody else.
 * @throws Problem foreignSite
 */
export function refuseForeignSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host);
  if (foreign) throw new Problem(problems.foreignSite, { origin: (origin ?? site ?? '').slice(0, 100) });
}

/** Who asks, when, in which language. */
export async function originOf(deps: HttpDeps, request: FastifyRequest, city: ServedCity, permission: string): Promise<Origin> {
  const locale = localeOf(request);
  const actor = await deps.authenticate(request, city.cityId, locale, permission);
  return {
    actor,
    now: deps.clock(),
    locale,
    requestId: request.id,
    ip: request.ip,
    agent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    publicUrl: deps.publicUrl(request),
  };
}

const keyPattern = /^[\x21-\x7e]{8,200}$/;

/** The Idempotency-Key, null without one. @throws Problem malformed */
export function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !keyPattern.test(key)) throw new Problem(problems.malformed);
  return key;
}

/** A file name for Content-Disposition in both forms of RFC 6266, so that Chinese names arrive. */
export function asAttachment(reply: FastifyReply, fileName: string): void {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  reply.header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`);
}
