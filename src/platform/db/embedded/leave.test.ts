import { describe, expect, test } from 'vitest';
import type { EmbeddedDatabase } from '../embedded.ts';
import {
  ask,
  begin,
  copyOfPristine,
  kill,
  killOneUser,
  otherProcess,
  postmasterOf,
  until,
  useDataFolders,
  usersOf,
} from '../../testing/embedded.ts';
import { isAlive } from './processes.ts';

useDataFolders();

const serves = (database: EmbeddedDatabase) => ask(database, 'select 1').then(Boolean, () => false);

/** When, after the backend `victim` of a user was killed, the next thing happens. */
interface Moment {
  readonly when: string;
  readonly comes: (database: EmbeddedDatabase, victim: number) => Promise<void>;
}

const moments: readonly Moment[] = [
  { when: 'at once', comes: async () => {} },
  {
    when: 'while the server restarts its backends',
    comes: (database, victim) => until(async () => !(await usersOf(database).catch((): number[] => [])).includes(victim)),
  },
  {
    when: 'when the first user has just joined again',
    comes: (database, victim) =>
      until(async () => {
        const users = await usersOf(database);
        return users.length > 0 && !users.includes(victim);
      }),
  },
];

describe.each(moments)('one backend is killed, and $when', ({ comes }) => {
  test('the only user leaves: the server goes with it', async () => {
    await copyOfPristine();
    for (const keepUp of [false, true]) {
      const database = await begin({ keepUp });
      const pid = await postmasterOf();
      await comes(database, await killOneUser(database));
      await database.stop();
      expect(await isAlive(pid)).toBe(false);
    }
  });

  test('one of two users leaves: the other is served, and shuts the server down', async () => {
    await copyOfPristine();
    for (const starterLeaves of [false, true]) {
      const [starter, guest] = [await begin(), await begin()];
      const [leaves, stays] = starterLeaves ? [starter, guest] : [guest, starter];
      const pid = await postmasterOf();
      await comes(leaves, await killOneUser(leaves));
      await leaves.stop();
      // Who leaves before the server notices the kill sees the other user, and the restart comes afterwards.
      await until(async () => (await usersOf(stays).catch(() => [])).length > 0 || !(await isAlive(pid)));
      expect(await isAlive(pid)).toBe(true);
      // No connection of the one who left.
      expect(await ask<number>(stays, `select count(*)::int from pg_stat_activity where application_name = 'tongchuang-lease'`)).toEqual([
        1,
      ]);
      await stays.stop();
      expect(await isAlive(pid)).toBe(false);
    }
  });

  test('both users leave: the server goes with them', async () => {
    await copyOfPristine();
    for (let round = 0; round < 2; round++) {
      const [first, second] = [await begin(), await begin()];
      const pid = await postmasterOf();
      await comes(first, await killOneUser(first));
      await Promise.all([first.stop(), second.stop()]);
      expect(await isAlive(pid)).toBe(false);
    }
  });

  test('a process of its own leaves: nothing of the database keeps it alive', async () => {
    await copyOfPristine();
    const database = await begin();
    const other = await otherProcess();
    expect(await other.how()).toBe('adopted');
    await comes(database, await killOneUser(database));
    await other.stop();
    await database.stop();
  });
});

test('after the death of the postmaster one user leaves: the other, who keeps it up, is served and shuts it down', async () => {
  await copyOfPristine();
  for (const leaverKeepsUp of [false, true]) {
    const [leaves, stays] = [await begin({ keepUp: leaverKeepsUp }), await begin({ keepUp: true })];
    kill(await postmasterOf());
    await leaves.stop();
    await until(() => serves(stays));
    const pid = await postmasterOf();
    await stays.stop();
    expect(await isAlive(pid)).toBe(false);
  }
});
