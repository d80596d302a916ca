import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { s3Place } from '../files/s3-place.ts';

const namesHost = (text: string) => URL.canParse(text) && new URL(text).hostname !== '';

const isStorage = (text: string) => {
  try {
    return s3Place(text) !== null || fileURLToPath(text) !== '';
  } catch {
    return false;
  }
};

/** `name <address>` or the address alone. */
const isSender = (text: string) => z.email().safeParse(/<([^<>]*)>$/.exec(text.trim())?.[1] ?? text.trim()).success && !/[\r\n]/.test(text);

/** The shape of the environment; each message is the sentence that the operator reads. */
const url = (name: string, protocols: readonly string[]) => {
  const starts = protocols.map((protocol) => `${protocol}://`);
  return z
    .string()
    .optional()
    .refine((text) => text === undefined || (starts.some((start) => text.startsWith(start)) && namesHost(text)), {
      message: `${name} 应是以 ${starts.join('、')} 开头的地址 / ${name} must be an address starting with ${starts.join(' or ')}`,
    });
};

const number = (name: string, fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
      message: `${name} 应是 ${min} 到 ${max} 之间的整数 / ${name} must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

const environment = z.object({
  PORT: number('PORT', 8080, 0, 65_535),
  HOST: z.string().min(1, 'HOST 不能为空 / HOST must not be empty').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'DATA_DIR 不能为空 / DATA_DIR must not be empty').default('./data'),
  DATABASE_URL: url('DATABASE_URL', ['postgres', 'postgresql']),
  READ_DATABASE_URL: url('READ_DATABASE_URL', ['postgres', 'postgresql']),
  DATABASE_POOL: number('DATABASE_POOL', 12, 2, 200),
  STORAGE_URL: z
    .string()
    .refine(isStorage, {
      message:
        'STORAGE_URL 应是 s3://密钥编号:密钥@主机/桶名?region=… 或 file:///文件夹 / STORAGE_URL must be s3://keyId:secret@host/bucket?region=… or file:///folder',
    })
    .optional(),
  PUBLIC_URL: url('PUBLIC_URL', ['http', 'https']),
  SECRET: z.string().min(32, 'SECRET 至少 32 个字符 / SECRET needs at least 32 characters').optional(),
  SMTP_URL: url('SMTP_URL', ['smtp', 'smtps']),
  MAIL_FROM: z
    .string()
    .refine(isSender, {
      message:
        'MAIL_FROM 里没有邮箱地址，应像 创文办 <office@city.example> / MAIL_FROM holds no e-mail address; write it like Office <office@city.example>',
    })
    .optional(),
  SMS_WEBHOOK_URL: url('SMS_WEBHOOK_URL', ['http', 'https']),
  SMS_WEBHOOK_SECRET: z.string().min(16, 'SMS_WEBHOOK_SECRET 至少 16 个字符 / SMS_WEBHOOK_SECRET needs at least 16 characters').optional(),
  WEBHOOK_ALLOW_PRIVATE: z.enum(['0', '1'], 'WEBHOOK_ALLOW_PRIVATE 只能是 0 或 1 / WEBHOOK_ALLOW_PRIVATE must be 0 or 1').default('0'),
  TRUST_PROXY: z.enum(['0', '1'], 'TRUST_PROXY 只能是 0 或 1 / TRUST_PROXY must be 0 or 1').default('0'),
  METRICS_TOKEN: z.string().min(16, 'METRICS_TOKEN 至少 16 个字符 / METRICS_TOKEN needs at least 16 characters').optional(),
  RATE_LIMITS: z.enum(['on', 'off'], 'RATE_LIMITS 只能是 on 或 off / RATE_LIMITS must be on or off').default('on'),
  DEMO_PASSWORD: z.string().min(10, 'DEMO_PASSWORD 至少 10 个字符 / DEMO_PASSWORD needs at least 10 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'LOG_LEVEL 不认识 / unknown LOG_LEVEL').default('info'),
  WORKER: z.enum(['inline', 'off', 'only'], 'WORKER 只能是 inline、off 或 only / WORKER must be inline, off or only').default('inline'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** A streaming replica for reads; null = the same database. */
  readonly readDatabaseUrl: string | null;
  readonly databasePool: number;
  readonly storageUrl: string | null;
  readonly publicUrl: string | null;
  /** Null = made once and kept in DATA_DIR; only allowed on loopback. */
  readonly secret: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** The city's gateway for text messages to citizens, called with a signature made by the secret; both or neither. */
  readonly smsWebhookUrl: string | null;
  readonly smsWebhookSecret: string | null;
  readonly webhookAllowPrivate: boolean;
  readonly trustProxy: boolean;
  /** Lets other machines read `/metrics` as `Authorization: Bearer …`; null = this machine only. */
  readonly metricsToken: string | null;
  /** Off only for load and crash tests from one address. */
  readonly rateLimits: boolean;
  readonly demoPassword: string | null;
  readonly logLevel: string;
  /** Where background work runs: in the server, nowhere, or only background work in this process. */
  readonly worker: 'inline' | 'off' | 'only';
}

/** A wrong setting: every sentence names its setting. */
export class ConfigError extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigError';
  }
}

type Environment = z.output<typeof environment>;
type Setting = keyof Environment;

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** What is wrong between settings that are right each by itself. */
const conflicts: readonly { readonly of: readonly Setting[]; readonly says: (e: Environment) => string | null }[] = [
  {
    of: ['HOST', 'SECRET'],
    says: ({ HOST, SECRET }) =>
      isLoopback(HOST) || SECRET
        ? null
        : `HOST 是 ${HOST}，别的机器能访问，必须设置 SECRET（至少 32 个字符） / HOST ${HOST} is reachable from other machines: set SECRET (at least 32 characters)`,
  },
  {
    of: ['SMTP_URL', 'MAIL_FROM'],
    says: (e) =>
      (e.SMTP_URL === undefined) === (e.MAIL_FROM === undefined)
        ? null
        : '发邮件要同时设 SMTP_URL 和 MAIL_FROM（发件人地址） / e-mail needs both SMTP_URL and MAIL_FROM, the sender',
  },
  {
    of: ['SMS_WEBHOOK_URL', 'SMS_WEBHOOK_SECRET'],
    says: (e) =>
      (e.SMS_WEBHOOK_URL === undefined) === (e.SMS_WEBHOOK_SECRET === undefined)
        ? null
        : '短信网关要同时设 SMS_WEBHOOK_URL 和 SMS_WEBHOOK_SECRET / a gateway for text messages needs both SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET',
  },
];

/** Settings as far as they are right: a wrong one stands as if unset. */
export interface Examined {
  readonly config: Config;
  readonly wrong: ReadonlySet<string>;
  /** One for each fault. */
  readonly sentences: readonly string[];
}

/** Checks and shapes the settings, of which nothing but themselves is asked. An empty value counts as unset. */
export function examine(env: Readonly<Record<string, string | undefined>>): Examined {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const issues = environment.safeParse(known).error?.issues ?? [];
  const wrong = new Set(issues.map((issue) => String(issue.path[0])));
  const e = environment.parse(Object.fromEntries(Object.entries(known).filter(([name]) => !wrong.has(name))));
  const between = conflicts.flatMap(({ of, says }) => (of.some((name) => wrong.has(name)) ? [] : (says(e) ?? [])));
  return { config: shaped(e), wrong, sentences: [...issues.map((issue) => issue.message), ...between] };
}

/**
 * Reads, checks and shapes the settings. An empty value counts as unset.
 * @throws ConfigError naming every wrong setting, not only the first.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { config, sentences } = examine(env);
  if (sentences.length > 0) throw new ConfigError(sentences);
  return config;
}

function shaped(e: Environment): Config {
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    readDatabaseUrl: e.READ_DATABASE_URL ?? null,
    databasePool: e.DATABASE_POOL,
    storageUrl: e.STORAGE_URL ?? null,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    secret: e.SECRET ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.MAIL_FROM ?? null,
    smsWebhookUrl: e.SMS_WEBHOOK_URL ?? null,
    smsWebhookSecret: e.SMS_WEBHOOK_SECRET ?? null,
    webhookAllowPrivate: e.WEBHOOK_ALLOW_PRIVATE === '1',
    trustProxy: e.TRUST_PROXY === '1',
    metricsToken: e.METRICS_TOKEN ?? null,
    rateLimits: e.RATE_LIMITS === 'on',
    demoPassword: e.DEMO_PASSWORD ?? null,
    logLevel: e.LOG_LEVEL,
    worker: e.WORKER,
  };
}
