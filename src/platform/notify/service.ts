import { randomBytes } from 'node:crypto';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../context.ts';
import type { NoticeKind } from './notify.ts';
import { DEFAULT_DIGEST_HOUR, defaultChoice, notifyProblems, type NoticeChoice, type NoticeView, type PreferencesView } from './schema.ts';
import type { Senders } from './sending.ts';
import * as tables from './tables.ts';
import { acceptableUrl } from './webhook.ts';

function me(ctx: ReadContext): Id {
  if (ctx.actor.personId === null) throw new Problem(problems.notSignedIn);
  return ctx.actor.personId;
}

interface ListInput {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly unread: '0' | '1';
}

const cursorForm = /^[0-9a-f-]{36}$/;

export async function list(ctx: ReadContext, { cursor, limit, unread }: ListInput): Promise<{ items: NoticeView[]; next: string | null }> {
  if (cursor !== undefined && !cursorForm.test(cursor)) throw new Problem(problems.malformed);
  const rows = await tables.noticesOf(ctx.read, me(ctx), { before: cursor, unread: unread === '1', limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items: items.map(tables.viewOf), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function unread(ctx: ReadContext): Promise<{ unread: number }> {
  return { unread: await tables.unreadCount(ctx.read, me(ctx)) };
}

/** Not recorded in the journal: that somebody read something is nobody else's business. */
export async function read(
  ctx: WriteContext,
  { ids, upTo }: { ids?: Id[] | undefined; upTo?: Id | undefined },
): Promise<{ unread: number }> {
  const personId = me(ctx);
  if (ids && ids.length > 0) await tables.markRead(ctx.tx, personId, { ids }, ctx.now);
  if (upTo) await tables.markRead(ctx.tx, personId, { upTo }, ctx.now);
  await tables.wake(ctx.tx, [personId]);
  return { unread: await tables.unreadCount(ctx.tx, personId) };
}

/** What a person chooses, over all kinds that the slices declare. */
export const preferencesService = (kinds: readonly NoticeKind[], senders: Senders) => {
  const show = async (ctx: ReadContext): Promise<PreferencesView> => {
    const personId = me(ctx);
    const chosen = new Map((await tables.choicesOf(ctx.read, [personId])).map((choice) => [choice.kind, choice]));
    const settings = await tables.settingsOf(ctx.read, personId);
    const contact = await senders.ports.contact(ctx.read, personId);
    return {
      choices: kinds.map(({ kind, name }) => {
        const { inApp, email, webhook } = chosen.get(kind) ?? defaultChoice;
        return { kind, name, inApp, email, webhook };
      }),
      digestHour: settings?.digestHour ?? DEFAULT_DIGEST_HOUR,
      locale: settings?.locale ?? ctx.locale,
      webhookUrl: settings?.webhookUrl ?? null,
      emailReady: senders.mailer !== null && Boolean(contact?.email),
    };
  };

  const current = async (ctx: ReadContext) => {
    const personId = me(ctx);
    const settings = await tables.settingsOf(ctx.read, personId);
    return settings ?? { personId, digestHour: DEFAULT_DIGEST_HOUR, locale: ctx.locale, webhookUrl: null, webhookSecret: null };
  };

  return {
    show,

    save: async (
      ctx: WriteContext,
      input: { choices: NoticeChoice[]; digestHour: number; locale: 'zh' | 'en' },
    ): Promise<PreferencesView> => {
      const known = new Set(kinds.map(({ kind }) => kind));
      const byKind = new Map(input.choices.filter(({ kind }) => known.has(kind)).map((choice) => [choice.kind, choice]));
      await tables.saveChoices(ctx.tx, me(ctx), [...byKind.values()]);
      const { personId, webhookUrl, webhookSecret } = await current(ctx);
      await tables.saveSettings(ctx.tx, { personId, webhookUrl, webhookSecret, digestHour: input.digestHour, locale: input.locale });
      return show(ctx);
    },

    setWebhook: async (ctx: WriteContext, { url }: { url: string | null }): Promise<{ secret: string | null }> => {
      if (url !== null && !acceptableUrl(url, senders.webhook)) throw new Problem(notifyProblems.webhookRefused);
      const secret = url === null ? null : randomBytes(32).toString('base64url');
      const { personId, digestHour, locale } = await current(ctx);
      await tables.saveSettings(ctx.tx, {
        personId,
        digestHour,
        locale,
        webhookUrl: url,
        webhookSecret: secret === null ? null : senders.sealer.seal(secret),
      });
      return { secret };
    },
  };
};
