import { route, type Route } from '../slice.ts';
import * as api from './api.ts';
import { apiKeys, issueApiKey, revokeApiKey } from './api-keys.ts';
import type { IdentityOptions } from './ports.ts';
import {
  endSessionsOf,
  lockAccount,
  openAccount,
  resetPassword,
  sendSignInLink,
  takeTwoFactor,
  unlockAccount,
} from './service/administer-accounts.ts';
import { changePassword } from './service/change-password.ts';
import { beginEnrolment, confirmEnrolment, renewBackupCodes } from './service/enrol-two-factor.ts';
import { listAccounts } from './service/list-accounts.ts';
import { journalTypes, listJournal } from './service/list-journal.ts';
import { endOwnSession, endOwnSessions, listOwnSessions } from './service/own-sessions.ts';
import { setUpCity, showSetup } from './service/set-up-city.ts';
import { showMe } from './service/show-me.ts';
import { readSettings, writeSettings } from './settings.ts';

const ownAccount = (options: IdentityOptions): Route[] => [
  route(api.me, (ctx) => options.database.write(ctx.actor.cityId, (tx) => showMe(options, ctx, tx))),
  route(api.changePassword, (ctx, input) => changePassword(options, ctx, input)),
  route(api.listSessions, (ctx) => options.database.write(ctx.actor.cityId, (tx) => listOwnSessions(ctx, tx))),
  route(api.endSession, (ctx, input) => endOwnSession(ctx, input)),
  route(api.endAllSessions, (ctx) => endOwnSessions(ctx)),
  route(api.beginTwoFactor, (ctx, input) => beginEnrolment(options, ctx, input)),
  route(api.confirmTwoFactor, (ctx, input) => confirmEnrolment(options, ctx, input)),
  route(api.renewBackupCodes, (ctx, input) => renewBackupCodes(options, ctx, input)),
];

const administration = (options: IdentityOptions): Route[] => [
  route(api.listAccounts, (ctx, input) => listAccounts(options, ctx, input)),
  route(api.createAccount, (ctx, input) => openAccount(options, ctx, input)),
  route(api.resetPassword, (ctx, input) => resetPassword(ctx, input)),
  route(api.issueLink, (ctx, input) => sendSignInLink(ctx, input)),
  route(api.resetTwoFactor, (ctx, input) => takeTwoFactor(ctx, input)),
  route(api.lockAccount, (ctx, input) => lockAccount(ctx, input)),
  route(api.unlockAccount, (ctx, input) => unlockAccount(options, ctx, input)),
  route(api.endAccountSessions, (ctx, input) => endSessionsOf(ctx, input)),
  route(api.getSettings, (ctx) => readSettings(ctx.read)),
  route(api.setSettings, (ctx, input) => writeSettings(ctx, input)),
  route(api.listApiKeys, async (ctx) => ({
    items: (await apiKeys(ctx.read)).map(({ id, expiresAt, lastUsedOn, ...key }) => ({
      ...key,
      keyId: id,
      expires: expiresAt,
      lastUsed: lastUsedOn,
    })),
  })),
  route(api.issueApiKey, (ctx, input) => issueApiKey(ctx, input)),
  route(api.revokeApiKey, (ctx, input) => revokeApiKey(ctx, input.keyId)),
  route(api.listJournal, (ctx, input) => listJournal(options, ctx, input)),
  route(api.journalTypes, async (ctx) => journalTypes(options, ctx.locale)),
];

const setup = (options: IdentityOptions): Route[] => [
  route(api.setupStatus, (ctx) => showSetup(ctx)),
  route(api.setUp, (ctx, input) => setUpCity(options, ctx, input)),
];

/** Binds the operations; they need the deployment's secret and what the city gives. */
export const identityRoutes = (options: IdentityOptions): Route[] => [
  ...ownAccount(options),
  ...administration(options),
  ...setup(options),
];
