import type { ScreenSet } from '../../../ui/screen.ts';

export const measureScreens: ScreenSet = {
  screens: [
    {
      path: '/figures',
      title: { zh: '统计量', en: 'Figures' },
      section: 'figures',
      permission: 'signedIn',
      load: async () => (await import('./MeasuresPage.tsx')).MeasuresPage,
      entry: { order: 1 },
    },
    {
      path: '/figures/:measure',
      title: { zh: '统计量', en: 'Figure' },
      section: 'figures',
      permission: 'signedIn',
      load: async () => (await import('./FigurePage.tsx')).FigurePage,
    },
  ],
};
