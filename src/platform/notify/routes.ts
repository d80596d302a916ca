import { route, type Route } from '../slice.ts';
import * as api from './api.ts';
import type { NoticeKind } from './notify.ts';
import type { Senders } from './sending.ts';
import { list, preferencesService, read, unread } from './service.ts';

export function notifyRoutes(kinds: readonly NoticeKind[], senders: Senders): readonly Route[] {
  const preferences = preferencesService(kinds, senders);
  return [
    route(api.listNotices, list),
    route(api.countUnread, unread),
    route(api.readNotices, read),
    route(api.getPreferences, preferences.show),
    route(api.savePreferences, preferences.save),
    route(api.setWebhook, preferences.setWebhook),
  ];
}
