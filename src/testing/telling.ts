import { expect } from 'vitest';
import * as api from '../cases/api.ts';
import * as open from '../cases/api/public.ts';
import { aCase, aCasework, type Part, type TestCasework } from '../cases/fixtures.ts';
import type { CaseState } from '../cases/schema/words.ts';
import type { Locale } from '../kernel/text.ts';
import { httpReceiver, smtpSink } from '../platform/notify/fixtures.ts';
import { startTestApp, TEST_NOW, type TestApp } from './app.ts';

/** Reporters who left a contact, and what reaches them: the product with a gateway for text messages and a mail server. */

export const MOBILE = '13800138000';
export const ADDRESS = 'citizen@mail.test';

export interface Telling {
  readonly app: TestApp;
  readonly world: TestCasework;
  readonly mail: Awaited<ReturnType<typeof smtpSink>>;
  readonly gateway: Awaited<ReturnType<typeof httpReceiver>>;
  readonly as: (part: Part) => { readonly as: { readonly personId: string } };
  /** A case whose reporter left a contact on the page; the messages on the way to its state are taken away. */
  readonly told: (
    state: CaseState,
    contact?: { phone?: string; email?: string },
    locale?: Locale,
  ) => Promise<Awaited<ReturnType<typeof aCase>>>;
  /** The next text message. */
  readonly text: () => Promise<{ id: string; phone: string; text: string }>;
  /** What the case's page says of messages to its reporters. */
  readonly toldLines: (caseId: string, part?: Part) => Promise<readonly (string | undefined)[]>;
  /** Before each test: everything is taken again, at the same time. */
  readonly begin: () => void;
  /** After each test: whoever gets a message that no test expects has been told too much. */
  readonly nothingLeft: () => void;
  readonly close: () => Promise<void>;
}

/** Starts them; close it in the end. */
export async function startTelling(): Promise<Telling> {
  const [mail, gateway] = await Promise.all([smtpSink(), httpReceiver()]);
  const app = await startTestApp({
    outside: {
      smtpUrl: mail.url,
      mailFrom: '文明网 <no-reply@city.test>',
      smsWebhookUrl: gateway.url,
      smsWebhookSecret: 'a secret of the gateway',
    },
  });
  const world = await app.as('system', aCasework);
  const as = (part: Part) => ({ as: { personId: world.people[part] } });
  return {
    app,
    world,
    mail,
    gateway,
    as,
    told: async (state, contact = { phone: MOBILE }, locale = 'zh') => {
      const row = await app.as('system', (ctx) => aCase(ctx, world, { state }));
      await app.drain();
      await app.call(open.publicSubscribe, { number: row.number, code: row.code, contact }, { as: 'public', locale });
      return row;
    },
    text: async () => JSON.parse((await gateway.calls.take()).body),
    toldLines: async (caseId, part = 'office') =>
      (await app.call(api.getCase, { caseId }, as(part))).body.timeline
        .filter((entry) => entry.act === 'told')
        .map((entry) => entry.text?.zh),
    begin: () => {
      app.clock.set(TEST_NOW);
      gateway.status = 200;
      mail.refuse = false;
    },
    nothingLeft: () => expect([mail.mails.size, gateway.calls.size]).toEqual([0, 0]),
    close: async () => {
      await app.close();
      await Promise.all([mail.close(), gateway.close()]);
    },
  };
}
