import type { Config } from '../config/config.ts';
import { openMailer } from './mail.ts';
import { callWebhook, WebhookAnswered } from './webhook.ts';

/** One message to somebody without an account. */
export interface Letter {
  /** Stays the same when it is sent again, so that mail programs and gateways see one message. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  /** When it is sent; part of the gateway's signature. */
  readonly at: Date;
}

/** People without an account, as far as this deployment can reach them. Addresses pass through and are kept nowhere. */
export interface Outside {
  /** A page promises only what is true here. */
  readonly ways: { readonly email: boolean; readonly sms: boolean };
  /** @throws NotTaken */
  email(address: string, letter: Letter): Promise<void>;
  /** @throws NotTaken */
  sms(phone: string, letter: Letter): Promise<void>;
}

/** A message that was not taken. Its words never carry the address: servers like to repeat it in their refusals. */
export class NotTaken extends Error {
  constructor(
    readonly reason: string,
    /** Trying again is of no use: the address does not exist, or the gateway refuses the message. */
    readonly forGood: boolean,
  ) {
    super(`not taken: ${reason}`);
    this.name = 'NotTaken';
  }
}

export type OutsideConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'smsWebhookUrl' | 'smsWebhookSecret'>;

/** Busy or told to wait; any other answer of 400 to 499 stays the same however often one asks. */
const passing = new Set([408, 425, 429]);

function asNotTaken(error: unknown, way: string): NotTaken {
  if (error instanceof WebhookAnswered)
    return new NotTaken(`${way} ${error.status}`, error.status >= 400 && error.status < 500 && !passing.has(error.status));
  const { responseCode, code } = (error ?? {}) as { readonly responseCode?: unknown; readonly code?: unknown };
  if (typeof responseCode === 'number') return new NotTaken(`${way} ${responseCode}`, responseCode >= 500);
  return new NotTaken(`${way} ${typeof code === 'string' ? code : 'failed'}`, false);
}

/** E-mail by SMTP; text messages by one signed call to the city's gateway, `{id, phone, text}`. */
export function openOutside(config: OutsideConfig): Outside {
  const mailer = openMailer(config.smtpUrl, config.mailFrom);
  const { smsWebhookUrl: url, smsWebhookSecret: secret } = config;
  const gateway = url !== null && secret !== null ? { url, secret } : null;
  return {
    ways: { email: mailer !== null, sms: gateway !== null },
    email: async (address, letter) => {
      if (!mailer) throw new NotTaken('no mail server', true);
      const { id, subject, text } = letter;
      await mailer.send({ to: { name: '', address }, id, subject, text }).catch((error: unknown) => {
        throw asNotTaken(error, 'smtp');
      });
    },
    sms: async (phone, { id, text, at }) => {
      if (!gateway) throw new NotTaken('no gateway', true);
      const call = { ...gateway, id, body: { id, phone, text }, at };
      // The operator names the gateway, and it often stands within the house.
      await callWebhook(call, { allowPrivate: true }).catch((error: unknown) => {
        throw asNotTaken(error, 'gateway');
      });
    },
  };
}
