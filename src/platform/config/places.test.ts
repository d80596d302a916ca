import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { addressOf, readSettings } from './places.ts';

let folder: string;
const taken = createServer();
let port: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongchuang-places-'));
  await writeFile(join(folder, 'a-file'), '');
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  port = String((taken.address() as AddressInfo).port);
});
afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});

const sentencesOf = async (env: Record<string, string>, listens = true): Promise<readonly string[]> => {
  const read = readSettings({ PORT: '0', DATA_DIR: folder, ...env }, { listens });
  const failure = await read.then(() => null).catch((error: unknown) => error);
  if (failure !== null && !(failure instanceof ConfigError)) throw failure;
  return failure?.sentences ?? [];
};

describe('places that settings name', () => {
  test('a port that another program holds stops who would listen, and nobody else', async () => {
    expect(await sentencesOf({ PORT: port })).toEqual([expect.stringMatching(/^PORT \d+ 已被.* \/ PORT \d+ is in use/)]);
    expect(await sentencesOf({ PORT: port }, false)).toEqual([]);
    expect(await sentencesOf({ PORT: port, WORKER: 'only' })).toEqual([]);
  });

  test.each(['no-such-host.invalid', '192.0.2.1', '[::1]'])('HOST %s, where this machine cannot listen, is named', async (HOST) => {
    expect(await sentencesOf({ HOST, SECRET: 'x'.repeat(32) })).toEqual([expect.stringMatching(/^HOST .* \/ HOST /)]);
  });

  test('folders that cannot be made are named, and nothing hangs', async () => {
    const below = join(folder, 'a-file', 'below');
    const places = process.platform === 'linux' ? ['/proc/nope', '/proc/nope/deep', below] : [below];
    for (const place of places) {
      expect(await sentencesOf({ DATA_DIR: place })).toEqual([expect.stringMatching(/^DATA_DIR .* \/ the folder .* of DATA_DIR/)]);
      expect(await sentencesOf({ STORAGE_URL: `file://${place}` })).toEqual([expect.stringContaining('STORAGE_URL')]);
    }
    expect(await sentencesOf({ DATA_DIR: join(folder, 'new', 'deep', 'folder') })).toEqual([]);
  });

  test('everything wrong is told at once: settings, what does not fit, and places', async () => {
    const sentences = await sentencesOf({
      PORT: port,
      DATA_DIR: join(folder, 'a-file'),
      MAIL_FROM: 'x',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'loud',
    });
    expect(sentences).toHaveLength(4);
    for (const name of ['PORT', 'DATA_DIR', 'MAIL_FROM', 'LOG_LEVEL']) expect(sentences.join('\n')).toContain(name);
  });

  test('an IPv6 address stands in brackets', () => {
    expect(addressOf({ host: '::1', port: 8080 })).toBe('http://[::1]:8080');
    expect(addressOf({ host: '127.0.0.1', port: 8080 })).toBe('http://127.0.0.1:8080');
  });
});
