import { mkdir, readFile, stat } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import {
  ask,
  asRoot,
  begin,
  copyOfPristine,
  inRoot,
  killPostmaster,
  onLinux,
  postmasterOf,
  useDataFolders,
} from '../../testing/embedded.ts';

useDataFolders();

describe('the place', () => {
  test('may have a path too long for a socket, with blanks, commas and Chinese in it', async () => {
    await copyOfPristine(`数据, "文件夹" ${'x'.repeat(100)}`);
    const database = await begin();
    expect(database.connection.host).toMatch(/tongchuang-pg-\w{6}$/);
    expect((await stat(database.connection.host)).mode & 0o777).toBe(0o700);
    expect(await ask(database, 'select 1::text')).toEqual(['1']);
    await killPostmaster();
    const again = await begin();
    expect(await stat(database.connection.host).catch(() => 'removed')).toBe('removed');
    await again.stop();
    expect(await stat(again.connection.host).catch(() => 'removed')).toBe('removed');
  });

  test('falls back to loopback with the password where no socket is possible', async () => {
    await copyOfPristine('y'.repeat(100));
    vi.stubEnv('TMPDIR', inRoot('z'.repeat(100)));
    const database = await begin().finally(() => vi.unstubAllEnvs());
    expect(database.connection.host).toBe('127.0.0.1');
    expect(await ask(database, 'show listen_addresses')).toEqual(['127.0.0.1']);
    await killPostmaster();
    expect((await begin()).how).toBe('recovered');
    expect((await begin()).how).toBe('adopted');
  });

  test.runIf(asRoot && onLinux)('may be below a folder that only root can enter', async () => {
    const closed = inRoot('closed');
    await mkdir(closed, { mode: 0o700 });
    await copyOfPristine('closed/data');
    const database = await begin();
    expect(await ask(database, 'select 1::text')).toEqual(['1']);
    const status = await readFile(`/proc/${await postmasterOf()}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:\s+0/m);
    // One capability: to read past closed folders or, where we lack that one ourselves, to pass them.
    expect(status).toMatch(/^CapEff:\s+000000000000000[42]$/m);
  });

  test.runIf(asRoot)('runs as an ordinary user without capabilities otherwise', async () => {
    await copyOfPristine();
    await begin();
    const status = await readFile(`/proc/${await postmasterOf()}/status`, 'utf8');
    expect(status).toMatch(/^CapEff:\s+0000000000000000$/m);
    expect(status).not.toMatch(/^Uid:\s+0/m);
  });

  test.runIf(onLinux)('the server leads its own session, out of reach of Ctrl-C', async () => {
    await copyOfPristine();
    await begin();
    const pid = await postmasterOf();
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    expect(fields.slice(2, 4)).toEqual([String(pid), String(pid)]); // process group, session
  });
});
