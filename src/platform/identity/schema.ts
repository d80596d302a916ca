import { z } from 'zod';
import { roles } from '../../kernel/actor.ts';
import { id } from '../../kernel/ids.ts';
import { defineProblems } from '../../kernel/problem.ts';
import { day, moment } from '../../kernel/time.ts';

export const identityProblems = defineProblems({
  wrongCredentials: { status: 401, zh: '用户名或密码不对。', en: 'The user name or the password is wrong.' },
  lockedOut: {
    status: 429,
    zh: '这个用户名尝试次数过多，请 {minutes} 分钟后再试，或请安全管理员解锁。',
    en: 'Too many attempts for this user name; try again in {minutes} min or ask the security administrator to unlock it.',
  },
  tooManyFromAddress: {
    status: 429,
    zh: '这个网络地址尝试次数过多，请 {minutes} 分钟后再试。',
    en: 'Too many attempts from this address; try again in {minutes} min.',
  },
  accountLocked: { status: 423, zh: '账号已停用，请联系安全管理员。', en: 'This account is locked; ask the security administrator.' },
  wrongCode: { status: 401, zh: '验证码不对或已经用过，请等下一个。', en: 'The code is wrong or was used already; wait for the next one.' },
  challengeOver: { status: 401, zh: '验证已过期，请重新登录。', en: 'This verification is over; sign in again.' },
  signInFailed: { status: 400, zh: '登录请求读不出来。', en: 'The sign-in request could not be read.' },
  needsPassword: { status: 403, zh: '请先修改密码，再办理业务。', en: 'Change your password first.' },
  needsTwoFactor: { status: 403, zh: '管理员须先启用动态验证码，再办理业务。', en: 'Administrators have to enrol a second factor first.' },
  weakPassword: { status: 422, zh: '新密码不符合要求，请看每一条说明。', en: 'The new password does not meet the rules below.' },
  wrongPassword: { status: 422, zh: '当前密码不对。', en: 'The current password is wrong.' },
  badUserName: {
    status: 422,
    zh: '用户名须为 3 至 32 位小写字母、数字、点、横线或下划线，以字母开头。',
    en: 'A user name has 3 to 32 lower-case letters, digits, dots, hyphens or underscores and begins with a letter.',
  },
  userNameTaken: { status: 409, zh: '用户名 {userName} 已有人使用。', en: 'The user name {userName} is taken.' },
  personHasAccount: { status: 409, zh: '这个人已有账号。', en: 'This person already has an account.' },
  onYourself: {
    status: 403,
    zh: '这项操作不能对自己办理，请由另一位管理员办理。',
    en: 'You cannot do this to your own account; another administrator has to.',
  },
  linkOver: {
    status: 410,
    zh: '链接已失效：已经用过、已过期，或已被新链接代替。',
    en: 'This link is over: used, expired, or replaced by a newer one.',
  },
  twoFactorOn: { status: 409, zh: '动态验证码已启用。', en: 'The second factor is already on.' },
  twoFactorOff: { status: 409, zh: '还没有启用动态验证码。', en: 'The second factor is not on.' },
  twoFactorNotBegun: { status: 409, zh: '请先扫描新的二维码。', en: 'Begin with a new QR code.' },
  setupOver: { status: 410, zh: '初始设置已完成，或链接已失效。', en: 'The set-up is done, or its link is over.' },
});

/** What a person chooses or is given; checked by `rules.ts`, the length here only keeps the hashing cheap. */
const secretText = z.string().min(1).max(128);
export const userNameField = z.string().trim().toLowerCase().max(32);

const needs = ['changePassword', 'enrolTwoFactor'] as const;
const roleField = z.enum(Object.keys(roles) as [keyof typeof roles, ...(keyof typeof roles)[]]);

