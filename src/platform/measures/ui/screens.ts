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
      path: '/figures/closing',
      title: { zh: '月度封存', en: 'Closing months' },
      section: 'figures',
      permission: 'signedIn',
      load: async () => (await import('./ClosingPage.tsx')).ClosingPage,
      entry: { order: 2 },
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
