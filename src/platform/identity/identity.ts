import { createAccount } from './accounts.ts';
import { createAuth } from './auth.ts';
import { authenticate } from './authenticate.ts';
import { identityFactWords } from './fact-words.ts';
import { mountSignIn } from './mount.ts';
import { publicActor } from './parts.ts';
import { identityGrants } from './policy.ts';
import type { Identity, IdentityOptions } from './ports.ts';
import { identityRoutes } from './routes.ts';
import { beginSetup } from './service/set-up-city.ts';
import { rescue } from './service/rescue.ts';
import { sweep } from './service/sweep.ts';
import { tokenOfCookies } from './sessions.ts';
import { issueSignInLink } from './sign-in-links.ts';

/** Puts signing in together: the library, the city's rules around it, and the operations on accounts. */
export function createIdentity(options: IdentityOptions): Identity {
  const auth = createAuth(options);
  const { ports, publicUrl, secret } = options;
  return {
    slice: {
      name: 'identity',
      grants: identityGrants,
      routes: identityRoutes(options),
      facts: identityFactWords,
      jobs: [{ name: 'identity.sweep', cron: '17 3 * * *', run: (ctx) => sweep(ctx) }],
    },
    mount: (app) => mountSignIn(app, options, auth),
    authenticate: (request, cityId, locale, permission) => authenticate(options, request, cityId, locale, permission),
    sessionMark: (headers) => tokenOfCookies(headers.cookie, publicUrl, secret)?.slice(0, 16) ?? null,
    createAccount: (ctx, account) => createAccount(ports.linkAccount, ctx, account),
    issueSignInLink,
    rescue: (ctx, input) => rescue(options, ctx, input),
    beginSetup: (cityId) => ports.transact(cityId, { actor: publicActor(cityId), ip: '' }, beginSetup),
  };
}
