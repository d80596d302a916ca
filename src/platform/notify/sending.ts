import type { Selectable } from 'kysely';
import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import { fill, type Locale } from '../../kernel/text.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import type { WriteContext } from '../context.ts';
import type { Sealer } from '../sealer.ts';
import type { Job } from '../slice.ts';
import type { Mailer } from './mail.ts';
import { jobNames, tellPeople, type Notice } from './notify.ts';
import type { NotifyPorts } from './ports.ts';
import { DEFAULT_DIGEST_HOUR } from './schema.ts';
import * as tables from './tables.ts';
import { notifyTexts } from './text.ts';
import { callWebhook, type WebhookOptions } from './webhook.ts';

export interface Senders {
  readonly ports: NotifyPorts;
  readonly mailer: Mailer | null;
  readonly sealer: Sealer;
  readonly webhook: WebhookOptions;
}

type NoticeRow = Selectable<tables.NoticeRow>;
interface FanOut {
  readonly notice: Notice & { readonly to: { readonly unitId: Id; readonly roles: readonly Role[] } };
  readonly toldBy: Id | null;
}

const SETTINGS_PATH = '/work/settings/notices';
/** Lines of one digest; who was away for long reads the rest in the list. */
const MOST_LINES = 50;

const titleOf = (row: NoticeRow, locale: Locale) => (locale === 'zh' ? row.titleZh : row.titleEn);

/** Day and hour on the city's clock. */
export function cityClock(now: Date): { readonly day: string; readonly hour: number } {
  const [day = '', hour = '0'] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: CITY_TIME_ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
    .format(now)
    .split(' ');
  return { day, hour: Number(hour) };
}

async function readerOf(senders: Senders, ctx: WriteContext, personId: Id) {
  const contact = await senders.ports.contact(ctx.tx, personId);
  const settings = await tables.settingsOf(ctx.tx, personId);
  return { contact, settings, locale: settings?.locale ?? 'zh' };
}

const footer = (ctx: WriteContext, locale: Locale) => `\n--\n${notifyTexts[locale].footer} ${ctx.publicUrl}${SETTINGS_PATH}\n`;

async function sendEmail(senders: Senders, ctx: WriteContext, noticeId: Id): Promise<void> {
  const row = await tables.noticeById(ctx.tx, noticeId);
  if (!row || !senders.mailer) return;
  const { contact, locale } = await readerOf(senders, ctx, row.personId);
  if (!contact?.email || !(await tables.takeSending(ctx.tx, row.personId, `email:${noticeId}`, ctx.now))) return;
  const texts = notifyTexts[locale];
  const title = titleOf(row, locale);
  await senders.mailer.send({
    to: { name: contact.name, address: contact.email },
    subject: fill(texts.noticeSubject, { title }),
    text: `${title}\n\n${texts.open} ${ctx.publicUrl}${row.href}\n${footer(ctx, locale)}`,
    id: noticeId,
  });
}

async function sendWebhook(senders: Senders, ctx: WriteContext, noticeId: Id): Promise<void> {
  const row = await tables.noticeById(ctx.tx, noticeId);
  const settings = row && (await tables.settingsOf(ctx.tx, row.personId));
  if (!row || !settings?.webhookUrl || !settings.webhookSecret) return;
  if (!(await senders.ports.contact(ctx.tx, row.personId))) return;
  if (!(await tables.takeSending(ctx.tx, row.personId, `webhook:${noticeId}`, ctx.now))) return;
  const body = {
    id: row.id,
    kind: row.kind,
    title: { zh: row.titleZh, en: row.titleEn },
    url: `${ctx.publicUrl}${row.href}`,
    urgent: row.urgent,
    createdAt: row.createdAt.toISOString(),
  };
  await callWebhook(
    { url: settings.webhookUrl, secret: senders.sealer.open(settings.webhookSecret), id: row.id, body, at: ctx.now },
    senders.webhook,
  );
}

/** Queues one digest for each person whose hour has come; also when the hour was missed because nothing ran. */
async function queueDigests(senders: Senders, ctx: WriteContext): Promise<void> {
  if (!senders.mailer) return;
  const { day, hour } = cityClock(ctx.now);
  for (const personId of await tables.digestsDue(ctx.tx, hour, day, DEFAULT_DIGEST_HOUR)) await ctx.enqueue(jobNames.digest, { personId });
}

function digestText(rows: readonly NoticeRow[], name: string, locale: Locale, ctx: WriteContext): string {
  const texts = notifyTexts[locale];
  const lines = rows.slice(0, MOST_LINES).map((row, index) => `${index + 1}. ${titleOf(row, locale)}\n   ${ctx.publicUrl}${row.href}`);
  const more = rows.length > MOST_LINES ? `\n${fill(texts.digestMore, { count: rows.length - MOST_LINES })}\n` : '';
  return `${fill(texts.digestIntro, { name, count: rows.length })}\n\n${lines.join('\n')}\n${more}${footer(ctx, locale)}`;
}

async function sendDigest(senders: Senders, ctx: WriteContext, personId: Id): Promise<void> {
  const rows = await tables.waitingForDigest(ctx.tx, personId);
  const { day } = cityClock(ctx.now);
  if (!senders.mailer || rows.length === 0 || !(await tables.takeSending(ctx.tx, personId, `digest:${day}`, ctx.now))) return;
  // Before sending: a failure rolls it back, and the retry sends.
  await tables.endDigest(
    ctx.tx,
    rows.map((row) => row.id),
  );
  // What was read in the list meanwhile needs no mail.
  const unread = rows.filter((row) => row.readAt === null);
  const { contact, locale } = await readerOf(senders, ctx, personId);
  if (!contact?.email || unread.length === 0) return;
  await senders.mailer.send({
    to: { name: contact.name, address: contact.email },
    subject: fill(notifyTexts[locale].digestSubject, { count: unread.length }),
    text: digestText(unread, contact.name, locale, ctx),
    id: `${personId}.${day}`,
  });
}

/** The jobs that carry notices out of the house. A failed one is tried again, later and later, by the queue. */
export function notifyJobs(senders: Senders): readonly Job[] {
  return [
    {
      name: jobNames.fanOut,
      run: async (ctx, { notice, toldBy }: FanOut) => {
        const { to, ...rest } = notice;
        const people = await senders.ports.holders(ctx.tx, to.unitId, to.roles, ctx.now);
        await tellPeople(
          ctx,
          people.filter((personId) => personId !== toldBy),
          rest,
        );
      },
    },
    { name: jobNames.email, run: (ctx, { noticeId }: { noticeId: Id }) => sendEmail(senders, ctx, noticeId) },
    { name: jobNames.webhook, run: (ctx, { noticeId }: { noticeId: Id }) => sendWebhook(senders, ctx, noticeId) },
    { name: jobNames.digests, cron: '0 * * * *', run: (ctx) => queueDigests(senders, ctx) },
    { name: jobNames.digest, run: (ctx, { personId }: { personId: Id }) => sendDigest(senders, ctx, personId) },
    { name: jobNames.tidy, cron: '20 3 * * *', run: (ctx) => tables.deleteOld(ctx.tx, ctx.now) },
  ];
}
