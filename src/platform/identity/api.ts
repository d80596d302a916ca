import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { nothing, operation, pageOf, paging } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { moment } from '../../kernel/time.ts';
import {
  accountView,
  apiKeyView,
  apiScope,
  codeField,
  ended,
  identityProblems as p,
  issuedLink,
  journalView,
  me as meView,
  passwordField,
  sessionView,
  setupDone,
  setupFields,
  signInSettings,
  userNameField,
} from './schema.ts';

/*
 * Signing in and out itself is under /api/auth, in the sign-in library's form:
 *   POST /api/auth/sign-in/username {username, password} → {user} with a cookie, or {twoFactorRedirect: true}
 *   POST /api/auth/two-factor/verify-totp {code} or /verify-backup-code {code} → the cookie
 *   POST /api/auth/sign-out
 * Refusals there are problem+json as everywhere.
 */

export const me = operation({
  id: 'identity.me',
  method: 'GET',
  path: '/me',
  summary: {
    zh: '我是谁：岗位、权限、登录后还须办的事',
    en: 'Who am I: posts, permissions, and what is still to be done after signing in',
  },
  permission: 'ownAccount',
  output: meView,
});

export const changePassword = operation({
  id: 'identity.changePassword',
  method: 'POST',
  path: '/me/password',
  summary: { zh: '修改自己的密码，其他登录随之失效', en: 'Change the own password; other sessions end' },
  permission: 'ownAccount',
  secret: true,
  /** `current` may be left out only when the account has no password that works (`me.password.set` is false). */
  body: { current: passwordField.optional(), password: passwordField },
  output: ended,
  errors: [p.weakPassword, p.wrongPassword, p.lockedOut],
  perMinute: 20,
});

export const listSessions = operation({
  id: 'identity.listSessions',
  method: 'GET',
  path: '/me/sessions',
  summary: { zh: '我的登录', en: 'My sessions' },
  permission: 'ownAccount',
  output: z.object({ items: z.array(sessionView) }),
});

export const endSession = operation({
  id: 'identity.endSession',
  method: 'DELETE',
  path: '/me/sessions/:sessionId',
  summary: { zh: '退出某一处登录', en: 'Sign out one session' },
  permission: 'ownAccount',
  params: { sessionId: id },
  output: nothing,
  errors: [problems.notFound],
});

export const endAllSessions = operation({
  id: 'identity.endAllSessions',
  method: 'POST',
  path: '/me/sessions/end-all',
  summary: { zh: '处处退出登录，包括这里', en: 'Sign out everywhere, here as well' },
  permission: 'ownAccount',
  output: ended,
});

export const beginTwoFactor = operation({
  id: 'identity.beginTwoFactor',
  method: 'POST',
  path: '/me/two-factor',
  summary: { zh: '启用动态验证码：取二维码', en: 'Enrol a second factor: get its QR code' },
  permission: 'ownAccount',
  secret: true,
  body: { password: passwordField },
  output: z.object({
    /** For typing, in base32. */
    secret: z.string(),
    uri: z.string(),
    /** `data:image/png;base64,…` */
    qr: z.string(),
  }),
  errors: [p.wrongPassword, p.twoFactorOn, p.lockedOut, p.needsPassword],
  perMinute: 20,
});

export const confirmTwoFactor = operation({
  id: 'identity.confirmTwoFactor',
  method: 'POST',
  path: '/me/two-factor/confirm',
  summary: { zh: '启用动态验证码：输入第一个验证码', en: 'Enrol a second factor: give its first code' },
  permission: 'ownAccount',
  secret: true,
  body: { code: codeField },
  /** Shown once. */
  output: z.object({ backupCodes: z.array(z.string()) }),
  errors: [p.wrongCode, p.twoFactorOn, p.twoFactorNotBegun, p.lockedOut],
  perMinute: 20,
});

export const renewBackupCodes = operation({
  id: 'identity.renewBackupCodes',
  method: 'POST',
  path: '/me/two-factor/backup-codes',
  summary: { zh: '换一组备用码，旧的作废', en: 'Get new backup codes; the old ones stop working' },
  permission: 'signedIn',
  secret: true,
  body: { password: passwordField },
  output: z.object({ backupCodes: z.array(z.string()) }),
  errors: [p.wrongPassword, p.twoFactorOff, p.lockedOut],
  perMinute: 20,
});

const account = { userId: id };

export const listAccounts = operation({
  id: 'identity.listAccounts',
  method: 'GET',
  path: '/accounts',
  summary: { zh: '账号列表', en: 'Accounts' },
  permission: 'identity.viewAccounts',
  query: { ...paging, text: z.string().trim().max(60).optional(), personId: id.optional(), locked: z.enum(['yes', 'no']).optional() },
  output: pageOf(accountView),
});

export const createAccount = operation({
  id: 'identity.createAccount',
  method: 'POST',
  path: '/accounts',
  summary: {
    zh: '为人员开账号，由安全管理员发首次登录链接',
    en: 'Open an account for a person; the security administrator then issues the first sign-in link',
  },
  permission: 'identity.createAccounts',
  body: { personId: id, userName: userNameField },
  output: z.object({ userId: id }),
  errors: [problems.notFound, p.badUserName, p.userNameTaken, p.personHasAccount],
});

export const resetPassword = operation({
  id: 'identity.resetPassword',
  method: 'POST',
  path: '/accounts/:userId/reset-password',
  summary: { zh: '发一个临时密码，只显示一次，首次登录须修改', en: 'Hand out a password, shown once, to be changed at the first sign-in' },
  permission: 'identity.handOutAccess',
  secret: true,
  params: account,
  output: z.object({ password: z.string() }),
  errors: [problems.notFound, p.onYourself],
});

