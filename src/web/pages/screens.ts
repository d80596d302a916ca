import type { ScreenSet } from '../../ui/screen.ts';
import { useTodayCount } from './today.ts';

/** Pages of the frame itself. */
export const shellScreens: ScreenSet = {
  screens: [
    {
      path: '/today',
      title: { zh: '今日', en: 'Today' },
      section: 'today',
      permission: 'signedIn',
      load: async () => (await import('./TodayPage.tsx')).TodayPage,
      entry: { order: 1, useCount: useTodayCount },
    },
  ],
};
