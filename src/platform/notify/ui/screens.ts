import type { ScreenSet } from '../../../ui/screen.ts';

export const noticeScreens: ScreenSet = {
  screens: [
    {
      path: '/notifications',
      title: { zh: '通知', en: 'Notices' },
      section: 'today',
      permission: 'signedIn',
      load: async () => (await import('./NotificationsPage.tsx')).NotificationsPage,
    },
    {
      path: '/settings/notices',
      title: { zh: '怎么收通知', en: 'How to be told' },
      section: 'settings',
      permission: 'signedIn',
      load: async () => (await import('./PreferencesPage.tsx')).PreferencesPage,
      entry: { order: 91 },
    },
  ],
};
