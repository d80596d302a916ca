import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems } from '../../kernel/problem.ts';
import { localeOf, refuseForeignSite } from '../http/request.ts';
import { countedAddress, limitsOn } from '../limits/limits.ts';
import { sealerFor } from '../sealer.ts';
import { problemOf } from './answer.ts';
import type { Auth } from './auth.ts';
import { ADDRESS_HEADER, CITY_HEADER } from './names.ts';
import { confirmPage, overPage } from './link-page.ts';
import { asAccount, type Caller } from './parts.ts';
import type { IdentityOptions } from './ports.ts';
import { identityProblems } from './schema.ts';
import { tokenOfCookies, useSession } from './sessions.ts';
import { peekLink } from './sign-in-links.ts';

/** Where the workbench's own pages stand. */
const SIGN_IN_PAGE = '/sign-in';
const SIGN_IN_CODE_PAGE = '/sign-in?step=code';
const WORK_PAGE = '/work';

/** What of the sign-in library can be reached; everything that changes accounts goes through operations. */
const reachable = ['/sign-in/username', '/two-factor/verify-totp', '/two-factor/verify-backup-code', '/sign-out'] as const;

const BODY_LIMIT = 16 * 1024;
const MOST_PER_MINUTE = 60;
const perMinute = { config: { rateLimit: { max: MOST_PER_MINUTE, timeWindow: '1 minute' } } };

/** Adds sign-in under `/api/auth` and the pages of one-time links to the server. */
export async function mountSignIn(app: FastifyInstance, options: IdentityOptions, auth: Auth): Promise<void> {
  await app.register(async (scope) => {
    // The library reads bodies itself, and a form without fields is no error here.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));
    // Passwords are counted by name and address besides (`attempts.ts`); this holds for codes and links as well.
    const limits = limitsOn(options.database, options.clock, sealerFor(options.secret));
    const shared = (what: string) => ({
      ...perMinute,
      preParsing: async (request: FastifyRequest) => {
        if (!app.hasDecorator('rateLimit')) return;
        const { cityId, address } = await callerOf(options, request);
        await limits.spend(cityId, { what, most: MOST_PER_MINUTE, seconds: 60 }, countedAddress(address));
      },
    });
    for (const path of reachable) {
      scope.post(`/api/auth${path}`, shared(path), async (request, reply) => {
        refuseForeignSite(request);
        const caller = await callerOf(options, request);
        if (path === '/sign-out') await recordSignOut(options, request, caller);
        return pass(reply, await auth.handler(libraryRequest(options, request, caller)));
      });
    }
    scope.get<{ Params: { token: string } }>('/sign-in/link/:token', perMinute, (request, reply) => showLink(options, request, reply));
    scope.post<{ Params: { token: string } }>('/sign-in/link/:token', shared('/sign-in/link'), (request, reply) =>
      takeLink(options, auth, request, reply),
    );
  });
}

async function callerOf(options: IdentityOptions, request: FastifyRequest): Promise<Caller> {
  const city = await options.cityFor(request.hostname);
  if (!city) throw new Problem(problems.notFound);
  return { cityId: city.cityId, address: request.ip };
}

/** The request's headers with ours set: whatever the sender put there is overwritten. */
function libraryHeaders(request: FastifyRequest, caller: Caller): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && name !== 'content-length') headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set(CITY_HEADER, String(caller.cityId));
  headers.set(ADDRESS_HEADER, caller.address);
  return headers;
}

function libraryRequest(options: IdentityOptions, request: FastifyRequest, caller: Caller): Request {
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : '{}';
  const headers = libraryHeaders(request, caller);
  headers.set('content-type', 'application/json');
  return new Request(new URL(request.url, options.publicUrl), { method: 'POST', headers, body });
}

/** Hands the library's answer on; a refusal becomes a problem, with the cookies that go with it. */
async function pass(reply: FastifyReply, answer: Response): Promise<unknown> {
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  reply.header('cache-control', 'no-store');
  const body: unknown = await answer.json().catch(() => null);
  if (answer.status >= 400) throw problemOf(answer.status, body);
  // The session's token is the cookie's business.
  const twoFactorRedirect = typeof body === 'object' && body !== null && Reflect.get(body, 'twoFactorRedirect') === true;
  return { twoFactorRedirect };
}

async function recordSignOut(options: IdentityOptions, request: FastifyRequest, caller: Caller): Promise<void> {
  const token = tokenOfCookies(request.headers.cookie, options.publicUrl, options.secret);
  const session = token ? await useSession(options.database, caller.cityId, token, options.clock()) : null;
  if (!session) return;
  await asAccount(options, caller, session.userId, (ctx) =>
    ctx.record({ type: 'signIn.ended', subject: { kind: 'account', id: session.userId } }),
  );
}

type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

const html = (reply: FastifyReply, status: number, text: string) =>
  reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('x-robots-tag', 'noindex')
    .send(text);

const nonceOf = (reply: FastifyReply): string => reply.cspNonce?.style ?? '';

async function showLink(options: IdentityOptions, request: LinkRequest, reply: FastifyReply): Promise<unknown> {
  const { cityId } = await callerOf(options, request);
  const link = await options.database.write(cityId, (tx) => peekLink(tx, request.params.token, options.clock()));
  const locale = localeOf(request);
  if (!link) return html(reply, identityProblems.linkOver.status, overPage(locale, nonceOf(reply), SIGN_IN_PAGE));
  return html(reply, 200, confirmPage(locale, nonceOf(reply), link.userName));
}

async function takeLink(options: IdentityOptions, auth: Auth, request: LinkRequest, reply: FastifyReply): Promise<unknown> {
  refuseForeignSite(request);
  const caller = await callerOf(options, request);
  const headers = libraryHeaders(request, caller);
  const answer = await auth.api.signInByLink({ body: { token: request.params.token }, headers, asResponse: true });
  const body: unknown = await answer.json().catch(() => null);
  if (answer.status >= 400) {
    const problem = problemOf(answer.status, body);
    if (problem.kind.status >= 500) throw problem;
    const locale = localeOf(request);
    const why = problem.kind === identityProblems.linkOver ? undefined : problem.kind[locale];
    return html(reply, problem.kind.status, overPage(locale, nonceOf(reply), SIGN_IN_PAGE, why));
  }
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  const needsCode = typeof body === 'object' && body !== null && Reflect.get(body, 'twoFactorRedirect') === true;
  return reply.header('cache-control', 'no-store').redirect(needsCode ? SIGN_IN_CODE_PAGE : WORK_PAGE, 303);
}