export const me = z.object({
  personId: id,
  name: z.string(),
  userName: z.string(),
  locale: z.enum(['zh', 'en']),
  posts: z.array(
    z.object({
      postId: id,
      unitId: id,
      unitName: z.string(),
      unitShortName: z.string(),
      role: roleField,
      roleName: z.string(),
      areaId: id.nullable(),
      deputy: z.boolean(),
    }),
  ),
  permissions: z.array(z.string()),
  /** In the order they have to be met. */
  needs: z.array(z.enum(needs)),
  twoFactor: z.object({ on: z.boolean(), required: z.boolean(), backupCodesLeft: z.number().int() }),
  session: z.object({
    sessionId: id,
    since: moment,
    /** The session ends here at the latest. */
    until: moment,
    /** Minutes without a request after which it ends earlier. */
    idleMinutes: z.number().int(),
  }),
  password: z.object({
    /** False: there is none that works; a new one is chosen without naming the current one. */
    set: z.boolean(),
    minLength: z.number().int(),
    classes: z.number().int(),
    history: z.number().int(),
  }),
});

export const sessionView = z.object({
  sessionId: id,
  since: moment,
  lastSeen: moment,
  ip: z.string(),
  agent: z.string(),
  current: z.boolean(),
});
export const ended = z.object({ ended: z.number().int() });

export const accountView = z.object({
  userId: id,
  personId: id,
  name: z.string(),
  userName: z.string(),
  createdAt: moment,
  lastSignIn: moment.nullable(),
  twoFactorOn: z.boolean(),
  mustChangePassword: z.boolean(),
  /** Locked by an administrator. */
  lockedAt: moment.nullable(),
  lockedReason: z.string(),
  /** Locked for a while after wrong passwords. */
  lockedOutUntil: moment.nullable(),
  sessions: z.number().int(),
});

export const signInSettings = z.object({
  idleMinutes: z.number().int().min(5).max(480).default(30),
  absoluteHours: z.number().int().min(1).max(24).default(12),
  /** 0 = never. */
  passwordMaxAgeDays: z.number().int().min(0).max(365).default(90),
  parallelSessions: z.number().int().min(1).max(20).default(3),
  lockAfter: z.number().int().min(3).max(10).default(5),
  lockMinutes: z.number().int().min(5).max(1440).default(15),
  /** Attempts from one address within the lock's minutes; a whole office may share one address. */
  attemptsPerAddress: z.number().int().min(10).max(1000).default(100),
});
export type SignInSettings = z.infer<typeof signInSettings>;

export const issuedLink = z.object({ url: z.string(), expires: moment });

/** What an API key may be used for. */
const apiScopes = ['open311.read', 'open311.write', 'measures.read'] as const;
export type ApiScope = (typeof apiScopes)[number];
export const apiScope = z.enum(apiScopes);

export const apiKeyView = z.object({
  keyId: id,
  name: z.string(),
  /** The first characters, to recognise it. */
  prefix: z.string(),
  unitId: id.nullable(),
  scopes: z.array(apiScope),
  createdAt: moment,
  createdBy: z.string(),
  expires: moment.nullable(),
  revokedAt: moment.nullable(),
  lastUsed: day.nullable(),
});

export const journalView = z.object({
  id,
  at: moment,
  type: z.string(),
  subject: z.object({ kind: z.string(), id }),
  actor: z.object({ kind: z.enum(['person', 'public', 'apiKey', 'link', 'system']), personId: id.nullable(), name: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The same in the reader's language: what happened to which record, and each field before and after; empty where it had no value. */
  words: z.object({
    what: z.string(),
    subject: z.string(),
    changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  }),
  requestId: z.string(),
  ip: z.string(),
});

const administrator = z.object({ name: z.string().trim().min(1).max(60), userName: userNameField });
export const setupFields = {
  token: z.string().max(100),
  city: z.object({
    name: z.string().trim().min(2).max(60),
    nameEn: z.string().trim().max(60).default(''),
    /** GB/T 2260, six digits. */
    code: z.string().regex(/^\d{6}$/),
  }),
  administrators: z.object({ systemAdmin: administrator, securityAdmin: administrator, auditAdmin: administrator }),
};
export const setupDone = z.object({
  links: z.array(z.object({ role: roleField, name: z.string(), userName: z.string(), url: z.string(), expires: moment })),
});

export const passwordField = secretText;
/** Six digits, as the authenticator shows them. */
export const codeField = z.string().regex(/^\d{6}$/);
