import { createIdentity } from '../platform/identity/identity.ts';
import type { Connection } from '../platform/db/database.ts';
import { openDatabase } from '../platform/db/database.ts';
import { openFileStore } from '../platform/files/open.ts';
import type { Slice } from '../platform/slice.ts';
import { allSlices } from '../slices.ts';

const never = (): never => {
  throw new Error('only looked at, never run');
};

/** Every slice of the product to be looked at: grants and operations, with nothing behind them that would run. */
export async function everySlice(connection: Connection): Promise<readonly Slice[]> {
  const database = openDatabase({ write: connection, poolSize: 1 });
  const clock = () => new Date('2026-11-23T09:20:00+08:00');
  const files = openFileStore({ dataDir: '/nonexistent', storageUrl: null });
  const secret = 'a secret of the tests, long enough to sign with';
  const outgoing = { smtpUrl: null, mailFrom: '', webhookAllowPrivate: false };
  const ports = {
    loadActor: never,
    findPerson: never,
    linkAccount: never,
    createCity: never,
    grants: never,
    facts: never,
    transact: never,
  };
  const identity = createIdentity({ database, secret, publicUrl: 'http://city.test', clock, cityFor: never, onError: never, ports });
  await database.close();
  return [...allSlices({ files, database, clock, connection, secret, outgoing }), identity.slice];
}
