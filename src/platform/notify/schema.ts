import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { defineProblems } from '../../kernel/problem.ts';
import { moment } from '../../kernel/time.ts';

export const notifyProblems = defineProblems({
  webhookRefused: {
    status: 422,
    zh: '这个地址不能用：须是 https 地址，且不能指向内网。',
    en: 'This address cannot be used: it must be https and must not point into a private network.',
  },
  tooManyStreams: { status: 429, zh: '同时打开的窗口太多，请关掉几个。', en: 'Too many windows are open at once; please close some.' },
});

export const bilingual = z.object({ zh: z.string(), en: z.string() });

/** A notice as its receiver sees it. */
export const noticeView = z.object({
  id,
  kind: z.string(),
  title: bilingual,
  href: z.string(),
  urgent: z.boolean(),
  createdAt: moment,
  read: z.boolean(),
});
export type NoticeView = z.output<typeof noticeView>;

/** auto: at once if urgent, else in the digest. */
export const emailModes = ['auto', 'now', 'digest', 'off'] as const;
export const choiceFields = { inApp: z.boolean(), email: z.enum(emailModes), webhook: z.boolean() };
export const noticeChoice = z.object({ kind: z.string().max(60), ...choiceFields });
export type NoticeChoice = z.output<typeof noticeChoice>;

export const preferencesView = z.object({
  choices: z.array(noticeChoice.extend({ name: bilingual })),
  digestHour: z.int().min(0).max(23),
  locale: z.enum(['zh', 'en']),
  webhookUrl: z.string().nullable(),
  /** Is an e-mail server configured, and has the person an address? */
  emailReady: z.boolean(),
});
export type PreferencesView = z.output<typeof preferencesView>;

export const unreadView = z.object({ unread: z.int() });

/** What holds for a kind that a person has not chosen about. */
export const defaultChoice = { inApp: true, email: 'auto', webhook: false } as const satisfies z.output<z.ZodObject<typeof choiceFields>>;
export const DEFAULT_DIGEST_HOUR = 8;
