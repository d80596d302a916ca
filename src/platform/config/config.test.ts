import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const sentencesOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
  return [];
};

describe('settings', () => {
  test('nothing set gives the documented defaults', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', databaseUrl: null, storageUrl: null, publicUrl: null, worker: 'inline' });
    expect(config.dataDir).toMatch(/[\\/]data$/);
  });

  test('an empty value counts as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: null });
  });

  test.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL'],
    [{ STORAGE_URL: 'C:\\files' }, 'STORAGE_URL'],
    [{ STORAGE_URL: 's3://x' }, 'STORAGE_URL'],
    [{ STORAGE_URL: 's3://oss.example/photos' }, 'STORAGE_URL'],
    [{ STORAGE_URL: 'file://server/share' }, 'STORAGE_URL'],
    [{ SMTP_URL: 'smtp://', MAIL_FROM: 'a@city.example' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: ' ' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'x' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: '创文办 <office>' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'office@city.example' }, 'SMTP_URL'],
    [{ PUBLIC_URL: 'city.example' }, 'PUBLIC_URL'],
    [{ SECRET: 'short' }, 'SECRET'],
    [{ DEMO_PASSWORD: '123' }, 'DEMO_PASSWORD'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ SMS_WEBHOOK_URL: 'ftp://gateway/' }, 'SMS_WEBHOOK_URL'],
    [{ SMS_WEBHOOK_URL: 'https://gateway.example/send' }, 'SMS_WEBHOOK_SECRET'],
    [{ SMS_WEBHOOK_SECRET: 'x'.repeat(16) }, 'SMS_WEBHOOK_URL'],
    [{ WORKER: 'sometimes' }, 'WORKER'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('%o is refused with a sentence that names it', (env, name) => {
    const sentences = sentencesOf({ ...env });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(name);
    expect(sentences[0]).toMatch(/[\u4e00-\u9fff].* \/ /);
    // Named once in each language.
    expect(sentences[0]).not.toMatch(/^[A-Z_]+: /);
  });

  test('every wrong setting is named, not only the first', () => {
    expect(sentencesOf({ PORT: 'x', SECRET: 'y', WORKER: 'z' })).toHaveLength(3);
  });

  test('what does not fit together is named beside what is wrong by itself', () => {
    const sentences = sentencesOf({ HOST: '0.0.0.0', PORT: 'x', SMTP_URL: 'smtp://mail.example', SMS_WEBHOOK_URL: 'https://sms.example' });
    for (const name of ['set SECRET', 'PORT', 'MAIL_FROM', 'SMS_WEBHOOK_SECRET'])
      expect(sentences.filter((sentence) => sentence.includes(name))).toHaveLength(1);
  });

  test.each(['office@city.example', '创文办 <office@city.example>', '"Office, city" <office@city.example>'])('%s may send', (MAIL_FROM) => {
    expect(readConfig({ SMTP_URL: 'smtps://mail.example:465', MAIL_FROM }).mailFrom).toBe(MAIL_FROM);
  });

  test.each(['file:///srv/photos', 's3://key:secret@oss.example/photos?region=cn-north-1'])('%s may store', (STORAGE_URL) => {
    expect(readConfig({ STORAGE_URL }).storageUrl).toBe(STORAGE_URL);
  });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'city.example'])('HOST %s without SECRET does not start', (HOST) => {
    expect(sentencesOf({ HOST })[0]).toContain('SECRET');
    expect(readConfig({ HOST, SECRET: 'x'.repeat(32) }).host).toBe(HOST);
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('HOST %s needs no SECRET', (HOST) => {
    expect(readConfig({ HOST }).secret).toBeNull();
  });

  test('PUBLIC_URL loses its trailing slash', () => {
    expect(readConfig({ PUBLIC_URL: 'https://city.example/' }).publicUrl).toBe('https://city.example');
  });
});
