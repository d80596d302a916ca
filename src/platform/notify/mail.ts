import nodemailer from 'nodemailer';

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Makes the Message-ID, so that a mail sent twice is recognised as one by most programs. */
  readonly id: string;
}

/** Sends e-mail; null where no server is configured. */
export interface Mailer {
  /** @throws Error when the server does not take it */
  send(mail: Mail): Promise<void>;
}

/** A job holds its transaction meanwhile: a slow server must not keep it for long. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** No line breaks in what becomes a header. */
const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ').trim();

/** `smtp://user:password@host:port` or `smtps://…`. */
export function openMailer(smtpUrl: string | null, from: string | null): Mailer | null {
  if (smtpUrl === null || from === null) return null;
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const transport = nodemailer.createTransport({
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(url.username ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
    ...TIMEOUTS,
  });
  return {
    send: async ({ to, subject, text, id }) => {
      await transport.sendMail({
        from,
        to: { name: oneLine(to.name), address: to.address },
        subject: oneLine(subject),
        text,
        messageId: `<${id}@tongchuang>`,
      });
    },
  };
}
