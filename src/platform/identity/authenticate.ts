import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import type { CityId } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Locale } from '../../kernel/text.ts';
import { actLinkOf } from './act-links.ts';
import { apiKeyOf, apiKeyText } from './api-keys.ts';
import { publicActor } from './parts.ts';
import type { IdentityOptions, Session } from './ports.ts';
import { isAdministrator, needsOf } from './rules.ts';
import { identityProblems } from './schema.ts';
import { tokenOfCookies, useSession } from './sessions.ts';

/** Carries the token of a unit's phone link. */
const ACT_LINK_HEADER = 'x-act-link';

/** Sent with requests that a screen makes by itself (polling, live updates): they do not keep an idle session alive. */
const BACKGROUND_HEADER = 'x-background';

/** Who acts: by phone link, by API key, by session, or the public. */
export async function authenticate(
  options: IdentityOptions,
  request: FastifyRequest,
  cityId: CityId,
  locale: Locale,
  permission: string,
): Promise<Actor> {
  const linkToken = request.headers[ACT_LINK_HEADER];
  if (typeof linkToken === 'string') return byActLink(options, linkToken, cityId, locale);
  const key = apiKeyText(request.headers);
  if (key) return byApiKey(options, key, cityId, locale);
  const token = tokenOfCookies(request.headers.cookie, options.publicUrl, options.secret);
  if (!token) return publicActor(cityId, locale);
  const session = await useSession(options.database, cityId, token, options.clock(), request.headers[BACKGROUND_HEADER] !== undefined);
  return session ? bySession(options, session, cityId, locale, permission) : publicActor(cityId, locale);
}

async function byActLink(options: IdentityOptions, token: string, cityId: CityId, locale: Locale): Promise<Actor> {
  const actor = await actLinkOf(options.database.reader(cityId), token, { now: options.clock(), locale });
  if (!actor) throw new Problem(identityProblems.linkOver);
  return actor;
}

async function byApiKey(options: IdentityOptions, text: string, cityId: CityId, locale: Locale): Promise<Actor> {
  const key = await apiKeyOf(options.database, cityId, text, options.clock());
  if (!key) throw new Problem(problems.notSignedIn);
  return { cityId, kind: 'apiKey', personId: null, name: key.name, posts: [], locale };
}

async function bySession(options: IdentityOptions, session: Session, cityId: CityId, locale: Locale, permission: string): Promise<Actor> {
  const actor = await options.ports.loadActor(options.database.reader(cityId), session.userId, options.clock(), locale);
  // The person has left: the account opens nothing any more.
  if (!actor) return publicActor(cityId, locale);
  const [need] = needsOf(session, isAdministrator(actor));
  if (need === undefined || permission === 'ownAccount')
    return { ...actor, account: { userId: session.userId, sessionId: session.sessionId } };
  // Until then the person is the public: what anybody may see stays open.
  if (permission === 'public') return publicActor(cityId, locale);
  throw new Problem(need === 'changePassword' ? identityProblems.needsPassword : identityProblems.needsTwoFactor);
}
