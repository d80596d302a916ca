import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** The shape of the environment; each message is the sentence that the operator reads. */
const url = (name: string, protocols: readonly string[]) => {
  const starts = protocols.map((protocol) => `${protocol}://`);
  return z
    .string()
    .optional()
    .refine((text) => text === undefined || (starts.some((start) => text.startsWith(start)) && URL.canParse(text)), {
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
  STORAGE_URL: url('STORAGE_URL', ['s3', 'file']),
  PUBLIC_URL: url('PUBLIC_URL', ['http', 'https']),
  SECRET: z.string().min(32, 'SECRET 至少 32 个字符 / SECRET needs at least 32 characters').optional(),
  SMTP_URL: url('SMTP_URL', ['smtp', 'smtps']),
  MAIL_FROM: z.string().optional(),
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

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * Reads, checks and shapes the settings. An empty value counts as unset.
 * @throws ConfigError naming every wrong setting, not only the first.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(known);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const e = parsed.data;
  if (!isLoopback(e.HOST) && !e.SECRET) {
    throw new ConfigError([
      `SECRET: HOST 是 ${e.HOST}，别的机器能访问，必须设置 SECRET（至少 32 个字符） / HOST ${e.HOST} is reachable from other machines: set SECRET (at least 32 characters)`,
    ]);
  }
  if ((e.SMS_WEBHOOK_URL === undefined) !== (e.SMS_WEBHOOK_SECRET === undefined)) {
    throw new ConfigError([
      'SMS_WEBHOOK_SECRET: 短信网关要同时设 SMS_WEBHOOK_URL 和 SMS_WEBHOOK_SECRET / a gateway for text messages needs both SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET',
    ]);
  }
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