export const issueLink = operation({
  id: 'identity.issueSignInLink',
  method: 'POST',
  path: '/accounts/:userId/sign-in-link',
  summary: { zh: '发一个一次性登录链接，只显示一次', en: 'Issue a one-time sign-in link, shown once' },
  permission: 'identity.handOutAccess',
  secret: true,
  params: account,
  body: { hours: z.number().int().min(1).max(168).default(24) },
  output: issuedLink,
  errors: [problems.notFound, p.onYourself],
});

export const resetTwoFactor = operation({
  id: 'identity.resetTwoFactor',
  method: 'POST',
  path: '/accounts/:userId/reset-two-factor',
  summary: {
    zh: '取消某人的动态验证码（手机丢失），须重新启用',
    en: "Take away a person's second factor (lost phone), to be enrolled anew",
  },
  permission: 'identity.resetTwoFactor',
  params: account,
  body: { reason: z.string().trim().min(2).max(200) },
  output: nothing,
  errors: [problems.notFound, p.onYourself, p.twoFactorOff],
});

export const lockAccount = operation({
  id: 'identity.lockAccount',
  method: 'POST',
  path: '/accounts/:userId/lock',
  summary: { zh: '停用账号，登录随之失效', en: 'Lock an account; its sessions end' },
  permission: 'identity.lockAccounts',
  params: account,
  body: { reason: z.string().trim().min(2).max(200) },
  output: nothing,
  errors: [problems.notFound, p.onYourself],
});

export const unlockAccount = operation({
  id: 'identity.unlockAccount',
  method: 'POST',
  path: '/accounts/:userId/unlock',
  summary: { zh: '恢复账号，并清除登录失败次数', en: 'Unlock an account and forget its failed attempts' },
  permission: 'identity.lockAccounts',
  params: account,
  output: nothing,
  errors: [problems.notFound],
});

export const endAccountSessions = operation({
  id: 'identity.endAccountSessions',
  method: 'POST',
  path: '/accounts/:userId/end-sessions',
  summary: { zh: '让某人处处退出登录', en: 'Sign a person out everywhere' },
  permission: 'identity.lockAccounts',
  params: account,
  output: ended,
  errors: [problems.notFound],
});

export const getSettings = operation({
  id: 'identity.getSignInSettings',
  method: 'GET',
  path: '/sign-in-settings',
  summary: { zh: '登录规则', en: 'Sign-in rules' },
  permission: 'identity.setSignInRules',
  output: signInSettings,
});

export const setSettings = operation({
  id: 'identity.setSignInSettings',
  method: 'PUT',
  path: '/sign-in-settings',
  summary: { zh: '修改登录规则', en: 'Change the sign-in rules' },
  permission: 'identity.setSignInRules',
  body: signInSettings.shape,
  output: signInSettings,
});

export const listApiKeys = operation({
  id: 'identity.listApiKeys',
  method: 'GET',
  path: '/api-keys',
  summary: { zh: '接口密钥', en: 'API keys' },
  permission: 'identity.manageApiKeys',
  output: z.object({ items: z.array(apiKeyView) }),
});

export const issueApiKey = operation({
  id: 'identity.issueApiKey',
  method: 'POST',
  path: '/api-keys',
  summary: { zh: '发一个接口密钥，只显示一次', en: 'Issue an API key, shown once' },
  permission: 'identity.manageApiKeys',
  secret: true,
  body: {
    name: z.string().trim().min(2).max(80),
    unitId: id.nullable().default(null),
    scopes: z.array(apiScope).min(1),
    expires: moment.nullable().default(null),
  },
  output: z.object({ keyId: id, key: z.string() }),
});

export const revokeApiKey = operation({
  id: 'identity.revokeApiKey',
  method: 'POST',
  path: '/api-keys/:keyId/revoke',
  summary: { zh: '作废接口密钥', en: 'Revoke an API key' },
  permission: 'identity.manageApiKeys',
  params: { keyId: id },
  output: nothing,
  errors: [problems.notFound],
});

export const listJournal = operation({
  id: 'identity.listJournal',
  method: 'GET',
  path: '/journal',
  summary: { zh: '审计日志，新的在前', en: 'The journal, newest first' },
  permission: 'identity.readJournal',
  query: {
    ...paging,
    from: moment.optional(),
    until: moment.optional(),
    /** A type of fact, or its beginning with a dot at the end: `signIn.`. */
    type: z.string().max(80).optional(),
    subjectKind: z.string().max(40).optional(),
    subjectId: id.optional(),
    personId: id.optional(),
    /** Only together with `from`. */
    ip: z.string().max(45).optional(),
  },
  output: pageOf(journalView),
});

export const journalTypes = operation({
  id: 'identity.journalTypes',
  method: 'GET',
  path: '/journal/types',
  summary: { zh: '审计日志里有哪些事', en: 'What the journal can hold' },
  permission: 'identity.readJournal',
  output: z.object({ items: z.array(z.object({ type: z.string(), name: z.string() })) }),
});

export const setupStatus = operation({
  id: 'identity.setupStatus',
  method: 'GET',
  path: '/setup',
  summary: { zh: '是否还须初始设置', en: 'Is the set-up still to be done?' },
  permission: 'public',
  output: z.object({ needed: z.boolean() }),
});

export const setUp = operation({
  id: 'identity.setUp',
  method: 'POST',
  path: '/setup',
  summary: {
    zh: '初始设置：城市和三名管理员，各得一个一次性登录链接',
    en: 'Set up the city and its three administrators, each of whom gets a one-time sign-in link',
  },
  permission: 'public',
  secret: true,
  body: setupFields,
  output: setupDone,
  errors: [p.setupOver, p.badUserName, p.userNameTaken],
  perMinute: 10,
});
