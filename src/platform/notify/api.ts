import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { operation, pageOf, paging } from '../../kernel/operation.ts';
import { choiceFields, noticeChoice, noticeView, notifyProblems, preferencesView, unreadView } from './schema.ts';

// Everything here is about the caller's own notices: there is no way to ask for somebody else's, whatever the post.

export const listNotices = operation({
  id: 'notify.list',
  method: 'GET',
  path: '/notifications',
  summary: { zh: '我的通知，最新的在前', en: 'My notices, newest first' },
  permission: 'signedIn',
  query: { ...paging, unread: z.enum(['0', '1']).default('0') },
  output: pageOf(noticeView),
});

export const countUnread = operation({
  id: 'notify.unread',
  method: 'GET',
  path: '/notifications/unread',
  summary: { zh: '我的未读通知数', en: 'How many of my notices are unread' },
  permission: 'signedIn',
  output: unreadView,
});

export const readNotices = operation({
  id: 'notify.read',
  method: 'POST',
  path: '/notifications/read',
  summary: { zh: '标为已读：指定的几条，或到某一条为止的全部', en: 'Mark as read: some, or all up to one' },
  permission: 'signedIn',
  body: { ids: z.array(id).max(200).optional(), upTo: id.optional() },
  output: unreadView,
});

export const getPreferences = operation({
  id: 'notify.preferences',
  method: 'GET',
  path: '/notifications/preferences',
  summary: { zh: '我的通知设置', en: 'How I want to be told' },
  permission: 'signedIn',
  output: preferencesView,
});

export const savePreferences = operation({
  id: 'notify.savePreferences',
  method: 'PUT',
  path: '/notifications/preferences',
  summary: { zh: '修改我的通知设置', en: 'Change how I want to be told' },
  permission: 'signedIn',
  body: {
    choices: z.array(noticeChoice.pick({ kind: true }).extend(choiceFields)).max(200),
    digestHour: z.int().min(0).max(23),
    locale: z.enum(['zh', 'en']),
  },
  output: preferencesView,
});

export const setWebhook = operation({
  id: 'notify.setWebhook',
  method: 'PUT',
  path: '/notifications/webhook',
  summary: { zh: '设定我的 Webhook 地址；签名密钥只显示这一次', en: 'Set my webhook; the signing secret is shown this once' },
  permission: 'signedIn',
  secret: true,
  body: { url: z.string().max(500).nullable() },
  output: z.object({ secret: z.string().nullable() }),
  errors: [notifyProblems.webhookRefused],
});
