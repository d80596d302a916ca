import type { Config } from '../config/config.ts';
import type { Connection } from '../db/database.ts';
import { sealerFor } from '../sealer.ts';
import type { Slice } from '../slice.ts';
import { NoticeHub } from './hub.ts';
import { mountLive } from './live.ts';
import { openMailer } from './mail.ts';
import type { NoticeKind } from './notify.ts';
import type { NotifyPorts } from './ports.ts';
import { notifyRoutes } from './routes.ts';
import { notifyJobs, type Senders } from './sending.ts';

export interface NotifyOptions {
  readonly ports: NotifyPorts;
  /** For the listener of live notices. */
  readonly connection: Connection;
  readonly secret: string;
  readonly outgoing: Pick<Config, 'smtpUrl' | 'mailFrom' | 'webhookAllowPrivate'>;
}

/** Notices as a contribution; `kinds` are those of all other slices. */
export function notifySlice(kinds: readonly NoticeKind[], { ports, connection, secret, outgoing }: NotifyOptions): Slice {
  const senders: Senders = {
    ports,
    mailer: openMailer(outgoing.smtpUrl, outgoing.mailFrom),
    sealer: sealerFor(secret),
    webhook: { allowPrivate: outgoing.webhookAllowPrivate },
  };
  return {
    name: 'notify',
    grants: {},
    routes: notifyRoutes(kinds, senders),
    jobs: notifyJobs(senders),
    mount: async (app, edge) => {
      const hub = new NoticeHub(connection, (error) => app.log.error({ err: error }, 'live notices'));
      mountLive(app, edge, hub);
    },
  };
}
