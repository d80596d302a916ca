import { casesSlice } from './cases/slice.ts';
import { contactOf, holdersOf } from './city/exports.ts';
import { citySlice } from './city/slice.ts';
import { open311Slice } from './open311/slice.ts';
import type { Config } from './platform/config/config.ts';
import type { Connection, Database } from './platform/db/database.ts';
import { filesSlice } from './platform/files/slice.ts';
import type { FileStore } from './platform/files/store.ts';
import { httpSlice } from './platform/http/slice.ts';
import { limitsSlice } from './platform/limits/slice.ts';
import { closingSlice } from './platform/measures/closing/slice.ts';
import type { NotifyPorts } from './platform/notify/ports.ts';
import { notifySlice } from './platform/notify/slice.ts';
import { sheetsSlice } from './platform/sheets/slice.ts';
import type { Slice } from './platform/slice.ts';

export interface SliceDeps {
  readonly files: FileStore;
  readonly database: Database;
  readonly clock: () => Date;
  /** For listeners of the database's own notifications. */
  readonly connection: Connection;
  readonly secret: string;
  /** How notices leave the house. */
  readonly outgoing: Pick<Config, 'smtpUrl' | 'mailFrom' | 'webhookAllowPrivate'>;
}

const notifyPorts: NotifyPorts = {
  contact: contactOf,
  holders: async (read, unitId, roles, now) => {
    const found = await Promise.all(roles.map((role) => holdersOf(read, { unitId, role }, now)));
    return found.flat().map((holder) => holder.id);
  },
};

/** Every slice of the product, in the order of the sections. The only list of them. */
export function allSlices({ connection, secret, outgoing }: SliceDeps): readonly Slice[] {
  const domain = [citySlice, casesSlice, open311Slice];
  return [
    ...domain,
    filesSlice(domain.flatMap((slice) => slice.fileAccess ?? [])),
    httpSlice,
    limitsSlice,
    closingSlice(domain.flatMap((slice) => slice.measures ?? [])),
    sheetsSlice(domain.flatMap((slice) => slice.sheets ?? [])),
    notifySlice(
      domain.flatMap((slice) => slice.notices ?? []),
      { ports: notifyPorts, connection, secret, outgoing },
    ),
  ];
}
