import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../db/read.ts';
import type { FactWords, FieldWords } from '../journal/words.ts';
import type { LinkPurpose } from './ports.ts';
import type { ApiScope, SignInSettings } from './schema.ts';
import type { Bilingual } from '../../kernel/text.ts';

const types = {
  'account.created': { zh: '开通账号', en: 'Account opened' },
  'account.locked': { zh: '停用账号', en: 'Account locked' },
  'account.unlocked': { zh: '恢复账号', en: 'Account unlocked' },
  'account.passwordChanged': { zh: '修改密码', en: 'Password changed' },
  'account.passwordReset': { zh: '发临时密码', en: 'Password handed out' },
  'account.rescued': { zh: '在服务器上救回账号', en: 'Account rescued on the server' },
  'account.twoFactorEnrolled': { zh: '启用动态验证码', en: 'Second factor enrolled' },
  'account.twoFactorReset': { zh: '取消动态验证码', en: 'Second factor taken away' },
  'account.backupCodesRenewed': { zh: '更换备用码', en: 'Backup codes renewed' },
  'actLink.issued': { zh: '发手机链接', en: 'Phone link issued' },
  'apiKey.issued': { zh: '发接口密钥', en: 'API key issued' },
  'apiKey.revoked': { zh: '作废接口密钥', en: 'API key revoked' },
  'signIn.succeeded': { zh: '登录', en: 'Signed in' },
  'signIn.failed': { zh: '登录失败', en: 'Sign-in failed' },
  'signIn.codeFailed': { zh: '验证码错误', en: 'Wrong code' },
  'signIn.lockedOut': { zh: '输错太多，暂不能登录', en: 'Locked out after wrong passwords' },
  'signIn.ended': { zh: '退出登录', en: 'Signed out' },
  'signIn.endedEverywhere': { zh: '处处退出登录', en: 'Signed out everywhere' },
  'signInLink.issued': { zh: '发一次性登录链接', en: 'Sign-in link issued' },
  'signInLink.used': { zh: '使用登录链接', en: 'Sign-in link used' },
  'signInSettings.changed': { zh: '修改登录规则', en: 'Sign-in rules changed' },
};

type Types = typeof types;
declare module '../context.ts' {
  interface FactTypes extends Types {}
}

const purposes: Record<LinkPurpose | 'setup', Bilingual> = {
  demo: { zh: '演示', en: 'demo' },
  first: { zh: '首次登录', en: 'first sign-in' },
  recovery: { zh: '找回', en: 'recovery' },
  setup: { zh: '初始设置', en: 'set-up' },
};
const scopes: Record<ApiScope, Bilingual> = {
  'open311.read': { zh: 'Open311 读', en: 'Open311 read' },
  'open311.write': { zh: 'Open311 写', en: 'Open311 write' },
  'measures.read': { zh: '读统计', en: 'read measures' },
};
const methods = {
  password: { zh: '密码', en: 'password' },
  link: { zh: '一次性链接', en: 'one-time link' },
  code: { zh: '动态验证码', en: 'code' },
  backupCode: { zh: '备用码', en: 'backup code' },
};

const settings: Record<keyof SignInSettings, FieldWords> = {
  idleMinutes: { zh: '空闲退出（分钟）', en: 'Minutes idle' },
  absoluteHours: { zh: '最长登录（小时）', en: 'Longest session (hours)' },
  passwordMaxAgeDays: { zh: '密码有效（天）', en: 'Days a password lasts' },
  parallelSessions: { zh: '同时登录数', en: 'Sessions at once' },
  lockAfter: { zh: '输错几次锁定', en: 'Wrong attempts until locked' },
  lockMinutes: { zh: '锁定（分钟）', en: 'Minutes locked' },
  attemptsPerAddress: { zh: '同一地址尝试次数', en: 'Attempts from one address' },
};

const named = async (read: Read, query: RawBuilder<{ id: Id; name: string }>): Promise<ReadonlyMap<Id, string>> =>
  new Map((await read.rows(query)).map(({ id, name }) => [id, name]));

export const identityFactWords: FactWords = {
  types,
  subjects: {
    account: { zh: '账号', en: 'Account' },
    signIn: { zh: '没有这个账号', en: 'No such account' },
    apiKey: { zh: '接口密钥', en: 'API key' },
    signInSettings: { zh: '登录规则', en: 'Sign-in rules' },
  },
  fields: {
    ...settings,
    personId: { zh: '人员', en: 'Person', names: 'person' },
    unitId: { zh: '单位', en: 'Unit', names: 'unit' },
    userName: { zh: '用户名', en: 'User name' },
    reason: { zh: '原因', en: 'Reason' },
    sessionsEnded: { zh: '退出的登录数', en: 'Sessions ended' },
    sessions: { zh: '退出的登录数', en: 'Sessions ended' },
    until: { zh: '锁定到', en: 'Until' },
    method: { zh: '方式', en: 'Method', choices: methods },
    agent: { zh: '浏览器', en: 'Browser' },
    purpose: { zh: '用途', en: 'Purpose', choices: purposes },
    expires: { zh: '失效时间', en: 'Expires' },
    name: { zh: '名称', en: 'Name' },
    scopes: { zh: '权限', en: 'Scopes', choices: scopes },
    linkId: { zh: '链接编号', en: 'Link id' },
    acts: {
      zh: '可办的事',
      en: 'Acts',
      choices: {
        accept: { zh: '签收', en: 'accept' },
        return: { zh: '退单', en: 'give back' },
        handle: { zh: '交回', en: 'hand in' },
      },
    },
  },
  names: {
    account: (read, ids) =>
      named(
        read,
        sql`select user_id as id, user_name as name from accounts where city_id = ${read.cityId} and user_id = any(${ids}::uuid[])`,
      ),
    apiKey: (read, ids) => named(read, sql`select id, name from api_keys where city_id = ${read.cityId} and id = any(${ids}::uuid[])`),
  },
};
